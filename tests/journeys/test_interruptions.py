"""What can happen while a form is open: a clear word, nothing typed is lost, saving works after."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.interrupted import NEED, begin, check_finished
from tests.journeys.people import Caller, path_of
from tests.journeys.site import PASSWORD, Server
from tests.journeys.watched import Window


@pytest.fixture
def admin(server: Server) -> Caller:
    return Caller(server.address)


@pytest.fixture
def lead(admin: Caller) -> str:
    return admin.create("lead", company="打断试验")


def test_the_server_is_restarted(window: Window, server: Server, lead: str) -> None:
    window.expect(0, "/api/v1/")
    window.expect(0, "/assets/")
    page = begin(window, lead)
    server.stop()
    page.get_by_role("button", name="保存修改").click()
    expect(page.get_by_text("已填的内容都在").first).to_be_visible()
    window.shot("interrupted-server")
    server.start()
    expect(page.get_by_text("已填的内容都在")).to_have_count(0)
    check_finished(page)


def test_the_network_is_cut(window: Window, lead: str) -> None:
    window.expect(0, "/api/v1/")
    window.expect(0, "/assets/")
    page = begin(window, lead)
    page.context.set_offline(True)
    page.get_by_role("button", name="保存修改").click()
    expect(page.get_by_text("连不上服务器").first).to_be_visible()
    window.shot("interrupted-network")
    page.context.set_offline(False)
    expect(page.get_by_text("已填的内容都在")).to_have_count(0)
    check_finished(page)


def test_the_session_expires(window: Window, lead: str) -> None:
    window.expect(401, "/api/v1/")
    page = begin(window, lead)
    page.context.clear_cookies()
    page.get_by_role("button", name="保存修改").click()
    again = page.get_by_role("dialog")
    expect(again).to_contain_text("登录")
    window.shot("interrupted-session")
    again.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(again).to_have_count(0)
    expect(page.get_by_text("登录已过期")).to_have_count(0)
    check_finished(page)


def test_the_right_is_withdrawn(window: Window, admin: Caller, lead: str) -> None:
    person = admin.add_person("sunli", "孙立", "sales_manager")
    window.expect(403, "/api/v1/")
    window.expect(404, "/api/v1/")
    page = begin(window, lead, "sunli")
    admin.give_roles(person)
    page.get_by_role("button", name="保存修改").click()
    expect(page.get_by_text("已填的内容都在").first).to_be_visible()
    window.shot("interrupted-rights")
    admin.give_roles(person, "sales_manager")
    expect(page.get_by_text("已填的内容都在")).to_have_count(0)
    check_finished(page)


def test_another_deletes_the_record(window: Window, admin: Caller, lead: str) -> None:
    window.expect(404, "/api/v1/")
    window.expect(409, f"/records/{lead}")
    page = begin(window, lead)
    admin.call("DELETE", f"/apps/crm/tables/lead/records/{lead}")
    page.get_by_role("button", name="保存修改").click()
    expect(page.get_by_text("这条记录已被删除").first).to_be_visible()
    window.shot("interrupted-deleted")
    page.get_by_role("button", name="恢复记录").click()
    expect(page.get_by_text("已填的内容都在")).to_have_count(0)
    check_finished(page)


def test_a_deleted_record_is_saved_as_a_new_one(window: Window, admin: Caller, lead: str) -> None:
    window.expect(404, "/api/v1/")
    page = begin(window, lead)
    admin.call("DELETE", f"/apps/crm/tables/lead/records/{lead}")
    page.get_by_role("button", name="保存修改").click()
    page.get_by_role("button", name="另存为新记录").click()
    page.wait_for_url(lambda url: lead not in url)
    expect(page.get_by_role("heading", name="打断试验")).to_be_visible()
    expect(page.locator("dd", has_text=NEED)).to_be_visible()


def test_the_tab_is_closed(open_browser: OpenWindow, lead: str) -> None:
    window = open_browser()
    page = begin(window, lead)
    other = page.context.new_page()
    page.close()
    window.page = other
    window.watch()
    window.open(f"{path_of('lead', lead)}?edit=1")
    other.get_by_role("button", name="继续上次的草稿").click()
    check_finished(other)
