"""What is long over and needs no room any more: old runs with their traces, old firings, what was
asked of the outside and sent there, which records were in a trial."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import cast

import sqlalchemy as sa

from engine.database import Connection
from engine.database.named import NamedStatements
from engine.database.statements import one_of
from engine.workspace import Workspace
from workflow.backtest.store import prune_backtests
from workflow.jobs import bind
from workflow.outside_pruning import prune_outside
from workflow.run_tables import tg_effect, tg_firing, tg_run, tg_step_log
from workflow.trial_tables import tg_trial, tg_trial_entry

KEPT = timedelta(days=90)
SLICE = 500
"""Runs of one transaction."""

RUN = tg_run.c
STATEMENTS = NamedStatements(
    {
        "old runs": sa.select(RUN.id)
        .where(RUN.state.in_((sa.literal_column("'done'"), sa.literal_column("'cancelled'"))))
        .where(RUN.ended_at < bind("before", RUN.ended_at), RUN.id > bind("after", RUN.id))
        .order_by(RUN.id)
        .limit(SLICE),
        "lines": sa.delete(tg_step_log).where(one_of(tg_step_log.c.run, "runs")),
        "effects": sa.delete(tg_effect).where(one_of(tg_effect.c.run, "runs")),
        "runs": sa.delete(tg_run).where(one_of(RUN.id, "runs")),
        "entries": sa.delete(tg_trial_entry).where(
            tg_trial_entry.c.trial.in_(
                sa.select(tg_trial.c.id).where(
                    tg_trial.c.ended_at < bind("before", tg_trial.c.ended_at)
                )
            )
        ),
        "firings": sa.delete(tg_firing).where(tg_firing.c.at < bind("before", tg_firing.c.at)),
    }
)


def prune(work: Workspace) -> int:
    """Runs that were over 90 days ago are gone with their traces; how many. Dead ones stay until
    somebody has looked at them."""
    given = {"before": work.now() - KEPT}
    for name in ("firings", "entries"):
        forget = partial(run_named, name=name, given=given)
        work.database.write(forget)
    work.database.write(lambda it: prune_outside(it, work.now()))
    work.database.write(lambda it: prune_backtests(it, work.now()))
    total, after = 0, 0
    # Looked for without holding up writers, and each run once: a million may wait before the next
    # that is over.
    while runs := old_runs(work, {**given, "after": after}):
        total += len(runs)
        after = runs[-1]
        work.database.write(partial(prune_runs, runs=runs))
    return total


def run_named(connection: Connection, *, name: str, given: Mapping[str, object]) -> None:
    """The statement of this name has run."""
    connection.run(STATEMENTS.on(connection.dialect, name), given)


def old_runs(work: Workspace, given: Mapping[str, object]) -> list[int]:
    """The ids of the next runs that have been over for long; what is over stays so."""
    statement = STATEMENTS.on(work.database.dialect, "old runs")
    return [cast(int, id) for (id,) in work.database.rows(statement, given)]


def prune_runs(connection: Connection, runs: Sequence[int]) -> None:
    """These runs are gone with their traces."""
    for name in ("lines", "effects", "runs"):
        connection.run(STATEMENTS.on(connection.dialect, name), {"runs": runs})
