"""The many-references of a page of records: one query for each field, whatever the page's size."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import cast

import sqlalchemy as sa

from engine.catalog_table import CompiledTable, Values
from engine.database import Reader
from engine.database.statements import one_of

SEEN = object()


def read_links(
    connection: Reader,
    table: CompiledTable,
    keys: Sequence[str],
    records: Sequence[Values],
) -> None:
    """Each record holds the ids of these many-references, in their order; none is blank. A field
    that is blank in a record already is hidden there and stays so."""
    if not records:
        return
    by_id = {cast(int, record["id"]): record for record in records}
    for key in keys:
        found: dict[int, list[object]] = {}
        statement = table.statement(("links", key), partial(_select, table, key))
        for record, target in connection.rows(statement, {"ids": list(by_id)}):
            found.setdefault(cast(int, record), []).append(target)
        for id, record in by_id.items():
            is_hidden = record.get(key, SEEN) is None
            record[key] = None if is_hidden or id not in found else tuple(found[id])


def _select(table: CompiledTable, key: str) -> sa.Select[tuple[object, object]]:
    link = table.link(key).c
    return (
        sa.select(link.record, link.target)
        .where(one_of(link.record, "ids"))
        .order_by(link.record, link.position)
    )
