"""Who decides in whose place: delegates, supervisors, successors; and what time does."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from engine.actor import Origin
from engine.database import Database
from engine.load_actor import load_actor
from engine.people_changes import disable_user
from tests.engine.shop_app import Body
from tests.workflow.office import Office, approval, node, open_office
from workflow.answering import answer_todo
from workflow.approvals.acting import Words, return_approval
from workflow.errors import ApprovalClosed, DelegationRefused, TodoClosed
from workflow.handing_over import hand_over_todos
from workflow.todos import Answer

OpenOffice = Callable[..., Office]
BOSS = node("boss", {"supervisor_of": "CURRENT_USER()"})


@pytest.fixture
def office(database: Database, tmp_path: Path) -> OpenOffice:
    """What opens the office with an approval of these nodes."""

    def open_it(*nodes: Body, **more: object) -> Office:
        return open_office(database, tmp_path, approval(*nodes, **more))

    return open_it


def test_a_to_do_is_answered_in_place(office: OpenOffice) -> None:
    it = office(node("finance", {"role": "finance"}, votes="any"))
    bill = it.bill()
    asked = it.pay(bill)
    [dans], [eves] = it.todos(it.dan), it.todos(it.eve)
    answer_todo(it.work, it.actor(it.dan), dans, Answer("agree", "好"))
    with pytest.raises(TodoClosed):
        answer_todo(it.work, it.actor(it.eve), eves, Answer("refuse", "不"))
    assert (it.todo_state(dans), it.todo_state(eves)) == ("done", "withdrawn")
    it.settle()
    assert (it.state(asked), it.record(bill)["stage"]) == ("agreed", "paid")


def test_a_to_do_cannot_agree_to_what_has_changed(office: OpenOffice) -> None:
    it = office(BOSS)
    bill = it.bill()
    asked = it.pay(bill)
    [todo] = it.todos(it.bob)
    it.update(bill, amount=7)
    with pytest.raises(ApprovalClosed):
        answer_todo(it.work, it.actor(it.bob), todo, Answer("agree"))
    it.settle()
    assert it.log(asked).count("renewed") == 1
    assert it.todos(it.bob) != [todo]


def test_supervisors_are_asked_one_after_the_other(office: OpenOffice) -> None:
    it = office(node("chain", {"levels": 2}))
    asked = it.pay(it.bill())
    assert it.pending(asked) == [it.bob]
    it.decide(asked, it.bob)
    assert it.pending(asked) == [it.cleo]
    it.decide(asked, it.cleo)
    assert it.state(asked) == "agreed"


def test_a_delegate_is_asked_in_that_time_and_for_that_approval(office: OpenOffice) -> None:
    it = office(BOSS)
    it.delegate(it.bob, it.dan)
    it.delegate(it.dan, it.eve, "office.pay")
    assert it.pending(it.pay(it.bill())) == [it.eve]
    # Ann asks, so she cannot be the one who decides in the end: Bob himself does.
    it.delegate(it.eve, it.ann, "office.pay")
    assert it.pending(it.pay(it.bill())) == [it.bob]
    it.later(days=2)
    assert it.pending(it.pay(it.bill())) == [it.bob]
    with pytest.raises(DelegationRefused, match="delegation_to_self"):
        it.delegate(it.bob, it.bob)


def test_a_leaver_s_task_goes_to_who_stands_above(office: OpenOffice) -> None:
    it = office(node("finance", {"role": "finance"}), BOSS)
    asked = it.pay(it.bill())

    def leave(person: int) -> None:
        it.work.database.write(lambda c: disable_user(it.work, c, person))
        it.work.database.write(lambda c: hand_over_todos(c, it.work, person))

    leave(it.dan)
    assert it.pending(asked) == [it.eve, it.ada]
    it.decide(asked, it.ada)
    it.decide(asked, it.eve)
    leave(it.bob)
    assert it.pending(asked) == [it.cleo]
    assert it.todos(it.cleo) != []
    it.decide(asked, it.cleo)
    assert it.state(asked) == "agreed"


def test_a_leaver_is_not_asked_at_all(office: OpenOffice) -> None:
    it = office(node("checker", "复核人", empty="ask", empty_to={"role": "finance"}))
    it.work.database.write(lambda c: disable_user(it.work, c, it.cleo))
    asked = it.pay(it.bill(checker=str(it.cleo)))
    assert it.pending(asked) == [it.dan, it.eve]


def test_what_is_returned_is_a_to_do_and_may_be_changed(office: OpenOffice) -> None:
    it = office(BOSS, changed="refuse")
    bill = it.bill()
    asked = it.pay(bill)
    return_approval(it.work, it.actor(it.bob), asked, (None, "restart"), Words(comment="缺发票"))
    [todo] = it.todos(it.ann)
    it.update(bill, note="补了发票")
    answer_todo(it.work, it.actor(it.ann), todo, Answer("resubmit", "已补"))
    assert it.pending(asked) == [it.bob]
    return_approval(it.work, it.actor(it.bob), asked, (None, "restart"), Words(comment="还缺"))
    it.work.database.write(lambda c: disable_user(it.work, c, it.ann))
    it.work.database.write(lambda c: hand_over_todos(c, it.work, it.ann))
    [todo] = it.todos(it.bob)
    actor = load_actor(it.work, it.bob, Origin.UI)
    answer_todo(it.work, actor, todo, Answer("withdraw", "人已离职"))
    assert (it.state(asked), it.todos(it.bob)) == ("withdrawn", [])


@pytest.mark.parametrize(
    ("then", "more", "state", "pending"),
    [
        ("agree", {}, "agreed", []),
        ("refuse", {}, "rejected", []),
        ("remind", {}, "deciding", ["bob"]),
        ("escalate", {}, "deciding", ["cleo"]),
        ("pass_on", {"to": {"role": "finance"}}, "deciding", ["dan"]),
    ],
)
def test_when_nobody_decides_in_time(
    office: OpenOffice, then: str, more: Body, state: str, pending: list[str]
) -> None:
    timeout = {"within": "2h", "time": "working", "then": then, **more}
    it = office(node("boss", {"supervisor_of": "CURRENT_USER()"}, timeout=timeout))
    it.clock.advance(timedelta(hours=7))
    asked = it.pay(it.bill())
    it.later(hours=16)
    assert it.state(asked) == "deciding"
    assert it.pending(asked) == [it.bob]
    it.later(hours=2)
    assert it.state(asked) == state
    assert it.pending(asked) == [getattr(it, login) for login in pending]


def test_escalation_ends_with_the_administrators(office: OpenOffice) -> None:
    timeout = {"within": "1h", "time": "calendar", "then": "escalate"}
    it = office(node("boss", {"supervisor_of": "CURRENT_USER()"}, timeout=timeout))
    asked = it.pay(it.bill())
    for person in (it.cleo, it.ada, it.ada):
        it.later(hours=1)
        assert it.pending(asked) == [person]
    assert it.log(asked)[-1] == "reminded"
