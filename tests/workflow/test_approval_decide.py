"""workflow.approvals.decide: transfers, additions, returns, withdrawals; and whatever people do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.approval_cases import (
    ADMIN,
    APPLICANT,
    BOSS,
    THREE,
    asked,
    case_of,
    entered,
    node,
    refused,
    states,
    task_of,
    three,
    told,
    voted,
)
from tests.workflow.approval_walks import NODES, PEOPLE, any_event, check_sound, run_out
from workflow.approvals.case import Asked, Case, CaseState
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
from workflow.errors import ApprovalRefused


def test_a_transferred_task_is_the_others() -> None:
    case = three()
    case = decide(case, Transfer(task_of(case, 3).number, 7))
    assert sorted(task.person for task in case.pending) == [4, 7]
    assert refused(case, Transfer(task_of(case, 7).number, 3)) == "already_asked"
    assert refused(case, Transfer(task_of(case, 7).number, 4)) == "already_asked"
    assert refused(case, Transfer(task_of(case, 7).number, APPLICANT)) == "applicant_may_not"


def test_people_added_before_decide_first() -> None:
    case = three()
    case = decide(case, Add(task_of(case, 3).number, (7, 8), "before"))
    assert sorted(task.person for task in case.pending) == [4, 7, 8]
    assert refused(case, Add(task_of(case, 7).number, (9,), "before")) == "added_do_not_add"
    case = voted(voted(case, 7), 8)
    assert sorted(task.person for task in case.pending) == [3, 4]
    assert voted(case, 3, agrees=False).state is CaseState.REJECTED


def test_adding_after_is_agreeing_for_oneself() -> None:
    case = three()
    case = voted(decide(case, Add(task_of(case, 3).number, (7,), "after")), 4)
    assert [task.person for task in case.pending] == [7]
    assert case.node == 1
    assert voted(case, 7).node == 2


def test_people_added_beside_have_votes_of_their_own() -> None:
    case = entered(case_of(node(votes="share", share=0.5)), [(2, 3)])
    case = decide(case, Add(task_of(case, 2).number, (7, 8), "beside"))
    case = voted(case, 7)
    assert case.state is CaseState.DECIDING
    assert voted(case, 8).state is CaseState.AGREED


def test_a_return_that_begins_again_asks_everybody_again() -> None:
    case = entered(voted(voted(three(), 3), 4), THREE)
    case = entered(decide(case, Return(task_of(case, 5).number, 0, "restart")), THREE)
    for person in (2, 3, 4):
        case = entered(voted(case, person), THREE)
    assert (case.node, [task.person for task in case.pending]) == (2, [5])


def test_a_return_that_comes_back_passes_over_what_was_agreed() -> None:
    case = voted(three(), 4)
    case = entered(decide(case, Return(task_of(case, 3).number, 0, "return_to_me")), THREE)
    assert [task.person for task in case.pending] == [2]
    case = voted(case, 2)
    assert (case.node, [task.person for task in case.pending]) == (1, [3])
    assert voted(case, 3).node == 2


def test_the_applicant_resubmits_what_was_returned() -> None:
    case = three()
    case = decide(case, Return(task_of(case, 4).number, None, "return_to_me"))
    assert case.state is CaseState.RETURNED
    assert not case.pending
    case = decide(case, Resubmit())
    assert sorted(task.person for task in case.pending) == [3, 4]
    again = decide(three(), Return(task_of(three(), 4).number, None, "restart"))
    assert entered(decide(again, Resubmit()), THREE).node == 0


@pytest.mark.parametrize(
    ("repeated", "nodes", "states_then"),
    [
        ("asks", [(2,), (2,)], CaseState.DECIDING),
        ("agrees_next", [(2,), (2,)], CaseState.AGREED),
        ("agrees_next", [(2,), (3,), (2,)], CaseState.DECIDING),
        ("agrees", [(2,), (3,), (2,)], CaseState.AGREED),
    ],
)
def test_who_has_agreed_before(
    repeated: str, nodes: list[tuple[int, ...]], states_then: CaseState
) -> None:
    case = case_of(*(node(f"n{i}", repeated=repeated) for i in range(len(nodes))))
    case = entered(case, nodes)
    for people in nodes[:-1]:
        case = entered(voted(case, people[0]), nodes)
    assert case.state is states_then


@pytest.mark.parametrize(
    ("properties", "people", "pending", "note"),
    [
        ({}, (APPLICANT,), [BOSS], "node_entered"),
        ({"applicant": "decides"}, (APPLICANT,), [APPLICANT], "node_entered"),
        ({"applicant": "skips"}, (APPLICANT,), [], "applicant_skips"),
        ({"applicant": "skips"}, (APPLICANT, 2), [2], "applicant_skips"),
        ({"empty": "ask"}, (), [ADMIN], "nobody_asked"),
        ({"empty": "refuse_to_start"}, (), [ADMIN], "nobody_asked"),
        ({"empty": "agree"}, (), [], "nobody_asked"),
    ],
)
def test_whom_a_node_asks(
    properties: dict[str, object], people: tuple[int, ...], pending: list[int], note: str
) -> None:
    case = entered(case_of(node("n", **properties)), [people])
    assert [task.person for task in case.pending] == pending
    assert note in told(case)
    assert case.state is (CaseState.DECIDING if pending else CaseState.AGREED)


def test_a_node_that_is_not_needed_is_passed() -> None:
    case = decide(case_of(node()), Asked(people=(2,), applies=False))
    assert (case.state, told(case)) == (CaseState.AGREED, ["not_needed"])


def test_a_delegate_decides_for_somebody_but_not_the_applicant() -> None:
    people = Asked(people=(2, 3), delegates={2: 7, 3: APPLICANT})
    case = decide(case_of(node()), people)
    assert [(task.person, task.behalf) for task in case.pending] == [(7, 2), (3, None)]


def test_nobody_at_all_is_an_end_and_no_standstill() -> None:
    case = decide(case_of(node()), Asked())
    assert (case.state, told(case)) == (CaseState.REJECTED, ["nobody_asked", "nobody_left"])


@pytest.mark.parametrize(
    ("withdraw", "has_vote", "code"),
    [
        ("until_first", False, ""),
        ("until_first", True, "decided_meanwhile"),
        ("until_end", True, ""),
        ("never", False, "never_withdrawn"),
    ],
)
def test_taking_it_back(withdraw: str, has_vote: bool, code: str) -> None:
    case = Case(nodes=(node(),), applicant=APPLICANT, withdraw=withdraw)  # type: ignore[arg-type] # one of its words
    case = decide(case, asked(2, 3))
    case = voted(case, 2) if has_vote else case
    assert refused(case, Withdraw()) == code
    ended = decide(case, Withdraw(is_forced=True))
    assert ended.state is CaseState.WITHDRAWN
    assert states(ended)[1] == (3, "cancelled")


def test_a_change_asks_everybody_again() -> None:
    case = decide(three(), Renew())
    assert (case.state, case.node, case.pending) == (CaseState.ENTERING, 0, ())
    case = entered(case, THREE)
    assert [task.person for task in case.pending] == [2]


@pytest.mark.parametrize("event", [Renew(), Return(2, 0, "restart")])
def test_what_was_agreed_before_counts_for_nothing_afterwards(event: Event) -> None:
    case = case_of(node("a", repeated="agrees"), node("b"), node("c", repeated="agrees"))
    people = [(2,), (3,), (2,)]
    case = voted(entered(case, people), 2)
    case = entered(decide(entered(case, people), event), people)
    assert [task.person for task in case.pending] == [2]


def test_what_a_node_does_not_allow() -> None:
    case = entered(case_of(node("a", may=())), [(2,)])
    for event in (Transfer(1, 7), Add(1, (7,), "before"), Return(1, None, "restart")):
        assert refused(case, event) == "not_in_this_node"
    assert refused(case, Vote(9, True)) == "not_asked"
    assert refused(three(), Vote(1, True)) == "already_decided"
    assert refused(three(), Return(task_of(three(), 3).number, 1, "restart")) == "not_earlier"


@given(nodes=NODES, people=st.lists(PEOPLE, min_size=4, max_size=4), data=st.data())
def test_whatever_people_do_it_never_stands_still_and_ends_once(
    nodes: list[object], people: list[tuple[int, ...]], data: st.DataObject
) -> None:
    case = entered(Case(nodes=tuple(nodes), applicant=APPLICANT), people)  # type: ignore[arg-type] # they are nodes
    for _ in range(25):
        check_sound(case)
        if case.is_over:
            break
        before = case
        try:
            case = entered(decide(case, any_event(data, case)), people)
        except ApprovalRefused:
            assert case == before
    if not case.is_over:
        case = run_out(case, people)
    assert case.is_over
    for event in (Vote(1, True), Withdraw(is_forced=True), Renew(), asked(2)):
        assert refused(case, event) == "approval_over"
