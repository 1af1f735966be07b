"""`approve`: the run starts an approval of its record, and waits for the verdict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from formula.types import Text, Type
from metadata.documents.label import Key
from metadata.step_kinds.step_kind import Known, StepBase, StepKind, Steps


class ApproveStep(StepBase):
    """`approval` is the key of an approval document. `STEP.key.verdict` is `agreed`, `rejected` or
    `withdrawn`."""

    do: Literal["approve"]
    approval: Key
    on_agreed: Steps = ()
    on_rejected: Steps = ()
    on_withdrawn: Steps = ()


def blocks(step: ApproveStep) -> Mapping[str, Steps]:
    """What follows each verdict."""
    return {name: getattr(step, name) for name in ("on_agreed", "on_rejected", "on_withdrawn")}


def results(_: ApproveStep, __: Known) -> Mapping[str, Type]:
    """The verdict."""
    return {"verdict": Text()}


APPROVE = StepKind("approve", ApproveStep, blocks=blocks, results=results, waits=True)
