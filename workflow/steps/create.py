"""`create`: a new record; `STEP.key` is that record."""

from __future__ import annotations

from engine.writing.change import Change, Kind
from workflow.steps.step import BoundStep, Done, StepOutcome
from workflow.steps.written import field_values, note_of


def perform(bound: BoundStep) -> StepOutcome:
    """The record is there."""
    table = bound.step.table
    assert table is not None, "the model asks for a table"
    values = field_values(bound, "values", table)
    (outcome,) = bound.write([Change(Kind.CREATE, table, values=values)])
    return Done(values={"": outcome.id}, note=note_of(outcome, values))
