"""Build mode: the form designer by mouse and by keyboard, the plan, publishing, undoing."""

from __future__ import annotations

import re
from time import monotonic

from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.designing import (
    DESIGNER,
    LEVELS,
    Clicks,
    name_options,
    open_designer,
    published,
    tab_to,
    take_back,
)
from tests.journeys.watched import Window

FORM = "/a/crm/lead/new"
MOST_CLICKS = 8
SECONDS_TO_SEE = 2


def test_a_field_is_dragged_and_the_other_sees_it(window: Window, open_browser: OpenWindow) -> None:
    other = open_browser()
    other.sign_in(path=FORM)
    seen = other.page.get_by_text("客户意向等级")
    expect(other.page.get_by_text("公司名称").first).to_be_visible()
    expect(seen).to_have_count(0)
    page = open_designer(window)
    clicks = Clicks(page)
    clicks.drag(page.locator("[data-tile=select]"), page.locator("[data-field=quote]"))
    expect(page.get_by_label("名称", exact=True)).to_be_focused()
    page.keyboard.type("客户意向等级")
    name_options(page, clicks)
    expect(page.get_by_role("region", name="变更计划")).to_contain_text("客户意向等级")
    window.shot("designer")
    clicks.on(page.get_by_role("button", name="发布", exact=True))
    published(page)
    start = monotonic()
    expect(seen.first).to_be_visible()
    assert monotonic() - start <= SECONDS_TO_SEE
    assert clicks.count <= MOST_CLICKS
    page.get_by_role("link", name=re.compile("^字段")).click()
    row = page.get_by_role("row").filter(has_text="客户意向等级")
    expect(row).to_contain_text("ke_hu_yi_xiang_deng_ji")
    take_back(page)
    expect(seen).to_have_count(0)


def test_the_same_by_keyboard_alone(window: Window) -> None:
    page = open_designer(window)
    keyboard = page.keyboard
    tab_to(page, "搜索字段类型")
    keyboard.type("dx")
    expect(page.locator("[data-tile=select]").first).to_be_visible()
    keyboard.press("Control+A")
    keyboard.type("单选")
    keyboard.press("Enter")
    expect(page.get_by_label("名称", exact=True)).to_be_focused()
    keyboard.type("客户意向等级")
    for level in LEVELS:
        tab_to(page, "选项名称")
        keyboard.type(level)
    window.shot("designer-keyboard")
    tab_to(page, "发布")
    keyboard.press("Enter")
    published(page)
    tab_to(page, "撤销", last=True)
    keyboard.press("Enter")
    expect(page.get_by_text(re.compile(r"已撤销版本 \d+"))).to_be_visible()


def test_a_field_is_moved_by_keyboard(window: Window) -> None:
    page = open_designer(window)
    order = "() => [...document.querySelectorAll('[data-field]')].map(it => it.dataset.field)"
    before = page.evaluate(order)
    page.locator("[data-field=company]").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    window.shot("designer-lifted")
    page.keyboard.press("Enter")
    assert page.evaluate(order)[:3] == [*before[1:3], "company"]
    expect(page.locator("[data-field=company]")).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.evaluate(order)[:3] == [*before[1:3], "company"]
    page.get_by_role("region", name="变更计划").get_by_role("button", name="撤销").click()
    assert page.evaluate(order) == before


def test_a_deleted_field_needs_consent(window: Window) -> None:
    page = open_designer(window)
    page.locator("[data-field=utm_term]").click()
    window.check_accessibility()
    page.get_by_role("button", name="删除字段 推广关键词").click()
    expect(page.get_by_text("1 项需要确认")).to_be_visible()
    page.get_by_role("button", name="查看计划").click()
    expect(page.get_by_role("button", name="发布，还差 1 项确认")).to_be_disabled()
    window.shot("designer-review")
    page.get_by_role("checkbox").last.click()
    page.get_by_role("dialog").get_by_role("button", name="发布", exact=True).click()
    published(page)
    take_back(page)
    expect(page.locator("[data-field=utm_term]")).to_be_visible()


def test_a_draft_outlives_the_page(window: Window) -> None:
    page = open_designer(window)
    page.get_by_role("button", name="添加分组").click()
    page.keyboard.type("补充信息")
    page.get_by_text("手机", exact=True).first.click()
    window.shot("designer-phone-preview")
    page.reload()
    expect(page.get_by_role("button", name="补充信息")).to_be_visible()
    page.get_by_role("button", name="放弃改动").click()
    page.get_by_role("dialog").get_by_role("button", name="放弃改动").click()
    expect(page.get_by_text("还没有改动")).to_be_visible()


def test_a_table_and_an_app_are_made(window: Window) -> None:
    page = open_designer(window)
    page.get_by_role("link", name="新建表").click()
    page.get_by_label("表的名称").fill("售后工单")
    window.shot("new-table")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="售后工单", exact=True)).to_be_visible()
    page.get_by_text("使用", exact=True).click()
    expect(page).to_have_url(re.compile("/a/crm/shou_hou_gong_dan$"))
    window.open("/new-app")
    page.get_by_label("应用的名称").fill("设备巡检")
    window.shot("new-app")
    window.check_accessibility()
    page.get_by_role("button", name="新建这个应用").click()
    expect(page.get_by_label("表的名称")).to_be_focused()
    page.keyboard.type("设备")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="设备", exact=True)).to_be_visible()


def test_on_a_phone(open_browser: OpenWindow) -> None:
    window = open_browser(phone=True)
    window.sign_in(path="/b/crm/lead/fields")
    expect(window.page.get_by_role("link", name="公司名称", exact=True)).to_be_visible()
    window.shot("fields-phone")
    window.check_accessibility()
    window.page.get_by_role("link", name="公司名称", exact=True).click()
    expect(window.page.get_by_label("名称", exact=True)).to_have_value("公司名称")
    window.shot("designer-phone")


def test_in_english_in_the_dark(open_browser: OpenWindow) -> None:
    english = open_browser("en")
    english.sign_in(path=DESIGNER)
    english.page.get_by_role("button", name="Switch to English").click()
    expect(english.page.get_by_text("Nothing changed yet")).to_be_visible()
    english.page.locator("[data-field=company]").click()
    expect(english.page.get_by_role("link", name="Role matrix")).to_be_visible()
    english.shot("designer-en")
    english.page.get_by_role("button", name="Menu of admin").click()
    english.page.get_by_role("menuitem", name="Dark").click()
    expect(english.page.locator("html")).to_have_attribute("data-theme", "dark")
    english.page.mouse.move(700, 500)
    english.page.wait_for_timeout(300)
    english.shot("designer-dark")
