"""JSON texts from outside: bytes → a JSON value, or what is wrong with them."""

from __future__ import annotations

import json
import re

from metadata.problems import Place, Problem

NESTED = 200


class _NotJson(Exception):
    """A text that Python's parser would take and JSON does not know."""

    def __init__(self, code: str, parameters: dict[str, str | int]) -> None:
        super().__init__(code)
        self.code = code
        self.parameters = parameters


def read_json(content: bytes, place: Place) -> tuple[object, list[Problem]]:
    """The JSON value of a file, or its problem with line and column. A property that stands twice
    is a problem: one of the two would be lost."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None, [Problem("not_utf8", place)]
    if deepest(text) > NESTED:
        return None, [Problem("too_deep", place, {"max": NESTED})]
    try:
        value = json.loads(
            text, object_pairs_hook=_object, parse_constant=_constant, parse_int=_integer
        )
    except json.JSONDecodeError as error:
        where: dict[str, str | int] = {
            "line": error.lineno,
            "column": error.colno,
            "detail": error.msg,
        }
        return None, [Problem("bad_json", place, where)]
    except _NotJson as error:
        return None, [Problem(error.code, place, error.parameters)]
    return value, []


def deepest(text: str) -> int:
    """How deep brackets are nested, those in strings left out: known before a parser recurses."""
    depth = most = 0
    # The closing quote is optional: an open string runs to the end and is not tried again.
    for found in re.finditer(r'"(?:[^"\\]|\\.)*"?|[\[\]{}]', text, re.DOTALL):
        sign = found[0]
        if sign in "[{":
            depth += 1
            most = max(most, depth)
        elif sign in "]}":
            depth -= 1
    return most


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _NotJson("duplicate_property", {"property": key})
            seen.add(key)
    return found


def _constant(text: str) -> object:
    raise _NotJson("not_json", {"value": text})


def _integer(text: str) -> int:
    if len(text) > 40:
        raise _NotJson("not_json", {"value": f"{text[:40]}…"})
    return int(text)
