"""Markdown as the reference pages use it: tables, code, anchors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def page(title: str, intro: Sequence[str], *parts: str) -> str:
    """A whole page: its title, paragraphs, and parts, ended by one line feed.

    >>> page("A", ["b"], "c")
    '# A\\n\\nb\\n\\nc\\n'
    """
    return "\n\n".join((f"# {title}", *intro, *(part for part in parts if part))) + "\n"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; signs that would break a cell are escaped.

    >>> table(["a"], [["x|y"]])
    '| a |\\n| --- |\\n| x\\\\|y |'
    """
    lines = [headings, ["---"] * len(headings), *([cell(it) for it in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def cell(text: str) -> str:
    """The text as it stands in a cell: one line, no bars."""
    return " ".join(text.split()).replace("|", "\\|")


def code(text: object) -> str:
    """The text as code; '' stays ''.

    >>> code("a`b")
    '`` a`b ``'
    """
    shown = str(text)
    if not shown:
        return ""
    return f"`` {shown} ``" if "`" in shown else f"`{shown}`"


def codes(texts: Iterable[object]) -> str:
    """Several texts as code."""
    return " ".join(code(text) for text in texts)
