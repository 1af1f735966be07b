"""A browser window that notices everything that goes wrong in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    ViewportSize,
)

from tests.journeys.site import PASSWORD

SHOTS = Path(__file__).resolve().parents[2] / "build" / "journeys"
AXE = Path(__file__).resolve().parents[2] / "admin_ui" / "node_modules" / "axe-core" / "axe.min.js"
DESKTOP: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
SERIOUS = ("serious", "critical")


@dataclass  # without slots: the driver keeps its own attributes on bound methods' owners
class Window:
    """`page` with what went wrong: console errors, uncaught errors, refused and failed requests.

    `expect(status, part)` tells that a request whose address holds `part` may be refused so.
    """

    page: Page
    address: str
    troubles: list[str] = field(default_factory=list)
    expected: list[tuple[int, str]] = field(default_factory=list)

    def watch(self) -> None:
        """From now on everything that goes wrong is kept."""
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.troubles.append(f"page: {error}"))
        self.page.on("response", self._note_response)
        self.page.on("requestfailed", self._note_failure)

    def expect(self, status: int, part: str) -> None:
        """Requests whose address holds `part` may be answered with this status; 0: not at all."""
        self.expected.append((status, part))

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning"):
            return
        # Chromium writes a line for every refused request; those are judged as responses.
        if not message.text.startswith("Failed to load resource"):
            self.troubles.append(f"console: {message.text}")

    def _note_response(self, response: Response) -> None:
        if response.status >= 400 and not self._is_expected(response.status, response.url):
            self.troubles.append(f"{response.status} {response.request.method} {response.url}")

    def _note_failure(self, request: Request) -> None:
        # The browser ends the live stream, and asks no further, when a page is left.
        if request.failure == "net::ERR_ABORTED" or self._is_expected(0, request.url):
            return
        self.troubles.append(f"{request.failure} {request.method} {request.url}")

    def _is_expected(self, status: int, url: str) -> bool:
        return any(status == wanted and part in url for wanted, part in self.expected)

    def open(self, path: str) -> None:
        """The page at this path is shown."""
        self.page.goto(self.address + path)

    def sign_in(self, login: str = "admin", password: str = PASSWORD, path: str = "/") -> None:
        """The person has signed in by the form, and the page at the path is shown."""
        self.open(f"/sign-in?next={path}")
        self.page.locator("#login").fill(login)
        self.page.locator("#password").fill(password)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(lambda url: "/sign-in" not in url)

    def shot(self, name: str) -> None:
        """A picture of the window is kept for people to look at."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{name}.png")

    def check_accessibility(self) -> None:
        """axe finds nothing serious on the page."""
        # Evaluated, not added as a script element: the page's policy allows no foreign scripts.
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
        serious = [
            f"{each['id']}: {each['help']} ({each['nodes'][0]['html'][:160]})"
            for each in found["violations"]
            if each["impact"] in SERIOUS
        ]
        assert not serious, "\n".join(serious)


def open_window(context: BrowserContext, address: str) -> Window:
    """A window of the context that is watched."""
    window = Window(context.new_page(), address)
    window.watch()
    return window
