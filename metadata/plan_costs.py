"""What a plan costs: the rows its steps touch and the seconds they take (decisions 19 and 21)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from metadata.plan import Plan
from metadata.steps import (
    AddColumn,
    AddLinkTable,
    ClearOption,
    Convert,
    CreateIndex,
    CreateTable,
    DropIndex,
    FillDue,
    FillState,
    IndexSearch,
    Recompute,
    RestoreOption,
    Retire,
    Step,
)

MOST_HARMLESS_ROWS = 10_000
"""A data step over more rows is not harmless (decision 19)."""

SECONDS_PER_MILLION: Mapping[type[Step], float] = {
    CreateTable: 0.0,
    AddColumn: 0.0,
    AddLinkTable: 0.0,
    Convert: 15.0,
    ClearOption: 2.0,
    RestoreOption: 2.0,
    FillState: 2.0,
    FillDue: 6.0,
    Recompute: 6.0,
    CreateIndex: 1.1,
    DropIndex: 0.0,
    IndexSearch: 60.0,
    Retire: 0.0,
}
"""Seconds a million rows of the table on SQLite. Columns and indexes as measured (decision 21);
values that pass through Python (Convert) and formulas that partly do (Recompute) by the cost of one
call in formula.md 3.1, and of writing the row; terms of searched fields as measured."""

DATA_STEPS = (Convert, ClearOption, RestoreOption, FillState, FillDue, Recompute, IndexSearch)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one step costs: the rows of the table it goes through, and the estimated seconds."""

    step: Step
    rows: int
    seconds: float


def estimate_costs(plan: Plan, rows: Mapping[str, int]) -> tuple[Cost, ...]:
    """The cost of each step in order. `rows` are the records of each table, by full name; a table
    that is not there yet has none."""
    return tuple(cost_of(step, rows) for step in plan.steps)


def cost_of(step: Step, rows: Mapping[str, int]) -> Cost:
    """The cost of one step; retiring touches no row."""
    count = 0 if isinstance(step, Retire) else rows.get(step.table, 0)
    return Cost(step, count, count / 1_000_000 * SECONDS_PER_MILLION[type(step)])


def is_harmless(plan: Plan, rows: Mapping[str, int]) -> bool:
    """Whether the plan may be applied at once, without anybody's consent: no danger, nothing that
    blocks it, no data step over more than 10,000 rows."""
    if plan.dangers or any(finding.blocks for finding in plan.findings):
        return False
    return all(
        cost.rows <= MOST_HARMLESS_ROWS
        for cost in estimate_costs(plan, rows)
        if isinstance(cost.step, DATA_STEPS)
    )
