"""Approvals from the move that asks for one to what follows: who is asked, what is written."""

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.database import Database
from engine.errors import WriteRefused
from tests.engine.shop_app import Body
from tests.workflow.office import Office, approval, node, open_office, publish
from workflow.approvals.acting import Words, urge_people, withdraw_approval
from workflow.errors import ApprovalClosed, ApprovalRefused, ApprovalUnknown

OpenOffice = Callable[..., Office]

ONE = node("boss", {"supervisor_of": "CURRENT_USER()"})
FINANCE = node("finance", {"role": "finance"}, votes="any")


@pytest.fixture
def office(database: Database, tmp_path: Path) -> OpenOffice:
    """What opens the office with an approval of these nodes."""

    def open_it(*nodes: Body, **more: object) -> Office:
        return open_office(database, tmp_path, approval(*nodes, **more))

    return open_it


def test_a_move_waits_until_everybody_has_agreed(office: OpenOffice) -> None:
    it = office(ONE, FINANCE)
    bill = it.bill()
    asked = it.pay(bill)
    assert it.pending(asked) == [it.bob]
    assert it.record(bill)["stage"] == "draft"
    it.decide(asked, it.bob, "可以")
    assert it.pending(asked) == [it.dan, it.eve]
    it.decide(asked, it.eve)
    assert it.state(asked) == "agreed"
    assert it.record(bill)["stage"] == "paid"
    assert it.todos(it.dan) == it.todos(it.bob) == []
    assert it.told(it.ann) == ["付款审批已同意"]


def test_a_rejection_leaves_the_record_as_it_was(office: OpenOffice) -> None:
    it = office(ONE)
    bill = it.bill()
    asked = it.pay(bill)
    with pytest.raises(ApprovalRefused, match="reason_for_decision"):
        it.decide(asked, it.bob, agrees=False)
    it.decide(asked, it.bob, "太贵", agrees=False)
    assert (it.state(asked), it.record(bill)["stage"]) == ("rejected", "draft")
    assert it.told(it.ann) == ["付款审批未通过"]
    assert it.state(it.pay(bill)) == "deciding"


def test_only_who_is_asked_decides_and_others_know_of_nothing(office: OpenOffice) -> None:
    it = office(ONE)
    asked = it.pay(it.bill())
    for person, error in ((it.ann, ApprovalRefused), (it.cleo, ApprovalUnknown)):
        with pytest.raises(error):
            it.decide(asked, person)
    it.decide(asked, it.bob)
    with pytest.raises(ApprovalClosed):
        it.decide(asked, it.bob)


def test_the_move_is_checked_again_when_it_is_agreed(office: OpenOffice) -> None:
    it = office(ONE, freezes=["note"])
    bill = it.bill()
    asked = it.pay(bill)
    it.update(bill, amount=-1)
    it.decide(asked, it.bob)
    assert (it.state(asked), it.record(bill)["stage"]) == ("agreed", "draft")
    assert it.log(asked)[-1] == "move_refused"
    assert it.told(it.ann)[-1] == "审批已同意，但流转没有完成"


def test_what_its_formulas_named_may_be_gone(office: OpenOffice) -> None:
    it = office(ONE, node("check", {"role": "finance"}, votes="any", when="账户='甲'"))
    bill = it.bill(account="甲")
    asked = it.pay(bill)
    publish(it.work, approval(ONE), gone="account")
    it.decide(asked, it.bob)
    assert it.pending(asked) == [it.dan, it.eve]
    it.decide(asked, it.dan)
    assert (it.state(asked), it.record(bill)["stage"]) == ("agreed", "paid")


def test_a_change_begins_the_approval_anew(office: OpenOffice) -> None:
    it = office(ONE, FINANCE, freezes=["amount"])
    bill = it.bill()
    asked = it.pay(bill)
    it.decide(asked, it.bob)
    it.update(bill, note="说明")
    it.settle()
    assert it.pending(asked) == [it.dan, it.eve]
    it.update(bill, amount=900)
    with pytest.raises(ApprovalClosed, match="changed_meanwhile"):
        it.decide(asked, it.dan)
    assert it.pending(asked) == [it.bob]
    it.update(bill, amount=901)
    it.settle()
    assert it.log(asked).count("renewed") == 2


def test_a_frozen_field_is_refused_where_the_document_says_so(office: OpenOffice) -> None:
    it = office(ONE, changed="refuse", freezes=["amount"])
    bill = it.bill()
    asked = it.pay(bill)
    with pytest.raises(WriteRefused, match="field_frozen"):
        it.update(bill, amount=1)
    it.update(bill, note="说明")
    it.decide(asked, it.bob)
    it.update(bill, amount=1)
    assert it.record(bill)["stage"] == "paid"


def test_people_write_at_their_node_what_it_lets_them_and_no_more(office: OpenOffice) -> None:
    it = office(node("finance", {"role": "finance"}, fields={"account": "edit", "name": "read"}))
    bill = it.bill()
    asked = it.pay(bill)
    with pytest.raises(ApprovalRefused, match="field_not_here"):
        it.decide(asked, it.dan, values={"amount": 1})
    it.decide(asked, it.dan, values={"account": "6222"})
    assert it.record(bill)["account"] == "6222"
    assert it.pending(asked) == [it.eve]
    with pytest.raises(WriteRefused):
        it.update(bill, it.actor(it.ann), account="1")


def test_the_applicant_takes_it_back_until_somebody_decides(office: OpenOffice) -> None:
    it = office(ONE, FINANCE)
    bill = it.bill()
    asked = it.pay(bill)
    with pytest.raises(ApprovalRefused, match="not_the_applicant"):
        withdraw_approval(it.work, it.actor(it.bob), asked, Words())
    withdraw_approval(it.work, it.actor(it.ann), asked, Words(comment="写错了"))
    assert (it.state(asked), it.todos(it.bob)) == ("withdrawn", [])
    again = it.pay(bill)
    it.decide(again, it.bob)
    with pytest.raises(ApprovalRefused, match="decided_meanwhile"):
        withdraw_approval(it.work, it.actor(it.ann), again, Words())
    withdraw_approval(it.work, it.actor(it.ada), again, Words())
    assert it.state(again) == "withdrawn"


def test_urging_has_its_limits(office: OpenOffice) -> None:
    it = office(ONE)
    asked = it.pay(it.bill())
    urge_people(it.work, it.actor(it.ann), asked, Words())
    with pytest.raises(ApprovalRefused, match="urged_already"):
        urge_people(it.work, it.actor(it.ann), asked, Words())
    it.later(minutes=30)
    urge_people(it.work, it.actor(it.ann), asked, Words())
    assert it.told(it.bob).count("催办：付款审批") == 2


def test_a_deleted_record_ends_its_approval(office: OpenOffice) -> None:
    it = office(ONE)
    bill = it.bill()
    asked = it.pay(bill)
    it.delete(bill)
    it.settle()
    assert it.state(asked) == "withdrawn"
    assert it.todos(it.bob) == []


@pytest.mark.parametrize("present", [approval(FINANCE, changed="refuse"), None])
def test_an_approval_goes_by_what_it_began_with(office: OpenOffice, present: Body | None) -> None:
    it = office(ONE, node("above", {"supervisor_of": "CURRENT_USER()", "level": 2}))
    bill = it.bill()
    asked = it.pay(bill)
    publish(it.work, present)
    it.decide(asked, it.bob)
    assert it.pending(asked) == [it.cleo]
    it.decide(asked, it.cleo)
    assert (it.state(asked), it.record(bill)["stage"]) == ("agreed", "paid")
