"""What may happen next to a record, and why not (workflow.md, "State machines"): its states with
their time and checklists, and the moves from them. The browser never decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from engine.access import TableAccess, access_of
from engine.actor import Actor
from engine.catalog_table import Values
from engine.database import Connection
from engine.errors import UnknownRecord
from engine.grants import Grant, grants_of
from engine.workspace import Workspace
from engine.writing.batch import Batch, Draft
from engine.writing.change import Change, Kind, Refusal
from engine.writing.coerce import coerce_values
from engine.writing.compute import compute_formulas, hidden_fields
from engine.writing.moves import find_transition, is_asked, take_moves, value_of
from engine.writing.pending import open_grants
from engine.writing.program import program_of, step_of
from engine.writing.references import allows
from engine.writing.stays import Stay, Tick, find_stay, read_ticks
from engine.writing.transaction import Transaction, open_transaction
from engine.writing.transitions import refusals_of
from metadata.documents.states import FormFieldDocument
from metadata.resolved_states import FormField, StateMachine, Transition

NOT_OFFERED = frozenset({"transition_forbidden", "not_from_here", "transition_not_shown"})
"""Refusals of moves that a person is not even shown."""

ASKED_BY_FORM = frozenset({"form_field_needed", "reason_needed"})
"""Refusals that the form of a move does away with."""


@dataclass(frozen=True, slots=True)
class AskedField:
    """A field that a move asks for now. `default` is the JSON value it begins with where the
    record has none."""

    field: str
    required: bool
    default: object
    document: FormFieldDocument


@dataclass(frozen=True, slots=True)
class AvailableTransition:
    """A move that a person is offered. `form` says which fields it asks for and which it needs,
    `asked` those it asks for with the record as it is; `refusals` why it is closed, empty where it
    is open."""

    key: str
    field: str
    to: str
    labels: Mapping[str, str]
    form: Mapping[str, bool]
    refusals: tuple[Refusal, ...]
    asked: tuple[AskedField, ...]
    transition: Transition

    @property
    def is_open(self) -> bool:
        """Whether the move can be made now, given what its form asks for."""
        return not self.refusals


@dataclass(frozen=True, slots=True)
class PresentState:
    """The state that a record is in by one machine: since when, until when, what is ticked of its
    checklist, and the move that waits for an approval. `may_override`: whether the actor may set
    any other state."""

    machine: StateMachine
    state: str | None
    since: datetime | None
    due: datetime | None
    ticks: Mapping[str, Tick] = field(default_factory=dict)
    grant: Grant | None = None
    may_override: bool = False


@dataclass(frozen=True, slots=True)
class Prospect:
    """What may happen next to a record."""

    states: tuple[PresentState, ...]
    transitions: tuple[AvailableTransition, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """A move tried with what its form holds so far: nothing is written."""

    transition: str
    form: Mapping[str, object]


def available_transitions(
    work: Workspace, actor: Actor, table: str, id: int
) -> list[AvailableTransition]:
    """The moves that the actor is offered for a record, open ones and closed ones with their
    reasons. UnknownTable, UnknownRecord."""
    return list(look_ahead(work, actor, table, id).transitions)


def look_ahead(
    work: Workspace, actor: Actor, table: str, id: int, trial: Trial | None = None
) -> Prospect:
    """The record's states and the moves that the actor is offered; with a `trial` that move alone,
    and what is still wrong with its form. UnknownTable, UnknownRecord."""
    catalog = work.catalog
    mask = access_of(catalog, actor).table(table)

    def find(connection: Connection) -> Prospect:
        transaction = open_transaction(work, connection, actor, catalog, is_writing=False)
        values = transaction.rows.record(table, id)
        if values is None or not allows(transaction, mask.read, mask, values):
            raise UnknownRecord(table, str(id))
        draft = draft_of(transaction, Change(Kind.TRANSITION, table, id), values)
        if trial is None:
            moves = tuple(offered_moves(transaction, draft, mask))
        else:
            change = Change(Kind.TRANSITION, table, id, trial.form, transition=trial.transition)
            moves = tuple(tried_move(transaction, draft_of(transaction, change, values), mask))
        return Prospect(tuple(present_states(transaction, draft, mask)), moves)

    return work.database.read(find)


def draft_of(transaction: Transaction, change: Change, values: Values) -> Draft:
    """A draft of the record as it is."""
    compiled = transaction.catalog.tables[change.table]
    id = change.id or 0
    draft = Draft(change, compiled, 0, id)
    draft.old, draft.new = values, dict(values)
    context = transaction.context(compiled)
    draft.hidden = hidden_fields(program_of(compiled).visibles, values, context)
    connection = transaction.connection
    if any(machine.asks_approval for machine in compiled.table.machines.values()):
        found = open_grants(connection, connection.dialect, compiled.name, [id])
        draft.pending = found.get(id, {})
    return draft


def offered_moves(
    transaction: Transaction, draft: Draft, mask: TableAccess
) -> Iterator[AvailableTransition]:
    """The moves from the record's present states that the actor may make and is shown. What the
    form will bring is not missing yet; a guard is judged on the record as it is."""
    for machine in draft.table.table.machines.values():
        for move in machine.transitions.values():
            found = list(refusals_of(transaction, draft, mask, machine, move))
            codes = {refusal.code for refusal in found}
            if codes.isdisjoint(NOT_OFFERED):
                yield AvailableTransition(
                    move.key,
                    machine.field,
                    move.to,
                    move.labels,
                    move.form,
                    tuple(it for it in found if it.code not in ASKED_BY_FORM),
                    tuple(asked_fields(transaction, draft, mask, machine, move)),
                    move,
                )


def tried_move(
    transaction: Transaction, draft: Draft, mask: TableAccess
) -> Iterator[AvailableTransition]:
    """The move that the draft names, if it is offered, with all that keeps it from being made with
    the form as it is. Why it is made is said when it is made."""
    found = find_transition(draft.table.table, draft.change.transition)
    batch = Batch(draft.table, [draft])
    coerce_values(batch, mask, {})
    if found is None or draft.is_closed:
        return
    machine, move = found
    draft.new.update(draft.written)
    take_moves(transaction, batch)
    context = transaction.context(draft.table)
    program = program_of(draft.table)
    draft.hidden = hidden_fields(program.visibles, draft.new, context)
    compute_formulas(draft, program, context)
    refusals = (*draft.refusals, *refusals_of(transaction, draft, mask, machine, move))
    if {it.code for it in refusals}.isdisjoint(NOT_OFFERED):
        yield AvailableTransition(
            move.key,
            machine.field,
            move.to,
            move.labels,
            move.form,
            tuple(it for it in refusals if it.code != "reason_needed"),
            tuple(asked_fields(transaction, draft, mask, machine, move)),
            move,
        )


def asked_fields(
    transaction: Transaction,
    draft: Draft,
    mask: TableAccess,
    machine: StateMachine,
    move: Transition,
) -> Iterator[AskedField]:
    """The fields that the move's form asks for, with the record as it is. What is shown only in
    the state that the move goes to is asked for."""
    program = program_of(draft.table)
    show = program.showers
    moved = {**draft.new, machine.field: move.to}
    hidden = hidden_fields(program.visibles, moved, transaction.context(draft.table))
    for key, item in move.asks.items():
        if key in hidden or not is_asked(transaction, draft, move, item):
            continue
        default: object = None
        # A trial has filled it in already.
        is_left_out = key not in draft.change.values and (draft.old or {}).get(key) is None
        if is_left_out and tells_nothing_hidden(transaction, draft, mask, item):
            assert item.default is not None
            default = value_of(transaction, draft, ("default", move.key, key), item.default)
        shown = None if default is None else show[key](default)
        yield AskedField(key, item.required, shown, item.document)


def tells_nothing_hidden(
    transaction: Transaction, draft: Draft, mask: TableAccess, item: FormField
) -> bool:
    """Whether there is a default that may be shown: all it reads is this record's, and seen by the
    actor. Any other is filled in when the move is made."""
    if item.default is None:
        return False
    step = step_of(item.field, item.default)
    keys = {item.field, *(key for key in step.reads if key in draft.table.table.fields)}
    return not step.has_related and all(
        allows(transaction, mask.visible.get(key, False), mask, draft.new) for key in keys
    )


def present_states(
    transaction: Transaction, draft: Draft, mask: TableAccess
) -> Iterator[PresentState]:
    """The states of the record that the actor sees."""
    connection, values = transaction.connection, draft.new
    waiting: Mapping[str, Grant] = {}
    if draft.pending:
        waiting = grants_of(connection, draft.pending.values())
    may_override = allows(transaction, mask.override, mask, values)
    for key, machine in draft.table.table.machines.items():
        if not allows(transaction, mask.visible.get(key, False), mask, values):
            continue
        stay = find_stay(connection, connection.dialect, draft.table.name, draft.id, key)
        yield PresentState(
            machine,
            None if values.get(key) is None else str(values[key]),
            None if stay is None else stay.started_at,
            due_of(values, machine),
            ticks_of(transaction, machine, values, stay),
            waiting.get(key),
            may_override,
        )


def due_of(values: Values, machine: StateMachine) -> datetime | None:
    """When the time of the record's state is over."""
    found = values.get(machine.due)
    return found if isinstance(found, datetime) else None


def ticks_of(
    transaction: Transaction, machine: StateMachine, values: Values, stay: Stay | None
) -> Mapping[str, Tick]:
    """What is ticked of the checklist of the record's state."""
    state = machine.by_key.get(str(values.get(machine.field)))
    if stay is None or state is None or not state.checklist:
        return {}
    return read_ticks(transaction.connection, transaction.connection.dialect, stay)
