"""The formula editor: a wrong name is mended, the value follows, the formula is published."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.watched import Window
from tests.journeys.writing_formulas import open_editor, result, settle


def test_a_wrong_name_is_mended_and_published(window: Window) -> None:
    page = open_editor(window)
    sample = page.get_by_role("complementary", name="示例记录")
    expect(sample.locator("strong")).to_have_text("40")
    window.check_accessibility()
    page.keyboard.type("IF(来源渠到='抖音本地推', 90, 30)")
    page.keyboard.press("Escape")
    problems = page.get_by_role("region", name="问题")
    expect(problems).to_contain_text("来源渠到")
    expect(page.get_by_role("button", name=re.compile("还有 1 个问题"))).to_be_disabled()
    expect(sample).to_contain_text("修正后的结果")
    window.shot("formula-editor-problem")
    problems.get_by_role("button", name="改为 来源渠道").click()
    expect(problems).to_contain_text("没有问题")
    expect(sample.locator("strong")).to_have_text("30")
    expect(sample).to_contain_text("现在 40")
    expect(page.get_by_role("region", name="对现有数据")).to_contain_text("条的值会变")
    window.check_accessibility()
    window.shot("formula-editor")
    page.get_by_role("button", name="发布", exact=True).click()
    expect(page.get_by_text(re.compile(r"已发布版本 \d+"))).to_be_visible()
    expect(sample).to_contain_text("现在 30，不变")
    page.get_by_role("status").get_by_role("button", name="撤销").click()
    expect(page.get_by_text(re.compile(r"已撤销版本 \d+"))).to_be_visible()


def test_names_are_completed_by_pinyin_and_options_follow(window: Window) -> None:
    page = open_editor(window)
    page.keyboard.type("IF(lyqd")
    offered = page.get_by_role("option", name=re.compile("来源渠道"))
    expect(offered).to_be_visible()
    settle(page)
    page.keyboard.press("Tab")
    page.keyboard.type("='")
    expect(page.get_by_role("option", name="公众号菜单栏")).to_be_visible()
    settle(page)
    page.keyboard.press("ArrowDown")
    window.shot("formula-editor-completion")
    page.keyboard.press("Enter")
    page.keyboard.type(", 1, 2)")
    text = page.get_by_role("textbox", name="公式", exact=True)
    expect(text).to_have_text("IF(来源渠道='公众号菜单栏', 1, 2)")
    expect(page.get_by_text("没有问题")).to_be_visible()
    page.keyboard.press("Control+z")
    expect(text).not_to_have_text("IF(来源渠道='公众号菜单栏', 1, 2)")


def test_a_name_from_the_list_is_written_at_the_cursor(window: Window) -> None:
    page = open_editor(window)
    page.keyboard.press("Delete")
    names = page.get_by_role("complementary", name="可以引用的名称")
    names.get_by_label("字段、函数、选项，支持拼音").fill("gjym")
    names.get_by_role("button", name="关键页面访问数").click()
    text = page.get_by_role("textbox", name="公式", exact=True)
    expect(text).to_have_text("关键页面访问数")
    expect(text).to_be_focused()
    names.get_by_role("tab", name="函数").click()
    names.get_by_label("字段、函数、选项，支持拼音").fill("")
    expect(names.get_by_role("button", name="IF 如果")).to_be_visible()


def test_the_editor_speaks_english(open_browser: OpenWindow) -> None:
    window = open_browser("en")
    window.sign_in()
    # The person's own language comes with them; the switch in the header wins.
    window.page.get_by_role("button", name="中").click()
    page = open_editor(window, "Formula", is_known=True)
    page.keyboard.type("IF(来源渠到='展会', 1, 2)")
    page.keyboard.press("Escape")
    expect(page.get_by_role("region", name="Problems")).to_contain_text("1 error")
    page.keyboard.press("Control+.")
    expect(page.get_by_role("region", name="Problems")).to_contain_text("None")
    expect(page.get_by_role("region", name="On existing records")).to_contain_text("records")
    assert result(page, "Sample record") == "1"
    window.shot("formula-editor-en")


def test_a_formula_on_a_phone(open_browser: OpenWindow) -> None:
    window = open_browser(phone=True)
    page = open_editor(window)
    page.keyboard.type("1+")
    page.keyboard.press("Escape")
    expect(page.get_by_role("region", name="问题")).to_contain_text("1 个错误")
    window.shot("formula-editor-phone")
