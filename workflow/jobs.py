"""The job store: what workers do, claimed with a lease and gone when it is done.

A claim takes what is due in one statement that no two workers can win (`SKIP LOCKED`; one writer
on SQLite). Whoever changes a leased job names its `owner`: a worker whose lease ran out, and whose
job another one took, changes nothing any more (LeaseLost).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any, NamedTuple, cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from engine.database import Connection
from engine.database.named import NamedStatements
from engine.database.statements import one_of
from engine.database.types import WholeNumber
from engine.outbox import WORK_HINT
from engine.workspace import Workspace
from workflow.lease_clock import LEASE_SECONDS, lease_now
from workflow.run_tables import tg_job

Json = dict[str, object]

RUN = "run"
"""The kind of job that carries a run on."""
READY, LEASED, DEAD = "ready", "leased", "dead"
JOB = tg_job.c


class Job(NamedTuple):
    """A claimed job. `attempt` counts from 1; `owner` is good for this claim only."""

    id: int
    kind: str
    run: int | None
    payload: Json
    attempt: int
    owner: str


class LeaseLost(Exception):
    """Another worker has the job by now: what was done in this transaction must not stay."""


def bind(name: str, column: sa.Column[object]) -> sa.BindParameter[object]:
    """A parameter of a column's type under another name than the column's."""
    return sa.bindparam(name, type_=column.type)


DUE = (
    sa.select(JOB.id)
    .where(JOB.state == sa.literal_column("'ready'"), JOB.due_at <= bind("now", JOB.due_at))
    .order_by(JOB.due_at)
    .limit(sa.bindparam("most", type_=sa.Integer()))
    .with_for_update(skip_locked=True)
    .cte("due")
)
MINE = sa.and_(
    JOB.id == bind("of_id", JOB.id),
    JOB.owner == bind("of_owner", JOB.owner),
    JOB.state == LEASED,
)
OURS = sa.and_(one_of(JOB.id, "ids"), JOB.owner == bind("of_owner", JOB.owner), JOB.state == LEASED)
AS_IT_LIES = sa.type_coerce(JOB.due_at, WholeNumber())
"""The moment as the driver gives it: claimed jobs are only put in order by it."""
ASKED_AGAIN = 0
"""The attempt of a leased job that was enqueued once more while it was being done."""
BY_DUE = itemgetter(0, 1)
FREE = {"state": READY, "owner": None, "lease_until": None}
STATEMENTS = NamedStatements(
    {
        "claim": sa.update(tg_job)
        .where(JOB.id.in_(sa.select(DUE.c.id)))
        .values(
            state=LEASED,
            owner=bind("as_owner", JOB.owner),
            lease_until=lease_now(LEASE_SECONDS),
            attempt=JOB.attempt + 1,
        )
        .returning(AS_IT_LIES, JOB.id, JOB.kind, JOB.run, JOB.payload, JOB.attempt, JOB.owner),
        "hold": sa.select(JOB.id).where(MINE).with_for_update(),
        "finish": sa.delete(tg_job).where(MINE),
        "finish all": sa.delete(tg_job).where(OURS, JOB.attempt != ASKED_AGAIN),
        "free all": sa.update(tg_job).where(OURS).values(FREE),
        "later": sa.update(tg_job)
        .where(MINE)
        .values(
            **FREE,
            due_at=bind("at", JOB.due_at),
            attempt=bind("with_attempt", JOB.attempt),
            error=bind("with_error", JOB.error),
        ),
        "bury": sa.update(tg_job)
        .where(MINE)
        .values(state=DEAD, owner=None, lease_until=None, error=bind("with_error", JOB.error)),
        "renew": sa.update(tg_job)
        .where(one_of(JOB.owner, "owners"), JOB.state == sa.literal_column("'leased'"))
        .values(lease_until=lease_now(LEASE_SECONDS)),
        "rescue": sa.update(tg_job)
        .where(JOB.state == sa.literal_column("'leased'"), JOB.lease_until < lease_now())
        .values(FREE),
        "drop": sa.delete(tg_job).where(JOB.dedupe_key == bind("of_key", JOB.dedupe_key)),
        "revive": sa.update(tg_job)
        .where(JOB.id == bind("of_id", JOB.id), JOB.state == DEAD)
        .values(**FREE, due_at=bind("at", JOB.due_at), attempt=0, error=None),
    }
)


def inserting(dialect: str, *, hastens: bool) -> sa.ClauseElement:
    """The insertion of a job, if none of its key waits; with `hastens` that one is due at the new
    moment if that is sooner. One that is being done will be done again, for nobody knows what it
    has seen; one that was given up begins anew."""
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = insert(tg_job)
    if not hastens:
        again = {
            "state": sa.case((JOB.state == DEAD, READY), else_=JOB.state),
            "attempt": ASKED_AGAIN,
            "payload": statement.excluded.payload,
            "due_at": statement.excluded.due_at,
        }
        return statement.on_conflict_do_update(
            index_elements=["dedupe_key"], set_=again, where=JOB.state != READY
        ).returning(JOB.id)
    sooner = sa.case(
        (JOB.due_at > statement.excluded.due_at, statement.excluded.due_at), else_=JOB.due_at
    )
    return statement.on_conflict_do_update(index_elements=["dedupe_key"], set_={"due_at": sooner})


PUTS = {
    dialect: NamedStatements(
        {
            "put": inserting(dialect, hastens=False),
            "hasten": inserting(dialect, hastens=True),
        }
    )
    for dialect in ("sqlite", "postgresql")
}


def enqueue(
    connection: Connection,
    work: Workspace,
    kind: str,
    payload: Json,
    *,
    due_at: datetime | None = None,
    dedupe_key: str | None = None,
    run: int | None = None,
) -> int | None:
    """The job will be done after the caller's commit, not before `due_at`; its id. None where a
    job with the same key waits already: of two there is one."""
    moment = due_at or work.now()
    job = row_of(work.new_id(), kind, payload, moment, (dedupe_key, run))
    rows = connection.rows(PUTS[connection.dialect].on(connection.dialect, "put"), job)
    if moment <= work.now():
        connection.hint(WORK_HINT)
    return cast(int, rows[0][0]) if rows else None


def enqueue_run(connection: Connection, work: Workspace, run: int, due_at: datetime) -> None:
    """The run goes on at `due_at` or sooner; a run has one job at most."""
    job = row_of(work.new_id(), RUN, {}, due_at, (f"run:{run}", run))
    connection.run(PUTS[connection.dialect].on(connection.dialect, "hasten"), job)
    if due_at <= work.now():
        connection.hint(WORK_HINT)


def row_of(
    id: int, kind: str, payload: Json, due_at: datetime, key: tuple[str | None, int | None]
) -> dict[str, object]:
    """The row of a new job; `key` is its dedupe key and its run."""
    return {
        "id": id,
        "kind": kind,
        "run": key[1],
        "payload": payload,
        "due_at": due_at,
        "state": READY,
        "attempt": 0,
        "owner": None,
        "lease_until": None,
        "error": None,
        "dedupe_key": key[0],
    }


def claim(connection: Connection, work: Workspace, owner: str, most: int) -> list[Job]:
    """Up to `most` jobs that are due are this owner's for a minute, the longest due first."""
    given = {"now": work.now(), "most": most, "as_owner": owner}
    rows = connection.rows(STATEMENTS.on(connection.dialect, "claim"), given)
    rows.sort(key=BY_DUE)
    return [Job(*row[1:]) for row in cast("list[tuple[Any, ...]]", rows)]


def mine(job: Job) -> dict[str, object]:
    """The parameters that name a job and its claim."""
    return {"of_id": job.id, "of_owner": job.owner}


def hold(connection: Connection, job: Job) -> None:
    """Nobody else changes the job before the commit. LeaseLost where another has it."""
    if not connection.rows(STATEMENTS.on(connection.dialect, "hold"), mine(job)):
        raise LeaseLost(job.id)


def finish(connection: Connection, job: Job) -> None:
    """The job is done and gone. LeaseLost where another has it."""
    require(connection.run(STATEMENTS.on(connection.dialect, "finish"), mine(job)), job)


def finish_all(connection: Connection, jobs: Sequence[Job]) -> None:
    """These jobs of one claim are done and gone, as far as they are still its; those that were
    asked for once more meanwhile are due again."""
    given = {"ids": [job.id for job in jobs], "of_owner": jobs[0].owner}
    done = connection.run(STATEMENTS.on(connection.dialect, "finish all"), given)
    if done < len(jobs):
        connection.run(STATEMENTS.on(connection.dialect, "free all"), given)


def put_off(
    connection: Connection,
    job: Job,
    at: datetime,
    *,
    attempt: int = 0,
    error: Json | None = None,
) -> None:
    """The job is due again at `at`, as if tried `attempt` times. LeaseLost as above."""
    given = {**mine(job), "at": at, "with_attempt": attempt, "with_error": error}
    require(connection.run(STATEMENTS.on(connection.dialect, "later"), given), job)


def bury(connection: Connection, job: Job, error: Json) -> None:
    """The job is not tried any more, until somebody revives it. LeaseLost as above."""
    given = {**mine(job), "with_error": error}
    require(connection.run(STATEMENTS.on(connection.dialect, "bury"), given), job)


def revive(connection: Connection, work: Workspace, id: int) -> bool:
    """Whether the dead job is due again, as if it had never been tried."""
    given = {"of_id": id, "at": work.now()}
    connection.hint(WORK_HINT)
    return connection.run(STATEMENTS.on(connection.dialect, "revive"), given) == 1


def drop_run_job(connection: Connection, run: int) -> None:
    """The run has no job any more."""
    connection.run(STATEMENTS.on(connection.dialect, "drop"), {"of_key": f"run:{run}"})


def renew(connection: Connection, owners: Sequence[str]) -> int:
    """The leases of these claims last a minute longer; how many there are."""
    return connection.run(STATEMENTS.on(connection.dialect, "renew"), {"owners": list(owners)})


def rescue(connection: Connection) -> int:
    """Jobs whose worker is gone can be claimed again; how many there were."""
    rescued = connection.run(STATEMENTS.on(connection.dialect, "rescue"))
    if rescued:
        connection.hint(WORK_HINT)
    return rescued


def require(touched: int, job: Job) -> None:
    """LeaseLost where the job was not this claim's any more."""
    if touched != 1:
        raise LeaseLost(job.id)
