"""What somebody does in the formula editor."""

from playwright.sync_api import Page, expect

from tests.journeys.watched import Window

SCORE = "/b/crm/lead/fields/score"


def open_editor(window: Window, label: str = "公式", *, is_known: bool = False) -> Page:
    """The formula of the lead's score, its text ready to be written over."""
    if is_known:
        window.open(SCORE)
    else:
        window.sign_in(path=SCORE)
    page = window.page
    text = page.get_by_role("textbox", name=label, exact=True)
    expect(text).to_contain_text("抖音本地推")
    text.click()
    page.keyboard.press("Control+a")
    return page


def settle(page: Page) -> None:
    """The list of names takes no key in its first moment, so that none is taken by accident."""
    page.wait_for_timeout(150)


def result(page: Page, name: str = "示例记录") -> str:
    """The words of the value on the sample record."""
    return page.get_by_role("complementary", name=name).locator("strong").inner_text()
