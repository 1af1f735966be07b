"""Inviting a colleague, who then sees what the role allows and no more."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow


def test_a_colleague_is_invited_and_sees_only_what_the_role_allows(
    open_browser: OpenWindow,
) -> None:
    admin, colleague = open_browser(), open_browser()
    admin.sign_in(path="/people/invitations")
    page = admin.page
    page.get_by_role("button", name="邀请", exact=True).click()
    page.get_by_label("姓名").fill("孙立")
    page.get_by_role("dialog").get_by_label("角色").click()
    page.get_by_role("option", name="前台文员").or_(page.get_by_title("前台文员")).last.click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="生成链接").click()
    link = page.get_by_role("dialog").locator("code").inner_text()
    admin.shot("people-invite")
    page.get_by_role("button", name="关闭").last.click()
    expect(page.get_by_text("孙立")).to_be_visible()
    admin.shot("people-invitations")

    colleague.open(link.removeprefix(admin.address))
    other = colleague.page
    colleague.shot("invite")
    other.get_by_label("姓名").fill("孙立")
    other.get_by_label("登录名").fill("sunli")
    other.get_by_label("设置密码").fill("colleague-pass-1")
    other.get_by_role("button", name="加入").click()
    expect(other.get_by_role("heading", name="工作台")).to_be_visible()
    other.get_by_role("link", name="客户关系管理").first.click()
    other.wait_for_url(re.compile("/a/crm/"))
    expect(other.get_by_role("navigation", name="导航")).not_to_contain_text("合同")
    expect(other.get_by_role("button", name="搭建")).to_have_count(0)

    colleague.open("/people")
    expect(other.get_by_role("heading", name="没有管理人员的权限")).to_be_visible()
    colleague.shot("people-no-power")


def test_departments_and_people_are_kept(open_browser: OpenWindow) -> None:
    window = open_browser()
    window.sign_in(path="/people/departments")
    page = window.page
    page.get_by_role("button", name="添加部门").click()
    page.get_by_label("名称").fill("华中大区")
    page.get_by_label("编码").fill("central")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("华中大区")).to_be_visible()

    window.open("/people/users")
    page.get_by_role("button", name="添加人员").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("名称").fill("许文静")
    dialog.get_by_label("登录名").fill("xuwj")
    dialog.get_by_label("密码").fill("person-pass-1")
    window.shot("people-add")
    page.get_by_role("dialog").get_by_role("button", name="保存").click()
    expect(page.get_by_role("list", name="人员").get_by_text("许文静")).to_be_visible()
    window.shot("people")
    window.check_accessibility()


def test_people_on_the_phone(open_browser: OpenWindow) -> None:
    window = open_browser(phone=True)
    window.sign_in(path="/people/users")
    expect(window.page.get_by_role("heading", name="人员与部门")).to_be_visible()
    window.shot("people-phone")
