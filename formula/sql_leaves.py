"""SQLite: the parts of a tree, and those that a registered function gets as arguments."""

from __future__ import annotations

import dataclasses

from formula import typed as t
from formula.functions import find_function
from formula.types import Boolean, ListOf, MultiSelect, Number


def as_quotient(node: t.Typed) -> t.Typed | None:
    """AVERAGE over rows as SUM / COUNT, which divides exactly."""
    if not isinstance(node, t.Aggregate) or node.function != "average":
        return None
    if isinstance(node.source, t.ListValue):
        return None
    kind = node.argument.type if node.argument is not None else node.type
    total = dataclasses.replace(node, function="sum", type=kind, nullable=False)
    count = dataclasses.replace(node, function="count_values", type=Number(0), nullable=False)
    zero = t.Literal(type=Number(0), value=0)
    none = t.Compare(type=Boolean(), operator="=", left=count, right=zero, may_error=node.may_error)
    blank = t.Literal(type=node.type, value=None, nullable=True)
    quotient = t.Arithmetic(
        type=node.type, operator="/", left=total, right=count, may_error=node.may_error
    )
    return t.Case(
        type=node.type,
        nullable=True,
        may_error=node.may_error,
        branches=((none, blank),),
        otherwise=quotient,
    )


def is_leaf(node: t.Typed) -> bool:
    """Say whether a registered function gets the node as an argument."""
    if isinstance(node, t.Aggregate):
        return not isinstance(node.source, t.ListValue)
    if isinstance(node, t.In):
        items = node.items[0]
        lists = isinstance(items.type, ListOf | MultiSelect)
        return len(node.items) == 1 and lists and not isinstance(items, t.ListValue)
    if isinstance(node, t.Call):
        rows = node.arguments and isinstance(node.arguments[0], t.RelatedList)
        return bool(rows) or (node.contextual and not _has_hard_context(node))
    return isinstance(
        node, t.FieldValue | t.Follow | t.MemberOf | t.RecordId | t.ContextValue | t.RelatedList
    )


def _has_hard_context(node: t.Call) -> bool:
    function = find_function(node.function)
    return function is None or "sqlite" not in function.sql


def children(node: t.Typed) -> tuple[t.Typed, ...]:
    """Give the nodes directly below a node."""
    found: list[t.Typed] = []
    for field in dataclasses.fields(node):
        found.extend(_nodes(getattr(node, field.name)))
    return tuple(found)


def _nodes(value: object) -> list[t.Typed]:
    if isinstance(value, t.Typed):
        return [value]
    if isinstance(value, tuple):
        return [node for item in value for node in _nodes(item)]
    return []
