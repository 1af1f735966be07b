"""What is done now and then, by the clock of the process (decision 49: no leader, every process
ticks; each of these jobs may run twice at a time without harm)."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import timedelta

import sqlalchemy as sa
from apscheduler.schedulers.background import (  # type: ignore[import-untyped]  # has no types
    BackgroundScheduler,
)

from engine.database.named import NamedStatements
from engine.errors import EngineError
from engine.files.upkeep import purge_files
from engine.idempotency import KEPT
from engine.importing.jobs import purge_contents
from engine.purge import purge_retired
from engine.search_upkeep import keep_search_up
from engine.system_tables import tg_idempotency, tg_plan
from engine.workspace import Workspace
from runtime.http.site import Site
from runtime.identity.sessions import purge_sessions
from workflow.jobs import rescue
from workflow.moments import tick
from workflow.pruning import prune

log = logging.getLogger("tangram")

TICK_SECONDS = 0.5
NIGHT = 19
"""The hour in UTC: three in the morning in Shanghai."""

STATEMENTS = NamedStatements(
    {
        "keys": sa.delete(tg_idempotency).where(
            tg_idempotency.c.at < sa.bindparam("before", type_=tg_idempotency.c.at.type)
        ),
        "plans": sa.delete(tg_plan).where(
            tg_plan.c.expires_at <= sa.bindparam("before", type_=tg_plan.c.expires_at.type)
        ),
    }
)


def start_scheduler(site: Site) -> BackgroundScheduler:
    """The jobs run until the scheduler is shut down."""
    # A tick that takes longer than a second is no news.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    scheduler = BackgroundScheduler(timezone="UTC", job_defaults={"coalesce": True})
    work = site.work
    scheduler.add_job(logged(lambda: site.uses.write_down(work)), "interval", minutes=1)
    scheduler.add_job(logged(lambda: purge(work)), "interval", hours=1)
    # At once: what an older installation held has no terms yet.
    scheduler.add_job(logged(lambda: bring_search_up(work)))
    scheduler.add_job(logged(lambda: bring_search_up(work)), "interval", hours=1)
    if work.database.dialect == "sqlite":
        # PostgreSQL looks at its tables by itself.
        scheduler.add_job(logged(lambda: survey(work)), "interval", hours=1)
    scheduler.add_job(logged(lambda: purge_columns(work)), "cron", hour=NIGHT, minute=30)
    # What happens over time: any process may do it, and none twice (workflow.moments).
    scheduler.add_job(logged(lambda: tick_all(work)), "interval", seconds=1)
    scheduler.add_job(logged(lambda: rescue_jobs(work)), "interval", seconds=15)
    scheduler.add_job(logged(lambda: prune_runs(work)), "interval", hours=1)
    scheduler.start()
    return scheduler


def tick_all(work: Workspace) -> None:
    """What is due by now has started, a slice after another for half a second at most."""
    until = time.monotonic() + TICK_SECONDS
    while tick(work) and time.monotonic() < until:
        pass


def rescue_jobs(work: Workspace) -> None:
    """Jobs whose worker is gone can be claimed again."""
    work.database.write(rescue)


def prune_runs(work: Workspace) -> None:
    """Old runs need no room any more."""
    prune(work)


def bring_search_up(work: Workspace) -> None:
    """The index of searched fields knows them all."""
    keep_search_up(work)


def purge(work: Workspace) -> None:
    """Sessions, idempotency keys and plans that are over are gone."""
    purge_sessions(work)
    purge_contents(work)
    delete_before(work, "keys", KEPT)
    delete_before(work, "plans", timedelta(0))


def survey(work: Workspace) -> None:
    """The planner knows the tables as they are by now."""
    work.database.survey(table.layout.physical for table in work.catalog.tables.values())


def purge_columns(work: Workspace) -> None:
    """Columns and tables that were retired 30 days ago are dropped (decision 21), and then the
    files that nothing holds any more (decision 14)."""
    purge_retired(work)
    purge_files(work)


def delete_before(work: Workspace, name: str, age: timedelta) -> None:
    """What statement `name` finds older than `age` is gone."""
    given = {"before": work.now() - age}
    work.database.write(
        lambda connection: connection.run(STATEMENTS.on(connection.dialect, name), given)
    )


def logged(job: Callable[[], None]) -> Callable[[], None]:
    """The job, its failure in the log: the next time comes all the same."""

    def run() -> None:
        try:
            job()
        except EngineError as error:
            log.warning("a scheduled job failed: %s", error)

    return run
