"""`emit`: an event of the app goes out to all who subscribed to it by webhook."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from metadata.documents.label import Formula, Key
from metadata.step_kinds.step_kind import FormulaPart, StepBase, StepKind

EventName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$")]


class EmitStep(StepBase):
    """`event` is its type (`contract.signed`), `values` its data, by name."""

    do: Literal["emit"]
    event: EventName
    values: dict[Key, Formula] = Field(default_factory=dict, max_length=100)


def formulas(step: EmitStep) -> Iterable[FormulaPart]:
    """The data."""
    for name, text in step.values.items():
        yield FormulaPart(("values", name), text)


EMIT = StepKind("emit", EmitStep, formulas, calls=True)
