"""State machines whose names have become objects; frozen and free of any database, as all of
`metadata.resolved`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from formula.typed import Typed
from formula.types import Option
from metadata.documents.states import (
    CreatedDocument,
    FormFieldDocument,
    StateDocument,
    StateMachineDocument,
    TransitionDocument,
)

DUE = "__due"
"""A state field's column beside its own: when the time of the present state is over."""


@dataclass(frozen=True, slots=True)
class FormField:
    """A field that a move asks for, `when` that holds (None: always)."""

    field: str
    required: bool
    when: Typed | None
    default: Typed | None
    document: FormFieldDocument


@dataclass(frozen=True, slots=True)
class Created:
    """A record of `table` (a full name) that a move makes."""

    table: str
    link: str | None
    values: Mapping[str, Typed]
    document: CreatedDocument


@dataclass(frozen=True, slots=True)
class Transition:
    """A move: `from_states` → `to`; `guard` and `show_if` typed, None is open. `form` are the
    fields asked for, True where required, and `asks` all that is said of them; `set` what else is
    written; `approval` and `run` are `app.key`."""

    key: str
    labels: Mapping[str, str]
    from_states: tuple[str, ...]
    to: str
    show_if: Typed | None
    guard: Typed | None
    form: Mapping[str, bool]
    document: TransitionDocument
    asks: Mapping[str, FormField] = field(default_factory=dict)
    set: Mapping[str, Typed] = field(default_factory=dict)
    creates: tuple[Created, ...] = ()
    approval: str | None = None
    run: str | None = None


@dataclass(frozen=True)
class StateMachine:
    """`field` is the state field it moves; `states` are its options in order."""

    field: str
    initial: str
    states: tuple[Option, ...]
    transitions: Mapping[str, Transition]
    document: StateMachineDocument

    @cached_property
    def by_key(self) -> Mapping[str, StateDocument]:
        """What the documents say of each state."""
        return {state.key: state for state in self.document.states}

    @cached_property
    def limited(self) -> tuple[StateDocument, ...]:
        """The states in which a record may stay only so long."""
        return tuple(state for state in self.document.states if state.limit is not None)

    @property
    def due(self) -> str:
        """The key under which records hold when the time of their state is over."""
        return self.field + DUE

    @cached_property
    def asks_approval(self) -> bool:
        """Whether some move waits for an approval."""
        return any(move.approval is not None for move in self.transitions.values())

    def successor_of(self, state: str) -> str:
        """The state that records of a state which is no more go to."""
        for document in self.document.states:
            if state in renamed_from(document):
                return document.key
        return self.initial


def renamed_from(state: StateDocument) -> tuple[str, ...]:
    """The states whose records the state takes over."""
    found = state.renamed_from
    if found is None:
        return ()
    return (found,) if isinstance(found, str) else found
