"""Workers: what is due is claimed, done and written down, until they are told to stop.

All processes are equal. A worker thread tells what waits in the outbox, claims some jobs with a
lease, does them one by one, and renews the leases meanwhile; when there is nothing to do it
sleeps until somebody hints at work, a second at most.
"""

from __future__ import annotations

import logging
import random
import secrets
import threading
from functools import partial

import sqlalchemy as sa

from engine.database import Connection
from engine.database.named import NamedStatements
from engine.errors import CatalogMoved, DatabaseError, EngineError, RowsMoved
from engine.outbox import WORK_HINT
from engine.system_tables import tg_undelivered
from engine.workspace import Workspace
from workflow.alarms import tell_of_dead_job
from workflow.dispatch import dispatch
from workflow.errors import WorkflowError
from workflow.job_kinds import JOB_KINDS
from workflow.jobs import (
    RUN,
    Job,
    Json,
    LeaseLost,
    bury,
    claim,
    finish,
    finish_all,
    put_off,
    renew,
)
from workflow.moments import tick
from workflow.outside import OUTSIDE_JOB, give_up_outside
from workflow.retry import GiveUp, Retry, TryAgain, after_failure
from workflow.run_step import carry_on
from workflow.run_tables import tg_job

log = logging.getLogger("tangram")

AT_ONCE = 20
"""Jobs of one claim."""
POLL_SECONDS = 1.0
HEARTBEAT_SECONDS = 20.0
MOST_ROUNDS = 10_000
"""Of `run_until_idle`: what does not come to rest by then never will."""

JOB = tg_job.c
STATEMENTS = NamedStatements(
    {
        "what is due": sa.select(
            sa.exists(sa.select(tg_undelivered.c.seq)),
            sa.exists(
                sa.select(JOB.id).where(
                    JOB.state == sa.literal_column("'ready'"),
                    JOB.due_at <= sa.bindparam("now", type_=JOB.due_at.type),
                )
            ),
        )
    }
)


class Lease:
    """The claims of one worker: each has a name of its own, so that a job that was lost and
    claimed again is not taken for the same."""

    def __init__(self) -> None:
        self._worker = secrets.token_hex(6)
        self._count = 0
        self.held: list[str] = []

    def next_owner(self) -> str:
        """The name of the next claim."""
        self._count += 1
        return f"{self._worker}:{self._count}"


def run_until_idle(work: Workspace) -> int:
    """Everything that is due at this moment of the business clock is done, and all that follows
    from it; how many events and jobs it were. What must wait for a later moment waits."""
    lease, chance, total = Lease(), random.Random(0), 0
    for _ in range(MOST_ROUNDS):
        done = work_once(work, lease, chance)
        if done == 0:
            done = tick(work)
        if done == 0:
            return total
        total += done
    raise RuntimeError(f"not at rest after {MOST_ROUNDS} rounds")


def work_once(work: Workspace, lease: Lease, chance: random.Random) -> int:
    """Some events were told and some jobs done; how many. 0: there is nothing to do."""
    has_events, has_jobs = what_is_due(work)
    told = dispatch(work, chance) if has_events else 0
    if not (has_jobs or told):
        return 0
    owner = lease.next_owner()
    jobs = work.database.write(lambda it: claim(it, work, owner, AT_ONCE))
    if not jobs:
        return told
    lease.held.append(owner)
    try:
        done = [job for job in jobs if perform(work, job)]
        if done:
            work.database.write(lambda it: finish_all(it, done))
    finally:
        lease.held.remove(owner)
    return told + len(jobs)


def what_is_due(work: Workspace) -> tuple[bool, bool]:
    """Whether an event waits in the outbox, and whether a job is due: a look that locks nothing."""
    statement = STATEMENTS.on(work.database.dialect, "what is due")
    ((has_events, has_jobs),) = work.database.rows(statement, {"now": work.now()})
    return bool(has_events), bool(has_jobs)


def perform(work: Workspace, job: Job) -> bool:
    """Whether the job is done and only has to be taken away; else that was seen to: it was put
    off, given up, or it is another worker's by now."""
    try:
        if job.kind == RUN:
            carry_on(work, job)
        else:
            return perform_kind(work, job)
    except LeaseLost:
        log.warning("job %s was taken by another worker", job.id)
    except (CatalogMoved, RowsMoved, DatabaseError) as error:
        # Its lease runs out, and somebody tries again.
        log.warning("job %s was interrupted: %s", job.id, error)
    return False


def perform_kind(work: Workspace, job: Job) -> bool:
    """Whether a job outside of runs is done; if not, what its failure means has happened."""
    perform_it = JOB_KINDS.get(job.kind)
    try:
        if perform_it is None:
            raise GiveUp("job_unknown", {"kind": job.kind})
        perform_it(work, job)
    except TryAgain as again:
        fail(work, job, {"code": again.code, "parameters": {}}, again)
    except GiveUp as over:
        give_up(work, job, {"code": over.code, "parameters": dict(over.parameters)})
    except (DatabaseError, LeaseLost):
        raise
    except (EngineError, WorkflowError) as error:
        fail(work, job, {"code": error.code, "parameters": dict(error.parameters)}, None)
    except Exception:  # the edge: a job that breaks must not take the worker along
        log.exception("job %s (%s) broke", job.id, job.kind)
        give_up(work, job, {"code": "job_broken", "parameters": {"kind": job.kind}})
    else:
        return True
    return False


def fail(work: Workspace, job: Job, error: Json, again: TryAgain | None) -> None:
    """The job is tried again later, or not any more."""
    at = None if again is None else again.at
    verdict = after_failure(job.attempt, work.now(), random.Random(), at=at)
    if isinstance(verdict, Retry):
        moment = verdict.at
        work.database.write(lambda it: put_off(it, job, moment, attempt=job.attempt, error=error))
    else:
        give_up(work, job, {**error, "given_up": verdict.code})


def give_up(work: Workspace, job: Job, error: Json) -> None:
    """The job is not tried any more. What was asked for a run is the run's affair; of others the
    administrators hear."""
    if job.kind == OUTSIDE_JOB:
        give_up_outside(work, job, error)
        work.database.write(lambda it: finish(it, job))
        return

    def write(connection: Connection) -> None:
        bury(connection, job, error)
        tell_of_dead_job(connection, work, job.kind, job.id)

    work.database.write(write)


class Workers:
    """The worker threads of one process."""

    def __init__(self, work: Workspace, count: int) -> None:
        """They work from now on, until `close`."""
        self._work = work
        self._bell = threading.Event()
        self._is_over = threading.Event()
        self._leases = [Lease() for _ in range(count)]
        work.database.listen(self._hear)
        self._threads = [
            threading.Thread(target=self._run, args=(lease,), name="worker", daemon=True)
            for lease in self._leases
        ]
        self._threads.append(threading.Thread(target=self._beat, name="heartbeat", daemon=True))
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """What is under way is done; nothing is begun any more. Leases of what was claimed and not
        begun run out."""
        self._is_over.set()
        self._bell.set()
        for thread in self._threads:
            thread.join()

    def _hear(self, topic: str) -> None:
        """Somebody hints at work, in this process or another."""
        if WORK_HINT.removeprefix("~") in topic:
            self._bell.set()

    def _run(self, lease: Lease) -> None:
        chance = random.Random()
        while not self._is_over.is_set():
            try:
                done = work_once(self._work, lease, chance)
            except EngineError as error:
                log.warning("a worker could not go on: %s", error)
                done = 0
            if done == 0:
                self._bell.wait(POLL_SECONDS)
                self._bell.clear()

    def _beat(self) -> None:
        while not self._is_over.wait(HEARTBEAT_SECONDS):
            owners = [owner for lease in self._leases for owner in lease.held]
            if not owners:
                continue
            try:
                self._work.database.write(partial(renew, owners=owners))
            except EngineError as error:
                log.warning("leases were not renewed: %s", error)
