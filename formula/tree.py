"""The syntax tree: what the text says, before any name has a meaning. Every node knows its span."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from formula.errors import Span


@dataclass(frozen=True, slots=True)
class Node:
    span: Span


@dataclass(frozen=True, slots=True)
class NumberNode(Node):
    value: Decimal
    """Percent literals stay a Percent around a NumberNode."""


@dataclass(frozen=True, slots=True)
class StringNode(Node):
    value: str


@dataclass(frozen=True, slots=True)
class DurationNode(Node):
    milliseconds: int


@dataclass(frozen=True, slots=True)
class DateNode(Node):
    value: datetime.date | datetime.datetime
    """A datetime is naive: local to the application's time zone."""


@dataclass(frozen=True, slots=True)
class NameNode(Node):
    """A bare or braced name; TRUE and FALSE are names too until checked."""

    name: str
    braced: bool = False


@dataclass(frozen=True, slots=True)
class MemberNode(Node):
    target: Node
    name: NameNode


@dataclass(frozen=True, slots=True)
class CallNode(Node):
    name: NameNode
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class BinaryNode(Node):
    """`operator` is canonical: + - * / ^ & = <> < <= > >= AND OR."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class UnaryNode(Node):
    """`operator` is one of + - NOT %."""

    operator: str
    operand: Node


@dataclass(frozen=True, slots=True)
class InNode(Node):
    operand: Node
    items: tuple[Node, ...]
    """One item where the right side is a list-valued expression, else the tuple's members."""
    negated: bool
    is_tuple: bool


@dataclass(frozen=True, slots=True)
class ListNode(Node):
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class ParenNode(Node):
    """Kept so that rendering prints what was meant."""

    inner: Node


def children_of(node: Node) -> tuple[Node, ...]:
    """The nodes directly under `node`, in the order of the text."""
    match node:
        case MemberNode():
            return (node.target, node.name)
        case CallNode():
            return node.arguments
        case BinaryNode():
            return (node.left, node.right)
        case UnaryNode():
            return (node.operand,)
        case InNode():
            return (node.operand, *node.items)
        case ListNode():
            return node.items
        case ParenNode():
            return (node.inner,)
        case _:
            return ()
