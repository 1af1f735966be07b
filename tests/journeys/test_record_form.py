"""Filling in a form: rules live, problems in words, a picker that creates, a draft kept."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.people import Caller, path_of
from tests.journeys.site import Server
from tests.journeys.watched import Window

SAVE = "Control+Enter"


def test_a_lead_is_made_by_keyboard(window: Window) -> None:
    window.sign_in(path="/a/crm/lead/new")
    page = window.page
    expect(page.get_by_role("heading", name="新建线索")).to_be_visible()
    expect(page.get_by_label("公司名称")).to_be_focused()
    window.check_accessibility()

    page.keyboard.press("Tab")
    page.keyboard.type("王建平")
    page.keyboard.press("Tab")
    page.keyboard.type("123")
    page.keyboard.press(SAVE)
    wrong = page.get_by_role("alert")
    expect(wrong).to_contain_text("还有 2 处要改")
    expect(wrong).to_contain_text("公司名称：必填")
    window.shot("record-form-problems")
    wrong.get_by_role("button", name=re.compile("公司名称")).click()
    expect(page.get_by_label("公司名称")).to_be_focused()
    page.keyboard.type("苏州博川精密机械有限公司")
    page.get_by_label("手机").fill("138 0512 7716")
    expect(wrong).to_have_count(0)
    page.keyboard.press(SAVE)
    page.wait_for_url(re.compile(r"/a/crm/lead/\d+"))
    expect(page.get_by_role("heading", name="苏州博川精密机械有限公司")).to_be_visible()
    expect(page.get_by_text("138 0512 7716")).to_be_visible()


def test_a_customer_is_made_inside_the_picker(window: Window) -> None:
    window.sign_in(path="/a/crm/lead/new")
    page = window.page
    page.get_by_label("公司名称").fill("云栖数智")
    page.get_by_label("客户", exact=True).click()
    page.keyboard.type("云栖数智科技")
    page.get_by_role("button", name="新建客户").click()
    drawer = page.get_by_role("dialog", name="新建客户")
    expect(drawer.get_by_label("客户名称")).to_have_value("云栖数智科技")
    drawer.get_by_label("关键联系人").fill("周云")
    drawer.get_by_label("当前阶段").press("ArrowDown")
    page.keyboard.press("Enter")
    drawer.get_by_label("下次跟进时间").fill("2026-12-01 10:00")
    page.keyboard.press("Tab")
    window.shot("record-form-create-in-place")
    drawer.get_by_role("button", name="保存客户").click()
    expect(drawer).to_have_count(0)
    expect(page.get_by_title("云栖数智科技").first).to_be_visible()
    page.get_by_role("button", name="保存线索").click()
    page.wait_for_url(re.compile(r"/a/crm/lead/\d+"))
    expect(page.get_by_role("link", name="云栖数智科技")).to_be_visible()


def test_what_was_typed_is_kept_when_one_leaves(window: Window) -> None:
    window.sign_in(path="/a/crm/lead/new")
    page = window.page
    page.get_by_label("公司名称").fill("半途而走")
    expect(page.get_by_text("草稿已存")).to_be_visible()
    page.get_by_role("link", name="客户", exact=True).first.click()
    leave = page.get_by_role("dialog", name="还有修改没有保存")
    window.shot("record-form-leave")
    leave.get_by_role("button", name="继续填写").click()
    expect(page.get_by_label("公司名称")).to_have_value("半途而走")
    page.get_by_role("link", name="客户", exact=True).first.click()
    leave.get_by_role("button", name="离开，留着草稿").click()
    page.wait_for_url(re.compile("/a/crm/customer"))

    window.open("/a/crm/lead/new")
    page.get_by_role("button", name="继续上次的草稿").click()
    expect(page.get_by_label("公司名称")).to_have_value("半途而走")
    page.reload()
    page.get_by_role("button", name="丢弃").click()
    expect(page.get_by_label("公司名称")).to_have_value("")


def test_computed_values_follow_what_was_typed(window: Window, server: Server) -> None:
    admin = Caller(server.address)
    lead = admin.create("lead", company="评分试验", source="douyin_local")
    window.sign_in(path=f"{path_of('lead', lead)}?edit=1")
    page = window.page
    expect(page.get_by_label("无效原因")).to_have_count(0)
    page.get_by_label("页面停留总时长").fill("286")
    page.get_by_label("关键页面访问数").fill("5")
    page.get_by_role("button", name="保存修改").click()
    expect(page.get_by_text("已保存")).to_be_visible()
    expect(page.locator("dd", has_text="286 s")).to_be_visible()
    expect(page.locator("dd", has_text="100").first).to_be_visible()


def test_on_a_phone(open_browser: OpenWindow) -> None:
    window = open_browser(phone=True)
    window.sign_in(path="/a/crm/lead/new")
    page = window.page
    page.get_by_label("公司名称").fill("苏州博川精密机械有限公司")
    page.get_by_label("手机").fill("138 0512 7716")
    expect(page.get_by_text("1 个必填已完成")).to_be_visible()
    window.shot("record-form-phone")
    window.check_accessibility()
    page.get_by_role("button", name="保存线索").tap()
    page.wait_for_url(re.compile(r"/a/crm/lead/\d+"))
    expect(page.get_by_role("heading", name="苏州博川精密机械有限公司")).to_be_visible()
    window.shot("record-saved-phone")
