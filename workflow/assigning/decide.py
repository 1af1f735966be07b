"""The decision of an `assign` step: the first rule that holds and finds somebody.

Every rule that was tried is told with the values of its condition, every person that was
considered with what spoke for or against them: that is the trace (分配溯源).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import cast

from formula.errors import FormulaValueError
from formula.values import Numeric
from metadata.step_kinds.assign import AssigneeDocument, AssignStep
from workflow.assigning.absences import absent_now
from workflow.assigning.loads import open_records, taken_today
from workflow.assigning.picker_states import keep_state, take_state
from workflow.assigning.pickers import PICKERS, Lot, kilometres
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


def decide(bound: BoundStep, had: Sequence[int]) -> Decision:
    """Who gets the run's own record; `had` are those who had it in this run already."""
    step = cast(AssignStep, bound.step.document)
    tried: list[Json] = []
    for index, rule in enumerate(step.rules):
        pointer = f"rules/{index}/when"
        holds = rule.when is None or bound.holds(pointer)
        told: Json = {"rule": index}
        if rule.label is not None:
            told["label"] = rule.label
        if rule.when is not None:
            told["when"] = reason_of(bound, pointer, holds=holds)
        tried.append(told)
        if not holds:
            continue
        chosen = choose(bound, rule.to, f"rules/{index}/to", had, told)
        if chosen:
            return Decision(chosen, index, tuple(tried))
    if step.otherwise is None:
        return Decision(tried=tuple(tried))
    told = {"rule": None}
    chosen = choose(bound, step.otherwise, "otherwise", had, told)
    return Decision(chosen, None, (*tried, told))


def choose(
    bound: BoundStep, to: AssigneeDocument, pointer: str, had: Sequence[int], told: Json
) -> tuple[int, ...]:
    """Who is picked there; `told` has how."""
    known = everybody(bound.work, bound.connection)
    considered = Considered(known.present(whom(bound, known, to, pointer)))
    picker = f"{bound.automation.name}:{bound.step.key}:{pointer}"
    step = cast(AssignStep, bound.step.document)
    assert bound.table is not None, "the runtime asks for a record"
    # Two processes that pick at once would both find the same turn, load and capacity.
    state = take_state(bound.connection, picker, (bound.table, step.field))
    leave_out(bound, considered, to, had)
    weigh(bound, considered, to, pointer)
    lot = Lot(considered.able, considered.figures, state)
    choice = PICKERS[to.pick](lot) if considered.able else None
    if choice is not None and choice.state != state:
        keep_state(bound.connection, picker, choice.state, bound.now)
    told["pick"] = to.pick
    told["considered"] = [
        considered_json(known, considered, user, to) for user in considered.people
    ]
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


def leave_out(
    bound: BoundStep, considered: Considered, to: AssigneeDocument, had: Sequence[int]
) -> None:
    """Who had it in this run, is away, or has taken enough today cannot take it."""
    people = considered.people
    considered.left_out.update(dict.fromkeys((user for user in people if user in had), "had"))
    if people:
        for user in absent_now(bound.connection, bound.work, people):
            considered.left_out.setdefault(user, "absent")
    if to.capacity is not None and people:
        step = cast(AssignStep, bound.step.document)
        table = cast(str, bound.table)
        taken = taken_today(bound.connection, bound.work, table, step.field, people)
        for user, count in taken.items():
            if count >= to.capacity:
                considered.left_out.setdefault(user, "full")


def weigh(bound: BoundStep, considered: Considered, to: AssigneeDocument, pointer: str) -> None:
    """What decides between those who can take it."""
    able = considered.able
    if to.pick == "least_loaded" and able:
        step, table = cast(AssignStep, bound.step.document), cast(str, bound.table)
        loads = open_records(bound.connection, bound.work, table, step.field, able)
        considered.figures = {user: loads.get(user, Decimal(0)) for user in able}
    elif to.pick == "nearest":
        considered.figures = distances(bound, to, pointer, able)
    elif to.pick in {"weighted", "highest_score"}:
        part = FIGURES[to.pick]
        considered.figures = {
            user: Decimal(cast(Numeric, figure))
            for user in able
            if (figure := of_person(bound, f"{pointer}/{part}", user)) is not None
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
