"""The step `approve`, and automations that follow a verdict."""

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.database import Database
from tests.engine.shop_app import Body, label
from tests.workflow.office import Office, approval, naming, node, open_office, put
from workflow.approvals.acting import Words, withdraw_approval

OpenOffice = Callable[..., Office]
FINANCE = node("finance", {"role": "finance"}, votes="any")


ASKING: Body = {
    "key": "asking",
    "label": label("报批"),
    "on": {"event": "record.created", "table": "bill"},
    "steps": [
        {
            "do": "approve",
            "key": "ask",
            "approval": "pay",
            "on_agreed": put("同意"),
            "on_rejected": put("拒绝"),
            "on_withdrawn": put("撤回"),
        },
        {"do": "set", "values": {"account": "STEP.ask.verdict"}},
    ],
}


@pytest.fixture
def office(database: Database, tmp_path: Path) -> OpenOffice:
    """What opens the office with an approval of these nodes, and the automations."""

    def open_it(*nodes: Body, runs: tuple[Body, ...] = (), **more: object) -> Office:
        return open_office(database, tmp_path, approval(*nodes, **more), *runs)

    return open_it


@pytest.mark.parametrize(
    ("agrees", "note", "verdict"), [(True, "同意", "agreed"), (False, "拒绝", "rejected")]
)
def test_a_run_waits_for_the_verdict(
    office: OpenOffice, agrees: bool, note: str, verdict: str
) -> None:
    it = office(FINANCE, runs=(ASKING,), freezes=["amount"])
    bill = it.bill()
    it.settle()
    [asked] = it.approvals(bill)
    it.decide(asked, it.dan, "看过", agrees=agrees)
    it.settle()
    assert (it.record(bill)["note"], it.record(bill)["account"]) == (note, verdict)


def test_a_run_goes_on_when_the_approval_is_taken_back(office: OpenOffice) -> None:
    it = office(FINANCE, runs=(ASKING,), freezes=["amount"])
    bill = it.bill()
    it.settle()
    [asked] = it.approvals(bill)
    withdraw_approval(it.work, it.actor(it.ada), asked, Words())
    it.settle()
    assert it.record(bill)["note"] == "撤回"


def test_an_approval_that_asks_nobody_does_not_stop_the_run(office: OpenOffice) -> None:
    it = office(node("none", "复核人"), runs=(ASKING,), freezes=["amount"])
    bill = it.bill()
    it.settle()
    assert it.record(bill)["account"] == "agreed"


@pytest.mark.parametrize(
    ("who", "asked"), [({"role": "finance"}, ["dan", "eve"]), ("复核人", []), ("创建人", [])]
)
def test_a_step_names_those_whom_the_applicant_would(
    office: OpenOffice, who: object, asked: list[str]
) -> None:
    it = office(node("one", {"chosen": True, "most": 2}), runs=(naming(who),))
    bill = it.bill()
    it.settle()
    [id] = it.approvals(bill)
    assert it.pending(id) == [getattr(it, name) for name in asked]
    assert it.state(id) == ("deciding" if asked else "agreed")


def test_a_step_names_no_more_than_the_node_takes(office: OpenOffice) -> None:
    it = office(node("one", {"chosen": True}), runs=(naming({"role": "finance"}),))
    bill = it.bill()
    it.settle()
    assert it.approvals(bill) == []


def test_an_automation_follows_once_and_after_the_move(office: OpenOffice) -> None:
    it = office(FINANCE, on_agreed="mark")
    bill = it.bill()
    it.decide(it.pay(bill), it.dan)
    it.settle()
    record = it.record(bill)
    assert (record["stage"], record["note"]) == ("paid", "已同意")


def test_a_node_that_would_ask_nobody_keeps_it_from_starting(office: OpenOffice) -> None:
    it = office(node("checker", "复核人", empty="refuse_to_start"))
    bill = it.bill()
    with pytest.raises(IndexError):
        it.pay(bill)
    assert it.told(it.ann) == ["付款审批没有发起"]
    assert it.record(bill)["stage"] == "draft"
    it.update(bill, checker=str(it.eve))
    assert it.pending(it.pay(bill)) == [it.eve]
