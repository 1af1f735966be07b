"""Journeys: a person in real Chromium, a real server, nothing may go wrong on the way."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from tests.counts import IS_LONG
from tests.journeys.site import Server, prepare_demo, served_copy
from tests.journeys.watched import DESKTOP, PHONE, Window, open_window

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE_MS = 15_000

OpenWindow = Callable[..., Window]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys are no part of the inner loop."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.timeout(3_600 if IS_LONG else 300))


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """The driver. It keeps an event loop running in this thread as long as it is there: other
    tests of this process that need one of their own come after a module of journeys."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium: that of `CHROME_PATH`, of the machine, or playwright's own."""
    found = os.environ.get("CHROME_PATH") or shutil.which("chromium") or shutil.which("chrome")
    started = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
    yield started
    started.close()


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the CRM and its demo data, made once for all workers of the run."""
    place = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        place = place.parent
    directory = place / "journeys-prepared"
    with Path(f"{directory}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = directory / ".prepared"
        if not done.exists():
            prepare_demo(directory)
            done.touch()
    return directory


@pytest.fixture(scope="module")
def server(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the module's own, with the CRM and its demo data."""
    with served_copy(prepared, tmp_path_factory.mktemp("served") / "data") as running:
        yield running


@pytest.fixture
def open_browser(browser: Browser, server: Server) -> Iterator[OpenWindow]:
    """Opens windows of people who know nothing of each other; each may be asked for in a language
    (`"zh"`, `"en"`), as a phone, in the dark."""
    windows: list[Window] = []

    def open_one(
        language: str = "zh", *, phone: bool = False, dark: bool = False, address: str = ""
    ) -> Window:
        context = browser.new_context(
            viewport=PHONE if phone else DESKTOP,
            device_scale_factor=2 if phone else 1,
            has_touch=phone,
            is_mobile=phone,
            locale="zh-CN" if language == "zh" else "en-GB",
            timezone_id="Asia/Shanghai",
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            accept_downloads=True,
        )
        context.set_default_timeout(PATIENCE_MS)
        window = open_window(context, address or server.address)
        windows.append(window)
        return window

    yield open_one
    troubles = [trouble for window in windows for trouble in window.troubles]
    for window in windows:
        window.page.context.close()
    assert not troubles, "\n".join(troubles)


@pytest.fixture
def window(open_browser: OpenWindow) -> Window:
    """One person's window at a desk, in Chinese."""
    return open_browser()
