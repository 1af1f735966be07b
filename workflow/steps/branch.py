"""`branch`: the first branch that holds is taken."""

from __future__ import annotations

from functools import partial
from typing import cast

from metadata.step_kinds.branch import BranchStep
from workflow.steps.reasons import reason_of
from workflow.steps.step import BoundStep, Done, StepOutcome


def perform(bound: BoundStep) -> StepOutcome:
    """What comes next is the first branch whose condition holds, else what stands under
    `otherwise`; the note has each condition that was looked at, with its values."""
    branches = cast(BranchStep, bound.step.document).branches
    tried: list[object] = []
    for index in range(len(branches)):
        pointer = f"branches/{index}/when"
        is_taken = bound.holds(pointer)
        tried.append(bound.told(partial(reason_of, bound, pointer, holds=is_taken)))
        if is_taken:
            return Done(f"branches/{index}/steps", note={"tried": tried})
    return Done("otherwise", note={"tried": tried})
