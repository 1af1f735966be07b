"""Signing in and out."""

from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.watched import Window


def test_somebody_signs_in(window: Window) -> None:
    window.open("/")
    expect(window.page.get_by_role("heading", name="登录七巧板")).to_be_visible()
    window.shot("sign-in")
    window.check_accessibility()
    window.sign_in()
    expect(window.page.get_by_role("link", name="客户关系管理").first).to_be_visible()


def test_a_wrong_password_is_told(open_browser: OpenWindow) -> None:
    window = open_browser(phone=True)
    window.expect(401, "/sessions")
    window.open("/sign-in")
    window.page.locator("#login").fill("admin")
    window.page.locator("#password").fill("wrong")
    window.page.keyboard.press("Enter")
    expect(window.page.get_by_role("alert")).to_contain_text("密码")
    window.shot("sign-in-refused-phone")
