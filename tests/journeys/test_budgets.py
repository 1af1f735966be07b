"""How much a browser loads before the first list is there."""

from __future__ import annotations

import json
import time

from playwright.sync_api import expect

from tests.journeys.assets import asset_of, size_of
from tests.journeys.conftest import OpenWindow
from tests.journeys.watched import SHOTS

LIST = "/a/crm/lead"
MOST_BYTES = 400_000


def test_the_first_list_is_a_small_load(open_browser: OpenWindow) -> None:
    window = open_browser()
    window.sign_in(path="/account")
    # Whoever signed in before comes back with an empty cache: the context's own is cleared.
    client = window.page.context.new_cdp_session(window.page)
    client.send("Network.clearBrowserCache")
    client.send("Network.setCacheDisabled", {"cacheDisabled": True})
    asked: set[str] = set()
    window.page.on("request", lambda request: asked.update(asset_of(request)))
    begin = time.monotonic()
    window.open(LIST)
    expect(window.page.get_by_role("row").nth(1)).to_be_visible()
    seconds = time.monotonic() - begin
    sizes = {path: size_of(path) for path in sorted(asked)}
    told = {"bytes": sum(sizes.values()), "interactive_s": round(seconds, 2), "files": sizes}
    SHOTS.mkdir(parents=True, exist_ok=True)
    (SHOTS / "budgets.json").write_text(json.dumps(told, indent=2), encoding="utf-8")
    print(f"{told['bytes']} bytes in {len(sizes)} files, rows after {seconds:.2f} s")  # noqa: T201
    assert len(sizes) > 1
    assert sum(sizes.values()) <= MOST_BYTES, sizes
