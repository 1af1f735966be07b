"""`sample`: some records by chance, the same again for the same seed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Literal

from pydantic import Field

from formula.scope import Use
from formula.types import ListOf, Number, Ref, Text, Type
from metadata.documents.label import Formula, TableName
from metadata.step_kinds.step_kind import FormulaPart, Known, StepBase, StepKind


class SampleStep(StepBase):
    """`percent` of the records that `filter` finds (5 is 5 %, rounded up), or `count` of them.
    `seed` (a text; the run's start where there is none) decides which."""

    do: Literal["sample"]
    table: TableName
    filter: Formula | None = None
    percent: Annotated[float, Field(gt=0, le=100)] | None = None
    count: Annotated[int, Field(ge=1, le=1_000)] | None = None
    seed: Formula | None = None


def formulas(step: SampleStep) -> Iterable[FormulaPart]:
    """The filter, which reads the table, and the seed."""
    if step.filter is not None:
        yield FormulaPart(("filter",), step.filter, Use.FILTER, step.table)
    if step.seed is not None:
        yield FormulaPart(("seed",), step.seed, expected=Text())


def results(step: SampleStep, known: Known) -> Mapping[str, Type]:
    """The records, and their number."""
    return {"": ListOf(Ref(known(step.table))), "count": Number(0)}


SAMPLE = StepKind("sample", SampleStep, formulas, results=results)
