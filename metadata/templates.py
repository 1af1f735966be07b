"""Texts for people with `{{ … }}` in them: words and formulas, apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from formula.scan import normalise

_FORMULA = re.compile(
    # What is inside quotes and braces ends nothing; a stray quote is no end either.
    r"\{\{(?P<formula>(?:'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|“[^”]*”|‘[^’]*’"
    r"|\{(?:[^{}]|\}\}(?!\}))+\}|[^'\"“‘{}]|\}(?!\}))*)\}\}",
    re.DOTALL,
)
OPENING = "{{"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text from `start` on: words as they are, or what stands inside `{{ }}`."""

    text: str
    start: int
    is_formula: bool


def pieces_of(text: str) -> Iterator[Piece]:
    """The parts of a text in order (in NFC, as formulas are read). A `{{` without its end is
    words; `unclosed` finds it."""
    source = normalise(text)
    done = 0
    for match in _FORMULA.finditer(source):
        if match.start() > done:
            yield Piece(source[done : match.start()], done, is_formula=False)
        yield Piece(match["formula"], match.start("formula"), is_formula=True)
        done = match.end()
    if done < len(source):
        yield Piece(source[done:], done, is_formula=False)


def unclosed(text: str) -> int | None:
    """Where a `{{` stands that has no end, None where each has."""
    for piece in pieces_of(text):
        if not piece.is_formula and OPENING in piece.text:
            return piece.start + piece.text.index(OPENING)
    return None
