"""The trace of assignments: one row for each decision, kept for good."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import sqlalchemy as sa

from engine.database import Connection, Row
from engine.database.named import NamedStatements
from workflow.jobs import Json, bind
from workflow.run_tables import tg_run
from workflow.todo_tables import tg_assignment

A = tg_assignment.c
COLUMNS = (
    "id",
    "table",
    "record",
    "field",
    "automation",
    "run",
    "step",
    "triggered_at",
    "at",
    "microseconds",
    "before",
    "chosen",
    "rule",
    "reason",
    "trace",
)
STATEMENTS = NamedStatements(
    {
        "put": sa.insert(tg_assignment),
        "of record": sa.select(*(A[name] for name in COLUMNS))
        .where(
            A.table == bind("of_table", A.table),
            A.record == bind("of_record", A.record),
            A.id < bind("before", A.id),
        )
        .order_by(A.id.desc())
        .limit(sa.bindparam("most", type_=sa.Integer())),
        "started": sa.select(tg_run.c.started_at).where(tg_run.c.id == bind("of_run", tg_run.c.id)),
    }
)
LAST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Assignment:
    """A row of tg_assignment. `trace` is `{"rules": […], "chosen": […]}`."""

    id: int
    table: str
    record: int
    field: str
    automation: str
    run: int | None
    step: str
    triggered_at: datetime
    at: datetime
    microseconds: int
    before: int | None
    chosen: int | None
    rule: int | None
    reason: str | None
    trace: Json


def keep_assignment(connection: Connection, made: Assignment) -> None:
    """The decision is on record."""
    row = {name: getattr(made, name) for name in COLUMNS}
    connection.run(STATEMENTS.on(connection.dialect, "put"), row)


def list_assignments(
    connection: Connection, table: str, record: int, *, before: int | None, most: int
) -> list[Assignment]:
    """The decisions about the record, newest first; those older than `before`."""
    given = {
        "of_table": table,
        "of_record": record,
        "before": LAST if before is None else before,
        "most": most,
    }
    rows = connection.rows(STATEMENTS.on(connection.dialect, "of record"), given)
    return [assignment_of(row) for row in rows]


def run_started_at(connection: Connection, run: int) -> datetime | None:
    """When the run began; None where no run of that id is stored."""
    rows = connection.rows(STATEMENTS.on(connection.dialect, "started"), {"of_run": run})
    return cast(datetime, rows[0][0]) if rows else None


def assignment_of(row: Row) -> Assignment:
    """The assignment of a row of COLUMNS."""
    return Assignment(**cast(Mapping[str, object], dict(zip(COLUMNS, row, strict=True))))  # type: ignore[arg-type] # the columns are the fields
