"""Which move a write asks for, and the values its form leaves to their defaults."""

from __future__ import annotations

from collections.abc import Iterator

from engine.writing.batch import Batch, Draft
from engine.writing.change import Kind
from engine.writing.fitting import fitted
from engine.writing.program import Step, step_of
from engine.writing.transaction import Transaction
from formula.errors import FormulaValueError
from formula.typed import Typed
from metadata.resolved import Table
from metadata.resolved_states import FormField, StateMachine, Transition

Move = tuple[StateMachine, Transition]


def find_transition(table: Table, key: str | None) -> Move | None:
    """The move and its machine; keys are unique within a table."""
    for machine in table.machines.values():
        move = machine.transitions.get(key or "")
        if move is not None:
            return machine, move
    return None


def take_moves(transaction: Transaction, batch: Batch) -> None:
    """A draft that asks for a move by its key has the state that the move goes to, so that
    formulas and the guard see the record as it will be; what its form leaves out has its
    default."""
    if not batch.table.table.machines:
        return
    for draft in batch.open:
        if draft.kind is Kind.TRANSITION:
            found = find_transition(batch.table.table, draft.change.transition)
            if found is not None:
                machine, move = found
                draft.moves[machine.field] = move
                draft.written[machine.field] = draft.new[machine.field] = move.to
                fill_form(transaction, draft, move)
        elif draft.kind is Kind.UPDATE and not draft.change.override:
            fill_forms(transaction, draft)


def fill_forms(transaction: Transaction, draft: Draft) -> None:
    """The forms of the moves that lead to the states written have their defaults, where there is
    but one such move."""
    for machine in draft.table.table.machines.values():
        moves = list(moves_there(machine, draft))
        if len(moves) == 1:
            fill_form(transaction, draft, moves[0])


def moves_there(machine: StateMachine, draft: Draft) -> Iterator[Transition]:
    """The moves from the record's present state to the one that is written."""
    key, old = machine.field, draft.old or {}
    if key in draft.written and old.get(key) != draft.new.get(key):
        for move in machine.transitions.values():
            if old.get(key) in move.from_states and draft.new.get(key) == move.to:
                yield move


def fill_form(transaction: Transaction, draft: Draft, move: Transition) -> None:
    """What the form asks for, is blank and was left out has its default."""
    for key, item in move.asks.items():
        is_given = key in draft.change.values or draft.new.get(key) is not None
        if item.default is None or is_given or not is_asked(transaction, draft, move, item):
            continue
        value = value_of(transaction, draft, ("default", move.key, key), item.default)
        if value is not None:
            draft.new[key] = draft.written[key] = value


def is_asked(transaction: Transaction, draft: Draft, move: Transition, item: FormField) -> bool:
    """Whether the form asks for the field, with the record as it will be."""
    if item.when is None:
        return True
    return is_true(transaction, draft, ("asked", move.key, item.field), item.when)


def is_true(
    transaction: Transaction, draft: Draft, name: tuple[str, ...], condition: Typed
) -> bool:
    """Whether a condition of a machine holds for the record as it will be; blank and an error are
    not true."""
    step: Step = draft.table.made(name, lambda: step_of(name[-1], condition))
    try:
        return step.run(draft.new, transaction.context_of(draft)) is True
    except FormulaValueError:
        return False


def value_of(transaction: Transaction, draft: Draft, name: tuple[str, ...], typed: Typed) -> object:
    """The value that a machine's formula gives the field that ends `name`, as its column can hold
    it; blank, with a warning, where it fails."""
    key = name[-1]
    step: Step = draft.table.made(name, lambda: step_of(key, typed))
    try:
        value = step.run(draft.new, transaction.context_of(draft))
        return fitted(draft.table.table.fields[key], value)
    except FormulaValueError as error:
        draft.warnings.append(draft.refusal("formula_failed", key, {"error": error.code}))
        return None
