"""`update`: fields of another record get values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from metadata.documents.label import Formula, TableName
from metadata.step_kinds.step_kind import (
    FormulaPart,
    StepBase,
    StepKind,
    Values,
    parts_of_values,
)


class UpdateStep(StepBase):
    """`record` gives a record of `table`; blank: there is nothing to do."""

    do: Literal["update"]
    table: TableName
    record: Formula
    values: Values


def formulas(step: UpdateStep) -> Iterable[FormulaPart]:
    """The record, and the value of each field."""
    yield FormulaPart(("record",), step.record, table_of=step.table, field="id")
    yield from parts_of_values(("values",), step.values, step.table)


UPDATE = StepKind("update", UpdateStep, formulas)
