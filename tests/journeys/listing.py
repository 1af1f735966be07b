"""The list of leads, its rows and its cells."""

from playwright.sync_api import Locator, Page, expect

from tests.journeys.watched import Window

LEADS = "/a/crm/lead"


def row(page: Page, number: int) -> Locator:
    """The row that stands there, the first is 1."""
    return page.locator(f'[role="row"][aria-rowindex="{number + 1}"]')


def cell(page: Page, number: int, column: str) -> Locator:
    """The cell of a row under this head."""
    heads = page.get_by_role("columnheader").all_inner_texts()
    return row(page, number).get_by_role("gridcell").nth([it.strip() for it in heads].index(column))


def open_leads(window: Window, words: str = "") -> Page:
    """The list of leads is there with its rows."""
    window.sign_in(path=LEADS + words)
    expect(row(window.page, 1)).to_be_visible()
    return window.page
