"""`set`: fields of the run's own record get values."""

from __future__ import annotations

from engine.writing.change import Change, Kind
from workflow.steps.step import BoundStep, Done, StepOutcome
from workflow.steps.written import NO_RECORD, field_values, note_of, write_if_there


def perform(bound: BoundStep) -> StepOutcome:
    """The record has the values."""
    if bound.record is None or bound.table is None:
        return NO_RECORD
    values = field_values(bound, "values", bound.table)
    outcome = write_if_there(bound, Change(Kind.UPDATE, bound.table, bound.record, values))
    return NO_RECORD if outcome is None else Done(note=note_of(outcome, values))
