"""`goto`: on with another step."""

from __future__ import annotations

from typing import cast

from metadata.step_kinds.goto import GotoStep
from workflow.steps.step import BoundStep, GoTo, StepOutcome


def perform(bound: BoundStep) -> StepOutcome:
    """The step of that key comes next."""
    return GoTo(cast(GotoStep, bound.step.document).step)
