"""Letters: case, width and the spaces between words, by the rules of Unicode."""

from __future__ import annotations

import re

_RUNS = re.compile("[ \t\u00a0\u3000]+")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def half_width(text: str) -> str:
    """Give the text with full-width letters, digits, signs and spaces made half-width."""
    return text.translate(_FULL_WIDTH)


def fold(text: str) -> str:
    """Give each character in lower case by itself, where that is one character again."""
    return "".join(
        small if len(small := character.lower()) == 1 else character for character in text
    )


def same_text(one: str, other: str) -> bool:
    """Say whether two texts are the same but for case and width."""
    return fold(half_width(one)) == fold(half_width(other))


def proper(text: str) -> str:
    """Give each word with a capital first letter; a letter is what has an upper and lower form."""
    result: list[str] = []
    inside = False
    for character in text:
        is_letter = character.upper() != character.lower()
        changed = fold(character) if inside else _capital(character)
        result.append(changed if is_letter else character)
        inside = is_letter
    return "".join(result)


def _capital(character: str) -> str:
    upper = character.upper()
    return upper if len(upper) == 1 else character


def upper(text: str) -> str:
    """Give the text in upper case, by the full rules of Unicode."""
    return text.upper()


def lower(text: str) -> str:
    """Give the text in lower case, by the full rules of Unicode."""
    return text.lower()


def trim(text: str) -> str:
    """Give the text without spaces at its ends and with single ones inside."""
    return _RUNS.sub(" ", text).strip(" ")
