"""Random state machines, and what must become of a record that is moved by one: thought out once
more, without the engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import cast

from hypothesis import strategies as st

from engine.errors import WriteRefused
from tests.engine.changing import Documents
from tests.engine.jobs import Jobs
from tests.engine.shop_app import Body, label
from tests.engine.shops import ADMIN, codes_of

STATES = ("s0", "s1", "s2", "s3")
Step = tuple[str, str, str | None, str | None]
"""What is done, to what, with which note and for which reason."""


@dataclass(frozen=True)
class Move:
    """A move and what it demands."""

    key: str
    start: frozenset[str]
    end: str
    least: int | None
    needs_note: bool
    needs_reason: bool

    def document(self) -> Body:
        """The move as a document."""
        body: Body = {
            "key": self.key,
            "label": label(self.key),
            "from": sorted(self.start),
            "to": self.end,
        }
        if self.least is not None:
            body["guard"] = f"价格>={self.least}"
        if self.needs_note:
            body["form"] = [{"field": "note", "required": True}]
        if self.needs_reason:
            body["reason"] = "required"
        return body


@dataclass(frozen=True)
class Machine:
    """A machine: hours and ticked items by state, and moves."""

    hours: dict[str, int]
    items: dict[str, tuple[str, ...]]
    moves: tuple[Move, ...]

    def edit(self) -> Callable[[Documents], None]:
        """The edit that makes it the machine of jobs."""

        def put(documents: Documents) -> None:
            table = documents["shop", "table", "job"]
            table["state_machines"] = [
                {
                    "field": "stage",
                    "initial": "s0",
                    "states": [self.state(key) for key in STATES],
                    "transitions": [move.document() for move in self.moves],
                }
            ]
            for role in ("worker", "foreman"):
                tables = cast(dict[str, Body], documents["shop", "role", role]["tables"])
                tables["job"]["transitions"] = "*"

        return put

    def state(self, key: str) -> Body:
        """A state as a document."""
        body: Body = {"key": key, "label": label(key)}
        if key in self.hours:
            body["limit"] = {"within": f"{self.hours[key]}h", "run": "remind"}
        if key in self.items:
            body["checklist"] = [{"key": it, "label": label(it)} for it in self.items[key]]
        return body


@dataclass
class Model:
    """A record as it must be."""

    machine: Machine
    entered: datetime
    state: str = "s0"
    price: int = 0
    note: str | None = None
    ticked: set[str] = field(default_factory=set)

    def due(self) -> datetime | None:
        """When the time of its state is over."""
        hours = self.machine.hours.get(self.state)
        return None if hours is None else self.entered + timedelta(hours=hours)

    def move(self, key: str, note: str | None, reason: str | None, now: datetime) -> set[str]:
        """The codes that refuse a move; without any, it is made."""
        move = next(it for it in self.machine.moves if it.key == key)
        codes = (
            {"not_from_here"} if self.state not in move.start else self.closed(move, note, reason)
        )
        if note is not None and not move.needs_note:
            codes = codes | {"not_in_form"}
        if not codes:
            self.enter(move.end, note, now)
        return codes

    def write(self, state: str, note: str | None, now: datetime) -> set[str]:
        """The same of a state that is written like a value."""
        if state == self.state:
            self.note = note or self.note
            return set()
        moves = [it for it in self.machine.moves if self.state in it.start and it.end == state]
        if not moves:
            return {"no_transition"}
        codes = min((self.closed(move, note, None) for move in moves), key=len)
        if not codes:
            self.enter(state, note, now)
        return codes

    def closed(self, move: Move, note: str | None, reason: str | None) -> set[str]:
        """What keeps a move from here closed."""
        demands = {
            "guard_closed": move.least is not None and self.price < move.least,
            "form_field_needed": move.needs_note and not (note or self.note),
            "reason_needed": move.needs_reason and not reason,
            "tick_needed": bool(set(self.machine.items.get(self.state, ())) - self.ticked),
        }
        return {code for code, is_open in demands.items() if is_open}

    def enter(self, state: str, note: str | None, now: datetime) -> None:
        """The record is in the state; a stay that goes on is none that begins."""
        if state != self.state:
            self.state, self.entered, self.ticked = state, now, set()
        self.note = note or self.note

    def tick(self, item: str) -> bool:
        """Whether the item can be ticked here."""
        if item not in self.machine.items.get(self.state, ()):
            return False
        self.ticked.add(item)
        return True


def moves_among(key: str) -> st.SearchStrategy[Move]:
    """Moves of that key."""
    return st.builds(
        Move,
        st.just(key),
        st.frozensets(st.sampled_from(STATES), min_size=1),
        st.sampled_from(STATES),
        st.none() | st.integers(1, 2),
        st.booleans(),
        st.booleans(),
    )


ITEMS = st.sets(st.sampled_from(STATES)).map(
    lambda states: {state: (f"{state}_a", f"{state}_b") for state in states}
)
MACHINES = st.builds(
    Machine,
    st.dictionaries(st.sampled_from(STATES), st.integers(1, 100)),
    ITEMS,
    st.tuples(*(moves_among(f"m{index}") for index in range(5))),
)
NOTES = st.none() | st.just("n")
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("move"), st.sampled_from([f"m{i}" for i in range(5)]), NOTES, NOTES),
        st.tuples(st.just("write"), st.sampled_from(STATES), NOTES, st.none()),
        st.tuples(
            st.just("tick"),
            st.sampled_from([f"{it}_{part}" for it in STATES for part in "ab"]),
            st.none(),
            st.none(),
        ),
        st.tuples(st.just("price"), st.sampled_from(["0", "1", "2"]), st.none(), st.none()),
    ),
    min_size=3,
    max_size=15,
)


def take_step(jobs: Jobs, id: int, model: Model, step: Step) -> tuple[set[str], set[str]]:
    """The codes that refuse a step, by the engine and by the oracle."""
    kind, name, note, reason = step
    now = jobs.work.now()
    form = {} if note is None else {"note": note}
    try:
        if kind == "move":
            expected = model.move(name, note, reason, now)
            jobs.go(id, name, ADMIN, reason, **form)
        elif kind == "write":
            expected = model.write(name, note, now)
            jobs.update("job", id, ADMIN, stage=name, **form)
        elif kind == "tick":
            expected = set() if model.tick(name) else {"unknown_checklist_item"}
            jobs.tick(id, name)
        else:
            expected, model.price = set(), int(name)
            jobs.update("job", id, price=name)
    except WriteRefused as refused:
        return codes_of(refused), expected
    return set(), expected
