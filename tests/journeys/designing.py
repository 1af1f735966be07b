"""What somebody does in the form designer."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.watched import Window

DESIGNER = "/b/crm/lead/form"
LEVELS = ("高意向", "中意向", "低意向")


class Clicks:
    """The mouse of a page, counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.count = 0

    def on(self, place: Locator) -> None:
        """A click on the middle of the place."""
        place.click()
        self.count += 1

    def drag(self, what: Locator, to: Locator) -> None:
        """One press that carries a thing over the place, and lets it go there."""
        mouse, start, end = self.page.mouse, what.bounding_box(), to.bounding_box()
        assert start is not None
        assert end is not None
        mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
        mouse.down()
        mouse.move(start["x"] + 60, start["y"] + 60, steps=4)
        mouse.move(end["x"] + end["width"] / 3, end["y"] + end["height"] / 2, steps=8)
        expect(self.page.get_by_text("放到这里")).to_be_visible()
        mouse.up()
        self.count += 1


def open_designer(window: Window) -> Page:
    """The designer of the lead form, of somebody who has left nothing unpublished."""
    window.sign_in(path=DESIGNER)
    expect(window.page.locator("[data-field=company]")).to_be_visible()
    return window.page


def name_options(page: Page, clicks: Clicks) -> None:
    """The three options are named, each with a click and the typing."""
    for index, level in enumerate(LEVELS):
        clicks.on(page.get_by_label("选项名称").nth(index))
        page.keyboard.type(level)


def published(page: Page) -> None:
    """The notice of publishing is there."""
    expect(page.get_by_text(re.compile(r"已发布版本 \d+"))).to_be_visible()


def take_back(page: Page) -> None:
    """What was published is undone from its notice."""
    page.get_by_role("status").get_by_role("button", name="撤销").click()
    expect(page.get_by_text(re.compile(r"已撤销版本 \d+"))).to_be_visible()


def tab_to(page: Page, name: str, *, last: bool = False) -> None:
    """Tab is pressed until what is called so, and was not focused before, has the focus."""
    asked = """() => {
        const on = document.activeElement;
        const label = on.labels?.[0]?.innerText ?? '';
        return [on.getAttribute('aria-label') ?? label, on.innerText ?? ''].join(' ');
    }"""
    for _ in range(120):
        page.keyboard.press("Tab")
        words = page.evaluate(asked).split()
        if name in words or any(word.startswith(name) for word in words[:1]):
            # The undo of the plan bar is called as the notice's.
            inside = page.evaluate("() => Boolean(document.activeElement.closest('[role=status]'))")
            if inside or not last:
                return
    pytest.fail(f"no Tab leads to {name}")
