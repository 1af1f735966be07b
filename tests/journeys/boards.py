"""What a person does with cards on a board."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from tests.journeys.people import Caller


def column(page: Page, name: str) -> Locator:
    """The column of a state."""
    return page.get_by_role("region", name=name, exact=True)


def drag(page: Page, card: Locator, to: Locator) -> None:
    """The card is held over the column."""
    start, end = card.bounding_box(), to.bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 20, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(start["x"] + 40, start["y"] + 30, steps=4)
    page.mouse.move(end["x"] + 60, end["y"] + 160, steps=10)


def stage(admin: Caller, deal: str) -> object:
    """The state that the opportunity is in."""
    found = admin.call("GET", f"/apps/crm/tables/opportunity/records/{deal}")["values"]
    assert isinstance(found, dict)
    return found["stage"]
