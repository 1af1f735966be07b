"""Step 6: required, validate, unique. Every broken rule at once (decisions 28 to 30).

A rule refuses on create, and on an update that breaks it or touches what it reads; one that was
broken before and is not touched is a warning in the answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.catalog_table import Values
from engine.writing.batch import Batch, Draft
from engine.writing.change import Refusal
from engine.writing.compute import hidden_fields
from engine.writing.program import Program, RuleStep, Step, holds, program_of
from engine.writing.transaction import Transaction
from engine.writing.unique import check_unique
from formula.errors import FormulaValueError
from formula.evaluate import Context


def check_rules(transaction: Transaction, batch: Batch) -> None:
    """Every draft keeps the table's rules, or says which it breaks. What looks at children that
    are saved with the record waits until these are stored."""
    program = program_of(batch.table)
    for draft in batch.open:
        if draft.writes_values and draft.changed:
            steps = [step for step in program.checks if not waits(draft, step)]
            check_steps(transaction, draft, program, steps, draft.new)
    check_unique(transaction, batch, program)


def check_waiting_rules(transaction: Transaction) -> None:
    """The rules that waited for children are kept, with the record as it is in the end."""
    for draft in transaction.stored:
        if not draft.has_children:
            continue
        program = program_of(draft.table)
        steps = [step for step in program.checks if waits(draft, step)]
        values = transaction.rows.record(draft.table.name, draft.id)
        if steps and values is not None:
            check_steps(transaction, draft, program, steps, values)
            if draft.refusals:
                transaction.refused.setdefault(draft.root, []).extend(draft.refusals)


def waits(draft: Draft, step: RuleStep) -> bool:
    """Whether the rule must see the children saved with the record: it looks at them, or at a
    formula, which may."""
    if not draft.has_children:
        return False
    fields = draft.table.table.fields
    read = step.reads.union(step.rule.fields)
    return step.has_related or any(
        key in fields and fields[key].type in {"formula", "children"} for key in read
    )


def check_steps(
    transaction: Transaction,
    draft: Draft,
    program: Program,
    steps: Iterable[RuleStep],
    values: Values,
) -> None:
    """The draft is refused by each rule that it breaks now; older breaches are warnings. Of a
    field that is refused already nothing more is said: its value is not the one meant."""
    context = transaction.context(draft.table)
    unread = {found.field for found in draft.refusals}
    moment = "create" if draft.is_new else "edit"
    for step in steps:
        if moment not in step.rule.on:
            continue
        own = transaction.context_of(draft) if step.has_old else context
        found = breaches(draft, step, values, draft.hidden, own)
        broken = [breach for breach in found if breach.field not in unread]
        if not broken:
            continue
        if draft.is_new or is_touched(draft, step):
            draft.refusals.extend(broken)
            continue
        assert draft.old is not None
        hidden = hidden_fields(program.visibles, draft.old, context)
        before = {breach.field for breach in breaches(draft, step, draft.old, hidden, own)}
        for breach in broken:
            (draft.warnings if breach.field in before else draft.refusals).append(breach)


def is_touched(draft: Draft, step: RuleStep) -> bool:
    """Whether the write changes something that the rule looks at."""
    return not draft.changed.isdisjoint(step.reads.union(step.rule.fields))


def breaches(
    draft: Draft, step: RuleStep, values: Values, hidden: frozenset[str], context: Context
) -> Iterator[Refusal]:
    """How the record breaks the rule: once for each required field, once for a validation."""
    if not holds(step.when, values, context):
        return
    if step.rule.kind == "validate":
        yield from broken_validation(draft, step, values, hidden, context)
        return
    rule = step.rule
    for key in rule.fields:
        if key not in hidden and is_blank(draft, key, values, context):
            yield draft.refusal("required", key, {"rule": rule.key}, rule.message or None)


def broken_validation(
    draft: Draft, step: RuleStep, values: Values, hidden: frozenset[str], context: Context
) -> Iterator[Refusal]:
    """The refusal of a validate rule, if it refuses; one over hidden fields is suspended."""
    rule = step.rule
    if not hidden.isdisjoint(rule.fields or rule.reads):
        return
    place = place_of(rule.fields, rule.reads)
    try:
        refused = run(step.expression, values, context) is True
    except FormulaValueError as error:
        yield draft.refusal("rule_failed", place, {"rule": rule.key, "error": error.code})
        return
    if refused:
        yield draft.refusal("validate", place, {"rule": rule.key}, rule.message)


def run(step: Step | None, values: Values, context: Context) -> object:
    """The value of the rule's formula."""
    return None if step is None else step.run(values, context)


def place_of(fields: tuple[str, ...], reads: frozenset[str]) -> str | None:
    """The field a message stands at: the rule's first, or the only one it reads."""
    if fields:
        return fields[0]
    return next(iter(reads)) if len(reads) == 1 else None


def is_blank(draft: Draft, key: str, values: Values, context: Context) -> bool:
    """Whether the record has nothing in the field; a failed formula has no value either."""
    field = draft.table.table.fields[key]
    if field.type == "children":
        assert field.target is not None
        assert field.back is not None
        return not context.records.children(field.target, field.back, draft.id)
    value = values.get(key)
    return value is None or isinstance(value, FormulaValueError)
