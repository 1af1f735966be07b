"""What people do who bring files in and take files out."""

import csv
import io
import re
from pathlib import Path

from playwright.sync_api import Page, expect

LONG_MS = 90_000


def upload(page: Page, name: str, content: bytes) -> None:
    """The file is chosen; its columns are on the page."""
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name=re.compile("选择文件|Choose file")).click()
    chooser.value.set_files({"name": name, "mimeType": "text/csv", "buffer": content})
    expect(page.get_by_role("combobox").first).to_be_visible()


def figure(page: Page, name: str) -> int:
    """The figure of that name, once it is there."""
    told = page.locator("dl > div", has=page.get_by_text(name, exact=True)).locator("dd")
    return int(told.inner_text(timeout=LONG_MS).replace(",", ""))


def ask_export(page: Page) -> None:
    """The dialog is there."""
    page.get_by_role("button", name="更多", exact=True).first.click()
    page.get_by_role("menuitem", name="导出").click()
    expect(page.get_by_role("dialog")).to_be_visible()


def download(page: Page, button: str) -> list[list[str]]:
    """The rows of the CSV file that the export dialog makes."""
    page.get_by_role("radio", name="CSV，逗号分隔").check()
    return rows_of_link(page, button)


def rows_of_link(page: Page, name: str) -> list[list[str]]:
    """The rows of the CSV file behind a link."""
    with page.expect_download() as loaded:
        page.get_by_role("link", name=name).click()
    text = Path(loaded.value.path()).read_text(encoding="utf-8-sig")
    return list(csv.reader(io.StringIO(text)))
