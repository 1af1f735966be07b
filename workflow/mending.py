"""What people do with runs: mend a dead one, stop one, begin again, press a button, try."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar, cast

import sqlalchemy as sa

from engine.access import access_of
from engine.actor import Actor
from engine.database import Connection
from engine.database.named import NamedStatements
from engine.errors import UnknownRecord
from engine.reading.rights import record_rights
from engine.workspace import Workspace
from formula.errors import FormulaValueError
from metadata.documents.label import text_in
from metadata.fields.date import show_datetime
from metadata.resolved_workflow import Automation
from workflow.advance import PassedOver, advance
from workflow.causes import Cause
from workflow.errors import RunRefused, RunUnknown
from workflow.jobs import Json, bind, enqueue_run
from workflow.messages import words
from workflow.past import value_of_type
from workflow.pinned import pinned_automation, program
from workflow.run_pages import seen_run
from workflow.run_sight import may_mend, may_read
from workflow.run_step import write_lines
from workflow.run_tables import tg_breaker
from workflow.runs import (
    DEAD,
    DONE,
    LIVE,
    RUNNING,
    Run,
    cancel_run,
    end_run,
    load_run,
    save_run,
)
from workflow.starts import Start, automation_named, begin_version, meets
from workflow.trials.versions import version_for
from workflow.variables import to_json

T = TypeVar("T")

BUTTON = "button"
STATEMENTS = NamedStatements(
    {
        "reset": sa.delete(tg_breaker).where(
            tg_breaker.c.automation == bind("of_automation", tg_breaker.c.automation)
        ),
        "stopped": sa.select(*tg_breaker.c).order_by(tg_breaker.c.at.desc()),
    }
)


def resume_run(
    work: Workspace, actor: Actor, id: int, *, skips: bool, values: Mapping[str, object]
) -> None:
    """The dead run goes on: its step is tried again, or skipped. `values` are variables (`key` or
    `key.part`) that have these JSON values from now on.

    Raises RunUnknown and RunRefused where it is not dead or a value does not fit.
    """

    def resume(connection: Connection, run: Run) -> None:
        if run.state != DEAD:
            raise RunRefused(code="run_not_dead")
        automation = pinned_automation(connection, work, run)
        if automation is None:
            raise RunRefused({"name": run.automation}, code="definition_broken")
        edited = {**run.variables, **edits_of(automation, values)}
        alive = replace(run, state=RUNNING, variables=edited, error=None, ended_at=None)
        if skips:
            alive = skip_step(connection, work, alive, automation)
        if alive.state == DONE:
            end_run(connection, work, alive, DONE)
            return
        save_run(connection, alive)
        enqueue_run(connection, work, run.id, work.now())

    mend(work, actor, id, resume)


def skip_step(connection: Connection, work: Workspace, run: Run, automation: Automation) -> Run:
    """The run after its present step, which somebody has done by hand or does not want."""
    steps = program(work.catalog, automation)
    step = steps.instructions[run.cursor].step
    line: Json = {
        "run": run.id,
        "line": run.logged,
        "number": run.steps,
        "step": step.key,
        "do": step.do,
        "at": work.now(),
        "microseconds": 0,
        "outcome": "skipped",
        "branch": None,
        "values": None,
        "note": None,
        "error": None,
        "attempt": 1,
    }
    write_lines(connection, [line])
    return advance(steps, replace(run, logged=run.logged + 1), PassedOver()).run


def edits_of(automation: Automation, values: Mapping[str, object]) -> Json:
    """The variables that somebody has mended, as they are kept."""
    edited: Json = {}
    for name, value in values.items():
        if name not in automation.variables:
            raise RunRefused({"name": name[:100]}, code="run_variable_unknown")
        try:
            edited[name] = to_json(value_of_type(automation.variables[name], value))
        except (ValueError, TypeError, ArithmeticError, FormulaValueError) as error:
            raise RunRefused({"name": name}, code="run_variable_unknown") from error
    return edited


def stop_run(work: Workspace, actor: Actor, id: int) -> None:
    """The run is cancelled. Raises RunUnknown and RunRefused where it is over."""

    def stop(connection: Connection, run: Run) -> None:
        if not cancel_run(connection, work, run.id):
            raise RunRefused(code="run_over")

    mend(work, actor, id, stop)


def restart_run(work: Workspace, actor: Actor, id: int) -> int | None:
    """The run is cancelled, and the automation as it is now runs for the same record: how a
    waiting run gets to a new version. Gives the new run. Raises as `stop_run`."""

    def restart(connection: Connection, run: Run) -> int | None:
        if run.state not in {*LIVE, DEAD}:
            raise RunRefused(code="run_over")
        automation = automation_named(work.catalog, run.automation)
        if automation is None:
            raise RunRefused({"name": run.automation}, code="definition_broken")
        cancel_run(connection, work, run.id)
        cause = Cause(event=run.event, user=run.user)
        start = Start(automation, run.record, cause, f"restart:{run.id}")
        return begin_version(connection, work, start)

    return mend(work, actor, id, restart)


def mend(work: Workspace, actor: Actor, id: int, act: Callable[[Connection, Run], T]) -> T:
    """What `act` gives, in a transaction in which nobody else changes the run. Raises RunUnknown
    where the actor may not mend runs of that app."""

    run = work.database.read(lambda it: seen_run(it, work, actor, id))
    if not may_mend(work, actor, run.automation.partition(".")[0]):
        raise RunUnknown({"run": str(id)})

    def write(connection: Connection) -> T:
        locked = load_run(connection, id, lock=True)
        if locked is None:
            raise RunUnknown({"run": str(id)})
        return act(connection, locked)

    return work.database.write(write)


def reset_breaker(work: Workspace, actor: Actor, app: str, key: str) -> None:
    """The automation may start again after it was stopped. Raises RunUnknown."""
    automation = buildable(work, actor, app, key)
    named = {"of_automation": automation.name}
    work.database.write(lambda it: it.run(STATEMENTS.on(it.dialect, "reset"), named))


def list_breakers(work: Workspace, actor: Actor, app: str) -> list[Json]:
    """The app's automations that were stopped because they started too often, newest first, and
    why; none to whoever may not build them."""
    if not may_mend(work, actor, app):
        return []
    statement = STATEMENTS.on(work.database.dialect, "stopped")
    found: list[Json] = []
    for name, code, parameters, at in work.database.rows(statement):
        automation = automation_named(work.catalog, str(name))
        if automation is None or automation.app != app:
            continue
        filled = {**cast(Mapping[str, str | int], parameters), "name": automation.name}
        found.append(
            {
                "automation": automation.key,
                "label": text_in(automation.labels, actor.language),
                "code": code,
                "message": words(f"{code}_text", filled, actor.language),
                "at": show_datetime(cast(datetime, at)),
            }
        )
    return found


def buildable(work: Workspace, actor: Actor, app: str, key: str) -> Automation:
    """The automation, to whoever may build it; RunUnknown to everybody else."""
    found = work.resolved.automations.get((app, key))
    if found is None or not may_mend(work, actor, app):
        raise RunUnknown({"name": key[:100]}, code="automation_unknown")
    return found


@dataclass(frozen=True, slots=True)
class Button:
    """An automation that somebody may start for a record; `is_open`: what narrows it holds."""

    automation: Automation
    is_open: bool


def buttons_of(work: Workspace, actor: Actor, table: str, record: int) -> list[Button]:
    """The buttons of the record for this actor: none where they may not change it. Raises
    UnknownTable, UnknownRecord."""
    access_of(work.catalog, actor).table(table)
    if not may_read(work, actor, table, record):
        raise UnknownRecord(table, str(record))
    rights = record_rights(work, actor, table, [record])
    if not rights.get(record, {}).get("edit"):
        return []
    found = [
        each
        for each in work.resolved.automations.values()
        if each.table == table and each.trigger.event == BUTTON and each.document.enabled
    ]

    def look(connection: Connection) -> list[Button]:
        versions = [version_for(connection, work, each, record) for each in found]
        return [
            Button(each, meets(connection, work, start_of(each, record, actor)))
            for each in versions
            if each is not None
        ]

    return work.database.read(look)


def start_of(automation: Automation, record: int, actor: Actor, once: str | None = None) -> Start:
    """The start that the person asks for."""
    return Start(automation, record, Cause(user=actor.user), once)


def press_button(
    work: Workspace, actor: Actor, place: tuple[str, int], key: str, once: str | None
) -> int | None:
    """The automation runs for the record at `place` (table, id); gives the run, None where the same
    `once` has started it before. Raises UnknownTable, UnknownRecord, RunUnknown, RunRefused."""
    table, record = place
    buttons = buttons_of(work, actor, table, record)
    button = next((it for it in buttons if it.automation.key == key), None)
    # Not the version that is shown: which one the record goes by is found out as it begins.
    present = None if button is None else automation_named(work.catalog, button.automation.name)
    if button is None or present is None:
        raise RunUnknown({"name": key[:100]}, code="automation_unknown")
    if not button.is_open:
        raise RunRefused({"name": key}, code="button_closed")
    start = start_of(present, record, actor, once)
    run = work.database.write(lambda it: begin_version(it, work, start))
    if run is None and once is None:
        raise RunRefused({"name": key}, code="button_closed")
    return run
