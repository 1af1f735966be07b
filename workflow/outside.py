"""What is done outside the database, between two transactions of a run.

What is asked is written down before, the answer after; both under the key that is sent along, so
that a call that was made twice is one to whoever understands the key.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from engine.database import Connection
from engine.database.named import NamedStatements
from engine.workspace import Workspace
from workflow.connectors.operations import ask_operation
from workflow.jobs import Job, Json, bind, enqueue
from workflow.reports.keeping import keep_report
from workflow.retry import GiveUp
from workflow.run_tables import tg_effect, tg_run
from workflow.steps.step import ANSWER, FAILED, Outside
from workflow.waits import wake

OUTSIDE_JOB = "outside"

Ask = Callable[[Workspace, Mapping[str, object], str], Json]
"""From the request and the idempotency key to the answer, both JSON. Raises TryAgain or GiveUp."""

OUTSIDE: Mapping[str, Ask] = {"call": ask_operation, "render": keep_report}
"""By the kind of an Outside outcome."""

EFFECT = tg_effect.c
OF_KEY = EFFECT.key == bind("of_key", EFFECT.key)
STATEMENTS = NamedStatements(
    {
        "is wanted": sa.select(EFFECT.key)
        .join(tg_run, tg_run.c.id == EFFECT.run)
        .where(OF_KEY, EFFECT.answered_at.is_(None), tg_run.c.state == "waiting"),
        "answer": sa.update(tg_effect)
        .where(OF_KEY, EFFECT.answered_at.is_(None))
        .values(answered_at=bind("at", EFFECT.answered_at), answer=bind("with", EFFECT.answer)),
    }
)
ASKED = {
    "sqlite": NamedStatements({"ask": sqlite.insert(tg_effect).on_conflict_do_nothing()}),
    "postgresql": NamedStatements({"ask": postgresql.insert(tg_effect).on_conflict_do_nothing()}),
}


def effect_key(run: int, number: int, part: str = "") -> str:
    """The idempotency key of an effect: no attempt in it, so that every attempt has the same."""
    return f"{run}:{number}:{part}" if part else f"{run}:{number}"


def ask_outside(
    connection: Connection, work: Workspace, run: int, topic: str, asked: tuple[str, Outside]
) -> None:
    """It will be done after the commit, and the run woken by `topic` then. `asked` is the
    idempotency key and what there is to do."""
    key, outside = asked
    row = {
        "key": key,
        "run": run,
        "kind": outside.kind,
        "request": dict(outside.request),
        "asked_at": work.now(),
        "answered_at": None,
        "answer": None,
    }
    connection.run(ASKED[connection.dialect].on(connection.dialect, "ask"), row)
    payload: Json = {
        "key": key,
        "kind": outside.kind,
        "request": dict(outside.request),
        "topic": topic,
    }
    enqueue(connection, work, OUTSIDE_JOB, payload, dedupe_key=f"outside:{key}", run=run)


def perform_outside(work: Workspace, job: Job) -> None:
    """It is done, or was before; the answer is written down and the run goes on. Nothing is done
    for a run that is over by now."""
    key, kind = cast(str, job.payload["key"]), cast(str, job.payload["kind"])
    dialect = work.database.dialect
    if not work.database.rows(STATEMENTS.on(dialect, "is wanted"), {"of_key": key}):
        return
    ask = OUTSIDE.get(kind)
    if ask is None:
        raise GiveUp("outside_unknown", {"kind": kind})
    answer = ask(work, cast(Json, job.payload["request"]), key)
    tell_answer(work, job, {ANSWER: answer})


def give_up_outside(work: Workspace, job: Job, error: Json) -> None:
    """The step hears that it will not be done, and why."""
    tell_answer(work, job, {FAILED: error})


def tell_answer(work: Workspace, job: Job, payload: Json) -> None:
    """What came of it is written down and wakes the run, once."""

    def write(connection: Connection) -> None:
        given = {"of_key": job.payload["key"], "at": work.now(), "with": payload}
        if connection.run(STATEMENTS.on(connection.dialect, "answer"), given):
            wake(connection, work, cast(str, job.payload["topic"]), payload)

    work.database.write(write)
