"""State machines: the states of a state field and the moves between them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from metadata.documents.label import Color, Document, FieldKey, Formula, Key, Label
from metadata.file_kinds import Kind


class StateDocument(Document):
    key: Key
    label: Label
    color: Color | None = None


class FormFieldDocument(Document):
    """A field that a transition asks for. `accept` and `max_mb` narrow what a file field takes
    otherwise."""

    field: FieldKey
    required: bool = False
    accept: Annotated[tuple[Kind, ...], Field(max_length=30)] = ()
    max_mb: float | None = Field(default=None, gt=0, le=1_000)


class TransitionDocument(Document):
    """A move. `show_if` says when it is offered, `guard` what must hold on the new values."""

    key: Key
    label: Label
    from_states: tuple[Key, ...] = Field(alias="from", min_length=1, max_length=100)
    to: Key
    show_if: Formula | None = None
    guard: Formula | None = None
    form: tuple[FormFieldDocument, ...] = Field(default=(), max_length=100)


class StateMachineDocument(Document):
    field: FieldKey
    initial: Key
    states: tuple[StateDocument, ...] = Field(min_length=1, max_length=100)
    transitions: tuple[TransitionDocument, ...] = Field(default=(), max_length=500)
