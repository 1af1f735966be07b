"""`run`: another automation starts, for the run's own record or another one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from metadata.documents.label import Formula, Key
from metadata.step_kinds.step_kind import FormulaPart, StepBase, StepKind


class RunStep(StepBase):
    """`record` gives the record that the other one runs for (its `called` trigger names the
    table). This run goes on at once."""

    do: Literal["run"]
    automation: Key
    record: Formula | None = None


def formulas(step: RunStep) -> Iterable[FormulaPart]:
    """The record, where it is another one."""
    if step.record is not None:
        yield FormulaPart(("record",), step.record)


RUN = StepKind("run", RunStep, formulas)
