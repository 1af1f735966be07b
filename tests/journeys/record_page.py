"""What stands on the page of a record."""

from playwright.sync_api import Page


def card(page: Page) -> str:
    """The words of the record's way."""
    return page.get_by_role("region", name="阶段").inner_text()
