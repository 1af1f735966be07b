"""`measure`: totals over records; `STEP.key.name` is each of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Literal

from pydantic import Field

from formula.scope import Use
from formula.types import Number, Type
from metadata.documents.label import Formula, Key, TableName
from metadata.step_kinds.step_kind import FormulaPart, Known, StepBase, StepKind


class MeasureStep(StepBase):
    """Each of `measures` is a formula over the records that `filter` finds (`COUNT()`,
    `SUM(金额)`), and gives a number."""

    do: Literal["measure"]
    table: TableName
    filter: Formula | None = None
    measures: Annotated[dict[Key, Formula], Field(min_length=1, max_length=50)]


def formulas(step: MeasureStep) -> Iterable[FormulaPart]:
    """The filter and the measures, which read the table."""
    if step.filter is not None:
        yield FormulaPart(("filter",), step.filter, Use.FILTER, step.table)
    for name, text in step.measures.items():
        yield FormulaPart(("measures", name), text, Use.MEASURE, step.table, expected=Number())


def results(step: MeasureStep, _: Known) -> Mapping[str, Type]:
    """A number by each name."""
    return dict.fromkeys(step.measures, Number())


MEASURE = StepKind("measure", MeasureStep, formulas, results=results)
