"""The page around a report: a whole document of its own, to be read, printed and kept."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from html import escape
from importlib.resources import files

from metadata.documents.report import PageText
from metadata.page_templates import render_page
from workflow.errors import ReportTooLarge

MOST_CHARACTERS = 1_000_000
"""Of a page: at most 2 MB where they are Chinese and English mixed."""
MOST_SECONDS = 20.0
DRAWN = {"zh": "{at} 生成，{name} 可见的数据", "en": "Drawn {at} from what {name} may see"}
LANGUAGES = {"zh": "zh-CN", "en": "en"}


@cache
def style() -> str:
    """The style sheet, which stands in the page itself."""
    return (files("workflow.reports") / "page.css").read_text(encoding="utf-8")


def template_in(template: PageText, language: str) -> str:
    """The template in the language, else in another there is."""
    if isinstance(template, str):
        return template
    known: Mapping[str, str] = {str(name): text for name, text in template.items()}
    return known.get(language) or next(iter(known.values()))


def page_of(
    title: str,
    language: str,
    template: str,
    given: Mapping[str, object],
    foot: tuple[datetime, str],
) -> str:
    """The report as a document; `foot` is the moment, in the workspace's time, and whose eyes it
    was drawn with. Raises ReportTooLarge."""
    at, name = foot
    told = DRAWN[language].format(at=f"{at:%Y-%m-%d %H:%M}", name=name)
    body = whole(render_page(template, given))
    return (
        f'<!doctype html>\n<html lang="{LANGUAGES[language]}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n'
        f"<title>{escape(title)}</title>\n<style>{style()}</style>\n</head>\n<body>\n<main>\n"
        f"{body}\n</main>\n<footer>{escape(told)}</footer>\n</body>\n</html>\n"
    )


def whole(pieces: Iterable[str]) -> str:
    """The pieces as one text. Raises ReportTooLarge where they are too many, or take too long."""
    found: list[str] = []
    size, ends = 0, time.monotonic() + MOST_SECONDS
    for piece in pieces:
        found.append(piece)
        size += len(piece)
        if size > MOST_CHARACTERS or time.monotonic() > ends:
            raise ReportTooLarge({"most": MOST_CHARACTERS})
    return "".join(found)
