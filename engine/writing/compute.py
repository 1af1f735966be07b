"""Step 4: the values that follow from the written ones (decision 27).

default → clean → fill → hidden fields cleared → generated → formula. Values that look at other
records are computed from rows fetched for the whole batch at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from engine.catalog_table import Values
from engine.writing.batch import Batch, Draft, changed_keys, is_same
from engine.writing.change import Kind
from engine.writing.deleting import prepare_departures
from engine.writing.fitting import fitted
from engine.writing.generate import generate_values
from engine.writing.moves import take_moves
from engine.writing.program import Program, RuleStep, Step, holds, program_of
from engine.writing.transaction import Transaction
from formula.errors import FormulaValueError
from formula.evaluate import Context


def compute_values(transaction: Transaction, batch: Batch) -> None:
    """Every draft's `new` is the whole record as it will be stored."""
    program = program_of(batch.table)
    take_moves(transaction, batch)
    prepare_departures(transaction, batch)
    writing = [draft for draft in batch.open if draft.writes_values]
    for draft in writing:
        show_links(transaction, draft)
        fill_values(transaction, draft, program)
    if program.generated or program.auto_numbers:
        generate_values(transaction, program, writing)
    for draft in batch.open:
        stamp(transaction, draft)
        show_links(transaction, draft)
        compute_formulas(draft, program, transaction.context(batch.table))
        draft.changed = changed_keys(draft)


def show_links(transaction: Transaction, draft: Draft) -> None:
    """Formulas see what the record's many-references will be."""
    for key in draft.table.linked if draft.writes_values else ():
        ids = cast(tuple[int, ...], draft.new.get(key) or ())
        transaction.rows.put_links(draft.table.name, key, draft.id, ids)


def fill_values(transaction: Transaction, draft: Draft, program: Program) -> None:
    """Defaults, cleaning, filling and clearing of one record."""
    context = transaction.context(draft.table)
    if draft.is_new:
        for step in program.defaults:
            if step.key not in draft.written:
                write_value(draft, step, context)
        for key in program.flags:
            if draft.new.get(key) is None:
                draft.new[key] = False
        set_initial_states(draft)
    for step in program.cleans:
        if step.key in draft.written and holds_when(transaction, draft, step):
            write_value(draft, step, context_for(transaction, draft, step))
    for step in program.fills:
        is_blank = draft.new.get(step.key) is None
        if is_blank and touches(draft, step.reads) and holds_when(transaction, draft, step):
            write_value(draft, step, context_for(transaction, draft, step))
    draft.hidden = hidden_fields(program.visibles, draft.new, context)
    for key in program.cleared & draft.hidden:
        if draft.new.get(key) is not None:
            draft.new[key] = False if key in program.flags else None


def touches(draft: Draft, reads: Iterable[str]) -> bool:
    """Whether one of the fields is written by this change."""
    return any(key in draft.written for key in reads)


def holds_when(transaction: Transaction, draft: Draft, step: Step) -> bool:
    """Whether the rule applies to the record."""
    return step.when is None or holds(
        step.when, draft.new, context_for(transaction, draft, step.when)
    )


def context_for(transaction: Transaction, draft: Draft, step: Step) -> Context:
    """What the formula knows; the values before only where it asks for them."""
    return transaction.context_of(draft) if step.has_old else transaction.context(draft.table)


def write_value(draft: Draft, step: Step, context: Context) -> None:
    """The field has the formula's value, as its column can hold it. One that fails leaves the
    field as it is, with a warning."""
    try:
        value = step.run(draft.new, context)
        value = fitted(draft.table.table.fields[step.key], value)
    except FormulaValueError as error:
        draft.warnings.append(draft.refusal("formula_failed", step.key, {"error": error.code}))
        return
    draft.new[step.key] = draft.written[step.key] = value


def set_initial_states(draft: Draft) -> None:
    """A new record begins in the initial state of each machine."""
    for key, machine in draft.table.table.machines.items():
        if draft.new.get(key) is None:
            draft.new[key] = machine.initial


def hidden_fields(rules: Iterable[RuleStep], values: Values, context: Context) -> frozenset[str]:
    """What the visible rules hide of a record; a condition that fails hides (formula.md 2.5)."""
    hidden: set[str] = set()
    for step in rules:
        if not holds(step.when, values, context):
            hidden.update(step.rule.fields)
    return frozenset(hidden)


def stamp(transaction: Transaction, draft: Draft) -> None:
    """The system fields as they will be (decision 13). They are set before the formulas, so that
    computed values alone raise no version (decision 31)."""
    new, now, user = draft.new, transaction.now, transaction.actor.user
    if draft.is_new:
        new["created_at"], new["created_by"] = now, user
        if draft.table.table.log:
            return
        new["version"], new["deleted_at"], new["deletion"] = 1, None, None
        new["updated_at"], new["updated_by"] = now, user
        return
    if draft.kind is Kind.DELETE:
        new["deleted_at"], new["deletion"] = now, draft.deletion
    elif draft.kind is Kind.RESTORE:
        new["deleted_at"], new["deletion"] = None, None
    if changed_keys(draft):
        new["version"] = cast(int, new["version"]) + 1
        new["updated_at"], new["updated_by"] = now, user


def compute_formulas(draft: Draft, program: Program, context: Context) -> None:
    """The stored formulas that read what is changed, in dependency order; a failure is the value
    (an error with its code). The values of a record that goes stay as they are."""
    if draft.kind is Kind.DELETE:
        return
    everything = draft.old is None or draft.kind is Kind.RESTORE
    changed = set() if everything else set(changed_keys(draft))
    for step in program.formulas:
        if not everything and changed.isdisjoint(step.reads):
            continue
        value: object
        try:
            value = step.run(draft.new, context)
        except FormulaValueError as error:
            value = error
        if not is_same(draft.new.get(step.key), value):
            draft.new[step.key] = value
            changed.add(step.key)
