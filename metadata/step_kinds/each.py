"""`each`: its steps for every record or value of a list, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Literal

from pydantic import Field

from formula.scope import Use
from metadata.documents.label import Formula, Key
from metadata.step_kinds.step_kind import FormulaPart, StepBase, StepKind, Steps


class EachStep(StepBase):
    """`over` gives records or a list; inside, `STEP.key` is the present one (its type is known
    from `over`), so the step must have a `key`."""

    do: Literal["each"]
    key: Key
    over: Formula
    most: Annotated[int, Field(ge=1, le=10_000)] = 1_000
    steps: Steps


def formulas(step: EachStep) -> Iterable[FormulaPart]:
    """The list."""
    yield FormulaPart(("over",), step.over, Use.SEVERAL)


def blocks(step: EachStep) -> Mapping[str, Steps]:
    """What is done for each."""
    return {"steps": step.steps}


EACH = StepKind("each", EachStep, formulas, blocks=blocks)
