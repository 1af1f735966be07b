"""`delete`: a record goes, restorably."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from metadata.documents.label import Formula, TableName
from metadata.step_kinds.step_kind import FormulaPart, StepBase, StepKind


class DeleteStep(StepBase):
    """Without `table` and `record` the run's own record."""

    do: Literal["delete"]
    table: TableName | None = None
    record: Formula | None = None


def formulas(step: DeleteStep) -> Iterable[FormulaPart]:
    """The record, where it is another one."""
    if step.record is not None:
        yield FormulaPart(("record",), step.record, table_of=step.table, field="id")


DELETE = StepKind("delete", DeleteStep, formulas)
