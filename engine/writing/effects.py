"""What a move does beside changing the state, in the same transaction: fields set, records created,
the time of the new state begun.

Nothing here leaves the database; what does is an automation's work, after the commit.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from engine.catalog_table import CompiledTable
from engine.writing.batch import Batch, Draft, changed_keys
from engine.writing.change import Change, Kind
from engine.writing.compute import compute_formulas
from engine.writing.due import enters, set_due
from engine.writing.fitting import fitted
from engine.writing.moves import value_of
from engine.writing.program import program_of, step_of
from engine.writing.transaction import Transaction
from formula.errors import FormulaValueError
from metadata.resolved_states import Created, StateMachine, Transition


def acting_machines(table: CompiledTable) -> tuple[StateMachine, ...]:
    """The machines of which a change of state writes more than the state."""
    return table.made(
        "acting machines",
        lambda: tuple(
            machine
            for machine in table.table.machines.values()
            if machine.limited or any(move.set for move in machine.transitions.values())
        ),
    )


def take_effects(transaction: Transaction, batch: Batch) -> None:
    """The drafts that change a state have the values that follow from that, and the formulas that
    read them."""
    machines = acting_machines(batch.table)
    if not machines:
        return
    for draft in batch.alive:
        entered = [machine for machine in machines if enters(draft, machine)]
        for machine in entered:
            move = draft.moves.get(machine.field)
            if move is not None:
                set_fields(transaction, draft, move)
            if machine.limited:
                set_due(transaction, draft, machine)
        if entered:
            compute_formulas(draft, program_of(batch.table), transaction.context(batch.table))
            draft.changed = changed_keys(draft)


def set_fields(transaction: Transaction, draft: Draft, move: Transition) -> None:
    """The fields have the values that the move gives them."""
    values = {
        key: value_of(transaction, draft, ("set", move.key, key), typed)
        for key, typed in move.set.items()
    }
    draft.new.update(values)


def created_batches(transaction: Transaction, batch: Batch) -> list[Batch]:
    """The records that the stored moves of a batch make."""
    if not batch.table.table.machines or transaction.is_hopeless:
        return []
    made = [
        draft_created(transaction, draft, move, index)
        for draft in batch.alive
        for move in draft.moves.values()
        for index in range(len(move.creates))
    ]
    batches = []
    for draft in made:
        own = Batch(draft.table, is_coerced=True)
        own.add(draft)
        batches.append(own)
    return batches


def draft_created(transaction: Transaction, cause: Draft, move: Transition, index: int) -> Draft:
    """One new record that a move makes, its values computed from the record that moved."""
    created = move.creates[index]
    table = transaction.catalog.tables[created.table]
    change = Change(Kind.CREATE, created.table, reason=cause.change.reason)
    draft = Draft(change, table, cause.root, transaction.work.new_id(), is_main=False)
    draft.is_caused = True
    draft.pointer = f"{cause.pointer}/{move.key}/creates/{index}"
    draft.written = dict(values_created(transaction, cause, (move, index), created))
    if created.link is not None:
        draft.written[created.link] = cause.id
    transaction.promised.add((created.table, draft.id))
    transaction.rows.unborn.add(draft.id)
    return draft


def values_created(
    transaction: Transaction, cause: Draft, name: tuple[Transition, int], created: Created
) -> Iterator[tuple[str, object]]:
    """The values of the new record; one that fails is left out, with a warning."""
    fields = transaction.catalog.tables[created.table].table.fields
    context = transaction.context(cause.table)
    for key, typed in created.values.items():
        shape = ("created", name[0].key, name[1], key)
        step = cause.table.made(shape, partial(step_of, key, typed))
        try:
            yield key, fitted(fields[key], step.run(cause.new, context))
        except FormulaValueError as error:
            said = {"name": key, "error": error.code}
            cause.warnings.append(cause.refusal("created_value_failed", None, said))
