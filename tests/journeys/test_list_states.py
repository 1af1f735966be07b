"""A list without rows, without an answer, without a right to it: each says what to do next."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.people import Caller
from tests.journeys.site import Server
from tests.journeys.watched import Window

PRODUCTS = "/a/crm/product"
IN_THE_DARK = 'localStorage.setItem(\'tangram-look\', \'{"language":"zh","appearance":"dark"}\')'


def test_an_empty_table_says_how_to_fill_it(window: Window, server: Server) -> None:
    caller = Caller(server.address)
    products = caller.records("product")
    gone = {"delete": [str(each["id"]) for each in products]}
    caller.call("POST", "/apps/crm/tables/product/records/batch", gone)
    window.sign_in(path=PRODUCTS)
    page = window.page
    expect(page.get_by_role("heading", name="还没有产品")).to_be_visible()
    window.shot("list-empty")
    window.check_accessibility()
    page.get_by_role("button", name="新建产品").last.click()
    expect(page.get_by_role("dialog")).to_be_visible()


def test_a_filter_that_nothing_matches(open_browser: OpenWindow) -> None:
    window = open_browser(dark=True)
    window.page.add_init_script(IN_THE_DARK)
    window.sign_in(path="/a/crm/lead?filter=公司名称='没有这家'")
    page = window.page
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.get_by_role("heading", name="没有符合条件的线索")).to_be_visible()
    window.shot("list-no-match-dark")
    page.get_by_role("button", name="清除筛选").click()
    expect(page.get_by_role("gridcell").first).to_be_visible()
    page.get_by_role("searchbox", name="在列表中搜索").fill("查无此人查无此人")
    expect(page.get_by_role("heading", name=re.compile("没有找到"))).to_be_visible()
    page.get_by_role("button", name="清除搜索").click()
    expect(page.get_by_role("gridcell").first).to_be_visible()
    window.shot("list-dark")
    window.check_accessibility()


def test_a_table_that_is_not_there(window: Window) -> None:
    window.sign_in(path="/a/crm/nothing")
    expect(window.page.get_by_role("heading", name="没有这张表")).to_be_visible()
    window.shot("list-no-table")


def test_no_answer_from_the_server(window: Window) -> None:
    window.sign_in(path=PRODUCTS)
    page = window.page
    expect(page.get_by_role("heading", name="产品", exact=True)).to_be_visible()
    for status in (0, 502, 503, 504):
        window.expect(status, "/api/")
    window.expect(0, "/logo.svg")
    page.context.set_offline(True)
    page.get_by_role("searchbox", name="在列表中搜索").fill("椅")
    expect(page.get_by_role("heading", name="连不上服务器")).to_be_visible()
    window.shot("list-offline")
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="连不上服务器")).to_have_count(0)
    expect(page.get_by_role("searchbox", name="在列表中搜索")).to_have_value("椅")
