"""Step 7: the only INSERT, UPDATE and DELETE of user tables, with the event of each change.

On PostgreSQL a row and its event are one statement, which also compares the revision and the
rights it was checked under (decision 39); many new rows are copied. On SQLite, with one writer,
these are compared once per transaction. A write that changes nothing stores nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import groupby
from typing import cast

import sqlalchemy as sa

from engine.catalog import Catalog
from engine.catalog_table import CompiledTable
from engine.database.statements import Load, prepare_load
from engine.errors import CatalogMoved
from engine.events import (
    EVENT_COLUMNS,
    event_parameters,
    insert_event_if,
    select_event,
)
from engine.guard import guard_parameters, is_current
from engine.hints import hint_records
from engine.listened import is_listened
from engine.outbox import WORK_HINT, deliver_last, deliver_loaded, delivered, write_events
from engine.search_index import index_changed, searched_codes
from engine.system_tables import tg_event
from engine.writing.batch import Batch, Draft
from engine.writing.change import Kind
from engine.writing.event_values import event_of
from engine.writing.file_fields import bind_files
from engine.writing.program import program_of
from engine.writing.transaction import Transaction
from engine.writing.value_history import keep_history

Shape = tuple[bool, tuple[str, ...], bool]
"""Whether the records are new, the fields that are written, and whether somebody listens."""

MANY = 20
"""From so many new records on they are loaded in bulk."""


def store_records(transaction: Transaction, batch: Batch) -> None:
    """Every draft that is not refused, and changes anything, is in the database with its event.
    A write that will be refused stores nothing more."""
    if transaction.is_hopeless:
        return
    storing = [draft for draft in batch.alive if draft.changed]
    for shape, drafts in groupby(storing, key=lambda it: shape_of(transaction, it)):
        store_alike(transaction, batch.table, shape, list(drafts))
    for key in batch.table.linked:
        store_links(transaction, batch.table, key, storing)
    bind_files(transaction, batch, storing)
    keep_history(transaction, batch.table, storing)
    remember(transaction, batch)
    terms = ((draft.new, storing_keys(draft)) for draft in storing)
    index_changed(transaction.connection, batch.table, terms)
    written = [draft.id for draft in storing]
    hint_records(transaction.connection, batch.table.name, written, log=batch.table.table.log)


def storing_keys(draft: Draft) -> Collection[str]:
    """The fields that are written: of a new record all of them."""
    return draft.table.stored if draft.is_new else draft.changed


def shape_of(transaction: Transaction, draft: Draft) -> Shape:
    """What the statement of a draft writes: all columns of a new record, else the changed ones;
    its event, into the outbox too where somebody listens."""
    stored, table = draft.table.stored, draft.table
    told = not table.table.log and is_listened(transaction.catalog, table.name, draft.kind.value)
    if draft.is_new:
        return True, stored, told
    return False, tuple(key for key in stored if key in draft.changed), told


def store_alike(
    transaction: Transaction, table: CompiledTable, shape: Shape, drafts: Sequence[Draft]
) -> None:
    """Records that are written by the same statement, and their events."""
    if shape[0] and len(drafts) >= MANY:
        load_records(transaction, table, shape, drafts)
    elif table.dialect == "sqlite":
        store_apart(transaction, table, shape, drafts)
    else:
        store_guarded(transaction, table, shape, drafts)


def load_records(
    transaction: Transaction, table: CompiledTable, shape: Shape, drafts: Sequence[Draft]
) -> None:
    """Many new records at once: COPY on PostgreSQL. The lock that loading takes on the table keeps
    a new revision from coming in between the load and the comparison."""
    connection, (_, keys, told) = transaction.connection, shape
    load = table.made(("load", shape), lambda: load_of(table, keys))
    connection.load(load, [table.raw_of(draft.new, keys) for draft in drafts])
    if not table.table.log:
        events = table.made("load events", lambda: load_of_events(table.dialect))
        connection.load(events, [event_of(transaction, draft) for draft in drafts])
        if told:
            ids = [draft.id for draft in drafts]
            deliver_loaded(connection, table.name, drafts[0].kind.value, ids)
    transaction.require_present()


def load_of(table: CompiledTable, keys: Sequence[str]) -> Load:
    """The load of these fields' columns."""
    names = [column.name for key in keys for column in table.columns(key)]
    return prepare_load(table.sql, names, table.dialect)


def load_of_events(dialect: str) -> Load:
    """The load of events."""
    return prepare_load(tg_event, EVENT_COLUMNS, dialect)


def store_apart(
    transaction: Transaction, table: CompiledTable, shape: Shape, drafts: Sequence[Draft]
) -> None:
    """The events, then their rows: SQLite takes no INSERT inside WITH."""
    is_new, keys, told = shape
    connection = transaction.connection
    if len(drafts) > 1 or table.table.log:
        transaction.require_present()
    if not table.table.log:
        events = [event_of(transaction, draft) for draft in drafts]
        store_events(transaction, table, events, told=told)
    statement = table.statement(("store", shape), lambda: write_statement(table, shape))
    records = [row_parameters(table, draft, keys, is_new=is_new) for draft in drafts]
    if len(records) == 1:
        connection.run(statement, records[0])
    else:
        connection.run_many(statement, records)


def store_events(
    transaction: Transaction,
    table: CompiledTable,
    events: Sequence[Mapping[str, object]],
    *,
    told: bool,
) -> None:
    """The events are there, and in the outbox if somebody is `told` (SQLite). The first statement
    of a write also compares revision and rights."""
    connection = transaction.connection
    if transaction.is_checked:
        write_events(connection, events, is_listened=told)
        return
    guarded = table.statement("guarded event", lambda: insert_event_if(is_current()))
    guard = guard_parameters(transaction.catalog, transaction.actor)
    transaction.is_checked = True
    if connection.run(guarded, {**events[0], **guard}) != 1:
        raise CatalogMoved
    if told:
        deliver_last(connection, 1)


def store_guarded(
    transaction: Transaction, table: CompiledTable, shape: Shape, drafts: Sequence[Draft]
) -> None:
    """Row, event and comparison of the revision in one statement; CatalogMoved stores nothing."""
    is_new, keys, told = shape
    if told:
        transaction.connection.hint(WORK_HINT)
    statement = table.statement(("store", shape), lambda: guarded_statement(table, shape))
    guard = guard_parameters(transaction.catalog, transaction.actor)
    parameters: list[Mapping[str, object]] = []
    for draft in drafts:
        row = row_parameters(table, draft, keys, is_new=is_new)
        row.update(guard)
        if not table.table.log:
            row.update(event_parameters(event_of(transaction, draft)))
        parameters.append(row)
    if len(parameters) == 1 and is_all(transaction, table, drafts[0]):
        written = transaction.connection.run_last(statement, parameters[0])
    elif len(parameters) == 1:
        written = transaction.connection.run(statement, parameters[0])
    else:
        written = transaction.connection.run_many(statement, parameters)
    if written != len(parameters):
        raise CatalogMoved


def is_all(transaction: Transaction, table: CompiledTable, draft: Draft) -> bool:
    """Whether the row and its event are all that the write stores, and nothing is read after."""
    return (
        transaction.is_single
        and draft.is_main
        and not draft.has_children
        and draft.writes_values
        and searched_codes(table).keys().isdisjoint(storing_keys(draft))
        and stands_alone(transaction.catalog, table)
    )


def stands_alone(catalog: Catalog, table: CompiledTable) -> bool:
    """Whether a record of the table is one row: no links, no values kept, none computed from it
    elsewhere or when it is read."""

    def find() -> bool:
        program = program_of(table)
        edges = catalog.dependencies.edges_of_table(table.name)
        return not (table.linked or program.kept or program.volatile or edges)

    return catalog.cache(("stands alone", table.name), find)


def row_parameters(
    table: CompiledTable, draft: Draft, keys: Sequence[str], *, is_new: bool
) -> dict[str, object]:
    """The parameters of a row, by column; an update's record is the parameter `id`."""
    raw = table.raw_of(draft.new, keys)
    if not is_new:
        raw["id"] = draft.id
    return raw


def write_statement(table: CompiledTable, shape: Shape) -> sa.Insert | sa.Update:
    """The plain INSERT or UPDATE of one row."""
    is_new, keys, _ = shape
    columns = [column for key in keys for column in table.columns(key)]
    values = {column.name: sa.bindparam(column.name, type_=column.type) for column in columns}
    if is_new:
        return sa.insert(table.sql).values(values)
    record = sa.bindparam("id", type_=table.sql.c.id.type)
    return sa.update(table.sql).where(table.sql.c.id == record).values(values)


def guarded_statement(table: CompiledTable, shape: Shape) -> sa.ClauseElement:
    """The row is written if the revision is the present one, its event if the row is, and the
    event's number into the outbox where somebody listens."""
    statement = guarded_write(table, shape)
    if table.table.log:
        return statement
    written = statement.returning(table.sql.c.id).cte("written")
    event = select_event(written)
    return delivered(event) if shape[2] else event


def guarded_write(table: CompiledTable, shape: Shape) -> sa.Insert | sa.Update:
    """INSERT … SELECT … WHERE the revision is the present one, or such an UPDATE."""
    _, keys, _ = shape
    statement = write_statement(table, shape)
    if isinstance(statement, sa.Update):
        return statement.where(is_current())
    columns = [column for key in keys for column in table.columns(key)]
    given = [
        sa.cast(sa.bindparam(column.name, type_=column.type), column.type) for column in columns
    ]
    names = [column.name for column in columns]
    return sa.insert(table.sql).from_select(names, sa.select(*given).where(is_current()))


def store_links(
    transaction: Transaction, table: CompiledTable, key: str, drafts: Sequence[Draft]
) -> None:
    """The link rows of a references or users field are as the drafts say."""
    changed = [draft for draft in drafts if key in draft.changed]
    if not changed:
        return
    link, connection = table.link(key), transaction.connection
    record = sa.bindparam("record", type_=link.c.record.type)
    cleared = table.statement(
        ("unlink", key), lambda: sa.delete(link).where(link.c.record == record)
    )
    old = [draft for draft in changed if not draft.is_new]
    if old:
        connection.run_many(cleared, [{"record": draft.id} for draft in old])
    rows = [
        {"record": draft.id, "target": target, "position": position}
        for draft in changed
        for position, target in enumerate(cast(tuple[int, ...], draft.new.get(key) or ()))
    ]
    if rows:
        connection.run_many(table.statement(("link", key), lambda: sa.insert(link)), rows)


def remember(transaction: Transaction, batch: Batch) -> None:
    """Formulas that follow see the records as they now are."""
    rows, name = transaction.rows, batch.table.name
    for draft in batch.alive:
        transaction.stored.append(draft)
        rows.unborn.discard(draft.id)
        if draft.kind is Kind.DELETE:
            rows.take(name, (draft.id,), {})
        else:
            rows.put(name, draft.new)
        for key in batch.table.linked:
            if key in draft.changed:
                ids = cast(tuple[int, ...], draft.new.get(key) or ())
                rows.put_links(name, key, draft.id, ids)
    rows.forget_kin(name)
