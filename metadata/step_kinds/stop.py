"""`stop`: the run is over, and nothing went wrong."""

from __future__ import annotations

from typing import Literal

from metadata.step_kinds.step_kind import StepBase, StepKind


class StopStep(StepBase):
    do: Literal["stop"]


STOP = StepKind("stop", StopStep)
