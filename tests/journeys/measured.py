"""A list as long as a busy company's, and the times between its frames."""

from statistics import median

from playwright.sync_api import Page

from tests.counts import count
from tests.journeys.people import Caller
from tests.journeys.site import Server

RECORDS = count(quick=2_000, normal=6_000, long=100_000)
SLICE = 1_000
WHEELS = count(quick=60, normal=150, long=600)
WATCH = """() => {
  window.frames_seen = [];
  let last = performance.now();
  const next = now => {
    window.frames_seen.push(now - last);
    last = now;
    window.watching = requestAnimationFrame(next);
  };
  window.watching = requestAnimationFrame(next);
}"""
TOLD = "() => { cancelAnimationFrame(window.watching); return window.frames_seen.slice(2); }"


def fill(server: Server) -> None:
    """There are as many leads as a busy company has."""
    caller = Caller(server.address)
    for start in range(0, RECORDS, SLICE):
        records = [lead(number) for number in range(start, min(start + SLICE, RECORDS))]
        caller.call("POST", "/apps/crm/tables/lead/records/batch", {"create": records})


def lead(number: int) -> dict[str, object]:
    """One of many leads."""
    return {
        "values": {
            "company": f"速度测试 {number:06d} 有限公司",
            "contact": f"联系人{number % 97}",
            "mobile": f"138{number:08d}",
            "source": ("baidu", "exhibition")[number % 2],
            "inquiry_amount": {"amount": str(number % 1000 * 100), "currency": "CNY"},
            "stay_seconds": number % 900,
        }
    }


def figures(frames: list[float]) -> dict[str, float]:
    """What the times between frames come to, in milliseconds."""
    ordered = sorted(frames)
    return {
        "frames": len(ordered),
        "median_ms": round(median(ordered), 1),
        "p95_ms": round(ordered[int(len(ordered) * 0.95)], 1),
        "frames_per_second": round(1000 / max(median(ordered), 0.1), 1),
        "within_33_ms": round(sum(each <= 33.4 for each in ordered) / len(ordered), 3),
    }


def scrolled(page: Page) -> list[float]:
    """The times between frames while the list is scrolled."""
    box = page.get_by_role("grid").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 600, box["y"] + 300)
    page.evaluate(WATCH)
    for _ in range(WHEELS):
        page.mouse.wheel(0, 240)
        page.wait_for_timeout(16)
    return list(page.evaluate(TOLD))


def typed(page: Page) -> list[float]:
    """The times between frames while somebody types into a cell."""
    page.get_by_role("grid").press("Control+Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("F2")
    page.evaluate(WATCH)
    page.keyboard.type("一二三四五六七八九十" * 4, delay=30)
    frames = list(page.evaluate(TOLD))
    page.keyboard.press("Escape")
    return frames
