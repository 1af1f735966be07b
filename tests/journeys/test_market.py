"""Installing an app by its plan, using it, taking it away."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.watched import Window


def test_an_app_is_installed_by_its_plan_and_removed(window: Window) -> None:
    window.sign_in(path="/market")
    page = window.page
    expect(page.get_by_role("link", name="售后工单")).to_be_visible()
    window.shot("market")
    window.check_accessibility()
    page.get_by_role("link", name="售后工单").click()
    expect(page.get_by_role("heading", name="售后工单")).to_be_visible()
    window.shot("market-package")
    page.get_by_role("button", name="安装").click()
    expect(page.get_by_text("新增表 工单")).to_be_visible()
    page.get_by_text("同时装入示例数据").click()
    window.shot("market-install")
    page.get_by_role("dialog").get_by_role("button", name="安装").click()
    page.wait_for_url(re.compile("/a/service"))
    expect(page.get_by_role("grid")).to_be_visible()
    window.shot("market-installed")

    window.open("/market/service")
    page.get_by_role("button", name="卸载").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("数据保留 30 天")
    for box in dialog.get_by_role("checkbox").all():
        box.check()
    window.shot("market-remove")
    dialog.get_by_role("button", name="卸载").click()
    page.wait_for_url(re.compile("/market$"))
    expect(page.get_by_text("已卸载 售后工单")).to_be_visible()


def test_the_market_in_english_on_a_phone(open_browser: OpenWindow) -> None:
    window = open_browser("en", phone=True)
    window.sign_in(path="/market/crm")
    expect(window.page.get_by_role("heading", name="客户关系管理")).to_be_visible()
    window.shot("market-package-phone")
