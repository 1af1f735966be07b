"""`call`: an operation of a connector; what it answers is `STEP.key.name`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from pydantic import Field

from formula.types import Text, Type
from metadata.documents.label import Formula, Key
from metadata.step_kinds.step_kind import FormulaPart, Known, StepBase, StepKind, Steps


class CallStep(StepBase):
    """`values` are the operation's parameters by name. `parts` names what is read of the answer,
    by JSON pointers (`/data/id`), as texts. Without `on_error` a call that fails for good ends the
    run as dead."""

    do: Literal["call"]
    connector: Key
    operation: Key
    values: dict[Key, Formula] = Field(default_factory=dict, max_length=100)
    parts: dict[Key, str] = Field(default_factory=dict, max_length=50)
    on_error: Steps | None = None


def formulas(step: CallStep) -> Iterable[FormulaPart]:
    """The parameters."""
    for name, text in step.values.items():
        yield FormulaPart(("values", name), text)


def blocks(step: CallStep) -> Mapping[str, Steps]:
    """What follows a call that failed for good."""
    return {} if step.on_error is None else {"on_error": step.on_error}


def results(step: CallStep, _: Known) -> Mapping[str, Type]:
    """What was read of the answer."""
    return dict.fromkeys(step.parts, Text())


CALL = StepKind("call", CallStep, formulas, blocks=blocks, results=results, waits=True, calls=True)
