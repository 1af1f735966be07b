"""All pictures of journeys on one page, for people to look at: `python -m
tests.journeys.contact_sheet`. A run of tests that left pictures writes it at its end."""

from __future__ import annotations

import os
import shutil
from html import escape
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.journeys.watched import SHOTS

PAGE = "index.html"
SHEET = "contact-sheet.png"
STYLE = """
body { margin: 24px; background: #f4f5f6; color: #1d2127; font: 13px/20px sans-serif; }
main { columns: 5 300px; column-gap: 12px; }
figure { break-inside: avoid; margin: 0 0 12px; padding: 8px; background: #fff;
  border: 1px solid #e1e4e8; border-radius: 8px; }
img { display: block; width: 100%; border-radius: 4px; }
img.phone { width: 50%; }
figcaption { padding-top: 6px; overflow-wrap: anywhere; }
"""


def pictures(directory: Path) -> list[Path]:
    """The pictures of the journeys, by name."""
    return sorted(file for file in directory.glob("*.png") if file.name != SHEET)


def page_text(found: list[Path]) -> str:
    """The page with all pictures; each opens the file itself."""
    figures = "\n".join(
        f'<figure><a href="{escape(file.name)}"><img src="{escape(file.name)}" alt=""'
        f"{' class=phone' if 'phone' in file.stem else ''}></a>"
        f"<figcaption>{escape(file.stem)}</figcaption></figure>"
        for file in found
    )
    return (
        f'<!doctype html><meta charset="utf-8"><title>{len(found)} journeys</title>'
        f"<style>{STYLE}</style><main>{figures}</main>"
    )


def write_contact_sheet(directory: Path) -> None:
    """`index.html` and `contact-sheet.png` show all pictures of the directory."""
    found = pictures(directory)
    page = directory / PAGE
    page.write_text(page_text(found), encoding="utf-8")
    chromium = os.environ.get("CHROME_PATH") or shutil.which("chromium") or shutil.which("chrome")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        window = browser.new_page(viewport={"width": 1680, "height": 1000})
        window.goto(page.as_uri())
        window.screenshot(path=directory / SHEET, full_page=True)
        browser.close()


if __name__ == "__main__":
    write_contact_sheet(SHOTS)
