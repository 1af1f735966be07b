"""Step 2: the rows, locked, versions compared; what is referenced exists and may be seen.

On PostgreSQL rows are locked in the order of (table, id): the records themselves and the parents
whose stored rollups will change FOR NO KEY UPDATE, other referenced rows FOR SHARE (decision 32).
SQLite has one writer and needs no locks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import cast

import sqlalchemy as sa

from engine.catalog_table import CompiledTable, Values
from engine.database.statements import one_of
from engine.errors import RowsMoved
from engine.writing.batch import Batch, Draft
from engine.writing.change import Kind
from engine.writing.deleting import prepare_returns
from engine.writing.file_fields import check_files
from engine.writing.references import check_references, referenced_ids, rollup_backs
from engine.writing.row_locks import SHARE, UPDATE, lock_rows
from engine.writing.transaction import Transaction


def lock_records(transaction: Transaction, batch: Batch) -> None:
    """Every draft knows its record as it now is, and nobody else changes it before the commit."""
    changing = [draft for draft in batch.open if not draft.is_new]
    if transaction.is_writing and transaction.connection.dialect == "postgresql":
        old_parents = read_old_parents(transaction, batch.table, changing)
        found = lock_in_order(transaction, batch, changing, old_parents)
        refuse_moved(batch.table, found, old_parents)
    else:
        ids = sorted(draft.id for draft in changing)
        found = lock_rows(transaction, batch.table, ids, None) if ids else {}
        for _, target, referenced in referenced_ids(transaction, batch):
            transaction.rows.fetch(target, sorted(referenced))
    load_links(transaction, batch.table, found)
    for draft in changing:
        adopt_old(draft, found.get(draft.id))
    blank = batch.table.made(
        "blank record", lambda: dict.fromkeys((*batch.table.stored, *batch.table.linked))
    )
    for draft in batch.open:
        draft.new = {**(draft.old or blank), "id": draft.id, **draft.written}
    prepare_returns(transaction, batch)
    check_references(transaction, batch)
    check_files(transaction, batch)


def lock_in_order(
    transaction: Transaction,
    batch: Batch,
    changing: Iterable[Draft],
    old_parents: dict[int, Values],
) -> dict[int, Values]:
    """The batch's own rows by id; all rows the write depends on are locked in one order."""
    own, referenced = {draft.id for draft in changing}, referenced_ids(transaction, batch)
    if not own and not referenced:
        return {}
    wanted: dict[str, dict[str, set[int]]] = defaultdict(lambda: {UPDATE: set(), SHARE: set()})
    wanted[batch.table.name][UPDATE] |= own
    backs = rollup_backs(transaction.catalog, batch.table)
    fields = batch.table.table.fields
    for key, target, ids in referenced:
        if target in transaction.catalog.tables:
            wanted[target][UPDATE if key in backs else SHARE] |= ids
        else:
            transaction.rows.fetch(target, ids)
    for values in old_parents.values():
        for key, parent in values.items():
            if parent is not None:
                wanted[cast(str, fields[key].target)][UPDATE].add(cast(int, parent))
    locked: dict[int, Values] = {}
    for name in sorted(wanted):
        table = transaction.catalog.tables[name]
        modes = wanted[name]
        mode = UPDATE if modes[UPDATE] else SHARE
        wanted_ids = sorted(modes[UPDATE] | modes[SHARE])
        found = lock_rows(transaction, table, wanted_ids, mode) if wanted_ids else {}
        transaction.rows.take(name, wanted_ids, found)
        if table is batch.table:
            locked = {id: values for id, values in found.items() if id in own}
    return locked


def read_old_parents(
    transaction: Transaction, table: CompiledTable, changing: list[Draft]
) -> dict[int, Values]:
    """The parents the records have before, where their stored rollups will change: they are
    locked before or after the records, whichever comes first."""
    backs = rollup_backs(transaction.catalog, table)
    if not backs or not changing:
        return {}
    keys = tuple(sorted(backs))
    statement = table.statement(
        ("parents", keys),
        lambda: sa.select(table.sql.c.id, *(table.columns(key)[0] for key in keys)).where(
            one_of(table.sql.c.id, "ids")
        ),
    )
    rows = transaction.connection.rows(statement, {"ids": [draft.id for draft in changing]})
    return {cast(int, row[0]): dict(zip(keys, row[1:], strict=True)) for row in rows}


def refuse_moved(
    table: CompiledTable, found: dict[int, Values], old_parents: dict[int, Values]
) -> None:
    """RowsMoved where a record got another parent between reading and locking it."""
    for id, parents in old_parents.items():
        if id in found and any(found[id][key] != value for key, value in parents.items()):
            raise RowsMoved({"table": table.name})


def load_links(transaction: Transaction, table: CompiledTable, found: dict[int, Values]) -> None:
    """The records have their references and users fields too."""
    for key in table.linked if found else ():
        transaction.rows.fetch_links(table.name, key, found)
        for id, values in found.items():
            values[key] = transaction.rows.link_ids(table.name, key, id) or None


def adopt_old(draft: Draft, values: Values | None) -> None:
    """The draft has its record, if there is one to change at the version the caller saw."""
    wants_deleted = draft.kind is Kind.RESTORE
    if values is None or (values["deleted_at"] is not None) is not wants_deleted:
        draft.close("unknown_record")
        return
    if draft.parent is not None:
        back, parent = draft.parent
        if values[back] != parent.id:
            draft.close("unknown_record")
            return
    draft.old = values
    version = draft.change.version
    if version is not None and version != values["version"]:
        draft.close("version_conflict", {"version": cast(int, values["version"])})
