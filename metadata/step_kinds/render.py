"""`render`: a report is drawn and kept as a file of the run's own record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from metadata.documents.label import FieldKey, Formula, Key
from metadata.step_kinds.step_kind import FormulaPart, StepBase, StepKind
from metadata.step_kinds.who_parts import USER


class RenderStep(StepBase):
    """`report` of the same app is drawn as `reader` (a formula that gives a person) sees it, in
    their language; without one as the automation does, which sees everything. The page goes into
    `field`, a file field of the run's own record: where that holds several files beside the
    others, else in their place. A report about a record is drawn about the run's own."""

    do: Literal["render"]
    report: Key
    field: FieldKey
    reader: Formula | None = None


def formulas(step: RenderStep) -> Iterable[FormulaPart]:
    """Who it is drawn for."""
    if step.reader is not None:
        yield FormulaPart(("reader",), step.reader, expected=USER)


RENDER = StepKind("render", RenderStep, formulas, calls=True)
