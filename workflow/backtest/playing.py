"""The interpreter of runs over records of the past: effects are noted, and not done."""

from __future__ import annotations

import logging
from dataclasses import replace

from engine.catalog_table import Values
from engine.errors import DatabaseError
from formula.errors import FormulaValueError
from workflow.advance import PassedOver, advance
from workflow.backtest.foresee import FORESEE
from workflow.backtest.foreseen import Begin, Course, Foreseen
from workflow.backtest.sides import Side
from workflow.backtest.trail import Line, Trail
from workflow.backtest.vantage import Beside
from workflow.bound import Scene
from workflow.formulas import automation_actor, compiled, full_record, holds
from workflow.pinned import program
from workflow.runs import RUNNING, Run
from workflow.starts import DEEPEST
from workflow.steps.step import Done, Failed, StepOutcome

log = logging.getLogger("tangram")


def foresee_run(side: Side, begin: Begin, beside: Beside, trail: Trail | None = None) -> Trail:
    """What the automation would have done."""
    automation = begin.automation
    own = beside.at((automation.table, begin.record), begin.row)
    actor = automation_actor(automation, begin.number)
    scene = Scene(side.vantage, side.connection, side.catalog, automation, actor, begin.past)
    course = Course(side, begin, own, scene, trail or Trail(), call)
    moment = side.vantage.moment
    try:
        perform_all(course)
    finally:
        side.vantage.moment = moment
    return course.trail


def perform_all(course: Course) -> None:
    """The steps one after the other, until the run is over."""
    side, begin = course.side, course.begin
    steps = program(side.catalog, begin.automation)
    run = new_run(side, begin)
    while run.state == RUNNING and run.cursor < steps.end:
        step = steps.instructions[run.cursor].step
        memory = dict(run.memory.get(step.key) or {})  # type: ignore[call-overload] # JSON objects
        bound = Foreseen(course.scene, run, step, None, memory, course=course, seen=course.beside)
        outcome = perform(bound)
        course.trail.lines.append(Line(step.key, step.do, outcome))
        if isinstance(outcome, Done) and outcome.branch is not None and step.do != "each":
            course.trail.branches.append((step.key, outcome.branch))
        if memory or step.key in run.memory:
            run = replace(run, memory={**run.memory, step.key: memory})
        advanced = advance(steps, run, outcome)
        if advanced.tries_again:
            return
        run = advanced.run


def new_run(side: Side, begin: Begin) -> Run:
    """The run as it begins; nobody stores it."""
    automation = begin.automation
    return Run(
        id=begin.number,
        automation=automation.name,
        revision=side.catalog.number,
        table=automation.table,
        record=begin.record,
        event=None,
        mode_key=None,
        state=RUNNING,
        cursor=0,
        steps=0,
        logged=0,
        variables={},
        memory={},
        causes=[],
        user=begin.user,
        root=begin.number,
        until=None,
        error=None,
        started_at=side.vantage.moment,
        ended_at=None,
    )


def perform(bound: Foreseen) -> StepOutcome | PassedOver:
    """What the step would have come to."""
    try:
        if bound.passes_over():
            return PassedOver()
        if bound.step.key in bound.course.side.cannot_read(bound.automation):
            bound.course.trail.doubts.add("fields_not_there")
            return Done(values=dict.fromkeys(bound.step.results))
        return FORESEE[bound.step.do](bound)
    except FormulaValueError as error:
        return Failed("formula_failed", {"code": error.code})
    except DatabaseError:
        raise
    except Exception:
        # As in a real run: a step that breaks must not take the others along.
        log.exception("step %s of %s broke in a backtest", bound.step.key, bound.automation.name)
        return Failed("step_broken", {"step": bound.step.key})


def call(bound: Foreseen, name: str, record: int | None) -> int | None:
    """The automation is foreseen for the record, unless its conditions or the protection against
    loops keep it from starting."""
    course, side = bound.course, bound.course.side
    app, _, key = name.partition(".")
    automation = side.catalog.resolved.automations.get((app, key))
    causes = (*course.begin.causes, (bound.automation.name, course.begin.record))
    if automation is None or not automation.document.enabled or len(causes) >= DEEPEST:
        return None
    if (name, record) in causes and not automation.document.reenters:
        return None
    row = row_of(bound, automation.table, record)
    if automation.when is not None:
        context = replace(bound.context, variables={})
        if not holds(compiled(side.catalog, (name, "when"), automation.when), row, context):
            return None
    number = course.begin.number
    begin = Begin(automation, record, row, number, None, course.begin.user, causes)
    foresee_run(side, begin, course.beside, course.trail)
    return number


def row_of(bound: Foreseen, table: str | None, record: int | None) -> Values | None:
    """The record as the run knows it: its own as it would be, another as it is now."""
    if table is None or record is None:
        return None
    if bound.course.beside.own == (table, record):
        return bound.course.row
    beside = bound.seen
    if not beside.is_there(table) or table not in beside.catalog.tables:
        return None
    return full_record(beside.rows, beside.catalog, table, record)
