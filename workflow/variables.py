"""What steps leave behind, kept as JSON: each value says itself what it is, so that it comes back
the same whatever became of the step's types since."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import cast

from formula.errors import FormulaValueError

Json = dict[str, object]
LARGEST_NUMBER = 10**15
"""From here on a whole number is a text for clients."""


def variables_json(values: Mapping[str, object]) -> Json:
    """The values as JSON, by the same names."""
    return {name: to_json(value) for name, value in values.items()}


def variables_of(kept: Mapping[str, object]) -> dict[str, object]:
    """The values that `variables_json` made it of."""
    return {name: from_json(value) for name, value in kept.items()}


def to_json(value: object) -> object:
    """A Python value (formula.types) as JSON: texts, booleans, whole numbers and blanks as they
    are, others as an object of one name that says the type.

    >>> to_json((Decimal("1.5"), "USD"))
    {'list': [{'number': '1.5'}, 'USD']}
    >>> from_json(to_json((Decimal("1.5"), "USD")))
    (Decimal('1.5'), 'USD')
    """
    match value:
        case None | bool() | int() | str():
            return value
        case Decimal():
            return {"number": str(value)}
        case datetime.datetime():
            return {"moment": value.isoformat()}
        case datetime.date():
            return {"day": value.isoformat()}
        case FormulaValueError():
            return {"error": value.code}
        case Mapping():
            return {"row": variables_json(cast(Mapping[str, object], value))}
        case list() | tuple():
            return {"list": [to_json(item) for item in value]}
    raise TypeError(f"no value of a formula: {value!r}")


def shown_json(kept: object) -> object:
    """What is kept as clients read it: a whole number of more than 15 digits is a text, as ids are
    (api.md), since many a client would round it.

    >>> shown_json({"": 250176832773554176, "count": 2})
    {'': '250176832773554176', 'count': 2}
    """
    match kept:
        case bool():
            return kept
        case int():
            return kept if abs(kept) < LARGEST_NUMBER else str(kept)
        case dict():
            return {name: shown_json(value) for name, value in kept.items()}
        case list() | tuple():
            return [shown_json(item) for item in kept]
        case _:
            return kept


def from_json(kept: object) -> object:
    """The value that `to_json` made it of."""
    if not isinstance(kept, dict):
        return kept
    ((kind, inner),) = kept.items()
    match kind:
        case "number":
            return Decimal(inner)
        case "moment":
            return datetime.datetime.fromisoformat(inner)
        case "day":
            return datetime.date.fromisoformat(inner)
        case "error":
            return FormulaValueError(inner)
        case "row":
            return variables_of(inner)
    return tuple(from_json(item) for item in inner)
