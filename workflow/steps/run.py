"""`run`: another automation starts; this run goes on at once."""

from __future__ import annotations

from typing import cast

from metadata.step_kinds.run import RunStep
from workflow.people import first_id
from workflow.steps.step import BoundStep, Done, StepOutcome


def perform(bound: BoundStep) -> StepOutcome:
    """The automation has a run for the record, unless its conditions or the protection against
    loops keep it from starting: then the note says that there is none."""
    step = cast(RunStep, bound.step.document)
    record = bound.record if step.record is None else first_id(bound.value("record"))
    started = bound.start(f"{bound.automation.app}.{step.automation}", record)
    return Done(note={"run": None if started is None else str(started)})
