"""Ids in paths and parameters: decimal texts (decision 1)."""

from __future__ import annotations

from collections.abc import Mapping

from runtime.errors import BadRequest, NotFound

LARGEST = 2**63 - 1
MOST_DIGITS = 19


def read_id(text: str, code: str = "unknown_id", name: str = "id") -> int:
    """The id that the text is. What cannot be one is unknown: NotFound with `code`."""
    if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS and int(text) <= LARGEST:
        return int(text)
    raise NotFound(code, {name: text[:50]})


def read_number(query: Mapping[str, str], name: str, default: int | None, most: int) -> int | None:
    """The whole number of a parameter, `default` where it is not given."""
    text = query.get(name)
    if text is None:
        return default
    if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS and int(text) <= most:
        return int(text)
    raise BadRequest("parameter_unusable", 400, {"parameter": name, "wanted": f"0–{most}"})
