"""Requirements 120 to 125: seven states, each move with its proof, its people and its tasks."""

from typing import cast

import pytest

from tests.runtime.paperwork import PDF, picture
from tests.scenarios.requirements.company import Company, Json, Person
from tests.scenarios.requirements.orders import ORDER, order_of, proposed, signed, stage, titles
from tests.workflow.outside.stand_in import StandIn
from workflow.outside_addresses import write_networks

PACKAGES = ("crm", "fulfilment")
PEOPLE = (
    Person("chief", ("fulfilment.order_manager",)),
    Person("sale", ("fulfilment.order_sales", "crm.salesperson"), None, "chief"),
    Person("money", ("fulfilment.finance",)),
    Person("ship", ("fulfilment.delivery",)),
)
STATES = ["线索初筛", "方案确认", "合同签署", "首付款到账", "排产启动", "发货完成", "交付验收"]


@pytest.fixture(scope="module")
def customer(company: Company) -> str:
    """Somebody who orders."""
    return company.create(
        "root",
        "crm.customer",
        name="恒通重工",
        key_contact="李总",
        stage="negotiating",
        next_follow_up=company.clock.now().isoformat(),
        owner=company.ids["sale"],
    )


def test_r120_seven_states_in_order_each_with_an_action(company: Company, customer: str) -> None:
    document = company.ask("root", "GET", "/apps/fulfilment/documents/table/order")
    [machine] = cast(list[Json], document["state_machines"])
    states = cast(list[Json], machine["states"])
    assert [cast(Json, state["label"])["zh"] for state in states] == STATES
    for move in cast(list[Json], machine["transitions"]):
        assert move["run"], move["key"]
        assert move["creates"], move["key"]
    order = order_of(company, customer, "七态")
    assert stage(company, order) == "screening"
    company.move(
        "sale",
        ORDER,
        order,
        "confirm_proposal",
        proposal_file=[company.upload("sale", "方案.pdf", PDF)],
    )
    assert titles(company, order) == ["确认方案：七态"]
    assert "订单 七态 已到「方案确认」" in company.heard("sale")


def test_r121_signing_takes_a_pdf_and_finance(company: Company, customer: str) -> None:
    order = proposed(company, customer, "签约")
    number = {"contract_number": "HT-1"}
    assert company.move_refused("sale", ORDER, order, "sign", **number) == {"form_field_needed"}
    picture = company.upload("sale", "合同.txt", b"this is no PDF at all\n")
    wrong = {**number, "contract_file": [picture]}
    assert company.move_refused("sale", ORDER, order, "sign", **wrong)
    file = company.upload("sale", "合同.pdf", PDF)
    company.move("sale", ORDER, order, "sign", **number, contract_file=[file])
    assert stage(company, order) == "proposal"
    assert "approval_pending" in company.move_refused(
        "sale", ORDER, order, "sign", **number, contract_file=[file]
    )
    company.decide("money", "agree")
    assert stage(company, order) == "signed"
    assert company.record(ORDER, order)["contract_number"] == "HT-1"


def test_r121_what_finance_refuses_is_not_signed(company: Company, customer: str) -> None:
    order = proposed(company, customer, "驳回")
    file = company.upload("sale", "合同.pdf", PDF)
    company.move("sale", ORDER, order, "sign", contract_number="HT-2", contract_file=[file])
    company.decide("money", "refuse", "金额与报价单不符")
    assert stage(company, order) == "proposal"
    assert any("财务确认未通过" in text for text in company.heard("sale"))
    [asked, *_] = cast(list[Json], company.ask("sale", "GET", "/approvals?mine=asked")["approvals"])
    assert "金额与报价单不符" in str(company.ask("sale", "GET", f"/approvals/{asked['id']}"))


def test_r122_starting_production_tells_the_delivery_manager(
    company: Company, customer: str
) -> None:
    order = signed(company, customer, "排产")
    company.move("money", ORDER, order, "receive_deposit", deposit_amount=36000)
    assert company.move_refused("ship", ORDER, order, "start_production")
    form = {"plan_date": "2026-04-01", "delivery_manager": company.ids["ship"]}
    company.move("ship", ORDER, order, "start_production", **form)
    assert "订单 排产 已到「排产启动」" in company.heard("ship")


def test_r123_shipping_leaves_only_with_its_checklist(company: Company, customer: str) -> None:
    order = signed(company, customer, "发货")
    company.move("money", ORDER, order, "receive_deposit", deposit_amount=36000)
    form = {"plan_date": "2026-04-01", "delivery_manager": company.ids["ship"]}
    company.move("ship", ORDER, order, "start_production", **form)
    photo = company.upload("ship", "发货.png", picture(40, 30))
    shipping = {"tracking_number": "SF100", "receiver": "赵仓管", "photos": [photo]}
    company.move("ship", ORDER, order, "ship", **shipping)
    day = {"accepted_on": "2026-04-20"}
    assert "tick_needed" in company.move_refused("sale", ORDER, order, "accept", **day)
    for item in ("tracking", "photo", "receiver"):
        company.tick_off("ship", ORDER, order, item)
    company.move("sale", ORDER, order, "accept", **day)
    assert stage(company, order) == "accepted"


def test_r124_nothing_else_changes_the_state(company: Company, customer: str) -> None:
    order = order_of(company, customer, "唯一入口")
    place = f"/apps/fulfilment/tables/order/records/{order}"
    values = {"values": {"stage": "accepted"}}
    assert company.refused("sale", "PATCH", place, values)
    override = f"{place}/states/stage"
    assert company.refused("chief", "PUT", override, {"state": "accepted"})
    assert company.refused("sale", "PUT", override, {"state": "accepted", "reason": "补录"})
    company.ask("chief", "PUT", override, {"state": "accepted", "reason": "历史订单补录"})
    history = company.ask("root", "GET", f"{place}/history")
    assert "历史订单补录" in str(history)
    batch = {"update": [{"id": order, "values": {"stage": "screening"}}], "on_error": "stop"}
    batches = "/apps/fulfilment/tables/order/records/batch"
    assert company.refused("sale", "POST", batches, batch)


def test_r124_going_back_takes_a_reason(company: Company, customer: str) -> None:
    order = proposed(company, customer, "退回")
    assert "reason_needed" in company.move_refused("sale", ORDER, order, "back_to_screening")
    company.move("sale", ORDER, order, "back_to_screening", reason="客户改主意")
    assert stage(company, order) == "screening"


def test_r125_a_signed_contract_is_told_to_subscribers(company: Company, customer: str) -> None:
    stand_in = StandIn()
    stand_in.on("POST", "/told", {})
    work = company.work
    work.database.write(lambda it: write_networks(it, work.clock, ["127.0.0.0/8"], None))
    wanted = {"label": "客服系统", "address": f"{stand_in.url}/told", "events": ["fulfilment.*"]}
    company.ask("root", "POST", "/subscriptions", wanted)
    order = signed(company, customer, "告知客服")
    company.settle()
    [received] = stand_in.asked("/told")
    stand_in.close()
    told = cast(Json, received.json)
    assert told["type"] == "fulfilment.contract.signed"
    data = cast(Json, told["data"])
    assert (data["contract_number"], data["sla"]) == ("HT-告知客服", "standard")
    assert received.headers["webhook-signature"]
    assert stage(company, order) == "signed"
