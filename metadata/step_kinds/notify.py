"""`notify`: people hear of something, through channels."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field

from metadata.documents.label import Key
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


class NotifyStep(StepBase):
    """Each person of `who` and `cc` once by each channel of `by`; `inbox` is in the product, the
    others are channels of the workspace's settings (`email`, `sms`, `wecom`, `dingtalk`, `feishu`,
    `whatsapp`). Formulas in the text are read with the rights of the person who receives it."""

    do: Literal["notify"]
    who: WhoDocument
    cc: WhoDocument | None = None
    by: Annotated[tuple[Key, ...], Field(min_length=1, max_length=10)] = ("inbox",)
    title: Text | None = None
    text: Text


def formulas(step: NotifyStep) -> Iterable[FormulaPart]:
    """Who hears of it."""
    yield from who_formulas(("who",), step.who)
    if step.cc is not None:
        yield from who_formulas(("cc",), step.cc)


def texts(step: NotifyStep) -> Iterable[TextPart]:
    """What they hear."""
    yield from parts_of_text(("title",), step.title)
    yield from parts_of_text(("text",), step.text)


NOTIFY = StepKind("notify", NotifyStep, formulas, texts, calls=True)
