"""What was imported before: one row of tg_import for each import, kept in step with its records.

The row says how far the import came, in the very transaction that wrote so far. An import whose
process died is taken up again where it broke off; one that came to its end is recognised.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import sqlalchemy as sa

from engine.database import Connection
from engine.database.named import NamedStatements
from engine.system_tables import tg_import

ROW = tg_import.c
STATEMENTS = NamedStatements(
    {
        # What goes step by step is its uploader's to go on with, and what was undone is as new.
        "find": sa.select(ROW.id, ROW.user, ROW.at, ROW.ended_at, ROW.report)
        .where(
            sa.or_(ROW.state.is_(None), ROW.ended_at.is_not(None)),
            sa.func.coalesce(ROW.state, "") != "undone",
            ROW.table == sa.bindparam("of_table", type_=ROW.table.type),
            ROW.file_sha256 == sa.bindparam("of_file", type_=ROW.file_sha256.type),
        )
        .order_by(ROW.id.desc()),
        "begin": sa.insert(tg_import),
        "note": sa.update(tg_import)
        .where(ROW.id == sa.bindparam("of_id", type_=ROW.id.type))
        .values(
            report=sa.bindparam("report", type_=ROW.report.type),
            ended_at=sa.bindparam("ended_at", type_=ROW.ended_at.type),
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An import as it was noted. `report` is JSON; with `ended_at` None it broke off."""

    id: int
    user: int | None
    at: datetime
    ended_at: datetime | None
    report: Mapping[str, object]

    @property
    def count(self) -> int:
        """How many records it has written."""
        return cast(int, self.report.get("written", 0))


def find_entry(connection: Connection, table: str, sha256: str) -> Entry | None:
    """The latest import of that file into that table of which anything was written."""
    given = {"of_table": table, "of_file": sha256}
    for id, user, at, ended_at, report in connection.rows(
        STATEMENTS.on(connection.dialect, "find"), given
    ):
        entry = Entry(
            cast(int, id),
            cast("int | None", user),
            cast(datetime, at),
            cast("datetime | None", ended_at),
            cast("Mapping[str, object]", report or {}),
        )
        if entry.count:
            return entry
    return None


def begin_entry(connection: Connection, values: Mapping[str, object]) -> None:
    """An import begins; `values` are the columns of its row."""
    row = {**dict.fromkeys(column.name for column in ROW), **values}
    connection.run(STATEMENTS.on(connection.dialect, "begin"), row)


def note_entry(
    connection: Connection, id: int, report: Mapping[str, object], ended_at: datetime | None = None
) -> None:
    """The import has come so far, or to its end."""
    given = {"of_id": id, "report": report, "ended_at": ended_at}
    connection.run(STATEMENTS.on(connection.dialect, "note"), given)
