"""All functions of the language, one table (formula.md 2.8)."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from formula.functions.groups import GROUPS
from formula.functions.signature import Function

FUNCTIONS: Mapping[str, Function] = {
    function.name: function for _, functions in GROUPS for function in functions
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
