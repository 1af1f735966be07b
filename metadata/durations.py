"""Duration literals of documents: `72h`, `30min`, `3d`."""

from __future__ import annotations

import re
from decimal import Decimal

LITERAL = re.compile(r"(-?[0-9]{1,6}(?:\.[0-9]{1,3})?)(ms|s|min|h|d|w)")
MILLISECONDS = {
    "ms": 1,
    "s": 1_000,
    "min": 60_000,
    "h": 3_600_000,
    "d": 86_400_000,
    "w": 604_800_000,
}
WORKING_DAYS_A_WEEK = 5


def milliseconds_of(literal: str, workday: int | None = None) -> int:
    """The literal in milliseconds. With `workday`, the milliseconds that are worked on a day, a day
    is one of these and a week is five.

    >>> milliseconds_of("1.5h"), milliseconds_of("-2d")
    (5400000, -172800000)
    >>> milliseconds_of("1d", workday=8 * 3_600_000)
    28800000
    """
    found = LITERAL.fullmatch(literal)
    assert found is not None, literal
    count, unit = Decimal(found[1]), found[2]
    size = MILLISECONDS[unit]
    if workday is not None and unit in ("d", "w"):
        size = workday * (1 if unit == "d" else WORKING_DAYS_A_WEEK)
    return int(count * size)
