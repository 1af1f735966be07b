"""A run as it is stored: read, gone on with, over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

import sqlalchemy as sa

from engine.database import Connection, Row
from engine.database.named import NamedStatements
from engine.hints import MARK
from engine.workspace import Workspace
from workflow.endings import RUN_ENDED
from workflow.jobs import Json, bind, drop_run_job, enqueue_run
from workflow.row_lock import lock_key
from workflow.run_tables import LIVE_RUN, tg_run
from workflow.waits import drop_waits

QUEUED, RUNNING, WAITING = "queued", "running", "waiting"
DONE, DEAD, CANCELLED = "done", "dead", "cancelled"
LIVE = frozenset({QUEUED, RUNNING, WAITING})

RUN = tg_run.c
COLUMNS = (
    "id",
    "automation",
    "revision",
    "table",
    "record",
    "event",
    "mode_key",
    "state",
    "cursor",
    "steps",
    "logged",
    "variables",
    "memory",
    "causes",
    "user",
    "root",
    "until",
    "error",
    "started_at",
    "ended_at",
)
OF_ID = RUN.id == bind("of_id", RUN.id)
KEPT = ("state", "cursor", "steps", "logged", "variables", "memory", "until", "error", "ended_at")
STATEMENTS = NamedStatements(
    {
        "load": sa.select(*(RUN[name] for name in COLUMNS)).where(OF_ID),
        "lock": sa.select(*(RUN[name] for name in COLUMNS)).where(OF_ID).with_for_update(),
        "save": sa.update(tg_run)
        .where(OF_ID)
        .values({name: bind(f"new_{name}", RUN[name]) for name in KEPT}),
        "next": sa.select(RUN.id)
        .where(
            RUN.mode_key == bind("of_key", RUN.mode_key),
            RUN.state == QUEUED,
            # Else SQLite does not see that the index of live runs holds all of these.
            sa.text(LIVE_RUN),
        )
        .order_by(RUN.id)
        .limit(1),
    }
)


@dataclass(frozen=True, slots=True)
class Run:
    """A row of tg_run; `variables` and `memory` are JSON."""

    id: int
    automation: str
    revision: int
    table: str | None
    record: int | None
    event: int | None
    mode_key: str | None
    state: str
    cursor: int
    steps: int
    logged: int
    variables: Json
    memory: Json
    causes: list[list[object]]
    user: int | None
    root: int
    until: datetime | None
    error: Json | None
    started_at: datetime
    ended_at: datetime | None


def run_of_row(row: Row) -> Run:
    """The run of a row of COLUMNS."""
    return Run(**cast(Mapping[str, object], dict(zip(COLUMNS, row, strict=True))))  # type: ignore[arg-type] # the columns are the fields


def load_run(connection: Connection, id: int, *, lock: bool = False) -> Run | None:
    """The run; with `lock` nobody else changes it before the commit."""
    name = "lock" if lock else "load"
    rows = connection.rows(STATEMENTS.on(connection.dialect, name), {"of_id": id})
    return run_of_row(rows[0]) if rows else None


def save_run(connection: Connection, run: Run) -> None:
    """The run is stored as it now is, and whoever looks at it hears of it."""
    given: dict[str, object] = {f"new_{name}": getattr(run, name) for name in KEPT}
    connection.run(STATEMENTS.on(connection.dialect, "save"), {**given, "of_id": run.id})
    connection.hint(f"{MARK}run:{run.id}")


def end_run(
    connection: Connection,
    work: Workspace,
    run: Run,
    state: str,
    error: Json | None = None,
) -> None:
    """The run is over in that state: it waits for nothing, nobody is asked on its behalf, and the
    next of its mode key begins."""
    now = work.now()
    save_run(connection, replace(run, state=state, error=error, until=None, ended_at=now))
    drop_waits(connection, run.id)
    for ended in RUN_ENDED:
        ended(work, connection, run.id)
    if run.mode_key is not None:
        # A dead one does not hold up those behind it: nobody knows when it will be mended.
        begin_next(connection, work, run.mode_key)


def begin_next(connection: Connection, work: Workspace, mode_key: str) -> None:
    """The first run that is queued behind the key is under way."""
    lock_key(connection, mode_key)
    statement = STATEMENTS.on(connection.dialect, "next")
    for (id,) in connection.rows(statement, {"of_key": mode_key}):
        run = load_run(connection, cast(int, id), lock=True)
        if run is not None and run.state == QUEUED:
            save_run(connection, replace(run, state=RUNNING))
            enqueue_run(connection, work, run.id, work.now())


def cancel_run(connection: Connection, work: Workspace, id: int) -> bool:
    """Whether the run was under way or dead, and is cancelled now. A worker that has it at this
    moment loses its lease, and what it did in its open transaction."""
    # The job before the run, in the order in which a worker takes them.
    drop_run_job(connection, id)
    run = load_run(connection, id, lock=True)
    if run is None or run.state not in {*LIVE, DEAD}:
        return False
    end_run(connection, work, run, CANCELLED, run.error)
    return True
