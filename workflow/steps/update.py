"""`update`: fields of another record get values."""

from __future__ import annotations

from engine.writing.change import Change, Kind
from workflow.steps.step import BoundStep, Done, StepOutcome
from workflow.steps.written import GONE, field_values, note_of, record_named, write_if_there


def perform(bound: BoundStep) -> StepOutcome:
    """The record that the formula gives has the values; where it gives none, or that is gone,
    there is nothing to do."""
    found = record_named(bound)
    if found is None:
        return Done()
    table, record = found
    values = field_values(bound, "values", table)
    outcome = write_if_there(bound, Change(Kind.UPDATE, table, record, values))
    return Done(note=GONE if outcome is None else note_of(outcome, values))
