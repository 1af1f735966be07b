"""A form that is begun before something comes in between, and finished after it."""

from playwright.sync_api import Page, expect

from tests.journeys.people import path_of
from tests.journeys.watched import Window

NEED = "320 工位，含拆旧，1 月底前搬入"


def begin(window: Window, lead: str, login: str = "admin") -> Page:
    """Somebody has typed into the form of the lead."""
    window.sign_in(login, path=f"{path_of('lead', lead)}?edit=1")
    window.page.get_by_label("需求", exact=True).fill(NEED)
    expect(window.page.get_by_text("草稿已存")).to_be_visible()
    return window.page


def check_finished(page: Page) -> None:
    """What was typed is still there, and is saved."""
    expect(page.get_by_label("需求", exact=True)).to_have_value(NEED)
    page.get_by_role("button", name="保存修改").click()
    expect(page.locator("dd", has_text=NEED)).to_be_visible()
