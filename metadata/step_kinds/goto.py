"""`goto`: on with the step of that key."""

from __future__ import annotations

from typing import Literal

from metadata.documents.label import Key
from metadata.step_kinds.step_kind import StepBase, StepKind


class GotoStep(StepBase):
    do: Literal["goto"]
    step: Key


GOTO = StepKind("goto", GotoStep)
