"""What goes with a deleted record, and what comes back with a restored one (decision 5).

A reference says what happens when its target is deleted: `restrict` refuses, `clear` empties the
reference, `cascade` deletes its record too. All that goes together shares a `deletion` id, and a
restore of any of it brings exactly that set back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial
from typing import cast

import sqlalchemy as sa

from engine.catalog import Catalog
from engine.catalog_table import CompiledTable
from engine.database import Row
from engine.database.statements import one_of
from engine.writing.batch import Batch, Draft
from engine.writing.change import Change, Kind
from engine.writing.row_locks import lock_rows
from engine.writing.transaction import Transaction
from metadata.documents.field import ReferenceField

Pointing = tuple[CompiledTable, str, str]
"""A table, its reference field that points here, and what that field does on delete."""


def pointing_at(catalog: Catalog, name: str) -> tuple[Pointing, ...]:
    """The reference fields of all tables that point at a table."""

    def find() -> tuple[Pointing, ...]:
        return tuple(
            (table, field.key, field.document.on_delete)
            for table in catalog.tables.values()
            for field in table.table.fields.values()
            if field.target == name and isinstance(field.document, ReferenceField)
        )

    return catalog.cache(("pointing at", name), find)


def prepare_departures(transaction: Transaction, batch: Batch) -> None:
    """Every record that goes has a deletion; one that something holds on to is refused."""
    going = [draft for draft in batch.alive if draft.kind is Kind.DELETE]
    for draft in going:
        draft.deletion = draft.deletion or transaction.work.new_id()
    for table, key, action in pointing_at(transaction.catalog, batch.table.name):
        if action == "restrict" and going:
            refuse_held(transaction, table, key, going)


def refuse_held(
    transaction: Transaction, table: CompiledTable, key: str, going: Sequence[Draft]
) -> None:
    """Records that others still point at do not go; what goes with them does not count."""
    leaving = {(draft.table.name, draft.id) for draft in going}
    held: dict[int, int] = defaultdict(int)
    for id, target in find_pointing(transaction, table, key, [draft.id for draft in going]):
        if (table.name, id) not in leaving:
            held[target] += 1
    for draft in going:
        if draft.id in held:
            count = held[draft.id]
            draft.refuse("still_referenced", parameters={"table": table.name, "count": count})


def find_pointing(
    transaction: Transaction, table: CompiledTable, key: str, ids: Sequence[int]
) -> list[tuple[int, int]]:
    """(record, target) of the records whose reference points at one of the ids."""
    statement = table.statement(("pointing", key), lambda: select_pointing(table, key))
    rows = transaction.connection.rows(statement, {"ids": list(ids)})
    return [(cast(int, row[0]), cast(int, row[1])) for row in rows]


def select_pointing(table: CompiledTable, key: str) -> sa.Select[Row]:
    """The records whose reference is one of the parameter `ids`."""
    column = table.columns(key)[0]
    query: sa.Select[Row] = sa.select(table.sql.c.id, column).where(one_of(column, "ids"))
    return table.alive(query).order_by(table.sql.c.id)


def caused_batches(transaction: Transaction, batch: Batch) -> list[Batch]:
    """What the stored deletions and restorations of a batch take along."""
    going = {draft.id: draft for draft in batch.alive if draft.kind is Kind.DELETE}
    coming = [draft for draft in batch.alive if draft.kind is Kind.RESTORE and draft.is_main]
    caused: list[Batch] = []
    if going:
        for table, key, action in pointing_at(transaction.catalog, batch.table.name):
            if action != "restrict":
                caused.append(taken_along(transaction, table, key, action, going))
    for draft in coming:
        caused.extend(brought_back(transaction, draft))
    return [found for found in caused if found.drafts]


def taken_along(
    transaction: Transaction,
    table: CompiledTable,
    key: str,
    action: str,
    going: dict[int, Draft],
) -> Batch:
    """The records whose reference is cleared, or that are deleted too."""
    batch = Batch(table, is_coerced=True)
    for id, target in find_pointing(transaction, table, key, list(going)):
        cause = going[target]
        kind = Kind.DELETE if action == "cascade" else Kind.UPDATE
        draft = caused_draft(cause, table, kind, id)
        if action == "clear":
            draft.written = {key: None}
        if (table.name, id) not in transaction.leaving:
            batch.add(draft)
            if kind is Kind.DELETE:
                transaction.leaving.add((table.name, id))
    return batch


def caused_draft(cause: Draft, table: CompiledTable, kind: Kind, id: int) -> Draft:
    """A draft that the engine adds to what was asked for."""
    change = Change(kind, table.name, id, reason=cause.change.reason)
    draft = Draft(change, table, cause.root, id, cause.pointer, is_main=False, is_caused=True)
    draft.deletion = cause.deletion
    return draft


def brought_back(transaction: Transaction, draft: Draft) -> list[Batch]:
    """The rest of what was deleted together with a record that is restored."""
    together = transaction.together.get((draft.table.name, draft.id), {})
    batches = []
    for name, ids in together.items():
        batch = Batch(transaction.catalog.tables[name], is_coerced=True)
        for id in ids:
            batch.add(caused_draft(draft, batch.table, Kind.RESTORE, id))
        batches.append(batch)
    return batches


def prepare_returns(transaction: Transaction, batch: Batch) -> None:
    """The set that comes back with each restored record is known; references into it hold."""
    for draft in batch.alive:
        if draft.kind is not Kind.RESTORE or not draft.is_main:
            continue
        assert draft.old is not None
        found = deleted_together(transaction, draft, cast(int, draft.old["deletion"]))
        transaction.together[draft.table.name, draft.id] = found
        transaction.promised.add((draft.table.name, draft.id))
        transaction.promised.update((name, id) for name, ids in found.items() for id in ids)


def deleted_together(transaction: Transaction, draft: Draft, deletion: int) -> dict[str, list[int]]:
    """The other records of a deletion, by table: found over the references that cascade, in both
    directions."""
    seen = {(draft.table.name, draft.id)}
    waiting = [(draft.table, draft.id)]
    while waiting:
        table, id = waiting.pop()
        near = (*targets_of(transaction, table, id), *pointing_with(transaction, table, id))
        for other, other_id in near:
            place = (other.name, other_id)
            if place not in seen and deletion_of(transaction, other, other_id) == deletion:
                seen.add(place)
                waiting.append((other, other_id))
    found: dict[str, list[int]] = defaultdict(list)
    for name, id in sorted(seen - {(draft.table.name, draft.id)}):
        found[name].append(id)
    return found


def targets_of(
    transaction: Transaction, table: CompiledTable, id: int
) -> Iterable[tuple[CompiledTable, int]]:
    """The records that this one points at with a reference that cascades."""
    values = lock_rows(transaction, table, [id], None).get(id, {})
    for field in table.table.fields.values():
        is_cascade = isinstance(field.document, ReferenceField) and (
            field.document.on_delete == "cascade"
        )
        target = values.get(field.key)
        if is_cascade and target is not None:
            yield transaction.catalog.tables[cast(str, field.target)], cast(int, target)


def pointing_with(
    transaction: Transaction, table: CompiledTable, id: int
) -> Iterable[tuple[CompiledTable, int]]:
    """The records, deleted ones too, whose cascading reference points at this one."""
    for other, key, action in pointing_at(transaction.catalog, table.name):
        if action == "cascade":
            build = partial(select_all_pointing, other, key)
            statement = other.statement(("all pointing", key), build)
            for row in transaction.connection.rows(statement, {"ids": [id]}):
                yield other, cast(int, row[0])


def select_all_pointing(table: CompiledTable, key: str) -> sa.Select[tuple[int]]:
    """The records, deleted ones too, whose reference is one of the parameter `ids`."""
    return sa.select(table.sql.c.id).where(one_of(table.columns(key)[0], "ids"))


def deletion_of(transaction: Transaction, table: CompiledTable, id: int) -> object:
    """The deletion a record belongs to, None while it is there."""
    return lock_rows(transaction, table, [id], None).get(id, {}).get("deletion")
