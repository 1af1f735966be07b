"""States and moves are drawn, changed and published in build mode."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.people import Caller
from tests.journeys.site import Server
from tests.journeys.watched import Window

STATES = "/b/crm/opportunity/states"


@pytest.fixture(scope="module")
def admin(server: Server) -> Caller:
    return Caller(server.address)


def test_a_state_and_a_move_are_drawn_and_published(window: Window, admin: Caller) -> None:
    window.sign_in(path=STATES)
    page = window.page
    drawing = page.get_by_role("region", name="状态图")
    drawing.get_by_role("button", name="发送产品对比表", exact=True).first.click()
    side = page.get_by_role("complementary", name="属性")
    expect(side.get_by_role("heading", name="发送产品对比表")).to_be_visible()
    expect(side.get_by_text("流转时填写", exact=True)).to_be_visible()
    window.shot("states-move")
    page.get_by_role("button", name="新增状态").click()
    expect(side.get_by_role("heading", name="新状态")).to_be_visible()
    side.get_by_label("名称").fill("搁置")
    side.get_by_role("radio", name="橙").click()
    side.get_by_role("spinbutton", name="期限").fill("3")
    expect(page.get_by_role("region", name="状态", exact=True)).to_contain_text("没有流转能到达")
    page.get_by_role("button", name="新增流转").click()
    expect(side.get_by_role("heading", name="新流转")).to_be_visible()
    side.get_by_label("名称").fill("先放一放")
    expect(drawing.get_by_role("button", name="先放一放")).to_be_visible()
    bar = page.get_by_role("region", name="变更计划")
    expect(bar).to_contain_text("新增流转")
    window.shot("states-drawn")
    window.check_accessibility()
    bar.get_by_role("button", name="发布").click()
    expect(page.get_by_text("已发布版本")).to_be_visible()
    table = admin.call("GET", "/apps/crm/documents/table/opportunity")
    machines = table["state_machines"]
    assert isinstance(machines, list)
    state = machines[0]["states"][-1]
    assert (state["label"], state["color"], state["limit"]) == ("搁置", "orange", {"within": "3h"})
    assert machines[0]["transitions"][-1]["to"] == state["key"]


def test_a_state_that_goes_says_where_its_records_go(window: Window) -> None:
    window.sign_in(path=STATES)
    page = window.page
    drawing = page.get_by_role("region", name="状态图")
    drawing.get_by_role("button", name="已预约临床试用").click()
    page.get_by_role("button", name="删除 已预约临床试用").click()
    asked = page.get_by_role("dialog", name="删除 已预约临床试用")
    expect(asked).to_contain_text("现在在「已预约临床试用」的记录改到哪个状态")
    window.shot("states-removed")
    asked.get_by_role("button", name="删除 已预约临床试用").click()
    expect(drawing.get_by_role("button", name="已预约临床试用")).to_have_count(0)
    bar = page.get_by_role("region", name="变更计划")
    expect(bar).to_contain_text("删除状态")
    page.get_by_role("button", name="放弃改动").click()
    page.get_by_role("dialog").get_by_role("button", name="放弃改动").click()
    expect(drawing.get_by_role("button", name="已预约临床试用")).to_be_visible()


def test_a_table_gets_its_first_states_on_a_phone(open_browser: OpenWindow) -> None:
    window = open_browser(phone=True)
    window.sign_in(path="/b/crm/product/states")
    page = window.page
    page.get_by_role("button", name="新增状态字段").click()
    moves = page.get_by_role("region", name="流转", exact=True)
    moves.get_by_role("button", name="完成").click()
    expect(page.get_by_role("heading", name="完成")).to_be_visible()
    window.shot("states-phone")
    window.check_accessibility()
