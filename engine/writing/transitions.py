"""Step 5: the only way a state field moves, wherever the write comes from (workflow.md).

A move is asked for by its key, or by writing the state it goes to. Allowed for this person? from
here? shown? the form complete? the checklist of the state being left done? the guard true on the
new values? nothing waiting for an approval? All refusals are reported together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.access import TableAccess
from engine.catalog_table import Values
from engine.files.stored import read_files
from engine.writing.authorize import mask_of
from engine.writing.batch import Batch, Draft
from engine.writing.change import Kind, Refusal
from engine.writing.effects import take_effects
from engine.writing.file_fields import form_faults
from engine.writing.moves import find_transition, is_asked, is_true, moves_there
from engine.writing.pending import find_pending
from engine.writing.program import step_of
from engine.writing.references import allows, ids_in
from engine.writing.stays import items_left
from engine.writing.transaction import Transaction
from formula.errors import FormulaValueError
from metadata.documents.label import label_texts, text_in
from metadata.plan_columns import FILES
from metadata.resolved_states import FormField, StateMachine, Transition


def check_transitions(transaction: Transaction, batch: Batch) -> None:
    """Every state field of every draft is as it was, or a move that is open goes there; what the
    moves write is written too."""
    machines = batch.table.table.machines
    if not machines:
        refuse_moves(batch)
        return
    mask = mask_of(transaction, batch)
    find_pending(transaction, batch)
    for draft in batch.open:
        if draft.is_caused or mask is None or not draft.writes_values:
            continue
        if draft.is_new:
            check_beginning(transaction, draft, mask, machines.values())
        elif draft.kind is Kind.TRANSITION:
            check_named_move(transaction, draft, mask)
        elif draft.change.override:
            check_override(transaction, draft, mask)
        else:
            check_written_moves(transaction, draft, mask)
    take_effects(transaction, batch)


def refuse_moves(batch: Batch) -> None:
    """A table without state machines knows no moves."""
    for draft in batch.open:
        if draft.kind is Kind.TRANSITION:
            refuse_unknown(draft)


def refuse_unknown(draft: Draft) -> None:
    """There is no such move, or none the actor may know of."""
    draft.refuse("unknown_transition", parameters={"name": draft.change.transition or ""})


def check_beginning(
    transaction: Transaction,
    draft: Draft,
    mask: TableAccess,
    machines: Iterable[StateMachine],
) -> None:
    """A new record begins in the initial state; later ones take the power to override, and a
    reason."""
    for machine in machines:
        state = draft.written.get(machine.field)
        if state is None or state == machine.initial:
            continue
        if not allows(transaction, mask.override, mask, draft.new):
            draft.refuse("state_not_initial", machine.field, {"state": str(state)})
        elif not draft.change.reason:
            draft.refuse("reason_needed", machine.field, {"state": str(state)})


def check_override(transaction: Transaction, draft: Draft, mask: TableAccess) -> None:
    """A state that is set past its machine takes the power to do so, and a reason. What waits for
    an approval is settled first."""
    assert draft.old is not None
    machines = draft.table.table.machines
    for key in draft.written:
        if key not in machines:
            draft.refuse("override_states_only", key)
    for key in machines:
        state = draft.new.get(key)
        if key not in draft.written or draft.old.get(key) == state:
            continue
        if not allows(transaction, mask.override, mask, draft.old):
            draft.refuse("override_forbidden", key)
        elif not draft.change.reason:
            draft.refuse("reason_needed", key, {"state": str(state)})
        if state is None:
            draft.refuse("no_transition", key, {"from": str(draft.old.get(key)), "to": str(state)})
        if key in draft.pending:
            draft.refuse("approval_pending", key)


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
        item = move.asks.get(key)
        if item is None or not is_asked(transaction, draft, move, item):
            draft.refuse("not_in_form" if key in visible else "unknown_field", key, {"name": key})
    ask_approval(draft, machine, move)


def check_written_moves(transaction: Transaction, draft: Draft, mask: TableAccess) -> None:
    """A state that is written like a value: a move from the present one must go there."""
    assert draft.old is not None
    for machine in draft.table.table.machines.values():
        key = machine.field
        if key not in draft.written or draft.old.get(key) == draft.new.get(key):
            continue
        moves = list(moves_there(machine, draft))
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
        ask_approval(draft, machine, move)


def ask_approval(draft: Draft, machine: StateMachine, move: Transition) -> None:
    """A move that asks for an approval waits for it, unless it was granted."""
    granted = draft.pending.get(machine.field)
    is_granted = granted is not None and granted == draft.change.grant
    if move.approval is not None and not is_granted:
        draft.asking[machine.field] = move


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
    yield from demands_unmet(transaction, draft, machine, move)
    for item in items_left(transaction, draft, machine):
        label = text_in(label_texts(item.label, item.key), transaction.actor.language)
        yield draft.refusal("tick_needed", key, {"item": label, "key": item.key})
    if key in draft.pending and draft.pending[key] != draft.change.grant:
        yield draft.refusal("approval_pending", key, names)


def is_shown(transaction: Transaction, draft: Draft, move: Transition, old: Values) -> bool:
    """Whether the move is offered for the record as it is."""
    condition = move.show_if
    if condition is None:
        return True
    step = draft.table.made(("show_if", move.key), lambda: step_of(move.key, condition))
    try:
        return step.run(old, transaction.context_of(draft)) is True
    except FormulaValueError:
        return False


def demands_unmet(
    transaction: Transaction, draft: Draft, machine: StateMachine, move: Transition
) -> Iterator[Refusal]:
    """What the move itself asks for and does not get: to be shown, its form, a reason, a guard."""
    key, names = machine.field, {"name": move.key}
    if not is_shown(transaction, draft, move, draft.old or {}):
        yield draft.refusal("transition_not_shown", key, names)
    yield from form_refusals(transaction, draft, move)
    if move.document.reason == "required" and not draft.change.reason:
        yield draft.refusal("reason_needed", key, {"state": move.to})
    if move.guard is not None and not is_true(transaction, draft, ("guard", move.key), move.guard):
        yield draft.refusal("guard_closed", key, names)


def form_refusals(transaction: Transaction, draft: Draft, move: Transition) -> Iterator[Refusal]:
    """What the move's form needs and the record will not have."""
    for key, item in move.asks.items():
        if key in draft.hidden or not is_asked(transaction, draft, move, item):
            continue
        if item.required and is_missing(draft.new.get(key)):
            yield draft.refusal("form_field_needed", key, {"name": move.key})
        if draft.table.table.fields[key].type in FILES:
            yield from unfit_files(transaction, draft, item)


def is_missing(value: object) -> bool:
    """Whether a required field has nothing; what must be ticked is not."""
    return value is None or value is False or value == ()


def unfit_files(transaction: Transaction, draft: Draft, item: FormField) -> Iterator[Refusal]:
    """The files of the record that the form does not take, those too that were there before."""
    ids = ids_in(draft.new.get(item.field))
    if not ids or not (item.document.accept or item.document.max_mb):
        return
    connection = transaction.connection
    for file in read_files(connection, connection.dialect, ids).values():
        for code, parameters in form_faults(file, item.document):
            yield draft.refusal(code, item.field, {"name": file.name, **parameters})
