"""Templates without code: `{name}` is replaced by the parameter of that name, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import cast
from urllib.parse import quote

MARKS = re.compile(r"\{([a-z][a-z0-9_]*)\}")
MOST_DIGITS = 15
HEADER_TEXT = re.compile(r"[\t\x20-\x7e\x80-\xff]*")

Values = Mapping[str, object]


class ValueUnusable(Exception):
    """A value that cannot stand where the template has it."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def fill_path(template: str, values: Values) -> str:
    """The path, each value one segment or a part of one: it can lead nowhere else.

    >>> fill_path("/orders/{number}", {"number": "a/b?c"})
    '/orders/a%2Fb%3Fc'
    """
    filled = MARKS.sub(lambda found: quote(text_of(values.get(found[1])), safe=""), template)
    if any(part in (".", "..") for part in filled.split("?")[0].split("/")):
        raise ValueUnusable("path")
    return filled


def fill_text(template: str, values: Values) -> str:
    """The text with its values."""
    return MARKS.sub(lambda found: text_of(values.get(found[1])), template)


def fill_header(template: str, values: Values) -> str:
    """The header with its values; what could begin another header is refused."""
    filled = fill_text(template, values)
    if not HEADER_TEXT.fullmatch(filled):
        raise ValueUnusable("header")
    return filled


def fill_json(template: object, values: Values) -> object:
    """The JSON with its values: a text that is one mark becomes the value itself.

    >>> fill_json({"a": "{n}", "b": ["{n} kg", 1]}, {"n": 5})
    {'a': 5, 'b': ['5 kg', 1]}
    """
    if isinstance(template, Mapping):
        return {key: fill_json(inner, values) for key, inner in template.items()}
    if isinstance(template, list | tuple):
        return [fill_json(inner, values) for inner in template]
    if not isinstance(template, str):
        return template
    whole = MARKS.fullmatch(template)
    return values.get(whole[1]) if whole else fill_text(template, values)


def text_of(value: object) -> str:
    """A JSON value as a text; blank is empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def json_of(value: object) -> object:
    """A Python value of a formula as JSON: exact numbers as numbers up to 15 digits, texts beyond;
    moments by ISO 8601 in UTC; ids as texts (decisions 1 and 12)."""
    match value:
        case None | bool() | str():
            return value
        case int():
            return value if abs(value) < 10**MOST_DIGITS else str(value)
        case Decimal():
            digits = len(value.as_tuple().digits)
            if value == value.to_integral_value() and digits <= MOST_DIGITS:
                return int(value)
            return float(value) if digits <= MOST_DIGITS else str(value)
        case date():
            return value.isoformat()
        case Mapping():
            inner = cast(Mapping[str, object], value)
            return {key: json_of(each) for key, each in inner.items()}
        case list() | tuple():
            return [json_of(each) for each in value]
    return str(value)


def json_at(document: object, pointer: str) -> object:
    """What stands at the JSON pointer (RFC 6901), None where nothing does.

    >>> json_at({"data": [{"id": 7}]}, "/data/0/id")
    7
    """
    found = document
    for part in pointer.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(found, Mapping):
            found = found.get(key)
        elif isinstance(found, list) and key.isascii() and key.isdigit() and len(key) < 10:
            found = found[int(key)] if int(key) < len(found) else None
        else:
            return None
    return found
