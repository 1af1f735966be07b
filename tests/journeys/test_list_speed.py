"""How smoothly a long list scrolls and takes typing: measured and kept, never judged here."""

import json

from playwright.sync_api import expect

from tests.journeys.measured import RECORDS, figures, fill, scrolled, typed
from tests.journeys.site import Server
from tests.journeys.watched import SHOTS, Window


def test_a_long_list_is_smooth(window: Window, server: Server) -> None:
    fill(server)
    window.sign_in(path="/a/crm/lead")
    page = window.page
    expect(page.get_by_role("gridcell").first).to_be_visible()
    expect(page.get_by_text("已读取 200 /")).to_be_visible()
    scrolling = scrolled(page)
    first = page.get_by_role("grid").get_by_role("row").nth(1).get_attribute("aria-rowindex")
    assert int(first or "0") > 200, "nothing was read ahead of the scroll"
    window.shot("list-long")
    found = {
        "records": RECORDS,
        "scrolling": figures(scrolling),
        "typing": figures(typed(page)),
        "reached_row": int(first or "0"),
    }
    SHOTS.mkdir(parents=True, exist_ok=True)
    (SHOTS / "speed.json").write_text(json.dumps(found, indent=2), encoding="utf-8")
