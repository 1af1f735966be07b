"""Automations are listed, written step by step, tried on a record and published in build mode."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.people import Caller
from tests.journeys.site import Server
from tests.journeys.watched import Window

LIST = "/b/crm/automations"
ASKED = {
    "key": "lead_asked",
    "label": {"zh": "线索确认", "en": "Lead asked"},
    "on": {"event": "record.created", "table": "lead"},
    "steps": [
        {
            "do": "confirm",
            "key": "asked",
            "who": "负责人",
            "ask": "是否接受线索 {{ 公司名称 }}？",
            "within": "30min",
            "on_accept": [{"do": "notify", "who": "负责人", "text": "新线索待跟进"}],
            "on_timeout": [{"do": "stop"}],
        }
    ],
}


@pytest.fixture(scope="module")
def admin(server: Server) -> Caller:
    return Caller(server.address)


def test_an_automation_is_written_and_published(window: Window, admin: Caller) -> None:
    window.sign_in(path=LIST)
    page = window.page
    page.get_by_role("button", name="新增自动化").first.click()
    side = page.get_by_role("complementary", name="属性")
    side.get_by_label("名称").first.fill("新线索提醒")
    side.get_by_label("什么时候").press("Enter")
    page.keyboard.type("记录删除")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="在第 1 步后添加步骤").click()
    page.get_by_role("button", name="结束", exact=True).click()
    expect(side.get_by_role("heading", name="结束")).to_be_visible()
    side.get_by_label("仅当").click()
    page.keyboard.type("不存在的字段")
    expect(page.get_by_role("button", name="结束这次运行")).to_contain_text("不存在的字段")
    bar = page.get_by_role("region", name="变更计划")
    expect(bar.get_by_role("button", name="个问题")).to_be_disabled()
    window.shot("automation-problem")
    page.get_by_role("button", name="删除步骤").click()
    expect(bar).to_contain_text("新增自动化")
    bar.get_by_role("button", name="发布").click()
    expect(page.get_by_text("已发布版本")).to_be_visible()
    made = admin.call("GET", "/apps/crm")["documents"]
    assert isinstance(made, list)
    found = [each["document"] for each in made if each["kind"] == "automation"]
    assert any(
        each["label"] == "新线索提醒" and each["on"]["event"] == "record.deleted" for each in found
    )


def test_it_is_tried_on_a_record(window: Window, admin: Caller) -> None:
    admin.call("PUT", "/apps/crm/documents/automation/lead_asked", ASKED)
    window.sign_in(path=LIST)
    page = window.page
    page.get_by_role("link", name="线索确认").first.click()
    expect(page.get_by_role("button", name="问 负责人")).to_be_visible()
    expect(page.get_by_role("region", name="接受")).to_contain_text("新线索待跟进")
    page.get_by_role("button", name="问 负责人").click()
    expect(page.get_by_label("问什么")).to_have_value("是否接受线索 {{ 公司名称 }}？")
    window.shot("automation-step")
    window.check_accessibility()
    page.get_by_role("button", name="用记录试跑").click()
    page.get_by_label("记录", exact=True).click()
    page.get_by_role("option").first.wait_for(state="attached")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="试跑", exact=True).click()
    expect(page.get_by_role("list", name="运行经过")).to_be_visible()
    window.shot("automation-tried")


def test_automations_on_a_phone_and_in_english(open_browser: OpenWindow, admin: Caller) -> None:
    admin.call("PUT", "/apps/crm/documents/automation/lead_asked", ASKED)
    phone = open_browser(phone=True)
    phone.sign_in(path=f"{LIST}/lead_asked")
    expect(phone.page.get_by_role("button", name="问 负责人")).to_be_visible()
    phone.shot("automation-phone")
    phone.check_accessibility()
    window = open_browser("en")
    window.sign_in(path=f"{LIST}/lead_asked")
    page = window.page
    page.get_by_role("button", name="Switch to English").click()
    expect(page.get_by_role("button", name="Asks 负责人")).to_be_visible()
    expect(page.get_by_role("region", name="Timed out")).to_be_visible()
    window.shot("automation-en")
