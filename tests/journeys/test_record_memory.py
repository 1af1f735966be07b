"""Opening records one after the other does not fill the browser's memory."""

import json

from playwright.sync_api import expect

from tests.counts import count
from tests.journeys.heap import used
from tests.journeys.people import Caller, path_of
from tests.journeys.site import Server
from tests.journeys.watched import SHOTS, Window

GO = "path => { history.pushState({}, '', path); dispatchEvent(new PopStateEvent('popstate')) }"
OPENINGS = count(quick=20, normal=60, long=1_000)
MOST_GROWTH = 6 * 1024 * 1024
"""What a thousand openings may leave; sixty leave the same caches."""


def test_openings_leave_nothing_behind(window: Window, server: Server) -> None:
    records = Caller(server.address).records("lead")[:10]
    titles = [(str(each["id"]), str(each["values"]["company"])) for each in records]  # type: ignore[index]
    window.sign_in(path=path_of("lead", titles[0][0]))
    page = window.page
    browser = page.context.new_cdp_session(page)
    browser.send("Performance.enable")

    def open_one(number: int) -> None:
        id, title = titles[number % len(titles)]
        page.evaluate(GO, f"/a/crm/lead/{id}")
        expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible()

    for number in range(len(titles) * 2):
        open_one(number)
    before = used(browser)
    for number in range(OPENINGS):
        open_one(number)
    growth = used(browser) - before
    SHOTS.mkdir(parents=True, exist_ok=True)
    figures = {"openings": OPENINGS, "heap_growth_kb": round(growth / 1024)}
    (SHOTS / "memory.json").write_text(json.dumps(figures), encoding="utf-8")
    assert growth < MOST_GROWTH, figures
