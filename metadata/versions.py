"""Versions of apps and of this engine, and the ranges that documents name."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping

ENGINE_VERSION = "0.1.0"

BOUND = re.compile(r"(>=|<=|=|<|>)?([0-9]+(?:\.[0-9]+){0,2})")
Version = tuple[int, int, int]
COMPARISONS: Mapping[str, Callable[[Version, Version], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
}


def read_version(text: str) -> Version:
    """The numbers of a version; those left out are 0.

    >>> read_version("1.2")
    (1, 2, 0)
    """
    numbers = [int(part) for part in text.split(".")]
    major, minor, patch = (*numbers, 0, 0)[:3]
    return major, minor, patch


def is_within(version: str, bounds: str) -> bool:
    """Whether a version fulfils every bound of a range; a bare number is the exact version.

    >>> is_within("0.1.0", ">=0.1,<1"), is_within("1.0.0", ">=0.1,<1")
    (True, False)
    """
    present = read_version(version)
    return all(
        COMPARISONS[sign or "="](present, read_version(number))
        for sign, number in BOUND.findall(bounds)
    )
