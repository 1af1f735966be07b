"""A draft is tested against the past from build mode, and its report is read there."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.people import Caller
from tests.journeys.site import Server
from tests.journeys.watched import Window

ASSIGN = {
    "key": "lead_assign",
    "label": {"zh": "线索分配", "en": "Assign leads"},
    "on": {"event": "record.created", "table": "lead"},
    "steps": [
        {
            "do": "assign",
            "key": "who",
            "label": "分给销售",
            "field": "owner",
            "rules": [{"to": {"role": "salesperson", "pick": "round_robin"}}],
        },
        {"do": "notify", "who": "负责人", "text": "新线索"},
    ],
}


@pytest.fixture(scope="module")
def admin(server: Server) -> Caller:
    caller = Caller(server.address)
    caller.call("PUT", "/apps/crm/documents/automation/lead_assign", ASSIGN)
    return caller


def test_what_a_draft_would_have_done_is_told(window: Window, admin: Caller) -> None:
    window.sign_in(path="/b/crm/automations/lead_assign")
    page = window.page
    page.get_by_role("button", name="分给销售").click()
    page.get_by_role("complementary", name="属性").get_by_label("怎么选").first.click()
    page.get_by_role("option", name="第一个").or_(page.get_by_title("第一个")).last.click()
    expect(page.get_by_role("region", name="变更计划")).to_contain_text("变更计划 1 项")
    before = len(admin.records("lead"))
    page.get_by_role("button", name="回测", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("还没有回测过")
    dialog.get_by_text("90 天").click()
    dialog.get_by_role("button", name="开始回测").click()
    page.wait_for_url(re.compile(r"backtest=\d+"))
    said = dialog.get_by_role("region", name="结论")
    expect(said).to_contain_text(re.compile(r"「线索分配」会把 \d+ 条分给别人"))
    found = dialog.get_by_role("region", name="线索分配")
    expect(found.get_by_role("table", name="负责人，从谁到谁")).to_be_visible()
    expect(found.get_by_role("table", name="通知了谁")).to_contain_text("站内消息")
    window.shot("backtest-report")
    window.check_accessibility()
    found.get_by_role("button", name="看每一步").first.click()
    expect(found.get_by_role("list", name="运行经过").first).to_be_visible()
    found.locator("li").get_by_role("button").first.click()
    expect(page.get_by_role("dialog")).to_have_count(2)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(1)
    assert len(admin.records("lead")) == before


def test_earlier_backtests_are_listed_and_forgotten(
    open_browser: OpenWindow, admin: Caller
) -> None:
    body = {"put": [{"kind": "automation", "document": {**ASSIGN, "enabled": False}}], "days": 7}
    admin.call("POST", "/apps/crm/backtests", body)
    phone = open_browser(phone=True)
    phone.sign_in(path="/b/crm/automations?backtest=all")
    page = phone.page
    rows = page.get_by_role("list", name="之前的回测")
    expect(rows.get_by_text("完成").first).to_be_visible()
    expect(page.get_by_role("button", name="开始回测")).to_be_disabled()
    phone.shot("backtests-phone")
    phone.check_accessibility()
    rows.get_by_role("button", name="自动化 线索分配").first.click()
    expect(page.get_by_role("region", name="结论")).to_be_visible()
    phone.shot("backtest-phone")
    phone.check_accessibility()
    page.get_by_role("button", name="全部回测").click()
    expect(rows.get_by_text("完成").first).to_be_visible()
    count = rows.get_by_role("listitem").count()
    rows.get_by_role("button", name="删除回测").first.click()
    expect(rows.get_by_role("listitem")).to_have_count(count - 1)


def test_a_report_in_english(open_browser: OpenWindow, admin: Caller) -> None:
    first = {"to": {"role": "salesperson", "pick": "first"}}
    steps = [{**ASSIGN["steps"][0], "rules": [first]}, ASSIGN["steps"][1]]  # type: ignore[index] # a document
    body = {"put": [{"kind": "automation", "document": {**ASSIGN, "steps": steps}}], "days": 90}
    made = admin.call("POST", "/apps/crm/backtests", body)
    window = open_browser("en")
    window.sign_in(path=f"/b/crm/automations?backtest={made['id']}")
    page = window.page
    expect(
        page.get_by_role("region", name="结论").or_(page.get_by_role("region", name="Outcome"))
    ).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Switch to English").click()
    page.get_by_role("button", name="Backtest", exact=True).click()
    page.get_by_role("list", name="Earlier backtests").get_by_role("button").first.click()
    expect(page.get_by_role("region", name="Outcome")).to_contain_text("go to somebody else")
    window.shot("backtest-en")
