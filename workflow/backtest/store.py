"""Backtests as they are stored: asked for, under way, over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

import sqlalchemy as sa

from engine.database import Connection, Row
from engine.database.named import NamedStatements
from engine.workspace import Workspace
from workflow.backtest_tables import tg_backtest
from workflow.jobs import Json, bind

WAITING, RUNNING = "waiting", "running"
DONE, FAILED, CANCELLED = "done", "failed", "cancelled"
OPEN = (WAITING, RUNNING)
KEPT = timedelta(days=30)
MOST_LISTED = 100

B = tg_backtest.c
HEAD = (
    *("id", "app", "user", "at", "days", "table", "draft"),
    *("sha256", "state", "progress", "error", "ended_at"),
)
OF_ID = B.id == bind("of_id", B.id)
IS_OPEN = B.state.in_([sa.literal_column(f"'{state}'") for state in OPEN])
STATEMENTS = NamedStatements(
    {
        "put": sa.insert(tg_backtest),
        "one": sa.select(*(B[name] for name in HEAD)).where(OF_ID),
        "report": sa.select(B.report).where(OF_ID),
        "of app": sa.select(*(B[name] for name in HEAD))
        .where(B.app == bind("of_app", B.app))
        .order_by(B.id.desc())
        .limit(MOST_LISTED),
        "note": sa.update(tg_backtest)
        .where(OF_ID, IS_OPEN)
        .values(state=RUNNING, progress=bind("done", B.progress)),
        "end": sa.update(tg_backtest)
        .where(OF_ID, IS_OPEN)
        .values(
            state=bind("as_state", B.state),
            progress=bind("done", B.progress),
            report=bind("with_report", B.report),
            error=bind("with_error", B.error),
            ended_at=bind("now", B.ended_at),
        ),
        "drop": sa.delete(tg_backtest).where(OF_ID),
        "old": sa.delete(tg_backtest).where(B.at < bind("before", B.at)),
    }
)


@dataclass(frozen=True, slots=True)
class Backtest:
    """A row of tg_backtest without its report."""

    id: int
    app: str
    user: int | None
    at: datetime
    days: int
    table: str | None
    draft: Json
    sha256: str
    state: str
    progress: int
    error: Json | None
    ended_at: datetime | None


def backtest_of(row: Row) -> Backtest:
    """The backtest of a row of HEAD."""
    return Backtest(**cast(Mapping[str, object], dict(zip(HEAD, row, strict=True))))  # type: ignore[arg-type] # the columns are the fields


def put_backtest(connection: Connection, backtest: Backtest) -> None:
    """The backtest is asked for."""
    row: Json = {name: getattr(backtest, name) for name in HEAD}
    connection.run(STATEMENTS.on(connection.dialect, "put"), {**row, "report": None})


def find_backtest(connection: Connection, id: int) -> Backtest | None:
    """The backtest, None where there is none of that id."""
    rows = connection.rows(STATEMENTS.on(connection.dialect, "one"), {"of_id": id})
    return backtest_of(rows[0]) if rows else None


def read_report(connection: Connection, id: int) -> Json | None:
    """What the backtest found, as it is kept; None while it is not over."""
    rows = connection.rows(STATEMENTS.on(connection.dialect, "report"), {"of_id": id})
    return cast("Json | None", rows[0][0]) if rows else None


def backtests_of_app(connection: Connection, app: str) -> list[Backtest]:
    """The latest backtests of the app, newest first."""
    rows = connection.rows(STATEMENTS.on(connection.dialect, "of app"), {"of_app": app})
    return [backtest_of(row) for row in rows]


def note_progress(connection: Connection, id: int, done: int) -> bool:
    """Whether the backtest is to go on; so much of it is done."""
    given = {"of_id": id, "done": done}
    return connection.run(STATEMENTS.on(connection.dialect, "note"), given) == 1


@dataclass(frozen=True, slots=True)
class Ending:
    """How a backtest ends."""

    state: str
    report: Json | None = None
    error: Json | None = None
    progress: int = 100


def end_backtest(connection: Connection, work: Workspace, id: int, ending: Ending) -> bool:
    """Whether the backtest was not over yet, and is now."""
    given = {
        "of_id": id,
        "as_state": ending.state,
        "done": ending.progress,
        "with_report": ending.report,
        "with_error": ending.error,
        "now": work.now(),
    }
    return connection.run(STATEMENTS.on(connection.dialect, "end"), given) == 1


def drop_backtest(connection: Connection, id: int) -> None:
    """There is no such backtest any more."""
    connection.run(STATEMENTS.on(connection.dialect, "drop"), {"of_id": id})


def prune_backtests(connection: Connection, now: datetime) -> int:
    """Backtests of more than a month ago are gone; how many."""
    given = {"before": now - KEPT}
    return connection.run(STATEMENTS.on(connection.dialect, "old"), given)
