"""What a connector sends and reads in pieces, and what a move makes, are written as forms."""

from typing import cast

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.people import Caller, Json
from tests.journeys.site import Server
from tests.journeys.watched import Window

BANK: Json = {
    "key": "bank",
    "label": "网银",
    "base": "https://bank.example.com",
    "operations": [
        {"key": "pay", "path": "/pay", "parameters": ["sum"], "body": {"amount": "{sum}"}}
    ],
    "syncs": [
        {
            "key": "payers",
            "table": "customer",
            "path": "/payers",
            "dedupe": "/id",
            "id_field": "name",
            "columns": [{"field": "name", "at": "/name"}],
        }
    ],
}


@pytest.fixture(scope="module")
def admin(server: Server) -> Caller:
    caller = Caller(server.address)
    caller.call("PUT", "/apps/crm/documents/connector/bank", BANK)
    return caller


def test_bodies_and_pages_of_a_connector(window: Window, admin: Caller) -> None:
    window.sign_in(path="/b/crm/connectors/bank")
    page = window.page
    bar = page.get_by_role("region", name="变更计划")
    body = page.get_by_label("发送的正文")
    expect(body).to_have_value('{\n  "amount": "{sum}"\n}')
    body.fill('{"amount": "{sum}", "currency": ')
    expect(page.get_by_text("还不是一个 JSON 对象")).to_be_visible()
    expect(bar).to_contain_text("还没有改动")
    window.shot("connector-body")
    window.check_accessibility()
    body.fill('{"amount": "{sum}", "currency": "CNY"}')
    expect(page.get_by_text("还不是一个 JSON 对象")).to_have_count(0)
    sync = page.get_by_role("region", name="同步 1")
    sync.get_by_label("方式").click()
    page.get_by_title("游标").click()
    sync.get_by_label("下一页的位置").fill("/next")
    sync.get_by_label("每页条数", exact=True).fill("50")
    expect(bar).to_contain_text("变更计划 2 项")
    window.shot("connector-paging")
    bar.get_by_role("button", name="发布").click()
    expect(page.get_by_text("已发布版本")).to_be_visible()
    made = admin.call("GET", "/apps/crm/documents/connector/bank")
    (operation,) = cast(list[Json], made["operations"])
    (read,) = cast(list[Json], made["syncs"])
    assert operation["body"] == {"amount": "{sum}", "currency": "CNY"}
    assert read["paging"] == {"kind": "cursor", "next_at": "/next", "size": 50}


def test_a_move_makes_a_record(open_browser: OpenWindow, admin: Caller) -> None:
    window = open_browser()
    window.sign_in(path="/b/crm/opportunity/states")
    page = window.page
    page.get_by_role("region", name="状态图").get_by_role(
        "button", name="发送产品对比表", exact=True
    ).first.click()
    side = page.get_by_role("complementary", name="属性")
    side.get_by_role("button", name="添加同时新建的记录").click()
    made = side.get_by_role("region", name="同时新建的记录 1")
    made.get_by_role("combobox", name="表", exact=True).click()
    page.get_by_title("任务", exact=True).last.click()
    made.get_by_label("指回本记录的字段").click()
    page.get_by_title("商机", exact=True).last.click()
    made.get_by_label("添加字段").click()
    page.keyboard.type("任务标题")
    page.keyboard.press("Enter")
    made.get_by_role("textbox", name="任务标题").click()
    page.keyboard.type('"跟进对比表"')
    page.keyboard.press("Escape")
    bar = page.get_by_role("region", name="变更计划")
    expect(bar).to_contain_text("变更计划")
    window.shot("states-creates")
    window.check_accessibility()
    bar.get_by_role("button", name="发布").click()
    expect(page.get_by_text("已发布版本")).to_be_visible()
    table = admin.call("GET", "/apps/crm/documents/table/opportunity")
    machines = cast(list[Json], table["state_machines"])
    moves = cast(list[Json], machines[0]["transitions"])
    creates = [move["creates"] for move in moves if move.get("creates")]
    wanted = {"table": "task", "link": "opportunity", "values": {"title": '"跟进对比表"'}}
    assert [wanted] in creates
