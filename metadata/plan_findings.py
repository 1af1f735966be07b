"""What becomes invalid by a plan without being lost: records that break the new revision's rules.

Such records stay as they are until somebody touches what is wrong with them (decision 28).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from metadata.documents.field import (
    IntegerField,
    LongTextField,
    MoneyField,
    NumberField,
    PercentField,
    RatingField,
    RichTextField,
    TextField,
)
from metadata.pairs import TablePair
from metadata.resolved import Field, Resolved, Rule

LONG = (TextField, LongTextField, RichTextField)
BOUNDED = (NumberField, IntegerField, PercentField, MoneyField)


@dataclass(frozen=True, slots=True)
class Finding:
    """Records of `table` that may break something new: `rule` names it, or else the bounds of
    `fields` are it. `code` names the place like a danger's does. `rows` is counted by `engine`. A
    finding that `blocks` cannot be applied over: there must be no such record."""

    code: str
    table: str
    fields: tuple[str, ...]
    rule: str | None = None
    blocks: bool = False
    rows: int | None = None


def find_findings(
    before: Resolved, after: Resolved, pairs: Mapping[str, TablePair]
) -> Iterator[Finding]:
    """Everything that records which are there may break, and trials that compare nothing."""
    yield from trials_of_other_triggers(before, after)
    for name, pair in pairs.items():
        if pair.before.log != pair.after.log:
            yield Finding(f"log_changed:{name}", name, (), blocks=True)
        old = {rule.key: rule for rule in pair.before.rules}
        for rule in after.tables[name].rules:
            yield from broken_rule(name, pair, rule, old.get(rule.key))
        for key, old_key in pair.fields.items():
            if is_tighter(pair.before.fields[old_key], pair.after.fields[key]):
                yield Finding(f"out_of_bounds:{name}.{key}", name, (key,))
        for key, own in pair.after.fields.items():
            was = pair.before.fields.get(pair.fields.get(key, ""))
            if own.type == "generated" and was is not None and was.type != "generated":
                yield Finding(f"duplicates:{name}.{key}", name, (key,), blocks=True)


def trials_of_other_triggers(before: Resolved, after: Resolved) -> Iterator[Finding]:
    """Versions on trial that something else starts than the version beside which they run."""
    for name, automation in after.automations.items():
        was = before.automations.get(name)
        is_on_trial = automation.document.enabled and automation.document.trial is not None
        if not is_on_trial or automation.table is None or was is None or not was.document.enabled:
            continue
        if was.document.on != automation.document.on:
            code = f"trial_of_other_trigger:{automation.name}"
            yield Finding(code, automation.table, (), blocks=True)


def broken_rule(name: str, pair: TablePair, rule: Rule, before: Rule | None) -> Iterator[Finding]:
    """What a rule that is new or says something else may find."""
    if before is not None and before.document == rule.document:
        return
    if rule.kind == "unique":
        old = unique_fields(pair)
        if rule.fields not in old:
            yield Finding(f"duplicates:{name}.{rule.key}", name, rule.fields, rule.key, True)
    elif rule.kind in ("required", "validate"):
        yield Finding(f"rule_broken:{name}.{rule.key}", name, rule.fields, rule.key)


def unique_fields(pair: TablePair) -> set[tuple[str, ...]]:
    """What is unique already, by the keys that the fields have now."""
    now = {old: key for key, old in pair.fields.items()}
    return {
        tuple(now.get(key, key) for key in rule.fields)
        for rule in pair.before.rules
        if rule.kind == "unique"
    }


def is_tighter(before: Field, after: Field) -> bool:
    """Whether a value that fitted the field's bounds may not fit them now."""
    old, new = before.document, after.document
    if isinstance(old, LONG) and isinstance(new, LONG):
        return new.max_length < old.max_length
    if isinstance(old, RatingField) and isinstance(new, RatingField):
        return new.max < old.max
    if not isinstance(old, BOUNDED) or not isinstance(new, BOUNDED):
        return False
    is_raised = new.min is not None and (old.min is None or new.min > old.min)
    is_lowered = new.max is not None and (old.max is None or new.max < old.max)
    return is_raised or is_lowered
