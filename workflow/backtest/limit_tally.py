"""How many records would have stayed too long in a state, by the limits of either side."""

from __future__ import annotations

from dataclasses import dataclass, field

from metadata.fields.date import show_datetime
from workflow.backtest.automation_tally import MOST_OF_A_SORT, ONLY_DRAFT, ONLY_PRESENT
from workflow.backtest.happenings import Due
from workflow.backtest.sides import DRAFT, PRESENT
from workflow.jobs import Json

Reached = dict[tuple[int, int], Due]
"""By the record and the event with which it entered the state."""


@dataclass(slots=True, eq=False)
class LimitTally:
    """What was reached, by `table.field:state:stage` and side."""

    found: dict[str, dict[str, Reached]] = field(default_factory=dict)

    def note(self, due: Due) -> None:
        """A record has come to a stage."""
        sides = self.found.setdefault(due.alarm.name, {PRESENT: {}, DRAFT: {}})
        sides[due.side][due.alarm.record, due.alarm.cause] = due


def limit_json(name: str, sides: dict[str, Reached]) -> Json:
    """One stage of one limit, as it is kept."""
    place, state, stage = name.split(":")
    table, _, key = place.rpartition(".")
    examples: list[Json] = []
    for side, other, what in ((DRAFT, PRESENT, ONLY_DRAFT), (PRESENT, DRAFT, ONLY_PRESENT)):
        only = [due for stay, due in sides[side].items() if stay not in sides[other]]
        for due in only[:MOST_OF_A_SORT]:
            at = show_datetime(due.at)
            examples.append({"record": str(due.alarm.record), "at": at, "what": what})
    return {
        "table": table,
        "field": key,
        "state": state,
        "stage": stage,
        "at_present": len(sides[PRESENT]),
        "of_draft": len(sides[DRAFT]),
        "examples": examples,
    }
