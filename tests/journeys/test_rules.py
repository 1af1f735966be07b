"""The rules of a table: added, checked, published, and felt by who fills in the form."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.watched import Window

RULES = "/b/crm/lead/rules"


def test_a_rule_is_added_and_refuses(window: Window) -> None:
    window.sign_in(path=RULES)
    page = window.page
    expect(page.get_by_role("button", name="报价不能为负")).to_be_visible()
    page.get_by_role("button", name="新增校验规则").click()
    rule = page.get_by_role("complementary", name="规则")
    rule.get_by_role("textbox", name="拒绝的条件").click()
    page.keyboard.type("LEN(公司名成)<3")
    page.keyboard.press("Escape")
    rule.get_by_role("button", name="改为 公司名称").click()
    expect(rule.get_by_role("textbox", name="拒绝的条件")).to_have_text("LEN(公司名称)<3")
    rule.get_by_label("提示", exact=True).fill("公司名称太短")
    expect(page.get_by_role("button", name="公司名称太短")).to_be_visible()
    window.check_accessibility()
    window.shot("rules")
    page.get_by_role("button", name="发布", exact=True).click()
    expect(page.get_by_text(re.compile(r"已发布版本 \d+"))).to_be_visible()

    window.open("/a/crm/lead/new")
    page.get_by_label("公司名称").fill("甲")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("公司名称太短").first).to_be_visible()


def test_a_rule_is_taken_away_and_brought_back(window: Window) -> None:
    window.sign_in(path=RULES)
    page = window.page
    shown = page.get_by_role("button", name=re.compile("按条件显示 无效原因"))
    shown.click()
    rule = page.get_by_role("complementary", name="规则")
    rule.get_by_role("button", name="删除规则").last.click()
    expect(shown).to_have_count(0)
    expect(page.get_by_role("button", name="发布", exact=True)).to_be_enabled()
    page.get_by_role("button", name="撤销", exact=True).click()
    expect(shown).to_be_visible()


def test_rules_on_a_phone(open_browser: OpenWindow) -> None:
    window = open_browser(phone=True)
    window.sign_in(path=RULES)
    page = window.page
    window.shot("rules-phone")
    page.get_by_role("button", name="报价不能为负").tap()
    expect(page.get_by_role("textbox", name="拒绝的条件")).to_contain_text("报价金额")
    window.shot("rules-phone-one")
    page.get_by_role("button", name="关闭").tap()
    expect(page.get_by_role("button", name="报价不能为负")).to_be_visible()
