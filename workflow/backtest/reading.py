"""What the parts of a report depend on: who does not see all of it is not shown the examples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.catalog import Catalog
from formula.references import reads
from formula.typed import Typed
from metadata.fields import SYSTEM_FIELDS
from metadata.resolved import Rule
from metadata.resolved_states import Transition
from metadata.resolved_workflow import Automation
from workflow.backtest.differences import formulas_of, moves_of
from workflow.backtest.sides import Stage

Names = set[tuple[str, str]]


def catalogs_of(stage: Stage) -> tuple[Catalog, Catalog]:
    """Both sides' documents."""
    return stage.present, stage.draft


def reads_of(
    stage: Stage, typed: Iterable[Typed | None], names: Iterable[tuple[str, str]]
) -> Names:
    """The stored fields behind formulas and fields: of those whose formula the draft changes, what
    that reads."""
    found: Names = set()
    waiting = [(read.table, read.key) for it in typed if it is not None for read in reads(it)]
    waiting += names
    while waiting:
        name = waiting.pop()
        if name in found or name[1] in SYSTEM_FIELDS:
            continue
        found.add(name)
        if name not in stage.differences.fields:
            continue
        for catalog in catalogs_of(stage):
            table = catalog.resolved.tables.get(name[0])
            field = None if table is None else table.fields.get(name[1])
            if field is not None and field.formula is not None:
                waiting += [(read.table, read.key) for read in reads(field.formula)]
    return {(table, key) for table, key in found if is_stored(stage, table, key)}


def is_stored(stage: Stage, table: str, key: str) -> bool:
    """Whether the field is there already: what only the draft has, holds nothing of its own."""
    found = stage.present.resolved.tables.get(table)
    return found is None or key in found.fields


def reads_of_rule(stage: Stage, table: str, key: str) -> Names:
    """What a rule, or a move, looks at on either side."""
    typed: list[Typed | None] = []
    names: Names = set()
    for catalog in catalogs_of(stage):
        found = catalog.resolved.tables.get(table)
        if found is None:
            continue
        for rule in found.rules:
            if rule.key == key:
                typed += [rule.when, rule.expression]
                names |= {(table, field) for field in rule.fields}
        move = moves_of(found).get(key)
        if move is not None:
            typed += typed_of_move(move)
            names |= {(table, field) for field in move.asks}
            names |= {(table, it.field) for it in found.machines.values()}
    return reads_of(stage, typed, names)


def typed_of_move(move: Transition) -> list[Typed | None]:
    """The formulas of a move."""
    return [move.guard, move.show_if, *(item.when for item in move.asks.values())]


def reads_of_automation(stage: Stage, name: str) -> Names:
    """What an automation looks at on either side, and what it assigns."""
    typed: list[Typed | None] = []
    names: Names = set()
    for automation in versions_of(stage, name):
        typed += formulas_of(automation)
        for step in automation.steps:
            key = getattr(step.document, "field", None)
            if step.do == "assign" and automation.table is not None and key is not None:
                names.add((automation.table, key))
    return reads_of(stage, typed, names)


def versions_of(stage: Stage, name: str) -> Iterator[Automation]:
    """The automation as each side has it."""
    app, _, key = name.partition(".")
    for catalog in catalogs_of(stage):
        found = catalog.resolved.automations.get((app, key))
        if found is not None:
            yield found


def rule_of(stage: Stage, table: str, key: str) -> Rule | None:
    """The rule of the draft, or the one that it takes away."""
    for catalog in reversed(catalogs_of(stage)):
        found = catalog.resolved.tables.get(table)
        for rule in () if found is None else found.rules:
            if rule.key == key:
                return rule
    return None
