"""`task`: somebody gets a to-do; the run goes on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from metadata.documents.triggers import Duration, TimeKind
from metadata.documents.who import WhoDocument
from metadata.step_kinds.step_kind import (
    FormulaPart,
    StepBase,
    StepKind,
    Text,
    TextPart,
    parts_of_text,
)
from metadata.step_kinds.who_parts import who_formulas


class TaskStep(StepBase):
    """Each of `who` gets the to-do, led to the run's own record; `within` says until when."""

    do: Literal["task"]
    who: WhoDocument
    title: Text
    text: Text | None = None
    within: Duration | None = None
    time: TimeKind = "calendar"


def formulas(step: TaskStep) -> Iterable[FormulaPart]:
    """Who has to do it."""
    return who_formulas(("who",), step.who)


def texts(step: TaskStep) -> Iterable[TextPart]:
    """What there is to do."""
    yield from parts_of_text(("title",), step.title)
    yield from parts_of_text(("text",), step.text)


TASK = StepKind("task", TaskStep, formulas, texts)
