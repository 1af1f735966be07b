"""Schedules as cron writes them: can there ever be such a moment?"""

from __future__ import annotations

import re

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""The days of each month in the longest year."""
PARTS = (
    ("minute", 0, 59, ()),
    ("hour", 0, 23, ()),
    ("day", 1, 31, ()),
    ("month", 1, 12, MONTHS),
    ("weekday", 0, 7, DAYS),
)
_ITEM = re.compile(r"(\*|(?P<first>\w+)(-(?P<last>\w+))?)(/(?P<step>[0-9]{1,2}))?")


def wrong_part(cron: str) -> str | None:
    """The first of five parts that means nothing, `day` where there is no such day in any of the
    months; None where the schedule is good.

    >>> wrong_part("0 9 * * mon-fri"), wrong_part("0 25 * * *"), wrong_part("0 0 31 2,4 *")
    (None, 'hour', 'day')
    """
    read: list[set[int]] = []
    for text, (name, low, high, words) in zip(cron.split(), PARTS, strict=True):
        values = read_part(text, low, high, words)
        if values is None:
            return name
        read.append(values)
    days, months = read[2], read[3]
    is_possible = any(day <= LONGEST[month - 1] for day in days for month in months)
    return None if is_possible or cron.split()[4] != "*" else "day"


def read_part(text: str, low: int, high: int, words: tuple[str, ...]) -> set[int] | None:
    """The values of one part; None where it cannot be read."""
    found: set[int] = set()
    for item in text.lower().split(","):
        match = _ITEM.fullmatch(item)
        if match is None:
            return None
        step = int(match["step"] or 1)
        first = low if match["first"] is None else number_of(match["first"], low, words)
        if match["last"] is not None:
            last = number_of(match["last"], low, words)
        else:
            is_single = match["first"] is not None and match["step"] is None
            last = first if is_single else high
        if first is None or last is None or step == 0 or not low <= first <= last <= high:
            return None
        found.update(range(first, last + 1, step))
    return found


def number_of(text: str, low: int, words: tuple[str, ...]) -> int | None:
    """The number, or the place of a month's or day's name."""
    if text in words:
        return words.index(text) + low
    return int(text) if text.isascii() and text.isdigit() else None
