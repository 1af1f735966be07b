"""The words of a lexicon in a text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable


def find_keywords(text: str, lexicon: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """What the words that stand in the text stand for, each once, in the order of the text; of two
    words at one place the longer one comes first. Case and width of letters do not matter.

    >>> find_keywords("宝宝儿童咳嗽，医保能报销吗", [("咳嗽", "呼吸科"), ("医保", "医保报销")])
    ('呼吸科', '医保报销')
    """
    folded = fold(text)
    found: list[tuple[int, int, str]] = []
    for word, meaning in lexicon:
        wanted = fold(word)
        at = folded.find(wanted) if wanted else -1
        if at >= 0:
            found.append((at, -len(wanted), meaning))
    return tuple(dict.fromkeys(meaning for _, _, meaning in sorted(found)))


def fold(text: str) -> str:
    """The text in the form in which words are compared."""
    return unicodedata.normalize("NFKC", text).casefold()
