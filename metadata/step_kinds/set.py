"""`set`: fields of the run's own record get values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from metadata.step_kinds.step_kind import (
    FormulaPart,
    StepBase,
    StepKind,
    Values,
    parts_of_values,
)


class SetStep(StepBase):
    do: Literal["set"]
    values: Values


def formulas(step: SetStep) -> Iterable[FormulaPart]:
    """The value of each field."""
    return parts_of_values(("values",), step.values, None)


SET = StepKind("set", SetStep, formulas)
