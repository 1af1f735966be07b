"""How much there is to do: what operators watch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import sqlalchemy as sa

from engine.database import Connection
from engine.database.named import NamedStatements
from engine.system_tables import tg_undelivered
from engine.workspace import Workspace
from workflow.run_tables import OPEN_RUN, tg_job, tg_run

JOB = tg_job.c
READY = sa.and_(
    JOB.state == sa.literal_column("'ready'"),
    JOB.due_at <= sa.bindparam("now", type_=JOB.due_at.type),
)
STATEMENTS = NamedStatements(
    {
        "runs": sa.select(tg_run.c.state, sa.func.count())
        .where(sa.text(OPEN_RUN))
        .group_by(tg_run.c.state),
        "jobs": sa.select(sa.func.count(), sa.func.min(JOB.due_at, type_=JOB.due_at.type)).where(
            READY
        ),
        "dead": sa.select(sa.func.count()).where(JOB.state == sa.literal_column("'dead'")),
        "events": sa.select(sa.func.count()).select_from(tg_undelivered),
    }
)


@dataclass(frozen=True, slots=True)
class Gauges:
    """Runs that are not over, by state; events nobody was told of yet; jobs that are due, how long
    the oldest of them has been (seconds), and jobs that are not tried any more."""

    runs: Mapping[str, int]
    events: int
    jobs: int
    oldest_seconds: float
    dead_jobs: int


def read_gauges(work: Workspace) -> Gauges:
    """All of them at one moment."""

    def read(connection: Connection) -> Gauges:
        def rows(name: str) -> list[tuple[object, ...]]:
            return connection.rows(STATEMENTS.on(connection.dialect, name), {"now": work.now()})

        ((jobs, oldest),) = rows("jobs")
        age = 0.0 if oldest is None else (work.now() - cast(datetime, oldest)).total_seconds()
        return Gauges(
            runs={cast(str, state): cast(int, count) for state, count in rows("runs")},
            events=cast(int, rows("events")[0][0]),
            jobs=cast(int, jobs),
            oldest_seconds=age,
            dead_jobs=cast(int, rows("dead")[0][0]),
        )

    return work.database.read(read)
