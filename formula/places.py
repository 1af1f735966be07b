"""Where in a text a span is, as people and editors count."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from formula.errors import Span


@dataclass(frozen=True, slots=True)
class Place:
    """`line` and `column` from 1 and `length` in code points; `utf16` as JavaScript counts."""

    line: int
    column: int
    length: int
    utf16: int


def place_of(text: str, span: Span) -> Place:
    """Where `span` is in `text`.

    >>> place_of("1 +\\n  x", Span(6, 7))
    Place(line=2, column=3, length=1, utf16=6)
    """
    before = text[: span.start]
    line_start = before.rfind("\n") + 1
    return Place(
        line=before.count("\n") + 1,
        column=span.start - line_start + 1,
        length=span.end - span.start,
        utf16=len(before.encode("utf-16-le")) // 2,
    )


def excerpt(text: str, span: Span) -> str:
    """The line of `span` with carets under it; Chinese signs count two columns."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.start)
    line = text[start:] if end < 0 else text[start:end]
    before = line[: span.start - start]
    marked = line[span.start - start : span.end - start]
    return f"{line}\n{' ' * _width(before)}{'^' * max(1, _width(marked))}"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
