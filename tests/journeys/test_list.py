"""The list: looking, narrowing, editing, choosing many; on a desk, on a phone, in English."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.listing import LEADS, cell, open_leads, row
from tests.journeys.watched import Window


def test_narrowing_by_conditions_and_by_formula(window: Window) -> None:
    page = open_leads(window)
    window.shot("list")
    window.check_accessibility()
    page.get_by_role("button", name="添加条件").click()
    expect(page.get_by_label("字段", exact=True)).to_be_focused()
    page.keyboard.type("来源渠道")
    page.keyboard.press("Enter")
    page.get_by_label("值", exact=True).click()
    page.locator(".ant-select-item-option", has_text="阿里国际站").click()
    page.locator("form").get_by_role("button", name="添加条件").click()
    expect(page.get_by_role("button", name="来源渠道 等于 阿里国际站")).to_be_visible()
    hits = page.get_by_text(re.compile(r"^命中 \d+ 条$"))
    expect(hits).to_be_visible()
    before = hits.inner_text()
    page.get_by_role("button", name="编辑公式").click()
    text = page.get_by_label("筛选公式")
    text.fill("来源渠到 = '阿里国际站' AND 线索评分 >= 40 AND 询盘金额.amount >= 50000")
    page.get_by_role("button", name="改为 来源渠道").click()
    window.shot("list-formula")
    text.press("Enter")
    expect(page.get_by_role("button", name="询盘金额 ≥ 50,000")).to_be_visible()
    expect(hits).not_to_have_text(before)
    window.shot("list-filtered")
    page.get_by_role("button", name="在「且」与「或」之间切换").first.click()
    expect(page.get_by_text("或", exact=True).first).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="线索评分 ≥ 40")).to_be_visible()
    page.get_by_role("button", name="去掉条件 线索评分").click()
    expect(page.get_by_role("button", name="线索评分 ≥ 40")).to_have_count(0)
    page.get_by_role("button", name="恢复视图").click()
    expect(page.get_by_text("筛选公式")).to_have_count(0)


def test_a_view_of_ones_own_and_its_columns(window: Window) -> None:
    page = open_leads(window, "?sort=company")
    head = page.get_by_role("columnheader", name="联系人")
    width = head.evaluate("it => it.offsetWidth")
    page.get_by_role("separator", name="联系人 的列宽").focus()
    page.keyboard.press("ArrowRight")
    expect(head).to_have_css("width", f"{width + 16}px")
    page.get_by_role("button", name="列", exact=True).click()
    page.get_by_role("button", name="联系人 后移").click()
    page.get_by_role("checkbox", name="国家").click()
    window.shot("list-columns")
    heads = [text.strip() for text in page.get_by_role("columnheader").all_inner_texts()]
    assert heads.index("手机") < heads.index("联系人")
    assert "国家" not in heads
    page.keyboard.press("Escape")
    page.get_by_role("columnheader", name="线索评分").get_by_role("button").click()
    page.get_by_role("button", name="存为视图").click()
    page.get_by_label("视图名称").fill("按评分")
    page.keyboard.press("Enter")
    tab = page.get_by_role("navigation", name="视图").get_by_role("link", name="按评分")
    expect(tab).to_have_attribute("aria-current", "page")
    page.wait_for_timeout(700)
    page.reload()
    expect(tab).to_have_attribute("aria-current", "page")
    sorted_by = page.get_by_role("columnheader", name="线索评分")
    expect(sorted_by).to_have_attribute("aria-sort", "ascending")


def test_editing_in_the_cell_with_the_keyboard(window: Window) -> None:
    page = open_leads(window, "?sort=company")
    cell(page, 1, "联系人").click()
    page.keyboard.press("Enter")
    page.keyboard.type("周六")
    page.keyboard.press("Tab")
    window.shot("list-editing")
    page.keyboard.press("Escape")
    expect(cell(page, 1, "联系人")).to_have_text("周六")
    window.expect(422, "/records/")
    mobile = cell(page, 2, "手机")
    before = mobile.inner_text()
    mobile.dblclick()
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    refused = page.get_by_role("grid").get_by_role("alert")
    expect(refused).to_contain_text("「12」不是电话号码")
    window.shot("list-refused")
    expect(mobile).to_have_text(before)
    refused.get_by_role("button", name="再改").click()
    page.keyboard.type("13805127716")
    page.keyboard.press("Enter")
    expect(mobile).to_have_text("138 0512 7716")
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()


def test_many_at_once(window: Window) -> None:
    page = open_leads(window, "?sort=company")
    total = page.get_by_text(re.compile(r"^共 \d+ 条$"))
    before = total.inner_text()
    row(page, 2).get_by_role("checkbox").click()
    row(page, 4).get_by_role("checkbox").click(modifiers=["Shift"])
    bar = page.get_by_role("toolbar", name="批量操作")
    expect(bar).to_contain_text("已选 3 条")
    window.shot("list-selected")
    bar.get_by_role("button", name="修改字段").click()
    expect(page.get_by_label("字段", exact=True)).to_be_focused()
    page.keyboard.type("联系人")
    page.keyboard.press("Enter")
    page.get_by_label("新的值").fill("同一人")
    page.get_by_role("button", name="修改 3 条").click()
    for number in (2, 3, 4):
        expect(cell(page, number, "联系人")).to_have_text("同一人")
    bar.get_by_role("button", name="删除").click()
    expect(page.get_by_text("已删除 3 条线索，30 天内可恢复")).to_be_visible()
    expect(total).not_to_have_text(before)
    page.get_by_role("button", name="撤销").click()
    expect(total).to_have_text(before)


def test_what_others_change_is_seen_at_once(open_browser: OpenWindow) -> None:
    mine, hers = open_browser(), open_browser()
    page = open_leads(mine, "?sort=company")
    other = open_leads(hers, "?sort=company")
    other.wait_for_timeout(1_000)
    cell(page, 3, "联系人").dblclick()
    page.keyboard.type("别处改的")
    page.keyboard.press("Enter")
    expect(cell(other, 3, "联系人")).to_have_text("别处改的")


def test_on_a_phone(open_browser: OpenWindow) -> None:
    window = open_browser(phone=True)
    window.sign_in(path=LEADS)
    page = window.page
    cards = page.get_by_role("list", name="线索").get_by_role("button")
    expect(cards.first).to_be_visible()
    window.shot("list-phone")
    window.check_accessibility()
    page.get_by_role("button", name="筛选").click()
    expect(page.get_by_role("button", name="添加条件")).to_be_visible()
    window.shot("list-phone-filter")
    cards.first.click()
    page.wait_for_url(re.compile(r"/a/crm/lead/\d+"))


def test_in_english(open_browser: OpenWindow) -> None:
    window = open_browser("en")
    window.sign_in(path=f"{LEADS}?view=lead_high_intent")
    page = window.page
    # The person's own language comes with them; the switch in the header wins.
    page.get_by_role("button", name="Switch to English").click()
    expect(page.get_by_role("button", name="Edit formula")).to_be_visible()
    expect(row(page, 1)).to_be_visible()
    window.shot("list-en")
