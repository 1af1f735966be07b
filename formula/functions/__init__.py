"""All functions of the language, one table (formula.md 2.8)."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from formula.functions import (
    checks,
    context,
    date,
    durations,
    formats,
    geography,
    hashes,
    lists,
    logic,
    number,
    people,
    ranges,
    rounding,
    text,
)
from formula.functions.signature import Function

_MODULES = (
    logic,
    rounding,
    number,
    ranges,
    formats,
    text,
    date,
    durations,
    lists,
    hashes,
    context,
    people,
    checks,
    geography,
)

FUNCTIONS: Mapping[str, Function] = {
    function.name: function for module in _MODULES for function in module.FUNCTIONS
}
"""By English name."""

_BY_TEXT: Mapping[str, Function] = {
    text.upper(): function
    for function in FUNCTIONS.values()
    for text in (function.name, *function.aliases)
}


def find_function(name: str) -> Function | None:
    """The function of that English name or alias, in any case."""
    return _BY_TEXT.get(unicodedata.normalize("NFC", name).upper())
