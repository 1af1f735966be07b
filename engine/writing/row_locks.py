"""Rows by id, locked where the database has more than one writer (decision 32)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import sqlalchemy as sa

from engine.catalog_table import CompiledTable, Values
from engine.database import Row
from engine.database.statements import one_of
from engine.writing.transaction import Transaction

UPDATE, SHARE = "update", "share"


def lock_rows(
    transaction: Transaction, table: CompiledTable, ids: list[int], mode: str | None
) -> dict[int, Values]:
    """The rows by id, deleted ones too, locked in the order of their ids."""
    statement = table.statement(("lock", mode), lambda: select_locked(table, mode))
    rows = transaction.connection.rows(statement, {"ids": ids})
    records = map(table.row_of, rows)
    return {cast(int, record["id"]): record for record in records}


def select_locked(table: CompiledTable, mode: str | None) -> sa.Select[Row]:
    """Whole rows by id."""
    query = table.records().where(one_of(table.sql.c.id, "ids")).order_by(table.sql.c.id)
    if mode is None:
        return query
    if mode == SHARE:
        return query.with_for_update(read=True)
    return query.with_for_update(key_share=True)


def lock_ids(transaction: Transaction, table: CompiledTable, ids: Sequence[int]) -> None:
    """The rows are locked for an update in the order of their ids, and not read."""
    column = table.sql.c.id
    statement = table.statement(
        "lock only",
        lambda: (
            sa.select(column)
            .where(one_of(column, "ids"))
            .order_by(column)
            .with_for_update(key_share=True)
        ),
    )
    transaction.connection.rows(statement, {"ids": list(ids)})
