"""How a formula of the draft would value records otherwise than the present one."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from engine.catalog_table import Values
from engine.writing.program import Step
from formula.context import Context
from formula.errors import FormulaValueError
from metadata.fields.date import show_datetime
from workflow.backtest.automation_tally import MOST_OF_A_SORT, When
from workflow.backtest.sides import DRAFT, PRESENT, Side
from workflow.jobs import Json

SORTS = ("same", "up", "down", "filled", "blanked", "other")
MOST_VALUES = 60
"""Different moves of a field; of one with more of them they are not told one by one."""
Ordered = int | Decimal | float | datetime.date


@dataclass(slots=True, eq=False)
class Shift:
    """How many records of how many would have a larger, a smaller, another value."""

    sorts: Counter[str] = field(default_factory=Counter)
    sums: dict[str, Decimal] = field(default_factory=lambda: {PRESENT: Decimal(), DRAFT: Decimal()})
    counts: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True, eq=False)
class FieldTally:
    """One formula field: all records as they are (`now`), and after each event (`then`)."""

    now: Shift = field(default_factory=Shift)
    then: Shift = field(default_factory=Shift)
    moves: Counter[tuple[str | None, str | None]] | None = field(default_factory=Counter)
    examples: list[Json] = field(default_factory=list)
    kept: Counter[str] = field(default_factory=Counter)

    def take(self, when: When, present: object, draft: object, *, is_now: bool) -> None:
        """The values that both sides give one record."""
        shift = self.now if is_now else self.then
        before, after = valued(present), valued(draft)
        sort = sort_of(before, after)
        shift.sorts[sort] += 1
        for side, value in ((PRESENT, before), (DRAFT, after)):
            if isinstance(value, int | Decimal) and not isinstance(value, bool):
                shift.sums[side] += value
                shift.counts[side] += 1
        if is_now and self.moves is not None and sort != "same":
            self.note_move(before, after)
        if sort != "same" and self.kept[sort] < MOST_OF_A_SORT:
            self.kept[sort] += 1
            told = {"from": value_json(present), "to": value_json(draft)}
            at = show_datetime(when.at)
            self.examples.append({"record": str(when.record), "at": at, **told})

    def note_move(self, before: object, after: object) -> None:
        """From which value to which, unless there are very many."""
        if any(isinstance(it, Ordered) and not isinstance(it, bool) for it in (before, after)):
            self.moves = None
            return
        assert self.moves is not None, "take has looked"
        self.moves[text_of(before), text_of(after)] += 1
        if len(self.moves) > MOST_VALUES:
            self.moves = None


def valued(value: object) -> object:
    """The value; one that failed has none."""
    return None if isinstance(value, FormulaValueError) else value


def sort_of(before: object, after: object) -> str:
    """How the draft's value differs from the present one."""
    if before == after:
        return "same"
    if before is None:
        return "filled"
    if after is None:
        return "blanked"
    if isinstance(before, Ordered) and isinstance(after, Ordered) and not isinstance(after, bool):
        return "up" if after > before else "down"  # type: ignore[operator] # both are of one type
    return "other"


def text_of(value: object) -> str | None:
    """The value as a name of a group."""
    shown = value_json(value)
    return None if shown is None else str(shown)


def value_json(value: object) -> object:
    """The value for people."""
    match value:
        case None | bool() | int() | str():
            return value
        case Decimal():
            return float(value)
        case datetime.datetime():
            return show_datetime(value)
        case datetime.date():
            return value.isoformat()
        case FormulaValueError():
            return None
        case tuple() | list():
            return [value_json(each) for each in value]
    return str(value)


def compute_anew(side: Side, table: str, row: Values, context: Context) -> Values:
    """The record with the values that this side's formulas give it. `context` reads the record
    beside itself only by way of others."""
    found = dict(row)
    for step in side.formulas.get(table, ()):
        found[step.key] = value_of(step, found, context)
    return found


def value_of(step: Step, row: Values, context: Context) -> object:
    """The formula's value, or the error that it is."""
    try:
        return step.run(row, context)
    except FormulaValueError as error:
        return error


def field_json(tally: FieldTally) -> Json:
    """The counts as they are kept."""
    moves = None
    if tally.moves is not None:
        moves = [
            {"from": before, "to": after, "count": count}
            for (before, after), count in tally.moves.most_common()
        ]
    return {
        "now": shift_json(tally.now),
        "then": shift_json(tally.then),
        "moves": moves,
        "examples": tally.examples,
    }


def shift_json(shift: Shift) -> Json:
    """The sorts of difference, and the means of numbers."""
    means: dict[str, object] = {}
    for side, name in ((PRESENT, "mean_at_present"), (DRAFT, "mean_of_draft")):
        count = shift.counts[side]
        means[name] = round(float(shift.sums[side] / count), 4) if count else None
    counts: Mapping[str, int] = {name: shift.sorts[name] for name in SORTS}
    return {"records": sum(shift.sorts.values()), **counts, **means}
