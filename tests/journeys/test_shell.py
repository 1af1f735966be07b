"""The frame around every page: who one is, where one goes, and what happens when things break."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.site import PASSWORD, Server
from tests.journeys.watched import Window


def test_the_palette_finds_records_views_and_commands(window: Window) -> None:
    window.sign_in(path="/a/crm/lead")
    page = window.page
    expect(page.get_by_role("grid")).to_be_visible()
    box = page.get_by_role("combobox", name="搜索", exact=True)
    page.keyboard.press("Control+k")
    expect(box).to_be_focused()
    page.keyboard.type("华锐")
    expect(page.get_by_role("option", name="东莞华锐模具有限公司")).to_be_visible()
    window.shot("palette")
    window.check_accessibility()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="东莞华锐模具有限公司")).to_be_visible()

    page.keyboard.press("Control+k")
    expect(box).to_be_focused()
    page.keyboard.type("未跟进")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("view=lead_untouched"))

    page.keyboard.press("Control+k")
    expect(box).to_be_focused()
    page.keyboard.type("什么也没有的词")
    expect(page.get_by_text("没有找到「什么也没有的词」")).to_be_visible()
    page.keyboard.press("Escape")
    expect(box).to_have_count(0)


def test_home_shows_apps_and_what_was_open(window: Window) -> None:
    window.sign_in()
    page = window.page
    expect(page.get_by_role("heading", name="工作台")).to_be_visible()
    window.shot("home")
    window.check_accessibility()
    page.get_by_role("link", name="客户关系管理").first.click()
    page.wait_for_url(re.compile("/a/crm/"))


def test_language_and_looks(open_browser: OpenWindow) -> None:
    window = open_browser("en")
    window.sign_in(path="/account")
    page = window.page
    expect(page.get_by_role("heading", name="我的账号")).to_be_visible()
    page.get_by_role("button", name="Switch to English").click()
    expect(page.get_by_role("heading", name="My account")).to_be_visible()
    expect(page.get_by_role("navigation", name="Navigation")).to_contain_text("Customers")
    page.get_by_text("Dark", exact=True).click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    window.shot("account-en-dark")
    window.check_accessibility()
    page.get_by_role("button", name="切换到中文").click()
    expect(page.get_by_role("heading", name="我的账号")).to_be_visible()


def test_a_token_is_made_shown_once_and_revoked(window: Window) -> None:
    window.sign_in(path="/account")
    page = window.page
    page.get_by_role("button", name="新建令牌").click()
    page.get_by_label("用途").fill("报表")
    window.shot("account-token")
    page.get_by_role("button", name="生成令牌").click()
    secret = page.locator("code")
    expect(secret).to_have_text(re.compile("^tgm_"))
    page.get_by_role("button", name="关闭").last.click()
    expect(secret).to_have_count(0)
    page.get_by_role("button", name="吊销").click()
    expect(page.get_by_text("还没有令牌。")).to_be_visible()
    window.shot("account")


def test_a_session_that_ends_loses_nothing(open_browser: OpenWindow) -> None:
    mine, other = open_browser(), open_browser()
    mine.sign_in(path="/account")
    name = mine.page.get_by_label("姓名")
    name.fill("管理员甲")
    other.sign_in(path="/account")
    mine.expect(401, "/api/v1/")
    other.page.get_by_role("button", name="退出其他设备").click()
    expect(other.page.get_by_role("button", name="退出其他设备")).to_have_count(0)

    # The server tells at once; nobody has to click first.
    expect(mine.page.get_by_role("dialog")).to_contain_text("登录已过期")
    mine.shot("session-over")
    mine.page.get_by_role("dialog").get_by_label("密码").fill(PASSWORD)
    mine.page.get_by_role("button", name="继续").click()
    expect(mine.page.get_by_role("dialog")).to_have_count(0)
    expect(name).to_have_value("管理员甲")
    mine.page.get_by_role("button", name="保存").click()
    expect(mine.page.get_by_text("已保存")).to_be_visible()


def test_a_network_that_goes_is_told_and_comes_back(window: Window) -> None:
    window.sign_in(path="/a/crm/lead")
    expect(window.page.get_by_role("grid")).to_be_visible()
    window.expect(0, "/api/v1/")
    window.page.context.set_offline(True)
    notice = window.page.get_by_text("网络断开，已填的内容还在")
    expect(notice).to_be_visible()
    window.shot("offline")
    window.page.context.set_offline(False)
    expect(notice).to_have_count(0)


def test_a_server_that_restarts_is_found_again(window: Window, server: Server) -> None:
    window.sign_in(path="/a/crm/lead")
    expect(window.page.get_by_role("grid")).to_be_visible()
    window.expect(0, "/api/v1/")
    window.expect(0, "/assets/")
    server.stop()
    server.start()
    window.page.get_by_role("link", name="客户", exact=True).click()
    expect(window.page.get_by_role("grid", name="客户")).to_be_visible()


def test_the_phone_has_its_tabs(open_browser: OpenWindow) -> None:
    window = open_browser(phone=True)
    window.sign_in()
    expect(window.page.get_by_role("navigation", name="主导航")).to_be_visible()
    window.shot("home-phone")
    window.page.get_by_role("link", name="我的账号").click()
    expect(window.page.get_by_role("heading", name="我的账号")).to_be_visible()
    window.shot("account-phone")
    window.check_accessibility()


def test_an_address_that_leads_nowhere(window: Window) -> None:
    window.sign_in(path="/nowhere")
    expect(window.page.get_by_role("heading", name="没有这个页面")).to_be_visible()
    window.shot("not-found")
