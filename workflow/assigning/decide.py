"""The decision of an `assign` step: the first rule that holds and finds somebody.

Every rule that was tried is told with the values of its condition, every person that was
considered with what spoke for or against them: that is the trace (分配溯源).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import cast

from formula.errors import FormulaValueError
from formula.values import Numeric
from metadata.step_kinds.assign import AssigneeDocument, AssignStep
from workflow.assigning.ledger import Ledger
from workflow.assigning.pickers import FORGETFUL, PICKERS, Lot, State, kilometres
from workflow.formulas import compiled
from workflow.people import Everybody, Meaning, everybody, first_id, ids_in
from workflow.steps.reasons import reason_of
from workflow.steps.step import BoundStep, Json

FIGURES: Mapping[str, str] = {
    "weighted": "weight",
    "highest_score": "score",
    "least_loaded": "load",
    "nearest": "kilometres",
}
"""What decides for each pick, as the trace names it."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Who was chosen by which of the rules (None: `otherwise`, or nobody was), and the rules that
    were tried, in order."""

    chosen: tuple[int, ...] = ()
    rule: int | None = None
    tried: tuple[Json, ...] = ()


@dataclass(slots=True)
class Considered:
    """Who was considered, who of them could not take it and why, and the figures that decided."""

    people: list[int]
    left_out: dict[int, str] = field(default_factory=dict)
    figures: dict[int, Decimal] = field(default_factory=dict)

    @property
    def able(self) -> list[int]:
        """Those to whom nothing speaks against."""
        return [user for user in self.people if user not in self.left_out]


def decide(bound: BoundStep, had: Sequence[int], ledger: Ledger) -> Decision:
    """Who gets the run's own record; `had` are those who had it in this run already. The `ledger`
    knows who had what before, and remembers this."""
    step = cast(AssignStep, bound.step.document)
    tried: list[Json] = []
    for index, rule in enumerate(step.rules):
        pointer = f"rules/{index}/when"
        holds = rule.when is None or bound.holds(pointer)
        told: Json = {"rule": index}
        if rule.label is not None:
            told["label"] = rule.label
        if rule.when is not None:
            told["when"] = bound.told(partial(reason_of, bound, pointer, holds=holds))
        tried.append(told)
        if not holds:
            continue
        place = Asked(bound, ledger, rule.to, f"rules/{index}/to", had)
        chosen = choose(place, told)
        if chosen:
            return Decision(chosen, index, tuple(tried))
    if step.otherwise is None:
        return Decision(tried=tuple(tried))
    told = {"rule": None}
    chosen = choose(Asked(bound, ledger, step.otherwise, "otherwise", had), told)
    return Decision(chosen, None, (*tried, told))


@dataclass(frozen=True, slots=True)
class Asked:
    """A place of the step where somebody is picked: whom its document means, and where it stands.
    `had` cannot be picked."""

    bound: BoundStep
    ledger: Ledger
    to: AssigneeDocument
    pointer: str
    had: Sequence[int]

    @property
    def field(self) -> tuple[str, str]:
        """The (table, field) that is assigned."""
        assert self.bound.table is not None, "the runtime asks for a record"
        return self.bound.table, cast(AssignStep, self.bound.step.document).field


def choose(asked: Asked, told: Json) -> tuple[int, ...]:
    """Who is picked there; `told` has how."""
    bound, to = asked.bound, asked.to
    known = everybody(bound.work, bound.connection)
    considered = Considered(known.present(whom(bound, known, to, asked.pointer)))
    picker = f"{bound.automation.name}:{bound.step.key}:{asked.pointer}"
    counts = to.pick == "least_loaded" or to.capacity is not None
    state: State = {}
    if counts or to.pick not in FORGETFUL:
        # Two processes that pick at once would both find the same turn, load and capacity.
        state = asked.ledger.take_state(picker, asked.field, counts=counts)
    leave_out(asked, considered)
    weigh(asked, considered)
    lot = Lot(considered.able, considered.figures, state)
    choice = PICKERS[to.pick](lot) if considered.able else None
    if choice is not None and choice.state != state:
        asked.ledger.keep_state(picker, choice.state)
    if choice is not None and not counts:
        asked.ledger.announce(asked.field)
    told["pick"] = to.pick
    told["considered"] = bound.told(partial(all_considered, known, considered, to))
    return () if choice is None else choice.people


def whom(bound: BoundStep, known: Everybody, to: AssigneeDocument, pointer: str) -> list[int]:
    """Everybody that the assignee means."""

    def value(part: str) -> object:
        return bound.value(f"{pointer}/{part}")

    meaning = Meaning(bound.work, known, value, bound.automation.app)
    if to.role is not None:
        return known.having(meaning.role(to.role))
    if to.supervisor_of is not None:
        return meaning.above(first_id(value("supervisor_of")), 1)
    if to.person is not None:
        return ids_in(value("person"))
    place = meaning.department(to.department)
    if to.department_of is not None:
        place = first_id(value("department_of"))
    return meaning.in_department(place, deep=to.deep, head=to.head)


def leave_out(asked: Asked, considered: Considered) -> None:
    """Who had it in this run, is away, or has taken enough today cannot take it."""
    people, capacity = considered.people, asked.to.capacity
    considered.left_out.update(dict.fromkeys((user for user in people if user in asked.had), "had"))
    if people:
        for user in asked.ledger.absent(people):
            considered.left_out.setdefault(user, "absent")
    if capacity is not None and people:
        for user, count in asked.ledger.taken_today(asked.field, people).items():
            if count >= capacity:
                considered.left_out.setdefault(user, "full")


def weigh(asked: Asked, considered: Considered) -> None:
    """What decides between those who can take it."""
    able, to = considered.able, asked.to
    if to.pick == "least_loaded" and able:
        loads = asked.ledger.open_records(asked.field, able)
        considered.figures = {user: loads.get(user, Decimal(0)) for user in able}
    elif to.pick == "nearest":
        considered.figures = distances(asked.bound, to, asked.pointer, able)
    elif to.pick in {"weighted", "highest_score"}:
        part = FIGURES[to.pick]
        considered.figures = {
            user: Decimal(cast(Numeric, figure))
            for user in able
            if (figure := of_person(asked.bound, f"{asked.pointer}/{part}", user)) is not None
        }


def distances(
    bound: BoundStep, to: AssigneeDocument, pointer: str, able: Sequence[int]
) -> dict[int, Decimal]:
    """How far each of the people is from the record, where both places are known."""
    here = None if bound.row is None or to.near is None else point_of(bound.row.get(to.near))
    if here is None:
        return {}
    places = {user: point_of(of_person(bound, f"{pointer}/place", user)) for user in able}
    return {user: kilometres(here, there) for user, there in places.items() if there is not None}


def point_of(value: object) -> Mapping[str, float] | None:
    """A place: a location, or `31.23,121.47` as a text; None where it is none."""
    if isinstance(value, Mapping) and {"lat", "lng"} <= set(value):
        return {"lat": float(value["lat"]), "lng": float(value["lng"])}
    parts = str(value or "").replace("，", ",").split(",")
    try:
        lat, lng = (float(part) for part in parts)
    except ValueError:
        return None
    return {"lat": lat, "lng": lng}


def of_person(bound: BoundStep, pointer: str, user: int) -> object:
    """The value of a formula over the person; blank where it fails or there is none."""
    typed = bound.step.formulas.get(pointer)
    row = bound.context.records.record("user", user)
    if typed is None or row is None:
        return None
    formula = compiled(bound.work.catalog, (bound.automation.name, pointer), typed)
    try:
        return formula(row, bound.context)
    except FormulaValueError:
        return None


def all_considered(known: Everybody, considered: Considered, to: AssigneeDocument) -> list[Json]:
    """What the trace tells of everybody that was considered."""
    return [considered_json(known, considered, user, to) for user in considered.people]


def considered_json(
    known: Everybody, considered: Considered, user: int, to: AssigneeDocument
) -> Json:
    """What the trace tells of one person."""
    told: Json = {"user": str(user), "name": known.users[user].name}
    if user in considered.left_out:
        told["left_out"] = considered.left_out[user]
    elif to.pick in FIGURES:
        figure = considered.figures.get(user)
        told[FIGURES[to.pick]] = None if figure is None else str(figure)
    return told
