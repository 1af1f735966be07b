"""Writes the reference out of the code: ``python -m docs.generate``.

The pages are committed; tests/architecture/test_documented.py fails where one is out of date.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from docs.generating.cli import cli_page
from docs.generating.documents import documents_page, rules_page
from docs.generating.field_types import field_types_page
from docs.generating.functions import functions_page
from docs.generating.http import http_page
from docs.generating.problems import changes_page, problems_page
from docs.generating.settings import settings_page

FOLDER = Path(__file__).parent / "reference"

PAGES: Mapping[str, Callable[[], str]] = {
    "functions.md": functions_page,
    "field-types.md": field_types_page,
    "rules.md": rules_page,
    "documents.md": documents_page,
    "problems.md": problems_page,
    "changes.md": changes_page,
    "http.md": http_page,
    "cli.md": cli_page,
    "settings.md": settings_page,
}


def write_pages() -> list[Path]:
    """Every page says what the code says; gives those that had to be changed."""
    changed = []
    for name, make in PAGES.items():
        path = FOLDER / name
        text = make()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(path)
    return changed


if __name__ == "__main__":
    for changed_page in write_pages():
        sys.stdout.write(f"{changed_page.name}\n")
