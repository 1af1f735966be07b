"""`confirm`: a person is asked and the run waits: accept, decline, time-out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from formula.types import Ref, Text, Type
from metadata.documents.triggers import Duration, TimeKind
from metadata.documents.who import WhoDocument
from metadata.step_kinds.step_kind import (
    FormulaPart,
    Known,
    StepBase,
    StepKind,
    Steps,
    TextPart,
    parts_of_text,
)
from metadata.step_kinds.step_kind import Text as Words
from metadata.step_kinds.who_parts import who_formulas


class ConfirmStep(StepBase):
    """The first answer of several people counts. Without `within` it waits for ever; `remind` is
    how long before the end they hear of it again. `STEP.key.by` answered, with `STEP.key.comment`,
    and `STEP.key.answer` is `accept`, `decline` or `timeout`."""

    do: Literal["confirm"]
    who: WhoDocument
    ask: Words
    within: Duration | None = None
    time: TimeKind = "calendar"
    remind: Duration | None = None
    reason_on_decline: bool = False
    on_accept: Steps = ()
    on_decline: Steps = ()
    on_timeout: Steps = ()


def formulas(step: ConfirmStep) -> Iterable[FormulaPart]:
    """Who is asked."""
    return who_formulas(("who",), step.who)


def texts(step: ConfirmStep) -> Iterable[TextPart]:
    """The question."""
    return parts_of_text(("ask",), step.ask)


def blocks(step: ConfirmStep) -> Mapping[str, Steps]:
    """What follows each answer."""
    return {name: getattr(step, name) for name in ("on_accept", "on_decline", "on_timeout")}


def results(_: ConfirmStep, __: Known) -> Mapping[str, Type]:
    """What was answered, by whom."""
    return {"answer": Text(), "by": Ref("user"), "comment": Text()}


CONFIRM = StepKind("confirm", ConfirmStep, formulas, texts, blocks, results, waits=True)
