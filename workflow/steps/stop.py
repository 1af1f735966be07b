"""`stop`: the run is over, and nothing went wrong."""

from __future__ import annotations

from workflow.steps.step import BoundStep, StepOutcome, Stop


def perform(_: BoundStep) -> StepOutcome:
    """Nothing comes next."""
    return Stop()
