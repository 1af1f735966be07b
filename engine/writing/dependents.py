"""After the records are stored: the stored formulas of other records that read them.

Whom a change concerns is found by walking each edge's path backwards from the changed records,
with the old and the new parents of a child that moved (formula.md 3.3). Fields are computed again
in dependency order, always from base rows, and only real differences are written on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import cast

import sqlalchemy as sa

from engine.catalog_table import CompiledTable
from engine.database import Row
from engine.database.statements import one_of
from engine.writing.batch import Draft
from engine.writing.recompute import recompute_field
from engine.writing.stale import mark_stale
from engine.writing.transaction import Transaction
from formula.references import Step
from metadata.dependencies import Edge, FieldPlace
from metadata.fields.built_in import BUILT_IN_TABLES

MOST_ROWS = 2_000
"""More rows than these are computed after the write, in slices of their own."""

Waiting = dict[FieldPlace, set[int]]
"""Which records must compute which field again."""


def recompute_dependents(transaction: Transaction) -> None:
    """Every stored formula that reads what this transaction has stored is right again, or marked
    to be computed next (`engine.writing.stale`)."""
    waiting: Waiting = defaultdict(set)
    by_table: dict[str, list[Draft]] = defaultdict(list)
    for draft in transaction.stored:
        if draft.changed:
            by_table[draft.table.name].append(draft)
    for drafts in by_table.values():
        collect_concerned(transaction, drafts, waiting)
    spread(transaction, waiting)


def spread(transaction: Transaction, waiting: Waiting) -> None:
    """The waiting fields are computed lowest stratum first; what changes by that waits in turn."""
    dependencies = transaction.catalog.dependencies
    while waiting:
        place = min(waiting, key=lambda found: (dependencies.strata[found], found))
        ids = waiting.pop(place)
        table, field = place
        if len(ids) > MOST_ROWS:
            mark_stale(transaction, table, field)
            continue
        changed = recompute_field(transaction, table, field, sorted(ids))
        if not changed:
            continue
        for edge in dependencies.edges_of(table, field):
            concerned = walk_back(transaction, edge.path, changed)
            if concerned:
                waiting[edge.table, edge.field] |= concerned


def collect_concerned(transaction: Transaction, drafts: list[Draft], waiting: Waiting) -> None:
    """Whom the stored drafts of one table concern, by field."""
    name = drafts[0].table.name
    dependencies = transaction.catalog.dependencies
    for edge in dependencies.edges_of_table(name):
        concerned: set[int] = set()
        touching = [draft for draft in drafts if touches(draft, edge)]
        if not touching:
            continue
        last = edge.path[-1]
        if last.kind == "children":
            # A child that goes or moves still concerns the parent it had.
            parents = parents_of(touching, cast(str, last.back))
            concerned = walk_back(transaction, edge.path[:-1], parents)
        elif last.kind != "asker":
            concerned = walk_back(transaction, edge.path, {draft.id for draft in touching})
        if concerned:
            waiting[edge.table, edge.field] |= concerned


def touches(draft: Draft, edge: Edge) -> bool:
    """Whether the write of the draft matters to the edge: a record that comes or goes matters to
    all of its table."""
    return not draft.writes_values or draft.is_new or edge.source_field in draft.changed


def parents_of(drafts: Iterable[Draft], back: str) -> set[int]:
    """The parents that the records have and had."""
    found = set()
    for draft in drafts:
        for values in (draft.old, draft.new):
            parent = None if values is None else values.get(back)
            if parent is not None:
                found.add(cast(int, parent))
    return found


def walk_back(transaction: Transaction, path: tuple[Step, ...], ids: set[int]) -> set[int]:
    """The records at the path's beginning, from those at its end."""
    for step in reversed(path):
        if not ids:
            return set()
        ids = step_back(transaction, step, ids)
    return ids


def step_back(transaction: Transaction, step: Step, ids: set[int]) -> set[int]:
    """The records from which one step leads to these."""
    tables = transaction.catalog.tables
    if step.table in BUILT_IN_TABLES or step.target in BUILT_IN_TABLES:
        return set()
    owner = tables[step.table]
    if step.kind == "children":
        child, back = tables[step.target], cast(str, step.back)
        return ask(
            transaction, child, ("parents of", back), lambda: select_parents(child, back), ids
        )
    if step.kind == "links":
        link = owner.link(step.key)
        query = ("linked by", step.key)
        return ask(transaction, owner, query, lambda: select_linking(link), ids)
    query = ("pointing by", step.key)
    return ask(transaction, owner, query, lambda: select_pointing(owner, step.key), ids)


def ask(
    transaction: Transaction,
    table: CompiledTable,
    shape: object,
    build: Callable[[], sa.ClauseElement],
    ids: set[int],
) -> set[int]:
    """The ids that a query by ids gives."""
    rows = transaction.connection.rows(table.statement(shape, build), {"ids": sorted(ids)})
    return {cast(int, row[0]) for row in rows if row[0] is not None}


def select_pointing(owner: CompiledTable, key: str) -> sa.Select[Row]:
    """The records whose reference is one of the ids."""
    query: sa.Select[Row] = sa.select(owner.sql.c.id).where(one_of(owner.columns(key)[0], "ids"))
    return owner.alive(query)


def select_linking(link: sa.Table) -> sa.Select[Row]:
    """The records that are linked to one of the ids."""
    return sa.select(link.c.record).where(one_of(link.c.target, "ids")).distinct()


def select_parents(child: CompiledTable, back: str) -> sa.Select[Row]:
    """The parents of these children."""
    parents: sa.Select[Row] = sa.select(child.columns(back)[0])
    return parents.where(one_of(child.sql.c.id, "ids")).distinct()
