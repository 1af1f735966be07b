"""What the page keeps in memory."""

from playwright.sync_api import CDPSession


def used(browser: CDPSession) -> int:
    """Bytes of the page's heap after everything unreachable has gone."""
    for _ in range(3):
        browser.send("HeapProfiler.collectGarbage")
    metrics = browser.send("Performance.getMetrics")["metrics"]
    return int(next(each["value"] for each in metrics if each["name"] == "JSHeapUsedSize"))
