"""`create`: a new record; `STEP.key` is that record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from formula.types import Ref, Type
from metadata.documents.label import TableName
from metadata.step_kinds.step_kind import (
    FormulaPart,
    Known,
    StepBase,
    StepKind,
    Values,
    parts_of_values,
)


class CreateStep(StepBase):
    do: Literal["create"]
    table: TableName
    values: Values


def formulas(step: CreateStep) -> Iterable[FormulaPart]:
    """The value of each field."""
    return parts_of_values(("values",), step.values, step.table)


def results(step: CreateStep, known: Known) -> Mapping[str, Type]:
    """The new record."""
    return {"": Ref(known(step.table))}


CREATE = StepKind("create", CreateStep, formulas, results=results)
