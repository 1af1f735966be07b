"""State machines: the states of a state field and the moves between them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from metadata.documents.label import Color, Document, FieldKey, Formula, Key, Label, TableName
from metadata.documents.triggers import Duration, TimeKind
from metadata.file_kinds import Kind

DocumentName = Annotated[
    str,
    StringConstraints(
        pattern=r"^([a-z][a-z0-9]*(_[a-z0-9]+)*\.)?[a-z][a-z0-9]*(_[a-z0-9]+)*$", max_length=61
    ),
]
"""An automation or approval of the same app by its key, of another app as `app.key`."""

Automations = Annotated[tuple[DocumentName, ...], Field(max_length=20)]


class LimitDocument(Document):
    """How long a record may stay in a state. `run` is started when the time is over, `warn_run` at
    each of the `warnings`, which are as long before it. A working day has the hours of the
    workspace's calendar: with `time: "working"` `1d` is one of those."""

    within: Duration
    time: TimeKind = "calendar"
    warnings: Annotated[tuple[Duration, ...], Field(max_length=10)] = ()
    run: DocumentName | None = None
    warn_run: DocumentName | None = None


class ChecklistItemDocument(Document):
    """What somebody ticks while a record is in a state; the required ones before it is left."""

    key: Key
    label: Label
    required: bool = True


class PhaseDocument(Document):
    """States that boards and paths show together."""

    key: Key
    label: Label
    color: Color | None = None


class StateDocument(Document):
    """`renamed_from` are states that are no more and whose records come here. `final` says that
    records are meant to end here, so that nobody asks for a way out. `on_enter` and `on_leave` are
    automations."""

    key: Key
    label: Label
    description: Label | None = None
    color: Color | None = None
    phase: Key | None = None
    final: bool = False
    limit: LimitDocument | None = None
    checklist: Annotated[tuple[ChecklistItemDocument, ...], Field(max_length=100)] = ()
    on_enter: Automations = ()
    on_leave: Automations = ()
    renamed_from: Key | Annotated[tuple[Key, ...], Field(min_length=1, max_length=100)] | None = (
        None
    )


class FormFieldDocument(Document):
    """A field that a transition asks for, `when` that holds on the new values. `default` is a
    formula for a field that is blank and left out. A required boolean must be ticked. `accept` and
    `max_mb` narrow what a file field takes otherwise."""

    field: FieldKey
    required: bool = False
    when: Formula | None = None
    default: Formula | None = None
    accept: Annotated[tuple[Kind, ...], Field(max_length=30)] = ()
    max_mb: float | None = Field(default=None, gt=0, le=1_000)


class CreatedDocument(Document):
    """A record that a transition makes. `values` are formulas over the record that moves; `link` is
    the reference field that points back at it."""

    table: TableName
    link: FieldKey | None = None
    values: dict[FieldKey, Formula] = Field(default_factory=dict, max_length=100)


class TransitionDocument(Document):
    """A move. `show_if` says when it is offered, `guard` what must hold on the new values. `reason`
    asks why; `confirm` is what screens ask before it. With an `approval` the move waits for its
    agreement. `set` and `creates` are written in the same transaction, `run` is an automation that
    starts after it."""

    key: Key
    label: Label
    from_states: tuple[Key, ...] = Field(alias="from", min_length=1, max_length=100)
    to: Key
    show_if: Formula | None = None
    guard: Formula | None = None
    form: tuple[FormFieldDocument, ...] = Field(default=(), max_length=100)
    reason: Literal["optional", "required"] | None = None
    confirm: Label | None = None
    approval: DocumentName | None = None
    set: dict[FieldKey, Formula] = Field(default_factory=dict, max_length=100)
    creates: Annotated[tuple[CreatedDocument, ...], Field(max_length=20)] = ()
    run: DocumentName | None = None


class StateMachineDocument(Document):
    field: FieldKey
    initial: Key
    states: tuple[StateDocument, ...] = Field(min_length=1, max_length=100)
    phases: Annotated[tuple[PhaseDocument, ...], Field(max_length=30)] = ()
    transitions: tuple[TransitionDocument, ...] = Field(default=(), max_length=500)
