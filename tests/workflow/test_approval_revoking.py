"""What was agreed is taken back: who may ask for it, who agrees, what follows."""

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.database import Database
from tests.engine.shop_app import Body
from tests.workflow.office import Office, approval, node, open_office, publish
from workflow.approvals.acting import Words
from workflow.approvals.revoking import ask_to_revoke
from workflow.approvals.settling import settle_move
from workflow.errors import ApprovalRefused, ApprovalUnknown

OpenOffice = Callable[..., Office]

BOSS = node("boss", {"supervisor_of": "CURRENT_USER()"})
FINANCE = node("finance", {"role": "finance"}, votes="any")
BACK: Body = {"transition": "take_back", "on_revoked": "mark"}
WHY = Words(comment="客户退货")


@pytest.fixture
def office(database: Database, tmp_path: Path) -> OpenOffice:
    """What opens the office with an approval that is taken back in this way."""

    def open_it(revoke: Body | None, *nodes: Body) -> Office:
        more = {} if revoke is None else {"revoke": revoke}
        return open_office(database, tmp_path, approval(*(nodes or (BOSS,)), **more))

    return open_it


@pytest.fixture
def agreed() -> Callable[[Office], tuple[int, int]]:
    """What gives a bill that is paid, and the approval that agreed to that."""

    def agree(it: Office) -> tuple[int, int]:
        bill = it.bill()
        asked = it.pay(bill)
        it.decide(asked, it.bob)
        for person in it.pending(asked)[:1]:
            it.decide(asked, person)
        assert it.record(bill)["stage"] == "paid"
        return bill, asked

    return agree


Agreed = Callable[[Office], tuple[int, int]]


def test_the_move_is_taken_back_once_the_same_people_agree(
    office: OpenOffice, agreed: Agreed
) -> None:
    it = office(BACK, BOSS, FINANCE)
    bill, asked = agreed(it)
    back = ask_to_revoke(it.work, it.actor(it.ann), asked, WHY)
    assert (it.pending(back), it.record(bill)["stage"]) == ([it.bob], "paid")
    it.decide(back, it.bob)
    it.decide(back, it.eve)
    it.settle()
    assert (it.record(bill)["stage"], it.record(bill)["note"]) == ("draft", "已同意")
    assert (it.state(asked), it.stored(asked).filed.revoked_by) == ("agreed", back)
    assert it.stored(back).filed.revokes == asked
    assert it.log(asked)[-2:] == ["revocation_asked", "revoked"]
    assert it.told(it.ann) == ["付款审批已同意", "付款审批撤销已同意"]


def test_it_is_taken_back_once(office: OpenOffice, agreed: Agreed) -> None:
    it = office(BACK)
    bill, asked = agreed(it)
    back = ask_to_revoke(it.work, it.actor(it.ann), asked, WHY)
    with pytest.raises(ApprovalRefused, match="approval_pending_already"):
        ask_to_revoke(it.work, it.actor(it.ann), asked, WHY)
    it.decide(back, it.bob)
    settle_move(it.work, back)
    it.settle()
    assert it.log(asked).count("revoked") == 1
    for id, code in ((asked, "revoked_already"), (back, "not_revocable")):
        with pytest.raises(ApprovalRefused, match=code):
            ask_to_revoke(it.work, it.actor(it.ann), id, WHY)
    again = it.pay(bill)
    assert it.pending(again) == [it.bob]


def test_a_refusal_leaves_what_was_agreed(office: OpenOffice, agreed: Agreed) -> None:
    it = office(BACK)
    bill, asked = agreed(it)
    back = ask_to_revoke(it.work, it.actor(it.ann), asked, WHY)
    it.decide(back, it.bob, "不行", agrees=False)
    it.settle()
    assert (it.record(bill)["stage"], it.stored(asked).filed.revoked_by) == ("paid", None)
    assert it.told(it.ann)[-1] == "付款审批撤销未通过"
    assert it.pending(ask_to_revoke(it.work, it.actor(it.ann), asked, WHY)) == [it.bob]


def test_without_a_way_back_it_is_marked_and_automations_start(
    office: OpenOffice, agreed: Agreed
) -> None:
    it = office({"nodes": ["finance"], "on_revoked": "mark"}, BOSS, FINANCE)
    bill, asked = agreed(it)
    back = ask_to_revoke(it.work, it.actor(it.ann), asked, WHY)
    assert it.pending(back) == [it.dan, it.eve]
    it.decide(back, it.dan)
    it.settle()
    assert (it.record(bill)["stage"], it.record(bill)["note"]) == ("paid", "已同意")
    assert it.stored(asked).filed.revoked_by == back


def test_a_way_back_that_the_machine_refuses_is_told(office: OpenOffice, agreed: Agreed) -> None:
    it = office(BACK)
    bill, asked = agreed(it)
    it.update(bill, note="已报税")
    back = ask_to_revoke(it.work, it.actor(it.ann), asked, WHY)
    it.decide(back, it.bob)
    it.settle()
    assert (it.record(bill)["stage"], it.log(back)[-1]) == ("paid", "move_refused")
    assert it.stored(asked).filed.revoked_by == back
    assert it.told(it.ann)[-1] == "审批已同意，但流转没有完成"


def test_who_may_ask_and_when(office: OpenOffice, agreed: Agreed) -> None:
    it = office({"within": "2d"})
    _, asked = agreed(it)
    for person, words, error, code in (
        (it.bob, WHY, ApprovalRefused, "not_the_applicant"),
        (it.cleo, WHY, ApprovalUnknown, "approval_unknown"),
        (it.ann, Words(), ApprovalRefused, "reason_for_decision"),
    ):
        with pytest.raises(error, match=code):
            ask_to_revoke(it.work, it.actor(person), asked, words)
    it.later(days=3)
    with pytest.raises(ApprovalRefused, match="revoke_too_late"):
        ask_to_revoke(it.work, it.actor(it.ann), asked, WHY)
    publish(it.work, approval(BOSS))
    with pytest.raises(ApprovalRefused, match="not_revocable"):
        ask_to_revoke(it.work, it.actor(it.ann), asked, WHY)


def test_only_what_was_agreed_and_done_is_taken_back(office: OpenOffice) -> None:
    it = office(BACK)
    bill = it.bill()
    asked = it.pay(bill)
    with pytest.raises(ApprovalRefused, match="not_revocable"):
        ask_to_revoke(it.work, it.actor(it.ann), asked, WHY)
    it.update(bill, amount=-1)
    it.settle()
    it.decide(asked, it.bob)
    assert it.log(asked)[-1] == "move_refused"
    with pytest.raises(ApprovalRefused, match="not_revocable"):
        ask_to_revoke(it.work, it.actor(it.ann), asked, WHY)
