"""The terms by which records are found: two characters each, marked with their field.

A field has a short code of its own, and each of its terms begins with it. So one list of terms
holds all fields of all tables, and a search that leaves a field out looks for none of its terms
(decision 41). Terms only narrow down what is looked at; the search itself decides on the text
(engine.reading.searching), so that a term too many costs a moment and nothing else.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.pinyin_initials import pinyin_letters

CODE = 5
"""Hexadecimal digits; two fields with one code would only look at each other's records."""

MOST_CHARACTERS = 5_000
"""A longer text is looked at in every search of its field."""

MOST_TERMS = 20
"""Of one word; the first say enough."""

LONGEST_INITIALS = 24
MOST_INITIALS = 8
LONG = "zzz"
"""The term of a text that is too long to have terms."""

RUN = re.compile(r"[^\W_]+")
INITIALS = re.compile(rf"[a-z]{{2,{MOST_INITIALS}}}")
HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
"""As both databases have it: only ASCII letters have two cases."""


@dataclass(frozen=True, slots=True)
class Codes:
    """What marks the terms of one field: those of its text, and of the initials of its pinyin."""

    text: str
    initials: str


def codes_of(place: str) -> Codes:
    """The codes of a field; `place` is its `table.column` in the database."""
    return Codes(code_of(place), code_of(f"{place} initials"))


def code_of(name: str) -> str:
    """A few digits that hardly any other name has."""
    return hashlib.sha256(name.encode()).hexdigest()[:CODE]


def terms_of(values: Sequence[tuple[Codes, str | None]]) -> str:
    """All terms of a record, with blanks between."""
    terms: list[str] = []
    for codes, text in values:
        if text:
            terms.extend(codes.text + gram for gram in grams_of(text))
            terms.extend(codes.initials + tail for tail in initials_of(text))
    return " ".join(dict.fromkeys(terms))


def grams_of(text: str) -> Iterator[str]:
    """Each two neighbouring letters or digits, and the last of each run alone: it begins no pair,
    and a search for one character looks for beginnings."""
    if len(text) > MOST_CHARACTERS:
        yield LONG
        return
    for run in RUN.findall(text.translate(LOWER)):
        for start in range(len(run) - 1):
            yield run[start : start + 2]
        yield run[-1]


def initials_of(text: str) -> Iterator[str]:
    """The first letters of the pinyin, from each character on: `qhjj`, `hjj`, `jj`, `j` of
    青禾家具. Nothing where there is no Chinese."""
    if not HAN.search(text):
        return
    for run in RUN.findall(text[:MOST_CHARACTERS].translate(LOWER)):
        if HAN.search(run):
            letters = letters_of(run[:LONGEST_INITIALS])
            for start in range(len(letters)):
                yield letters[start : start + MOST_INITIALS]


def letters_of(run: str) -> str:
    """The initials of a run; ASCII stands for itself, and what has no pinyin is left out."""
    letters, pairs = pinyin_letters()
    found: list[str] = []
    at = 0
    while at < len(run):
        pair = pairs.get(run[at : at + 2])
        if pair is not None:
            found.append(pair)
            at += 2
            continue
        char = run[at]
        found.append(char if char.isascii() else letters.get(char, ""))
        at += 1
    return "".join(found)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one word of a search needs in a field: all of `whole`, and for each of `begun` a term
    that begins so."""

    whole: tuple[str, ...]
    begun: tuple[str, ...]


def wanted_of(word: str) -> Wanted | None:
    """The terms of every text that holds the word; None where there are none to go by."""
    whole: list[str] = []
    begun: list[str] = []
    for run in RUN.findall(word):
        if len(run) == 1:
            begun.append(run)
        whole.extend(run[start : start + 2] for start in range(len(run) - 1))
    if not whole and not begun:
        return None
    # Beginnings cost more than they tell once there is a whole term.
    return Wanted(tuple(whole[:MOST_TERMS]), () if whole else tuple(begun[:1]))


def match_words(dialect: str, words: Sequence[Wanted], fields: Sequence[Codes]) -> str:
    """The expression that finds the records one of whose fields has each word."""
    both, either = (" AND ", " OR ") if dialect == "sqlite" else (" & ", " | ")
    found: list[str] = []
    for word in words:
        ways: list[str] = []
        for codes in fields:
            terms = [quoted(codes.text + gram) for gram in word.whole]
            terms += [begins(dialect, codes.text + gram) for gram in word.begun]
            ways.append(f"({both.join(terms)})")
            ways.append(quoted(codes.text + LONG))
        found.append(f"({either.join(ways)})")
    return both.join(found).replace('"', QUOTES[dialect])


def match_initials(dialect: str, word: str, fields: Sequence[Codes]) -> str:
    """The expression that finds the records one of whose fields has these initials."""
    either = " OR " if dialect == "sqlite" else " | "
    ways = [begins(dialect, codes.initials + word) for codes in fields]
    return either.join(ways).replace('"', QUOTES[dialect])


def quoted(term: str) -> str:
    """A whole term. Terms are letters and digits only: nothing in them needs an escape."""
    return f'"{term}"'


def begins(dialect: str, start: str) -> str:
    """Every term that begins so."""
    return f'"{start}"*' if dialect == "sqlite" else f'"{start}":*'


QUOTES: Mapping[str, str] = {"sqlite": '"', "postgresql": "'"}
