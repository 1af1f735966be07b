"""The first letters of pinyin, out of a file of 130 kB: pypinyin's own dictionaries take 55 MB of
a process, for as long as it lives.

`python -m engine.pinyin_initials` writes the file anew out of these.
"""

from __future__ import annotations

import importlib
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_suffix(".txt")

Letters = tuple[Mapping[str, str], Mapping[str, str]]
"""By character, and by word of two characters in which one is read otherwise."""


@cache
def pinyin_letters() -> Letters:
    """The first letter of each character as it is mostly read, and of the words of two characters
    in which one is read otherwise: 重庆 is cq, though 重 is mostly z."""
    letters: dict[str, str] = {}
    pairs: dict[str, str] = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        read, _, written = line.partition(" ")
        if len(read) == 1:
            letters.update(dict.fromkeys(written, read))
        else:
            pairs.update(dict.fromkeys(written.split(), read))
    return letters, pairs


def read_dictionaries() -> Letters:
    """The same as pypinyin's dictionaries say it."""
    known = importlib.import_module("pypinyin.constants")
    letters = {chr(code): letter_of(read) for code, read in known.PINYIN_DICT.items()}
    pairs: dict[str, str] = {}
    for phrase, readings in known.PHRASES_DICT.items():
        if len(phrase) == len(readings) == 2:
            read = "".join(letter_of(reading[0]) for reading in readings)
            if read != "".join(letters.get(char, "") for char in phrase):
                pairs[phrase] = read
    return letters, pairs


def letter_of(read: str) -> str:
    """The first letter of a reading, without its tone."""
    return unicodedata.normalize("NFD", read[:1])[:1]


def text_of(letters: Letters) -> str:
    """The file's text: a line for each letter with its characters, for each pair of letters with
    its words."""
    written: defaultdict[str, list[str]] = defaultdict(list)
    for char, read in letters[0].items():
        written[read].append(char)
    lines = [f"{read} {''.join(sorted(chars))}" for read, chars in sorted(written.items())]
    written.clear()
    for word, read in letters[1].items():
        written[read].append(word)
    lines += [f"{read} {' '.join(sorted(words))}" for read, words in sorted(written.items())]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    FILE.write_text(text_of(read_dictionaries()), encoding="utf-8")
