"""Durations as documents write them: `72h`, `30min`, `-3d`."""

from __future__ import annotations

from decimal import Decimal

UNITS = {
    "ms": 1,
    "s": 1_000,
    "min": 60_000,
    "h": 3_600_000,
    "d": 86_400_000,
    "w": 604_800_000,
}
WORKING_DAYS_A_WEEK = 5


def milliseconds_in(duration: str, workday: int | None = None) -> int:
    """The length of a duration of a document, whose form the document has checked. With `workday`,
    the milliseconds that are worked on a day, a day is one of these and a week is five.

    >>> milliseconds_in("1.5h"), milliseconds_in("-3d")
    (5400000, -259200000)
    >>> milliseconds_in("1d", workday=8 * 3_600_000)
    28800000
    """
    number = duration.rstrip("adhimnsw")
    unit = duration[len(number) :]
    size = UNITS[unit]
    if workday is not None and unit in ("d", "w"):
        size = workday * (1 if unit == "d" else WORKING_DAYS_A_WEEK)
    return int(Decimal(number) * size)
