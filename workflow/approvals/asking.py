"""Whom a node asks, given the people that its `who` means: the applicant, repetitions, nobody."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.approvals.case import Asked, Case, Task, TaskState

Why = list[tuple[str, int | None]]


@dataclass(frozen=True, slots=True)
class Seat:
    """A vote: who decides, for whom, and whether that is settled by an earlier agreement."""

    person: int
    behalf: int | None = None
    has_agreed: bool = False


def seats_to_ask(case: Case, asked: Asked) -> tuple[list[Seat] | None, Why]:
    """The node's votes with what is to be told; None where it is agreed with nobody asked, empty
    where there is nobody at all."""
    people, why = without_applicant(case, asked)
    if not people and why:
        return None, why
    if not people and case.rule.empty == "agree":
        return None, [("nobody_asked", None)]
    if not people:
        others = tuple(person for person in asked.fallback if person != case.applicant)
        # An only administrator decides for themselves: better than never.
        people, why = list(others or asked.fallback), [("nobody_asked", None)]
    seats = [seat_of(case, asked, person) for person in people]
    distinct = list(dict.fromkeys(seats))
    why += [("repeated", seat.person) for seat in distinct if seat.has_agreed]
    return distinct, why


def without_applicant(case: Case, asked: Asked) -> tuple[list[int], Why]:
    """The people as the node wants them where the applicant is among them."""
    people = list(dict.fromkeys(asked.people))
    if case.applicant not in people or case.rule.applicant == "decides":
        return people, []
    at = people.index(case.applicant)
    if case.rule.applicant == "skips":
        return people[:at] + people[at + 1 :], [("applicant_skips", case.applicant)]
    stand_ins = [person for person in asked.stand_ins if person != case.applicant]
    return list(dict.fromkeys((*people[:at], *stand_ins, *people[at + 1 :]))), []


def seat_of(case: Case, asked: Asked, person: int) -> Seat:
    """The person's vote, or that of their delegate; never the applicant's where that does not
    decide."""
    delegate = asked.delegates.get(person)
    if delegate is None or (delegate == case.applicant and case.rule.applicant != "decides"):
        return Seat(person, None, has_agreed_before(case, person))
    return Seat(delegate, person, has_agreed_before(case, delegate))


def has_agreed_before(case: Case, person: int) -> bool:
    """Whether the person need not be asked again (审批人去重)."""
    if case.rule.repeated == "asks" or case.asks_all:
        return False
    visits = {task.visit for task in case.tasks if counts(task)}
    last = max(visits, default=0)
    return any(
        task.person == person and (case.rule.repeated == "agrees" or task.visit == last)
        for task in case.tasks
        if counts(task) and task.state is TaskState.AGREED
    )


def counts(task: Task) -> bool:
    """Whether the task was asked about what is asked for now."""
    return not task.is_void
