"""`wait`: until a moment, or until the run's own record fulfils a formula."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from metadata.step_kinds.wait import WaitStep
from workflow.steps.due import due_after
from workflow.steps.step import BoundStep, Done, StepOutcome, WaitFor
from workflow.steps.written import NO_RECORD

REACHED = Done(values={"ended": "reached"})


def perform(bound: BoundStep) -> StepOutcome:
    """The run waits, or goes on because the moment came, the formula holds, or the time to fulfil
    it is over. The end is fixed when the waiting begins."""
    step = cast(WaitStep, bound.step.document)
    until = end_of(bound, step)
    is_over = until is not None and until <= bound.now
    if step.holds is None:
        outcome: StepOutcome = WaitFor(until=until)
        if is_over or until is None:
            outcome = REACHED
    elif bound.record is None:
        outcome = NO_RECORD
    elif bound.holds("holds"):
        outcome = REACHED
    elif is_over:
        outcome = Done("on_timeout", values={"ended": "timeout"})
    else:
        outcome = WaitFor((f"record:{bound.table}:{bound.record}",), until)
    if not isinstance(outcome, WaitFor):
        bound.memory.clear()
    return outcome


def end_of(bound: BoundStep, step: WaitStep) -> datetime | None:
    """The moment at which the waiting is over by itself; None where there is none."""
    if "until" in bound.memory:
        kept = cast("str | None", bound.memory["until"])
        return None if kept is None else datetime.fromisoformat(kept)
    if step.until is not None:
        until = cast("datetime | None", bound.value("until"))
    else:
        literal = step.during if step.holds is None else step.within
        until = None if literal is None else due_after(bound, literal, step.time)
    bound.memory["until"] = None if until is None else until.isoformat()
    return until
