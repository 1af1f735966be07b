"""The name that was probably meant: by edit distance, and by pinyin for Chinese homophones."""

from __future__ import annotations

import importlib
from collections.abc import Iterable

MOST = 3


def nearest(name: str, candidates: Iterable[str]) -> list[str]:
    """The candidates close enough to `name` to be what was meant, the closest first."""
    seen = dict.fromkeys(candidates)
    ranked = [(_distance(name.casefold(), text.casefold()), text) for text in seen]
    close = sorted((pair for pair in ranked if pair[0] <= _tolerance(name)), key=_rank)
    if not close and len(name) > 1:
        # A short form (抖音 for 抖音本地推) is no slip of the hand but means the same thing.
        close = sorted(pair for pair in ranked if name.casefold() in pair[1].casefold())
    if len(close) < MOST and not name.isascii():
        taken = {text for _, text in close}
        heard = _sound(name)
        close += [
            (distance, text)
            for distance, text in sorted(ranked, key=_rank)
            if text not in taken and not text.isascii() and _sound(text) == heard
        ]
    return [text for _, text in close[:MOST]]


def _rank(pair: tuple[int, str]) -> int:
    return pair[0]


def _tolerance(name: str) -> int:
    # One slip in a Chinese name of two to five characters, about one in four otherwise.
    return max(1, len(name) // 4) if len(name) > 1 else 0


def _sound(text: str) -> str:
    # pypinyin loads its dictionaries (40 ms) at import: only a formula with a typing error pays.
    pypinyin = importlib.import_module("pypinyin")
    return " ".join(pypinyin.lazy_pinyin(text))


def _distance(left: str, right: str) -> int:
    """The Damerau-Levenshtein distance, neighbours swapped counting as one slip."""
    if abs(len(left) - len(right)) > max(len(left), len(right)) // 2:
        return max(len(left), len(right))
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, char in enumerate(left, 1):
        previous, before, row = before, row, [i]
        for j, other in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (char != other))
            if i > 1 and j > 1 and char == right[j - 2] and left[i - 2] == other:
                cost = min(cost, previous[j - 2] + 1)
            row.append(cost)
    return row[-1]
