"""Types and values of `tangram formula` lines: JSON ↔ Python forms (formula.types)."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from formula.errors import InvalidFormula
from formula.syntax import parse
from formula.tree import DurationNode
from formula.types import (
    Boolean,
    Date,
    DateTime,
    Duration,
    ListOf,
    MultiSelect,
    Number,
    Option,
    Select,
    Text,
    Type,
)

MOST_DIGITS = 15
"""Longer numbers are strings in JSON (decision 12)."""

_PLAIN: Mapping[str, Type] = {
    "number": Number(),
    "percent": Number(),
    "text": Text(),
    "boolean": Boolean(),
    "date": Date(),
    "datetime": DateTime(),
    "duration": Duration(),
}


class InvalidLine(ValueError):
    """A line is no formula with fields; `place` is a JSON pointer into it."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.place = place
        self.reason = reason


def read_type(declared: Mapping[str, object], place: str) -> Type:
    """The type that `{"type": "number"}` or `{"type": "select", "options": […]}` declares."""
    name = declared.get("type")
    if not isinstance(name, str):
        raise InvalidLine(f"{place}/type", "type")
    if name in ("select", "multiselect"):
        options = _options(declared.get("options"), f"{place}/options")
        set_key = str(declared.get("set", "|".join(option.value for option in options)))
        return Select(set_key, options) if name == "select" else MultiSelect(set_key, options)
    if name.startswith("list<") and name.endswith(">"):
        return ListOf(read_type({**declared, "type": name[5:-1]}, place))
    if name not in _PLAIN:
        raise InvalidLine(f"{place}/type", "type")
    return _PLAIN[name]


def read_value(type_: Type, value: object, zone: ZoneInfo, place: str) -> object:
    """The Python form of a JSON value; null and blank texts are blank."""
    if value is None:
        return False if isinstance(type_, Boolean) else None
    try:
        match type_:
            case ListOf(item=item):
                items = [read_value(item, each, zone, place) for each in _array(value)]
                return tuple(items)
            case MultiSelect(set_key=key, options=options):
                chosen = [_option(Select(key, options), each) for each in _array(value)]
                return tuple(chosen)
            case Select():
                return _option(type_, value)
            case Number():
                return _number(value)
            case Boolean() if isinstance(value, bool):
                return value
            case Duration():
                return _duration(value)
            case Text() | Date() | DateTime() if isinstance(value, str):
                return _from_text(type_, value, zone)
            case _:
                raise TypeError
    except (ValueError, TypeError, InvalidOperation, OverflowError) as error:
        if isinstance(error, InvalidLine):
            raise
        raise InvalidLine(place, "value") from error


def scale_of(values: Sequence[object]) -> int | None:
    """The most decimals among numbers; None beyond what columns hold exactly (6)."""
    scales = [
        -int(value.as_tuple().exponent) for value in values if isinstance(value, Decimal) and value
    ]
    scale = max([0, *scales])
    return scale if scale <= 6 else None


def show_value(type_: Type, value: object, zone: ZoneInfo) -> object:
    """The JSON form of a value."""
    match value:
        case bool() | None:
            return value
        case int() if isinstance(type_, Duration):
            return value
        case int() | Decimal() if isinstance(type_, Number):
            return show_number(Decimal(value))
        case datetime.datetime():
            return value.astimezone(zone).isoformat()
        case datetime.date():
            return value.isoformat()
        case tuple() if isinstance(type_, ListOf):
            return [show_value(type_.item, item, zone) for item in value]
        case tuple():
            return [str(item) for item in value]
        case _:
            return str(value)


def show_number(value: Decimal) -> int | float | str:
    """A JSON number of up to 15 significant digits, else a string."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if text in {"-0", ""}:
        text = "0"
    digits = text.replace("-", "").replace(".", "").lstrip("0")
    if len(digits) > MOST_DIGITS:
        return text
    return float(text) if "." in text else int(text)


def _array(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError
    return value


def _options(value: object, place: str) -> tuple[Option, ...]:
    if not isinstance(value, list) or not value:
        raise InvalidLine(place, "options")
    options = []
    for each in value:
        if isinstance(each, str):
            options.append(Option(each, {"zh": each}))
        elif isinstance(each, dict) and isinstance(each.get("value"), str):
            label = each.get("label", each["value"])
            labels = label if isinstance(label, dict) else {"zh": str(label)}
            options.append(Option(each["value"], labels))
        else:
            raise InvalidLine(place, "options")
    return tuple(options)


def _option(type_: Select, value: object) -> str | None:
    if isinstance(value, str) and not value.strip():
        return None
    meant = [option.value for option in type_.options if value in option.texts()]
    if value in meant:
        return str(value)
    if len(meant) != 1:
        raise ValueError
    return meant[0]


def _number(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise TypeError
    number = Decimal(str(value))
    if not number.is_finite() or number.adjusted() > 40:
        raise ValueError
    return number


def _duration(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if not isinstance(value, str):
        raise TypeError
    try:
        node = parse(value)
    except InvalidFormula as error:
        raise ValueError from error
    if not isinstance(node, DurationNode):
        raise TypeError
    return node.milliseconds


def _from_text(type_: Type, value: str, zone: ZoneInfo) -> object:
    if "\0" in value:
        raise ValueError
    if isinstance(type_, Text):
        return unicodedata.normalize("NFC", value) if value.strip() else None
    if isinstance(type_, Date):
        return datetime.date.fromisoformat(value)
    moment = datetime.datetime.fromisoformat(value)
    local = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return local.astimezone(datetime.UTC).replace(microsecond=local.microsecond // 1000 * 1000)
