"""Present records, deleted ones too: at the event of the past that is looked at they were there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from engine.catalog_table import CompiledTable, Values
from engine.database import Connection
from engine.database.statements import one_of
from engine.writing.rows import Rows


def read_present(
    connection: Connection, rows: Rows, compiled: CompiledTable, ids: Iterable[int]
) -> dict[int, Values]:
    """The records by id; `rows` knows them too. What was purged is not among them."""
    wanted = sorted(set(ids))
    statement = compiled.statement(
        "whole by id", lambda: compiled.records().where(one_of(compiled.sql.c.id, "ids"))
    )
    found: dict[int, Values] = {}
    for row in connection.rows(statement, {"ids": wanted}):
        values = compiled.row_of(row)
        found[cast(int, values["id"])] = values
        rows.put(compiled.name, values)
    return found
