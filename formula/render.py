"""Syntax tree → canonical text: half-width signs, English function names, one space a side.

Only for showing and for formatting on request: a document keeps the text that was written.
"""

from __future__ import annotations

import datetime

from formula.check_operators import chain
from formula.functions import find_function
from formula.names import as_name
from formula.tree import (
    BinaryNode,
    CallNode,
    DateNode,
    DurationNode,
    InNode,
    ListNode,
    MemberNode,
    NameNode,
    Node,
    NumberNode,
    ParenNode,
    StringNode,
    UnaryNode,
)

_UNITS = (("d", 86_400_000), ("h", 3_600_000), ("min", 60_000), ("s", 1_000))


def render(node: Node) -> str:
    """The canonical text of a tree; parsing it gives the same tree again."""
    match node:
        case NumberNode() | StringNode() | DurationNode() | DateNode():
            return _literal(node)
        case NameNode(name=name, braced=braced):
            return as_name(name) if braced else name
        case MemberNode(target=target, name=name):
            return f"{render(target)}.{render(name)}"
        case CallNode(name=name, arguments=arguments):
            function = find_function(name.name)
            return f"{function.name if function else name.name}({_listed(arguments)})"
        case BinaryNode(operator=operator):
            return f" {operator} ".join(render(operand) for operand in _operands(node))
        case UnaryNode(operator=operator, operand=operand):
            return _unary(operator, operand)
        case InNode(operand=operand, items=items, negated=negated, is_tuple=is_tuple):
            right = f"({_listed(items)})" if is_tuple else render(items[0])
            return f"{render(operand)} {'NOT IN' if negated else 'IN'} {right}"
        case ListNode(items=items):
            return f"[{_listed(items)}]"
        case ParenNode(inner=inner):
            return f"({render(inner)})"
        case _:
            raise TypeError(type(node).__name__)


def _literal(node: NumberNode | StringNode | DurationNode | DateNode) -> str:
    match node:
        case NumberNode(value=value):
            text = format(value, "f")
            return text.rstrip("0").rstrip(".") if "." in text else text
        case StringNode(value=value):
            return "'" + value.replace("'", "''") + "'"
        case DurationNode(milliseconds=milliseconds):
            return _duration(milliseconds)
        case DateNode(value=value):
            return f"#{_moment(value)}#"


def _listed(nodes: tuple[Node, ...]) -> str:
    return ", ".join(render(node) for node in nodes)


def _operands(node: BinaryNode) -> list[Node]:
    flat = node.operator in {"AND", "OR", "&"}
    return chain(node) if flat else [node.left, node.right]


def _unary(operator: str, operand: Node) -> str:
    text = render(operand)
    if operator == "%":
        return f"{text}%"
    if operator != "NOT":
        return f"{operator}{text}"
    if isinstance(operand, ParenNode):
        return f"NOT{text}"
    # NOT before a bracket would read as the function NOT(…) of the bracket alone.
    return f"NOT({text})" if text.startswith("(") else f"NOT {text}"


def _duration(milliseconds: int) -> str:
    for unit, size in _UNITS:
        if milliseconds and milliseconds % size == 0:
            return f"{milliseconds // size}{unit}"
    return f"{milliseconds}ms"


def _moment(value: datetime.date | datetime.datetime) -> str:
    if isinstance(value, datetime.datetime):
        text = value.isoformat(sep=" ")
        return text if value.second else text[:-3]
    return value.isoformat()
