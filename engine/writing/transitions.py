"""Step 5: the only way a state field moves, wherever the write comes from (workflow.md).

A move is asked for by its key, or by writing the state it goes to. Allowed from here? for this
person? shown? the guard true on the new values? the form complete? All refusals are reported
together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from engine.access import TableAccess
from engine.catalog_table import Values
from engine.writing.authorize import mask_of
from engine.writing.batch import Batch, Draft
from engine.writing.change import Kind, Refusal
from engine.writing.program import Step, step_of
from engine.writing.references import allows
from engine.writing.transaction import Transaction
from formula.errors import FormulaValueError
from formula.typed import Typed
from metadata.resolved import Table
from metadata.resolved_states import StateMachine, Transition

NOT_OFFERED = frozenset({"transition_forbidden", "not_from_here", "transition_not_shown"})
"""Refusals of moves that a person is not even shown."""


def check_transitions(transaction: Transaction, batch: Batch) -> None:
    """Every state field of every draft is as it was, or a move that is open goes there."""
    machines = batch.table.table.machines
    if not machines:
        refuse_moves(batch)
        return
    mask = mask_of(transaction, batch)
    for draft in batch.open:
        if draft.is_caused or mask is None or not draft.writes_values:
            continue
        if draft.is_new:
            check_beginning(transaction, draft, machines.values())
        elif draft.kind is Kind.TRANSITION:
            check_named_move(transaction, draft, mask)
        else:
            check_written_moves(transaction, draft, mask)


def take_moves(batch: Batch) -> None:
    """A draft that asks for a move by its key has the state that the move goes to, so that
    formulas and the guard see the record as it will be."""
    for draft in batch.open:
        if draft.kind is not Kind.TRANSITION:
            continue
        found = find_transition(batch.table.table, draft.change.transition)
        if found is not None:
            machine, move = found
            draft.moves[machine.field] = move
            draft.written[machine.field] = draft.new[machine.field] = move.to


def refuse_moves(batch: Batch) -> None:
    """A table without state machines knows no moves."""
    for draft in batch.open:
        if draft.kind is Kind.TRANSITION:
            refuse_unknown(draft)


def refuse_unknown(draft: Draft) -> None:
    """There is no such move, or none the actor may know of."""
    draft.refuse("unknown_transition", parameters={"name": draft.change.transition or ""})


def find_transition(table: Table, key: str | None) -> tuple[StateMachine, Transition] | None:
    """The move and its machine; keys are unique within a table."""
    for machine in table.machines.values():
        move = machine.transitions.get(key or "")
        if move is not None:
            return machine, move
    return None


def check_beginning(
    transaction: Transaction, draft: Draft, machines: Iterable[StateMachine]
) -> None:
    """A new record begins in the initial state; later ones take the power to override, which only
    administrators have, and a reason."""
    for machine in machines:
        state = draft.written.get(machine.field)
        if state is None or state == machine.initial:
            continue
        if not transaction.access.is_admin:
            draft.refuse("state_not_initial", machine.field, {"state": str(state)})
        elif not draft.change.reason:
            draft.refuse("reason_needed", machine.field, {"state": str(state)})


def check_named_move(transaction: Transaction, draft: Draft, mask: TableAccess) -> None:
    """The move that the change names."""
    found = find_transition(draft.table.table, draft.change.transition)
    if found is None:
        refuse_unknown(draft)
        return
    machine, move = found
    draft.refusals.extend(refusals_of(transaction, draft, mask, machine, move))
    visible = mask.visible
    for key in draft.change.values:
        if key not in move.form:
            draft.refuse("not_in_form" if key in visible else "unknown_field", key, {"name": key})


def check_written_moves(transaction: Transaction, draft: Draft, mask: TableAccess) -> None:
    """A state that is written like a value: a move from the present one must go there."""
    assert draft.old is not None
    for machine in draft.table.table.machines.values():
        key = machine.field
        if key not in draft.written or draft.old.get(key) == draft.new.get(key):
            continue
        moves = [move for move in machine.transitions.values() if goes_there(move, draft)]
        if not moves:
            names = {"from": str(draft.old.get(key)), "to": str(draft.new.get(key))}
            draft.refuse("no_transition", key, names)
            continue
        tried = [
            (move, list(refusals_of(transaction, draft, mask, machine, move))) for move in moves
        ]
        move, refusals = min(tried, key=lambda pair: len(pair[1]))
        draft.moves[key] = move
        draft.refusals.extend(refusals)


def goes_there(move: Transition, draft: Draft) -> bool:
    """Whether the move goes from the record's present state to the new one."""
    field = state_field(move, draft.table.table)
    assert draft.old is not None
    return draft.old.get(field) in move.from_states and draft.new.get(field) == move.to


def state_field(move: Transition, table: Table) -> str:
    """The state field that the move changes."""
    found = find_transition(table, move.key)
    assert found is not None
    return found[0].field


def refusals_of(
    transaction: Transaction,
    draft: Draft,
    mask: TableAccess,
    machine: StateMachine,
    move: Transition,
) -> Iterator[Refusal]:
    """Everything that keeps the move closed for this record and this actor."""
    old, names = draft.old, {"name": move.key}
    assert old is not None
    key = machine.field
    if not allows(transaction, mask.transitions.get(move.key, False), mask, old):
        yield draft.refusal("transition_forbidden", key, names)
        return
    if old.get(key) not in move.from_states:
        yield draft.refusal("not_from_here", key, {**names, "state": str(old.get(key))})
        return
    if not is_true(transaction, draft, move, "show_if", old):
        yield draft.refusal("transition_not_shown", key, names)
    if not is_true(transaction, draft, move, "guard", draft.new):
        yield draft.refusal("guard_closed", key, names)
    for field, is_required in move.form.items():
        if is_required and draft.new.get(field) is None and field not in draft.hidden:
            yield draft.refusal("form_field_needed", field, names)


def is_true(
    transaction: Transaction, draft: Draft, move: Transition, part: str, row: Values
) -> bool:
    """Whether `show_if` or `guard` holds; blank and an error keep the move closed."""
    condition: Typed | None = move.show_if if part == "show_if" else move.guard
    if condition is None:
        return True
    step: Step = draft.table.made((part, move.key), lambda: step_of(move.key, condition))
    try:
        return step.run(row, transaction.context_of(draft)) is True
    except FormulaValueError:
        return False


@dataclass(frozen=True, slots=True)
class AvailableTransition:
    """A move that a person is offered. `form` says which fields it asks for and which it needs;
    `refusals` why it is closed, empty where it is open."""

    key: str
    field: str
    to: str
    labels: Mapping[str, str]
    form: Mapping[str, bool]
    refusals: tuple[Refusal, ...]

    @property
    def is_open(self) -> bool:
        """Whether the move can be made now, given what its form asks for."""
        return not self.refusals


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
                closed = tuple(it for it in found if it.code != "form_field_needed")
                yield AvailableTransition(
                    move.key, machine.field, move.to, move.labels, move.form, closed
                )
