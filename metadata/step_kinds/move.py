"""`move`: a transition of a state machine, with what its form asks for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from metadata.documents.label import Formula, Key, TableName
from metadata.step_kinds.step_kind import (
    FormulaPart,
    StepBase,
    StepKind,
    Text,
    TextPart,
    Values,
    parts_of_text,
    parts_of_values,
)


class MoveStep(StepBase):
    """Without `table` and `record` the run's own record. The machine refuses as it would refuse a
    person: the run fails with its reasons."""

    do: Literal["move"]
    transition: Key
    table: TableName | None = None
    record: Formula | None = None
    form: Values = Field(default_factory=dict)
    reason: Text | None = None


def formulas(step: MoveStep) -> Iterable[FormulaPart]:
    """The record, where it is another one, and what the form asks for."""
    if step.record is not None:
        yield FormulaPart(("record",), step.record, table_of=step.table, field="id")
    yield from parts_of_values(("form",), step.form, step.table)


def texts(step: MoveStep) -> Iterable[TextPart]:
    """The reason."""
    return parts_of_text(("reason",), step.reason)


MOVE = StepKind("move", MoveStep, formulas, texts)
