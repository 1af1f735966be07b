"""Runs that wait while their automation has become another one: they go on by the version that they
started with, unless somebody moves them to the present one, begins them again, or cancels them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast

import sqlalchemy as sa

from engine.actor import Actor
from engine.database import Connection
from engine.database.named import NamedStatements
from engine.database.statements import one_of
from engine.hints import MARK
from engine.system_tables import tg_document
from engine.workspace import Workspace
from metadata.resolved_workflow import Automation, Step
from workflow.errors import RunRefused
from workflow.jobs import bind
from workflow.mending import buildable, mend, restart_run, stop_run
from workflow.pinned import pinned_automation, program
from workflow.run_tables import tg_run
from workflow.runs import COLUMNS, QUEUED, WAITING, Run, run_of_row
from workflow.starts import automation_named
from workflow.trial_tables import tg_trial
from workflow.trials.store import ENDING, RUNNING

What = Literal["move", "restart", "cancel"]

MOST_AT_ONCE = 200
LAST = 2**63 - 1
RUN, D, T = tg_run.c, tg_document.c, tg_trial.c
OF_CONTROL = sa.exists().where(
    T.automation == RUN.automation,
    T.base_revision == RUN.revision,
    T.started_at <= RUN.started_at,
    T.state.in_([sa.literal_column(f"'{state}'") for state in (RUNNING, ENDING)]),
)
"""Whether the run goes by the version before because a trial of the present one wants it so."""

OLD = sa.and_(
    RUN.automation == bind("of_automation", RUN.automation),
    RUN.state.in_([sa.literal_column(f"'{state}'") for state in (QUEUED, WAITING)]),
    RUN.revision < bind("since", RUN.revision),
    ~OF_CONTROL,
)
BEFORE = RUN.id < bind("before", RUN.id)
STATEMENTS = NamedStatements(
    {
        "since": sa.select(D.from_revision).where(
            D.app == bind("of_app", D.app),
            D.kind == sa.literal_column("'automation'"),
            D.key == bind("of_key", D.key),
            D.to_revision.is_(None),
        ),
        "count": sa.select(sa.func.count()).where(OLD),
        "page": sa.select(*(RUN[name] for name in COLUMNS))
        .where(OLD, BEFORE)
        .order_by(RUN.id.desc())
        .limit(sa.bindparam("most", type_=sa.Integer())),
        "those": sa.select(RUN.id).where(OLD, one_of(RUN.id, "ids")).order_by(RUN.id.desc()),
        "move": sa.update(tg_run)
        .where(RUN.id == bind("of_id", RUN.id))
        .values(revision=bind("to", RUN.revision), cursor=bind("at", RUN.cursor)),
    }
)


@dataclass(frozen=True, slots=True)
class OldRun:
    """A run that waits, where it stands (None: it has not begun, or cannot be read any more), and
    why it cannot go on there in the present version: a code, None where it can."""

    run: Run
    step: Step | None
    refusal: RunRefused | None


@dataclass(frozen=True, slots=True)
class OldRuns:
    """Some of the runs of older versions, newest first; how many there are of them in all."""

    count: int
    runs: tuple[OldRun, ...]
    has_more: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """How many runs it was done with, why not with others, and whether there are more."""

    done: int
    left: Mapping[int, RunRefused]
    has_more: bool


def list_old_runs(
    work: Workspace, actor: Actor, place: tuple[str, str], page: tuple[int | None, int]
) -> OldRuns:
    """The runs of the automation (app, key) that wait by an older version, those before a run, at
    most so many. Raises RunUnknown."""
    automation = buildable(work, actor, *place)
    before, most = page

    def read(connection: Connection) -> OldRuns:
        given = given_of(connection, automation)
        ((count,),) = connection.rows(STATEMENTS.on(connection.dialect, "count"), given)
        bounds = {"before": LAST if before is None else before, "most": most + 1}
        rows = connection.rows(STATEMENTS.on(connection.dialect, "page"), {**given, **bounds})
        found = tuple(look(connection, work, automation, run_of_row(row)) for row in rows[:most])
        return OldRuns(cast(int, count), found, len(rows) > most)

    return work.database.read(read)


def count_old_runs(work: Workspace, automations: Sequence[Automation]) -> dict[str, int]:
    """How many runs wait of each automation, by its name, were it changed now."""

    def read(connection: Connection) -> dict[str, int]:
        counted: dict[str, int] = {}
        for automation in automations:
            given = {"of_automation": automation.name, "since": LAST}
            ((count,),) = connection.rows(STATEMENTS.on(connection.dialect, "count"), given)
            counted[automation.name] = cast(int, count)
        return counted

    return work.database.read(read)


def given_of(connection: Connection, automation: Automation) -> dict[str, object]:
    """The automation, and since which revision it is as it is."""
    named = {"of_app": automation.app, "of_key": automation.key}
    ((since,),) = connection.rows(STATEMENTS.on(connection.dialect, "since"), named)
    return {"of_automation": automation.name, "since": since}


def look(connection: Connection, work: Workspace, automation: Automation, run: Run) -> OldRun:
    """The run, and whether it could go on in the automation as it is now."""
    old = pinned_automation(connection, work, run)
    if old is None:
        return OldRun(run, None, RunRefused({"name": run.automation}, code="definition_broken"))
    step = None
    if run.state == WAITING:
        step = program(work.catalog, old).instructions[run.cursor].step
    return OldRun(run, step, refusal_of(run, step, old, automation))


def refusal_of(run: Run, step: Step | None, old: Automation, new: Automation) -> RunRefused | None:
    """Why the run, which stands at the step of the old version, cannot stand in the new one."""
    if old.table != new.table:
        return RunRefused(code="move_other_table")
    if step is None:
        return None
    here, there = way_to(old.steps, step.key), way_to(new.steps, step.key)
    if not there:
        return RunRefused({"name": step.key}, code="move_step_gone")
    if [each.key for each in here] != [each.key for each in there]:
        return RunRefused({"name": step.key}, code="move_step_elsewhere")
    for before, after in zip(here, there, strict=True):
        if own_terms(before) != own_terms(after):
            return RunRefused({"name": before.key}, code="move_step_changed")
    for name in run.variables:
        if name in new.variables and old.variables.get(name) != new.variables[name]:
            return RunRefused({"name": name}, code="move_variable_changed")
    return None


def way_to(steps: Sequence[Step], key: str) -> tuple[Step, ...]:
    """The steps around the one of that key, outermost first, and itself; empty where there is
    none."""
    for step in steps:
        if step.key == key:
            return (step,)
        for block in step.blocks.values():
            inner = way_to(block, key)
            if inner:
                return (step, *inner)
    return ()


def own_terms(step: Step) -> Mapping[str, object]:
    """What the step itself does; what follows it, and what it is called, may change under a run."""
    inner = {name.partition("/")[0] for name in step.blocks}
    return step.document.model_dump(mode="json", exclude={*inner, "label"})


def treat_old_runs(
    work: Workspace,
    actor: Actor,
    place: tuple[str, str],
    what: What,
    wanted: Sequence[int] | None,
) -> Moved:
    """These runs of older versions (or the newest of all, where None) go on in the present version
    of the automation, begin again with it, or are cancelled. Raises RunUnknown."""
    automation = buildable(work, actor, *place)

    def choose(connection: Connection) -> tuple[list[int], bool]:
        given = given_of(connection, automation)
        if wanted is None:
            bounds = {"before": LAST, "most": MOST_AT_ONCE + 1}
            rows = connection.rows(STATEMENTS.on(connection.dialect, "page"), {**given, **bounds})
        else:
            ids = {"ids": list(wanted)}
            rows = connection.rows(STATEMENTS.on(connection.dialect, "those"), {**given, **ids})
        found = [cast(int, row[0]) for row in rows]
        return found[:MOST_AT_ONCE], len(found) > MOST_AT_ONCE

    ids, has_more = work.database.read(choose)
    left: dict[int, RunRefused] = {}
    for id in ids:
        try:
            TREATMENTS[what](work, actor, id)
        except RunRefused as refused:
            left[id] = refused
    return Moved(len(ids) - len(left), left, has_more)


def move_run(work: Workspace, actor: Actor, id: int) -> None:
    """The run waits on for the same, at the same step of the present version. Raises RunRefused."""

    def act(connection: Connection, run: Run) -> None:
        automation = automation_named(work.catalog, run.automation)
        if automation is None or run.state not in {QUEUED, WAITING}:
            raise RunRefused(code="run_not_waiting")
        found = look(connection, work, automation, run)
        if found.refusal is not None:
            raise found.refusal
        steps = program(work.catalog, automation)
        at = run.cursor if found.step is None else steps.positions[found.step.key]
        given = {"of_id": run.id, "to": work.catalog.number, "at": at}
        connection.run(STATEMENTS.on(connection.dialect, "move"), given)
        connection.hint(f"{MARK}run:{run.id}")

    mend(work, actor, id, act)


TREATMENTS: Mapping[What, Callable[[Workspace, Actor, int], object]] = {
    "move": move_run,
    "restart": restart_run,
    "cancel": stop_run,
}
