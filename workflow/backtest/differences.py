"""What a draft changes that a replay can tell of: formula fields, rules, moves, limits and
automations; and what reads a formula that is another one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from formula.references import reads
from formula.typed import Typed
from metadata.resolved import Field, Resolved, Rule, Table
from metadata.resolved_states import StateMachine, Transition
from metadata.resolved_workflow import Automation, Step
from workflow.triggers import full_name

NEW, CHANGED, GONE, AFFECTED = "new", "changed", "gone", "affected"
CHECKED = frozenset({"required", "validate"})
TOLD_ONLY = frozenset({"label", "description"})
"""Parts of a document that only people read."""

Names = frozenset[tuple[str, str]]
"""(full name of a table, key of a field)."""


@dataclass(frozen=True, slots=True)
class Differences:
    """How each thing differs: fields by (table, key), rules and moves by (table, key), limits by
    (table, field, state), automations by name."""

    fields: Mapping[tuple[str, str], str]
    rules: Mapping[tuple[str, str], str]
    moves: Mapping[tuple[str, str], str]
    limits: Mapping[tuple[str, str, str], str]
    automations: Mapping[str, str]

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs that a replay can tell of."""
        return not (self.fields or self.rules or self.moves or self.limits or self.automations)


def find_differences(before: Resolved, after: Resolved) -> Differences:
    """What `after` changes."""
    fields = changed_fields(before, after)
    names = frozenset(fields)
    rules: dict[tuple[str, str], str] = {}
    moves: dict[tuple[str, str], str] = {}
    limits: dict[tuple[str, str, str], str] = {}
    for name in sorted(before.tables.keys() & after.tables.keys()):
        old, new = before.tables[name], after.tables[name]
        rules |= {(name, key): change for key, change in changed_rules(old, new, names)}
        moves |= {(name, key): change for key, change in changed_moves(old, new, names)}
        limits |= {(name, *place): change for place, change in changed_limits(old, new)}
    automations = dict(changed_automations(before, after, names))
    for name in named_otherwise(before, after, limits):
        automations.setdefault(name, AFFECTED)
    return Differences(fields, rules, moves, limits, automations)


def compared(old: object, new: object, *, is_same: bool) -> str | None:
    """How the new one differs from the old one, None where it does not."""
    if old is None:
        return None if new is None else NEW
    if new is None:
        return GONE
    return None if is_same else CHANGED


def changed_fields(before: Resolved, after: Resolved) -> dict[tuple[str, str], str]:
    """The formula fields of the draft with other formulas, and those that read them."""
    found: dict[tuple[str, str], str] = {}
    formulas = [
        (name, key, field)
        for name, table in after.tables.items()
        for key, field in table.fields.items()
        if name in before.tables and is_formula(field)
    ]
    for name, key, field in formulas:
        old = before.tables[name].fields.get(key)
        if old is None or old.formula != field.formula:
            found[name, key] = NEW if old is None else CHANGED
    size = -1
    while size != len(found):
        size = len(found)
        names = frozenset(found)
        for name, key, field in formulas:
            if (name, key) not in found and reads_any(field, names):
                found[name, key] = AFFECTED
    return found


def is_formula(field: Field) -> bool:
    """Whether the field's value follows from others whenever they change."""
    return field.type == "formula" and field.formula is not None


def reads_any(field: Field, names: Names) -> bool:
    """Whether the field's formula reads one of these."""
    return field.formula is not None and reads_one(field.formula, names)


def reads_one(typed: Typed | None, names: Names) -> bool:
    """Whether a formula reads one of these fields."""
    if typed is None or not names:
        return False
    return any((found.table, found.key) in names for found in reads(typed))


def changed_rules(old: Table, new: Table, names: Names) -> Iterator[tuple[str, str]]:
    """The rules that refuse, as far as they would refuse otherwise. With another `visible` rule
    all of them may."""
    were = {rule.key: rule for rule in old.rules}
    are = {rule.key: rule for rule in new.rules}
    hides = hiding(old.rules) != hiding(new.rules)
    for key in sorted(were.keys() | are.keys()):
        was, rule = were.get(key), are.get(key)
        kinds = {it.kind for it in (was, rule) if it is not None}
        if not kinds & CHECKED:
            continue
        same = was is not None and rule is not None and essence(was) == essence(rule)
        change = compared(was, rule, is_same=same)
        if change is not None:
            yield key, change
        elif rule is not None and (hides or reads_in_rule(rule, new.name, names)):
            yield key, AFFECTED


def hiding(rules: Iterable[Rule]) -> list[object]:
    """What the rules hide, and when."""
    return [essence(rule) for rule in rules if rule.kind == "visible"]


def essence(rule: Rule) -> tuple[object, ...]:
    """What makes a rule refuse."""
    return rule.kind, rule.fields, rule.on, rule.when, rule.expression


def reads_in_rule(rule: Rule, table: str, names: Names) -> bool:
    """Whether the rule looks at one of these fields."""
    if any((table, key) in names for key in rule.fields):
        return True
    return reads_one(rule.when, names) or reads_one(rule.expression, names)


def changed_moves(old: Table, new: Table, names: Names) -> Iterator[tuple[str, str]]:
    """The moves that would be open otherwise."""
    were, are = moves_of(old), moves_of(new)
    for key in sorted(were.keys() | are.keys()):
        was, move = were.get(key), are.get(key)
        same = was is not None and move is not None and demands(was) == demands(move)
        change = compared(was, move, is_same=same)
        if change is not None:
            yield key, change
        elif move is not None and reads_in_move(move, names):
            yield key, AFFECTED


def moves_of(table: Table) -> dict[str, Transition]:
    """All moves of a table by key."""
    return {
        key: move
        for machine in table.machines.values()
        for key, move in machine.transitions.items()
    }


def demands(move: Transition) -> tuple[object, ...]:
    """What a move asks for."""
    asks = tuple(
        (key, item.required, item.when, item.document.accept, item.document.max_mb)
        for key, item in move.asks.items()
    )
    states = frozenset(move.from_states), move.to
    return states, move.show_if, move.guard, asks, move.document.reason


def reads_in_move(move: Transition, names: Names) -> bool:
    """Whether the move looks at one of these fields."""
    whens = [item.when for item in move.asks.values()]
    return any(reads_one(typed, names) for typed in (move.guard, move.show_if, *whens))


def changed_limits(old: Table, new: Table) -> Iterator[tuple[tuple[str, str], str]]:
    """The states whose time is another one."""
    for field in sorted(old.machines.keys() & new.machines.keys()):
        were, are = old.machines[field].by_key, new.machines[field].by_key
        for key in sorted(were.keys() | are.keys()):
            was = were[key].limit if key in were else None
            limit = are[key].limit if key in are else None
            change = compared(was, limit, is_same=was == limit)
            if change is not None:
                yield (field, key), change


def changed_automations(
    before: Resolved, after: Resolved, names: Names
) -> Iterator[tuple[str, str]]:
    """The automations that do something else, or read something else."""
    for key in sorted(before.automations.keys() | after.automations.keys()):
        was, automation = before.automations.get(key), after.automations.get(key)
        same = was is not None and automation is not None and deeds(was) == deeds(automation)
        change = compared(was, automation, is_same=same)
        if change is not None:
            yield ".".join(key), change
        elif automation is not None and any(reads_one(it, names) for it in formulas_of(automation)):
            yield ".".join(key), AFFECTED


def deeds(automation: Automation) -> object:
    """What an automation does, and when."""
    return automation.document.model_dump(exclude=set(TOLD_ONLY))


def formulas_of(automation: Automation) -> Iterator[Typed]:
    """Everything that an automation reads to decide."""
    if automation.when is not None:
        yield automation.when
    yield from of_steps(automation.steps)


def of_steps(steps: Iterable[Step]) -> Iterator[Typed]:
    """The formulas of steps and of those inside them."""
    for step in steps:
        if step.when is not None:
            yield step.when
        yield from step.formulas.values()
        for block in step.blocks.values():
            yield from of_steps(block)


def named_otherwise(
    before: Resolved, after: Resolved, limits: Iterable[tuple[str, str, str]]
) -> Iterator[str]:
    """The automations that machines start at other places than before, or at other moments."""
    for name in before.tables.keys() & after.tables.keys():
        old, new = before.tables[name], after.tables[name]
        were = set(named_by(old.app, old.machines.values()))
        are = set(named_by(new.app, new.machines.values()))
        yield from (automation for _, automation in were ^ are)
    for resolved in (before, after):
        for table, field, state in limits:
            document = resolved.tables[table].machines[field].by_key.get(state)
            limit = None if document is None else document.limit
            runs = () if limit is None else (limit.run, limit.warn_run)
            yield from (full_name(resolved.tables[table].app, it) for it in runs if it is not None)


def named_by(app: str, machines: Iterable[StateMachine]) -> Iterator[tuple[str, str]]:
    """(place, automation) of everything that the machines of a table start when they move."""
    for machine in machines:
        for state in machine.by_key.values():
            yield from ((f"enter {state.key}", full_name(app, it)) for it in state.on_enter)
            yield from ((f"leave {state.key}", full_name(app, it)) for it in state.on_leave)
        for move in machine.transitions.values():
            if move.run is not None:
                yield f"move {move.key}", full_name(app, move.run)
