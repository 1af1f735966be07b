"""`branch`: the first branch that holds is taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Literal

from pydantic import Field

from formula.scope import Use
from metadata.documents.label import Document, Formula, Label
from metadata.step_kinds.step_kind import FormulaPart, StepBase, StepKind, Steps


class BranchDocument(Document):
    when: Formula
    label: Label | None = None
    steps: Steps = ()


class BranchStep(StepBase):
    do: Literal["branch"]
    branches: Annotated[tuple[BranchDocument, ...], Field(min_length=1, max_length=50)]
    otherwise: Steps = ()


def formulas(step: BranchStep) -> Iterable[FormulaPart]:
    """The conditions."""
    for index, branch in enumerate(step.branches):
        yield FormulaPart(("branches", index, "when"), branch.when, Use.CONDITION)


def blocks(step: BranchStep) -> Mapping[str, Steps]:
    """The steps of each branch, and those where none holds."""
    found = {f"branches/{index}/steps": each.steps for index, each in enumerate(step.branches)}
    return {**found, "otherwise": step.otherwise}


BRANCH = StepKind("branch", BranchStep, formulas, blocks=blocks)
