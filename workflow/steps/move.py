"""`move`: a transition of a state machine, with what its form asks for."""

from __future__ import annotations

from typing import cast

from engine.writing.change import Change, Kind
from metadata.step_kinds.move import MoveStep
from workflow.steps.step import BoundStep, Done, StepOutcome
from workflow.steps.written import (
    GONE,
    NO_RECORD,
    field_values,
    note_of,
    record_named,
    write_if_there,
)


def perform(bound: BoundStep) -> StepOutcome:
    """The record is in the state that the transition leads to, or its approval was asked for. The
    machine refuses as it would refuse a person."""
    step = cast(MoveStep, bound.step.document)
    found = record_named(bound)
    if found is None:
        return NO_RECORD if step.record is None else Done(note=GONE)
    table, record = found
    values = field_values(bound, "form", table)
    reason = None if step.reason is None else bound.text("reason") or None
    outcome = write_if_there(
        bound,
        Change(Kind.TRANSITION, table, record, values, transition=step.transition, reason=reason),
    )
    return Done(note=GONE if outcome is None else note_of(outcome, values))
