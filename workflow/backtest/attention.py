"""Which changes of a record matter to the rules and formulas that differ: most writes of a past
touch none of what they read, and are only counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from engine.writing.program import RuleStep, Step, program_of
from workflow.backtest.sides import Side

Attention = frozenset[str] | None
"""The fields whose change matters; None: any change does."""


def attention_of(sides: Iterable[Side], table: str, rules: frozenset[str]) -> Attention:
    """What of a record of the table is read, on either side, by the formulas that differ and by
    these rules."""
    found: set[str] = set()
    for side in sides:
        compiled = side.table(table)
        checks = () if compiled is None else program_of(compiled).checks
        steps = side.formulas.get(table, ())
        judged = [step for step in checks if step.rule.key in rules]
        if looks_beyond(steps) or looks_beyond(judged):
            return None
        found.update(*(step.reads for step in steps))
        found.update(*(step.reads.union(step.rule.fields) for step in judged))
    return frozenset(found)


def looks_beyond(steps: Sequence[Step | RuleStep]) -> bool:
    """Whether one of them looks at other records, or at the values before."""
    return any(step.has_related or step.has_old for step in steps)
