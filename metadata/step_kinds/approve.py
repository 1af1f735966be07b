"""`approve`: the run starts an approval of its record, and waits for the verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from pydantic import Field

from formula.types import Text, Type
from metadata.documents.label import Key
from metadata.documents.who import WhoDocument
from metadata.step_kinds.step_kind import FormulaPart, Known, StepBase, StepKind, Steps
from metadata.step_kinds.who_parts import who_formulas


class ApproveStep(StepBase):
    """`approval` is the key of an approval document; `chosen` names the people, by node, for the
    nodes that leave it to the applicant. `STEP.key.verdict` is `agreed`, `rejected` or
    `withdrawn`."""

    do: Literal["approve"]
    approval: Key
    chosen: dict[Key, WhoDocument] = Field(default_factory=dict, max_length=50)
    on_agreed: Steps = ()
    on_rejected: Steps = ()
    on_withdrawn: Steps = ()


def formulas(step: ApproveStep) -> Iterable[FormulaPart]:
    """Who decides in each node."""
    for key, who in step.chosen.items():
        yield from who_formulas(("chosen", key), who)


def blocks(step: ApproveStep) -> Mapping[str, Steps]:
    """What follows each verdict."""
    return {name: getattr(step, name) for name in ("on_agreed", "on_rejected", "on_withdrawn")}


def results(_: ApproveStep, __: Known) -> Mapping[str, Type]:
    """The verdict."""
    return {"verdict": Text()}


APPROVE = StepKind("approve", ApproveStep, formulas, blocks=blocks, results=results, waits=True)
