"""★ The life of a run's transaction: its job held, up to twenty steps performed, all of it stored.

hold → load_run → look_woken → bind → perform_step → note → advance → store. What a step wrote, the
line that says so, the run's new place and its next job are one commit: a worker that dies leaves
all of it or nothing.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

import sqlalchemy as sa

from engine.database import Connection
from engine.database.named import NamedStatements
from engine.errors import CatalogMoved, DatabaseError, RowsMoved, UniqueBroken, WriteRefused
from engine.recompute_stale import recompute_stale
from engine.system_tables import tg_event
from engine.workspace import Workspace
from formula.errors import FormulaValueError
from workflow.advance import Advanced, PassedOver, advance, dead
from workflow.alarms import tell_of_dead_run
from workflow.bound import Bound, Scene, scene_of
from workflow.events import event_of, select_events
from workflow.jobs import Job, Json, bind, finish, hold, put_off
from workflow.outside import ask_outside, effect_key
from workflow.past import Past, past_of
from workflow.pinned import pinned_automation, program
from workflow.program import Program
from workflow.retry import Retry, after_failure
from workflow.row_lock import lock_key
from workflow.run_tables import tg_step_log
from workflow.runs import DEAD, DONE, LIVE, RUNNING, WAITING, Run, end_run, load_run, save_run
from workflow.steps import STEPS
from workflow.steps.step import (
    Done,
    Failed,
    GoTo,
    Outside,
    StepOutcome,
    Stop,
    WaitFor,
    Woken,
)
from workflow.variables import variables_json
from workflow.waits import Wait, set_waits, waits_of

log = logging.getLogger("tangram")

AT_A_STRETCH = 20
"""Steps in one transaction."""
ATTEMPTS = 5
"""Beginnings of a transaction that others keep getting in the way of."""
WRITE_APART = frozenset({"approve"})
"""Steps after which records may be others though `Bound.write` has not written them."""
MOST_NOTED = 20_000
"""Characters of a line of the trace: beyond, it says so instead."""

OUTCOMES: Mapping[type, str] = {
    Done: "done",
    PassedOver: "passed_over",
    WaitFor: "waiting",
    Outside: "outside",
    GoTo: "goto",
    Stop: "stopped",
    Failed: "failed",
}
STATEMENTS = NamedStatements(
    {
        "event": select_events().where(tg_event.c.seq == bind("of_seq", tg_event.c.seq)),
        "log": sa.insert(tg_step_log),
    }
)


@dataclass(slots=True, eq=False)
class Stretch:
    """Some steps of a run in one transaction: the run as it is by now, and the lines of the trace.
    `is_dry` leaves the outside alone and stores no job."""

    scene: Scene
    program: Program
    run: Run
    attempt: int = 1
    lines: list[Json] = field(default_factory=list)


def carry_on(work: Workspace, job: Job) -> None:
    """The run of the job has gone on until it waits, calls out, is over, or has done twenty steps.

    Raises LeaseLost where the job is another worker's by now; nothing of it stays then.
    """
    for attempt in range(1, ATTEMPTS + 1):
        try:
            is_stale = work.database.write(lambda it: carry_on_in(it, work, job))
        except (CatalogMoved, RowsMoved, UniqueBroken):
            # Of a lost race for a unique value the next attempt knows the winner.
            if attempt == ATTEMPTS:
                raise
            work.refresh()
        else:
            if is_stale:
                recompute_stale(work)
            return


def carry_on_in(connection: Connection, work: Workspace, job: Job) -> bool:
    """The same in this transaction; gives whether formulas are left to be computed."""
    hold(connection, job)
    run = None if job.run is None else load_run(connection, job.run, lock=True)
    if run is None or run.state not in LIVE:
        finish(connection, job)
        return False
    if run.record is not None:
        # What happens to the record is told to its waiting runs under the same lock.
        lock_key(connection, f"{run.table}:{run.record}")
    waits = waits_of(connection, run.id) if run.state == WAITING else []
    woken = woken_of(run, waits, work.now())
    if run.state == WAITING and woken is None:
        rest(connection, job, run.until)
        return False
    automation = pinned_automation(connection, work, run)
    if automation is None:
        finish(connection, job)
        bury_run(connection, work, dead(run, "definition_broken", {"name": run.automation}))
        return False
    scene = scene_of(connection, work, run, automation, past_of_run(connection, work, run))
    stretch = Stretch(scene, program(work.catalog, automation), run, job.attempt)
    advanced = go_on(stretch, woken)
    store(stretch, job, advanced, (waits, woken))
    return scene.is_stale


def woken_of(run: Run, waits: list[Wait], now: datetime) -> Woken | None:
    """Why a waiting run goes on; None where nothing has happened yet."""
    if run.state != WAITING:
        return None
    if waits and waits[0].is_woken:
        return Woken(waits[0].topic, waits[0].payload)
    if run.until is not None and run.until <= now:
        return Woken(None, {})
    return None


def rest(connection: Connection, job: Job, until: datetime | None) -> None:
    """The job was too early: it comes back when there is a reason."""
    if until is None:
        finish(connection, job)
    else:
        put_off(connection, job, until)


def past_of_run(connection: Connection, work: Workspace, run: Run) -> Past | None:
    """The record at the event that started the run, for OLD and CHANGED."""
    if run.event is None:
        return None
    statement = STATEMENTS.on(connection.dialect, "event")
    rows = connection.rows(statement, {"of_seq": run.event})
    if not rows:
        return None
    return past_of(connection, work.catalog, work.time_zone, event_of(rows[0]))


def go_on(stretch: Stretch, woken: Woken | None) -> Advanced:
    """Steps are performed until the run has to stop; the last of what they led to."""
    if stretch.run.cursor >= stretch.program.end:
        return Advanced(replace(stretch.run, state=DONE))
    for _ in range(AT_A_STRETCH):
        advanced = one_step(stretch, woken)
        stretch.run, woken = advanced.run, None
        if advanced.tries_again or advanced.run.state != RUNNING:
            break
        stretch.attempt = 1
    return advanced


def one_step(stretch: Stretch, woken: Woken | None) -> Advanced:
    """The present step was performed, or passed over, and the trace has its line."""
    run, scene = stretch.run, stretch.scene
    step = stretch.program.instructions[run.cursor].step
    memory = dict(run.memory.get(step.key) or {})  # type: ignore[call-overload] # JSON objects by key
    bound = Bound(scene, run, step, woken, memory)
    began, at = time.perf_counter(), scene.work.now()
    outcome = perform(bound)
    if not isinstance(outcome, Failed):
        kept = {**run.memory, step.key: bound.memory}
        run = replace(run, memory=kept if bound.memory or step.key in run.memory else run.memory)
    advanced = advance(stretch.program, run, outcome)
    line = line_of(stretch, bound, outcome, advanced)
    line.update(at=at, microseconds=int((time.perf_counter() - began) * 1_000_000))
    stretch.lines.append(line)
    return replace(advanced, run=replace(advanced.run, logged=advanced.run.logged + 1))


def perform(bound: Bound) -> StepOutcome | PassedOver:
    """What the step did. Of one that failed nothing stays."""
    connection, is_known = bound.scene.connection, False
    try:
        if bound.woken is None and bound.passes_over():
            is_known = True
            return PassedOver()
        outcome = connection.nested(lambda: STEPS[bound.step.do](bound))
        is_known = bound.step.do not in WRITE_APART
        return outcome
    except (CatalogMoved, RowsMoved, DatabaseError):
        raise
    except WriteRefused as refused:
        return Failed("write_refused", problems=problems_of(refused))
    except FormulaValueError as error:
        return Failed("formula_failed", {"code": error.code})
    except Exception:
        # A step that breaks must not take the worker along; whoever mends the run reads the log.
        log.exception("step %s of run %s broke", bound.step.key, bound.run)
        return Failed("step_broken", {"step": bound.step.key})
    finally:
        # What is still so is not read again: most steps only look at the record.
        if not is_known:
            bound.scene.forget()


def problems_of(refused: WriteRefused) -> list[Json]:
    """Every refusal of a write as JSON."""
    return [
        {
            "code": refusal.code,
            "field": refusal.field,
            "pointer": refusal.pointer,
            "parameters": dict(refusal.parameters),
            "message": None if refusal.message is None else dict(refusal.message),
        }
        for outcome in refused.outcomes
        for refusal in outcome.refusals
    ]


def line_of(
    stretch: Stretch, bound: Bound, outcome: StepOutcome | PassedOver, advanced: Advanced
) -> Json:
    """The line of the trace that tells of this step."""
    values = variables_json(outcome.values) if isinstance(outcome, Done) else None
    error: Json | None = None
    if isinstance(outcome, Failed):
        error = {"code": outcome.code, "parameters": dict(outcome.parameters)}
        if outcome.problems:
            error["problems"] = list(outcome.problems)
    elif advanced.run.state == DEAD:
        error = advanced.run.error
    note = getattr(outcome, "note", None)
    return {
        "run": bound.run,
        "line": stretch.run.logged,
        "number": bound.number,
        "step": bound.step.key,
        "do": bound.step.do,
        "outcome": OUTCOMES[type(outcome)],
        "branch": outcome.branch if isinstance(outcome, Done) else None,
        "values": shortened(values),
        "note": shortened(dict(note)) if note else None,
        "error": error,
        "attempt": stretch.attempt,
    }


def shortened(kept: Json | None) -> Json | None:
    """What is too long for the trace says so instead."""
    if kept and len(str(kept)) > MOST_NOTED:
        return {"too_long": len(str(kept))}
    return kept or None


def store(
    stretch: Stretch, job: Job, advanced: Advanced, waited: tuple[list[Wait], Woken | None]
) -> None:
    """The run, its trace, what it waits for and its next job are as `advanced` says."""
    scene, run = stretch.scene, advanced.run
    connection, work = scene.connection, scene.work
    write_lines(connection, stretch.lines)
    if advanced.tries_again:
        retry(stretch, job, run)
        return
    if run.state in {DONE, DEAD}:
        finish(connection, job)
        (bury_run if run.state == DEAD else finish_run)(connection, work, run)
        return
    waits, woken = waited
    if waits or advanced.topics:
        used = None if woken is None else woken.topic
        set_waits(connection, run.id, waits, advanced.topics, used)
    save_run(connection, run)
    if advanced.asks is not None:
        asked = (effect_key(run.id, run.steps), advanced.asks)
        ask_outside(connection, work, run.id, advanced.topics[0], asked)
    if run.state == RUNNING or any(
        wait.is_woken and wait.topic in advanced.topics and wait is not waits[0] for wait in waits
    ):
        put_off(connection, job, work.now())
    else:
        rest(connection, job, run.until)


def write_lines(connection: Connection, lines: list[Json]) -> None:
    """The trace has these lines."""
    statement = STATEMENTS.on(connection.dialect, "log")
    if len(lines) == 1:
        connection.run(statement, lines[0])
    elif lines:
        connection.run_many(statement, lines)


def retry(stretch: Stretch, job: Job, run: Run) -> None:
    """The same step is tried again after a while, until it was tried too often."""
    scene = stretch.scene
    # No chance in a transaction that may be run again: the same try waits as long.
    chance = random.Random(f"{run.id}:{run.steps}:{stretch.attempt}")  # no secret
    verdict = after_failure(stretch.attempt, scene.work.now(), chance)
    error = stretch.lines[-1]["error"]
    if isinstance(verdict, Retry):
        save_run(scene.connection, run)
        put_off(scene.connection, job, verdict.at, attempt=stretch.attempt, error=error_json(error))
        return
    finish(scene.connection, job)
    last = error_json(error) or {}
    bury_run(scene.connection, scene.work, replace(run, state=DEAD, error=last))


def error_json(error: object) -> Json | None:
    """The error of a line, as it is kept."""
    return error if isinstance(error, dict) else None


def finish_run(connection: Connection, work: Workspace, run: Run) -> None:
    """The run is over, and nothing went wrong."""
    end_run(connection, work, run, DONE)


def bury_run(connection: Connection, work: Workspace, run: Run) -> None:
    """The run is dead until somebody mends it, and somebody hears of it."""
    end_run(connection, work, run, DEAD, run.error)
    tell_of_dead_run(connection, work, run)
