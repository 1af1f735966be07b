"""What both versions of an automation came to, counted, with some examples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from metadata.fields.date import show_datetime
from workflow.backtest.sides import DRAFT, PRESENT
from workflow.backtest.trail import Trail, trace_of
from workflow.jobs import Json

SAME, ELSEWHERE, ONLY_DRAFT, ONLY_PRESENT = "same", "elsewhere", "only_draft", "only_present"
MOST_OF_A_SORT = 6
"""Examples of one sort of difference."""

Pair = Mapping[str, Trail]
"""What each side that started came to."""
People = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class When:
    """The record and the moment of an example."""

    record: int | None
    at: datetime


@dataclass(slots=True, eq=False)
class Given:
    """Who was assigned to one field: how often the same, and from whom to whom."""

    step: str
    sorts: Counter[str] = field(default_factory=Counter)
    moves: Counter[tuple[People, People]] = field(default_factory=Counter)
    people: dict[int, Counter[str]] = field(default_factory=dict)
    """How often each person was given one, by side."""


@dataclass(slots=True, eq=False)
class AutomationTally:
    """The counts of one automation. `effects` are by sort (told, asked, written, refused,
    branches), then by what was done; each counts both sides."""

    starts: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    given: dict[tuple[str, str], Given] = field(default_factory=dict)
    effects: dict[str, dict[tuple[object, ...], Counter[str]]] = field(default_factory=dict)
    messages: dict[tuple[object, ...], Json] = field(default_factory=dict)
    examples: list[Json] = field(default_factory=list)
    sorts: Counter[str] = field(default_factory=Counter)
    doubts: set[str] = field(default_factory=set)

    def take(self, when: When, pair: Pair) -> None:
        """One start, on either side or on both."""
        present, draft = pair.get(PRESENT), pair.get(DRAFT)
        self.starts[sort_of(present, draft)] += 1
        sort = sort_of(present, draft)
        if present is not None and draft is not None:
            is_same = present.comes_to() == draft.comes_to()
            sort = SAME if is_same else ELSEWHERE
            self.outcomes[sort] += 1
        for side, trail in pair.items():
            self.doubts |= trail.doubts
            self.count(side, trail)
        self.compare_people(present, draft)
        if sort != SAME and self.sorts[sort] < MOST_OF_A_SORT:
            self.sorts[sort] += 1
            self.examples.append(example_of(when, sort, pair))

    def count(self, side: str, trail: Trail) -> None:
        """What one side came to."""
        for user, by in trail.told:
            self.add("told", (user, by), side)
        for user, by in trail.asked:
            self.add("asked", (user, by), side)
        for it in trail.written:
            self.add("written", (it.step, it.do, it.table), side)
        for branch in trail.branches:
            self.add("branches", branch, side)
        for refusal in trail.refused:
            key = refusal.step, refusal.do, refusal.code
            self.add("refused", key, side)
            told = {"parameters": dict(refusal.parameters), "field": refusal.field}
            self.messages.setdefault(key, {**told, "message": refusal.message})

    def add(self, sort: str, key: tuple[object, ...], side: str) -> None:
        """One more of these."""
        self.effects.setdefault(sort, {}).setdefault(key, Counter())[side] += 1

    def compare_people(self, present: Trail | None, draft: Trail | None) -> None:
        """From whom to whom each assigned field went."""
        were, are = last_given(present), last_given(draft)
        for place in were.keys() | are.keys():
            was, now = were.get(place), are.get(place)
            step = (now or was or ("", ()))[0]
            given = self.given.setdefault(place, Given(step))
            before, after = (() if it is None else it[1] for it in (was, now))
            if was is not None and now is not None:
                sort = SAME if before == after else ELSEWHERE
            else:
                sort = sort_of(was, now)
            given.sorts[sort] += 1
            if before != after:
                given.moves[before, after] += 1
            for side, people in ((PRESENT, before), (DRAFT, after)):
                for user in people:
                    given.people.setdefault(user, Counter())[side] += 1


def sort_of(present: object | None, draft: object | None) -> str:
    """Which of the sides have something there."""
    if present is None:
        return ONLY_DRAFT
    return ONLY_PRESENT if draft is None else SAME


def last_given(trail: Trail | None) -> dict[tuple[str, str], tuple[str, People]]:
    """(step, people) by (table, field) of what was assigned in the end."""
    if trail is None:
        return {}
    return {(it.table, it.field): (it.step, it.people) for it in trail.assigned}


def example_of(when: When, sort: str, pair: Pair) -> Json:
    """An example, with the whole trace of both sides."""
    return {
        "record": None if when.record is None else str(when.record),
        "at": show_datetime(when.at),
        "what": sort,
        "at_present": side_json(pair.get(PRESENT)),
        "of_draft": side_json(pair.get(DRAFT)),
    }


def side_json(trail: Trail | None) -> Json:
    """What one side did in an example."""
    if trail is None:
        return {"starts": False, "assigned": [], "told": [], "trace": []}
    assigned = [user for _, people in last_given(trail).values() for user in people]
    return {
        "starts": True,
        "assigned": [str(user) for user in assigned],
        "told": [str(user) for user in dict.fromkeys(user for user, _ in trail.told)],
        "trace": trace_of(trail),
    }


def tally_json(tally: AutomationTally) -> Json:
    """The counts as they are kept."""
    return {
        "starts": {name: tally.starts[name] for name in (SAME, ONLY_DRAFT, ONLY_PRESENT)},
        "outcomes": {name: tally.outcomes[name] for name in (SAME, ELSEWHERE)},
        "assigned": [given_json(place, given) for place, given in sorted(tally.given.items())],
        "told": [{"person": str(key[0]), "by": key[1], **n} for key, n in counted(tally, "told")],
        "asked": [{"person": str(key[0]), "by": key[1], **n} for key, n in counted(tally, "asked")],
        "written": [
            {"step": key[0], "do": key[1], "table": key[2], **n}
            for key, n in counted(tally, "written")
        ],
        "refused": [
            {"step": key[0], "do": key[1], "code": key[2], **tally.messages[key], **n}
            for key, n in counted(tally, "refused")
        ],
        "branches": [
            {"step": key[0], "branch": key[1], **n} for key, n in counted(tally, "branches")
        ],
        "examples": tally.examples,
    }


def counted(tally: AutomationTally, sort: str) -> list[tuple[tuple[object, ...], Json]]:
    """What was done with how often, the most first."""
    found = tally.effects.get(sort, {})
    ordered = sorted(found.items(), key=lambda it: (-max(it[1].values()), str(it[0])))
    return [(key, {"at_present": n[PRESENT], "of_draft": n[DRAFT]}) for key, n in ordered]


def given_json(place: tuple[str, str], given: Given) -> Json:
    """Who was assigned, as it is kept: of several people the first."""
    table, key = place
    sorts = {name: given.sorts[name] for name in (SAME, ELSEWHERE, ONLY_DRAFT, ONLY_PRESENT)}
    moves = [
        {"from": first_of(before), "to": first_of(after), "count": count}
        for (before, after), count in given.moves.most_common(200)
    ]
    ordered = sorted(given.people.items(), key=lambda it: (-max(it[1].values()), it[0]))
    people = [
        {"person": str(user), "at_present": n[PRESENT], "of_draft": n[DRAFT]} for user, n in ordered
    ]
    head = {"step": given.step, "table": table, "field": key}
    return {**head, **sorts, "people": people, "moves": moves}


def first_of(people: People) -> str | None:
    """The first of the people, if there is one."""
    return str(people[0]) if people else None
