"""Works off what a write left to be computed: see `engine.writing.stale`."""

from __future__ import annotations

from collections import defaultdict
from typing import cast

import sqlalchemy as sa

from engine.actor import SYSTEM
from engine.catalog_table import CompiledTable
from engine.database import Connection, Row
from engine.database.named import NamedStatements
from engine.errors import CatalogMoved
from engine.workspace import Workspace
from engine.writing.dependents import Waiting, spread, walk_back
from engine.writing.recompute import recompute_field
from engine.writing.stale import SLICE, drop_mark, mark_stale, move_mark, select_marks
from engine.writing.transaction import Transaction, open_transaction
from metadata.fields.people import PEOPLE_TABLES

Mark = tuple[str, str, int]
"""Table, field, and the last record that is right again."""

STATEMENTS = NamedStatements({"marks": select_marks(), "drop": drop_mark(), "move": move_mark()})


def recompute_stale(work: Workspace) -> int:
    """No mark is left; every marked formula is right in every record. The number of slices done.

    Called after a write that marked something, and when a process starts.
    """
    done = 0
    while marks := work.database.read(read_marks):
        for mark in marks:
            recompute_next(work, mark)
            done += 1
    return done


def recompute_after_people(work: Workspace) -> int:
    """Stored formulas that read persons or departments (a name, a supervisor) are right again;
    called after a change of people. The number of slices done."""
    catalog = work.catalog
    places = {
        (edge.table, edge.field)
        for edge in catalog.dependencies.edges
        if edge.source_table in PEOPLE_TABLES
    }
    if not places:
        return 0

    def mark(connection: Connection) -> None:
        transaction = open_transaction(work, connection, SYSTEM, catalog)
        for table, field in sorted(places):
            mark_stale(transaction, table, field)

    work.database.write(mark)
    return recompute_stale(work)


def recompute_next(work: Workspace, mark: Mark) -> None:
    """The next slice of one mark, in a transaction of its own."""
    catalog = work.catalog

    def run(connection: Connection) -> None:
        recompute_slice(open_transaction(work, connection, SYSTEM, catalog), mark)

    try:
        work.database.write(run)
    except CatalogMoved:
        work.refresh()


def read_marks(connection: Connection) -> list[Mark]:
    """The marks as they stand."""
    rows = connection.rows(STATEMENTS.on(connection.dialect, "marks"))
    return [(cast(str, row[0]), cast(str, row[1]), cast(int, row[2] or 0)) for row in rows]


def recompute_slice(transaction: Transaction, mark: Mark) -> None:
    """The next records of one mark are right, and so is what reads them."""
    transaction.require_present()
    name, field, after = mark
    connection = transaction.connection
    compiled = transaction.catalog.tables.get(name)
    where = {"of_table": name, "of_field": field, "seen": after}
    if compiled is None or (name, field) not in transaction.catalog.dependencies.strata:
        connection.run(STATEMENTS.on(connection.dialect, "drop"), where)
        return
    statement = compiled.statement("slice", lambda: select_slice(compiled))
    rows = connection.rows(statement, {"after": after, "limit": SLICE})
    ids = [cast(int, row[0]) for row in rows]
    if ids:
        recompute_on(transaction, name, field, ids)
    if len(ids) < SLICE:
        connection.run(STATEMENTS.on(connection.dialect, "drop"), where)
    else:
        connection.run(STATEMENTS.on(connection.dialect, "move"), {**where, "next": ids[-1]})


def recompute_on(transaction: Transaction, table: str, field: str, ids: list[int]) -> None:
    """The field of these records, and what follows from it."""
    changed = recompute_field(transaction, table, field, ids)
    waiting: Waiting = defaultdict(set)
    for edge in transaction.catalog.dependencies.edges_of(table, field) if changed else ():
        concerned = walk_back(transaction, edge.path, changed)
        if concerned:
            waiting[edge.table, edge.field] |= concerned
    spread(transaction, waiting)


def select_slice(table: CompiledTable) -> sa.Select[Row]:
    """The ids that follow the parameter `after`."""
    column = table.sql.c.id
    query: sa.Select[Row] = sa.select(column).where(
        column > sa.bindparam("after", type_=column.type)
    )
    limited = table.alive(query).order_by(column)
    return limited.limit(sa.bindparam("limit", type_=column.type))
