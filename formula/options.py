"""Which option a written text means: its value or its label in any language (decision 10)."""

from __future__ import annotations

import importlib

from formula.check_state import Checking
from formula.errors import Suggestion
from formula.nearest import nearest
from formula.tree import StringNode
from formula.typed import Literal, Typed
from formula.types import Option, Select

MOST_LISTED = 10
REGION = "region"
"""The option set of region fields: GB/T 2260 codes, too many to list in a scope."""


def option_literal(checking: Checking, node: StringNode, type_: Select) -> Typed | None:
    """The option of `type_` that the text of `node` means; F106 or F110 and None otherwise.

    A blank text is a blank.
    """
    if not node.value.strip():
        return Literal(type=type_, value=None, nullable=True, span=node.span)
    value = _option_value(checking, node, type_)
    if value is None:
        return None
    checking.names(node.span, "option", value, type_.set_key)
    return Literal(type=type_, value=value, span=node.span)


def _option_value(checking: Checking, node: StringNode, type_: Select) -> str | None:
    meant = [option.value for option in type_.options if node.value in option.texts()]
    if node.value in meant:
        return node.value
    if len(meant) == 1:
        return meant[0]
    if meant:
        checking.problem(
            "F110",
            node.span,
            *(Suggestion(_quoted(value), node.span) for value in meant),
            name=node.value,
            meanings=", ".join(meant),
        )
        return None
    region = _region(node.value) if type_.set_key == REGION else None
    if region is None and not type_.options:
        checking.problem("F115", node.span, found=node.value, type=type_.set_key)
    elif region is None:
        _unknown_option(checking, node, type_.options)
    return region


def _region(text: str) -> str | None:
    # The list of regions (200 kB) is read only by formulas that name one.
    geography = importlib.import_module("formula.functions.geography")
    code = geography.read_region(text)
    return None if code is None else str(code)


def _unknown_option(checking: Checking, node: StringNode, options: tuple[Option, ...]) -> None:
    shown = [option.labels.get("zh") or option.value for option in options]
    close = nearest(node.value, (text for option in options for text in option.texts()))
    checking.problem(
        "F106",
        node.span,
        *(Suggestion(_quoted(text), node.span) for text in close),
        name=node.value,
        nearest=close[0] if close else "",
        options="、".join(shown[:MOST_LISTED]) + ("…" if len(shown) > MOST_LISTED else ""),
    )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
