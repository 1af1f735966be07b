"""`delete`: a record goes, restorably."""

from __future__ import annotations

from engine.writing.change import Change, Kind
from workflow.steps.step import BoundStep, Done, StepOutcome
from workflow.steps.written import GONE, record_named, write_if_there


def perform(bound: BoundStep) -> StepOutcome:
    """The record is deleted; one that is gone already was deleted by somebody else."""
    found = record_named(bound)
    if found is None:
        return Done(note=GONE)
    table, record = found
    outcome = write_if_there(bound, Change(Kind.DELETE, table, record))
    return Done(note=GONE if outcome is None else {"record": str(record)})
