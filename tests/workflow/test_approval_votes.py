"""workflow.approvals.votes: what the votes of one node come to, beside an oracle."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.approval_cases import case_of, entered, expected_verdict, node, states, voted
from workflow.approvals.case import CaseState

VERDICTS = {
    True: CaseState.AGREED,
    False: CaseState.REJECTED,
    None: CaseState.DECIDING,
}


@pytest.mark.parametrize(
    ("votes", "share", "answers", "verdict"),
    [
        ("all", None, [True, True], None),
        ("all", None, [True, True, True], True),
        ("all", None, [True, False], False),
        ("any", None, [True], True),
        ("any", None, [False], False),
        ("share", 0.6, [True, True], True),
        ("share", 0.6, [True, False], None),
        ("share", 0.6, [False, False], False),
        ("sequence", None, [True, True], None),
        ("sequence", None, [True, True, True], True),
        ("sequence", None, [True, False], False),
    ],
)
def test_a_node_of_three(
    votes: str, share: float | None, answers: list[bool], verdict: bool | None
) -> None:
    case = entered(case_of(node(votes=votes, share=share)), [(2, 3, 4)])
    for person, agrees in zip((2, 3, 4), answers, strict=False):
        case = voted(case, person, agrees=agrees)
    assert case.state is VERDICTS[verdict]


@given(
    votes=st.sampled_from(["all", "any", "share", "sequence"]),
    share=st.integers(1, 100),
    seats=st.integers(1, 7),
    data=st.data(),
)
def test_the_verdict_is_that_of_the_oracle(
    votes: str, share: int, seats: int, data: st.DataObject
) -> None:
    case = case_of(node(votes=votes, share=share / 100, repeated="asks"))
    case = entered(case, [tuple(range(2, 2 + seats))])
    answers: list[bool] = []
    while case.state is CaseState.DECIDING:
        person = data.draw(st.sampled_from([task.person for task in case.pending]))
        answers.append(data.draw(st.booleans()))
        before = expected_verdict(votes, share / 100, answers[:-1], seats)
        assert before is None
        case = voted(case, person, agrees=answers[-1])
        expected = expected_verdict(votes, share / 100, answers, seats)
        assert case.state is VERDICTS[expected]


def test_in_sequence_the_next_is_asked_after_the_one_before() -> None:
    case = entered(case_of(node(votes="sequence")), [(2, 3, 4)])
    assert [task.person for task in case.pending] == [2]
    case = voted(case, 2)
    assert [task.person for task in case.pending] == [3]


def test_whoever_is_late_is_skipped() -> None:
    case = voted(entered(case_of(node(votes="any")), [(2, 3)]), 3)
    assert states(case) == [(2, "skipped"), (3, "agreed")]
