"""Random approvals, and what people may do with them next."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from tests.workflow.approval_cases import entered, node
from workflow.approvals.case import Case, CaseState, TaskState
from workflow.approvals.decide import (
    Add,
    Event,
    Renew,
    Resubmit,
    Return,
    Transfer,
    Vote,
    Withdraw,
    decide,
)

PEOPLE = st.lists(st.integers(1, 6), max_size=4).map(tuple)
NODES = st.lists(
    st.builds(
        node,
        votes=st.sampled_from(["all", "any", "share", "sequence"]),
        share=st.sampled_from([0.34, 0.5, 1]),
        empty=st.sampled_from(["agree", "ask"]),
        applicant=st.sampled_from(["decides", "skips", "supervisor"]),
        repeated=st.sampled_from(["asks", "agrees_next", "agrees"]),
    ),
    min_size=1,
    max_size=4,
)


def any_event(data: st.DataObject, case: Case) -> Event:
    """Something that somebody does next."""
    if case.state is CaseState.RETURNED:
        again: list[Event] = [Resubmit(), Renew(), Withdraw()]
        return data.draw(st.sampled_from(again))
    task = data.draw(st.sampled_from([task.number for task in case.tasks]))
    person = data.draw(st.integers(1, 9))
    back = data.draw(st.sampled_from([None, *range(case.node)]))
    events: list[Event] = [
        Vote(task, True),
        Vote(task, True),
        Vote(task, False),
        Transfer(task, person, is_forced=person > 6),
        Add(task, (person, person + 1), "before"),
        Add(task, (person,), "after"),
        Add(task, (person,), "beside"),
        Return(task, back, "restart"),
        Return(task, back, "return_to_me"),
        Withdraw(),
        Renew(),
    ]
    return data.draw(st.sampled_from(events))


def check_sound(case: Case) -> None:
    """Somebody can go on, or it is over and nobody is asked; nobody is asked twice for a seat."""
    open_tasks = [task for task in case.tasks if task.is_open]
    if case.state is CaseState.DECIDING:
        assert case.pending
        assert all(task.visit == case.visit for task in open_tasks)
    else:
        assert not open_tasks
    for seat in {task.seat for task in open_tasks}:
        mine = [task for task in open_tasks if task.seat == seat]
        assert len({task.person for task in mine}) == len(mine)


def run_out(case: Case, people: Sequence[Sequence[int]]) -> Case:
    """Everybody agrees from here on: it must come to an end."""
    for _ in range(200):
        if case.state is CaseState.RETURNED:
            case = entered(decide(case, Resubmit()), people)
        elif case.pending:
            case = entered(decide(case, Vote(case.pending[0].number, True)), people)
        check_sound(case)
        if case.is_over:
            assert case.state is CaseState.AGREED
            assert all(task.state is not TaskState.PENDING for task in case.tasks)
            break
    return case
