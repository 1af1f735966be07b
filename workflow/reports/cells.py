"""A value on a page: told as people read it, compared as what it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """A value and its words. A comparison with a blank, or with something of another kind, does
    not hold.

    >>> str(Cell(5, "5 个")), Cell(5, "5 个") >= 5, Cell(None, "") < 1, bool(Cell(0, "0"))
    ('5 个', True, False, False)
    >>> Cell("a", "甲") == "a", Cell("a", "甲") > 1
    (True, False)
    """

    value: object
    words: str

    def __str__(self) -> str:
        return self.words

    def __bool__(self) -> bool:
        return bool(self.value)

    def __eq__(self, other: object) -> bool:
        return self.value is not None and bool(self.value == plain(other))

    __hash__ = None  # type: ignore[assignment] # equal to numbers and texts that hash otherwise

    def __lt__(self, other: object) -> bool:
        return place_beside(self.value, other) == -1

    def __le__(self, other: object) -> bool:
        return place_beside(self.value, other) in {-1, 0}

    def __gt__(self, other: object) -> bool:
        return place_beside(self.value, other) == 1

    def __ge__(self, other: object) -> bool:
        return place_beside(self.value, other) in {0, 1}


def plain(other: object) -> object:
    """What stands on the other side, without its words."""
    return other.value if isinstance(other, Cell) else other


def place_beside(value: object, other: object) -> int | None:
    """-1, 0 or 1 as the value comes before, with or after the other; None where neither."""
    match value, plain(other):
        case ((int() | float() | Decimal() as one), (int() | float() | Decimal() as two)):
            return (one > two) - (one < two)
        case ((str() as first), (str() as second)):
            return (first > second) - (first < second)
        case ((datetime() as early), (datetime() as late)):
            return (early > late) - (early < late)
    return None
