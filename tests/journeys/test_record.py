"""A record looked at: its way, why its values are so, what belongs to it, what happened."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.people import Caller, path_of
from tests.journeys.record_page import card
from tests.journeys.site import Server
from tests.journeys.watched import Window


@pytest.fixture
def admin(server: Server) -> Caller:
    return Caller(server.address)


@pytest.fixture
def lead(admin: Caller) -> str:
    return admin.create(
        "lead",
        company="博川精密 · 新总部 320 工位",
        contact="王建平",
        source="douyin_local",
        stay_seconds=286,
        key_page_visits=5,
    )


def test_a_lead_goes_its_way(window: Window, lead: str, admin: Caller) -> None:
    window.sign_in(path=path_of("lead", lead))
    page = window.page
    expect(page.get_by_role("heading", name="博川精密 · 新总部 320 工位")).to_be_visible()
    page.get_by_role("button", name="确认方案").click()
    closed = page.get_by_role("button", name="签署合同，还差 1 项")
    expect(closed).to_be_visible()
    assert "报价金额>0" in card(page)
    window.shot("record-closed-move")
    closed.click()
    page.get_by_label("报价金额").fill("864000")
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name="签署合同").click()
    expect(page.get_by_role("region", name="阶段")).to_contain_text("没有可走的下一步")
    timeline = page.get_by_role("complementary", name="动态")
    timeline.get_by_text("流转", exact=True).first.click()
    expect(timeline).to_contain_text("合同签署")
    found = admin.call("GET", f"/apps/crm/tables/lead/records/{lead}")["values"]
    assert isinstance(found, dict)
    assert found["stage"] == "signed"


def test_a_move_asks_for_what_it_needs(window: Window, lead: str) -> None:
    window.sign_in(path=path_of("lead", lead))
    page = window.page
    page.get_by_role("button", name="其他流转").click()
    page.get_by_role("menuitem", name="标记无效").click()
    form = page.get_by_role("dialog", name="标记无效")
    window.expect(422, "/transitions/")
    form.get_by_role("button", name="标记无效").click()
    expect(form.get_by_role("alert")).to_have_text("必填")
    form.get_by_label("无效原因").fill("号码无法接通")
    form.get_by_label("原因", exact=True).fill("三次未接")
    window.shot("record-move-form")
    form.get_by_role("button", name="标记无效").click()
    expect(form).to_have_count(0)
    expect(page.get_by_role("complementary", name="动态")).to_contain_text("三次未接")
    expect(page.get_by_text("号码无法接通").first).to_be_visible()


def test_why_is_answered(window: Window, lead: str) -> None:
    window.sign_in(path=path_of("lead", lead))
    page = window.page
    page.get_by_role("button", name="线索评分为什么是这个值").last.click()
    why = page.get_by_role("region", name="线索评分为什么是这个值")
    expect(why.get_by_role("heading", name="为什么是 100")).to_be_visible()
    expect(why).to_contain_text("286")
    window.shot("record-why")
    window.check_accessibility()
    page.keyboard.press("Escape")
    expect(why).to_have_count(0)


def test_a_value_is_changed_in_place(window: Window, lead: str) -> None:
    window.sign_in(path=path_of("lead", lead))
    page = window.page
    page.get_by_text("王建平", exact=True).dblclick()
    page.keyboard.press("Control+A")
    page.keyboard.type("王建国")
    page.keyboard.press("Enter")
    expect(page.get_by_text("已改为")).to_have_count(0)
    expect(page.locator("dd", has_text="王建国")).to_be_visible()
    expect(page.get_by_role("button", name="保存", exact=True)).to_have_count(0)
    page.get_by_role("button", name="修改手机").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("不是电话号码")
    page.keyboard.press("Escape")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_what_belongs_to_it_stands_below(window: Window, admin: Caller) -> None:
    shown = admin.records("opportunity")[0]
    window.sign_in(path=path_of("opportunity", str(shown["id"])))
    page = window.page
    part = page.get_by_role("region", name=re.compile("跟进记录"))
    part.scroll_into_view_if_needed()
    part.get_by_role("button", name="添加跟进记录").click()
    drawer = page.get_by_role("dialog", name="新建跟进记录")
    drawer.get_by_label("沟通类型").press("ArrowDown")
    page.keyboard.press("Enter")
    drawer.get_by_label("关键结论").fill("要求首付降至 30%")
    drawer.get_by_label("下一步动作").fill("送修订报价")
    drawer.get_by_label("下一步日期").fill("2026-12-01")
    page.keyboard.press("Enter")
    drawer.get_by_role("button", name="保存跟进记录").click()
    expect(part).to_contain_text("要求首付降至 30%")
    window.shot("record-children")
    part.get_by_text("要求首付降至 30%").click()
    beside = page.get_by_role("dialog", name="跟进记录")
    expect(beside.get_by_role("heading")).not_to_have_count(0)
    window.shot("record-drawer")
    page.keyboard.press("Escape")
    expect(beside).to_have_count(0)


def test_deleting_is_taken_back(window: Window, lead: str) -> None:
    window.sign_in(path=path_of("lead", lead))
    page = window.page
    page.get_by_role("button", name="更多").first.click()
    # What the page asks in that moment, of the record and its moves, finds it gone.
    for part in (lead, "draft"):
        window.expect(404, f"/records/{part}")
    page.get_by_role("menuitem", name="删除").click()
    notice = page.get_by_role("status").filter(has_text="30 天内可恢复")
    expect(notice).to_be_visible()
    window.shot("record-deleted")
    notice.get_by_role("button", name="撤销").click()
    expect(page.get_by_role("heading", name="博川精密 · 新总部 320 工位")).to_be_visible()


def test_in_english_in_the_dark(open_browser: OpenWindow, lead: str) -> None:
    window = open_browser("en", dark=True)
    window.open("/sign-in")
    window.page.evaluate("localStorage.setItem('tangram-look', '{\"appearance\": \"dark\"}')")
    window.sign_in(path=path_of("lead", lead))
    page = window.page
    page.get_by_role("button", name="中").click()
    expect(page.get_by_role("button", name="Confirm proposal")).to_be_visible()
    window.shot("record-en-dark")
    window.check_accessibility()


def test_on_a_phone(open_browser: OpenWindow, lead: str) -> None:
    window = open_browser(phone=True)
    window.sign_in(path=path_of("lead", lead))
    page = window.page
    expect(page.get_by_text("第 1 步，共 3 步")).to_be_visible()
    window.shot("record-phone")
    window.check_accessibility()
    page.get_by_role("button", name="确认方案").tap()
    expect(page.get_by_text("第 2 步，共 3 步")).to_be_visible()
