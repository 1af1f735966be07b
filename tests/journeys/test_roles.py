"""The role matrix: a field is withdrawn from a role, and its holders see it no more."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.people import Caller
from tests.journeys.site import Server
from tests.journeys.watched import Window

ROLES = "/b/crm/customer/roles"


def test_a_field_is_withdrawn_from_a_role(
    window: Window, open_browser: OpenWindow, server: Server
) -> None:
    caller = Caller(server.address)
    caller.add_person("fang", "方可", "finance")
    id = str(caller.records("customer")[0]["id"])
    other = open_browser()
    other.sign_in("fang", path=f"/a/crm/customer/{id}")
    seen = other.page.get_by_text("企业信用代码", exact=True)
    expect(seen.first).to_be_visible()

    window.sign_in(path=ROLES)
    page = window.page
    page.get_by_role("button", name="财务 企业信用代码 可见").click()
    expect(page.get_by_text("角色权限 财务.客户.企业信用代码")).to_be_visible()
    window.check_accessibility()
    window.shot("roles")
    page.get_by_role("button", name="发布", exact=True).click()
    expect(page.get_by_text(re.compile(r"已发布版本 \d+"))).to_be_visible()
    expect(seen).to_have_count(0)
    other.shot("roles-withdrawn")


def test_which_records_a_role_sees_is_a_formula(window: Window) -> None:
    window.sign_in(path=ROLES)
    page = window.page
    page.get_by_role("button", name="财务 在这个表里的权限").click()
    powers = page.get_by_role("tooltip")
    powers.get_by_label("查看").click()
    page.get_by_title("符合条件的").last.click()
    powers.get_by_role("textbox", name="能查看的记录的条件").click()
    page.keyboard.type("负责人=CURRENT_USER()")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="发布", exact=True)).to_be_enabled()
    window.shot("roles-scope")


def test_arrows_go_from_switch_to_switch(window: Window) -> None:
    window.sign_in(path=ROLES)
    page = window.page
    page.get_by_role("button", name="销售 客户名称 可见").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="销售 客户名称 可编辑")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="销售 客户名称 只在新建时可填")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(":focus")).to_have_attribute("data-switch", "editable")


def test_a_new_role_is_made(window: Window) -> None:
    window.sign_in(path=ROLES)
    page = window.page
    page.get_by_role("button", name="新建角色").click()
    page.get_by_label("角色名称").fill("渠道经理")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="渠道经理 客户名称 可见")).to_be_visible()
    expect(page.get_by_text("新增角色 渠道经理").first).to_be_visible()


def test_roles_on_a_phone(open_browser: OpenWindow) -> None:
    window = open_browser(phone=True)
    window.sign_in(path=ROLES)
    page = window.page
    expect(page.get_by_role("button", name="客户名称 可见")).to_have_count(1)
    window.shot("roles-phone")
