"""`measure`: totals over records; `STEP.key.name` is each of them."""

from __future__ import annotations

from workflow.steps.queries import measured
from workflow.steps.step import BoundStep, Done, StepOutcome


def perform(bound: BoundStep) -> StepOutcome:
    """Each measure over the records that the filter finds at this moment."""
    return Done(values=measured(bound))
