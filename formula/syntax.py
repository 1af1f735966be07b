"""Text → syntax tree. The grammar stands in grammar.lark (formula.md 2.3)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, reduce
from pathlib import Path

from lark import Lark, Token, Tree, UnexpectedInput

from formula import mistakes
from formula.errors import InvalidFormula, Problem, Span
from formula.scan import MAX_DEPTH, normalise, scan
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
    children_of,
)

MAX_NODES = 2_000
MAX_MAGNITUDE = 40
MAX_PLACES = 20

UNIT_MILLISECONDS = {
    "ms": 1,
    **dict.fromkeys(("s", "sec", "secs", "秒"), 1_000),
    **dict.fromkeys(("min", "分钟"), 60_000),
    **dict.fromkeys(("h", "hour", "hours", "小时"), 3_600_000),
    **dict.fromkeys(("d", "day", "days", "天"), 86_400_000),
    **dict.fromkeys(("week", "weeks", "周"), 604_800_000),
}
_COMPARISONS = {"==": "=", "!=": "<>", "≠": "<>", "≤": "<=", "≥": ">="}
_FACTORS = {"×": "*", "÷": "/"}
# Chains of these are flat for the reader and for every later stage.
_FLAT = frozenset({"AND", "OR", "&"})


def parse(text: str) -> Node:
    """The syntax tree of `text`; spans are code points of its NFC form.

    Raises InvalidFormula.
    """
    source = normalise(text)
    try:
        tree = _tree(scan(source))
    except UnexpectedInput as error:
        problem = mistakes.describe(scan(source), error, _tree)
        raise InvalidFormula(source, [problem]) from error
    root, problems = _build(tree)
    problems.extend(_limits(root))
    if problems:
        raise InvalidFormula(source, problems)
    return root


def _tree(source: str) -> Tree[Token]:
    return _parser().parse(source)


@cache
def _parser() -> Lark:
    grammar = Path(__file__).with_name("grammar.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", propagate_positions=True, maybe_placeholders=False)


def _build(tree: Tree[Token]) -> tuple[Node, list[Problem]]:
    """Children before parents and without recursion, so that no depth of nesting matters."""
    problems: list[Problem] = []
    built: dict[int, Node | tuple[Node, ...]] = {}
    for part in tree.iter_subtrees():
        children = [
            child if isinstance(child, Token) else built[id(child)] for child in part.children
        ]
        span = Span(part.meta.start_pos, part.meta.end_pos)
        if part.data == "tuple":
            built[id(part)] = tuple(child for child in children if isinstance(child, Node))
        else:
            built[id(part)] = _BUILDERS[part.data](span, children, problems)
    root = built[id(tree)]
    assert isinstance(root, Node)
    return root, problems


def _limits(root: Node) -> Iterator[Problem]:
    count = 0
    pending = [(root, 1)]
    while pending:
        node, depth = pending.pop()
        count += 1
        if depth > MAX_DEPTH:
            yield Problem("F114", node.span, {"what": "depth", "limit": MAX_DEPTH})
            return
        if count > MAX_NODES:
            yield Problem("F114", root.span, {"what": "nodes", "limit": MAX_NODES})
            return
        for child in children_of(node):
            flat = (
                isinstance(node, BinaryNode)
                and isinstance(child, BinaryNode)
                and node.operator in _FLAT
                and node.operator == child.operator
            )
            pending.append((child, depth if flat else depth + 1))


def _nodes(children: Sequence[object]) -> list[Node]:
    return [child for child in children if isinstance(child, Node)]


def _binary(operator: str, left: Node, right: Node) -> BinaryNode:
    return BinaryNode(Span(left.span.start, right.span.end), operator, left, right)


def _chain(operator: str) -> _Builder:
    def build(_: Span, children: Sequence[object], __: list[Problem]) -> Node:
        return reduce(lambda left, right: _binary(operator, left, right), _nodes(children))

    return build


def _mixed_chain(_: Span, children: Sequence[object], __: list[Problem]) -> Node:
    nodes = _nodes(children)
    signs = [str(child) for child in children if isinstance(child, Token)]
    result = nodes[0]
    for sign, right in zip(signs, nodes[1:], strict=True):
        result = _binary(_FACTORS.get(sign, sign), result, right)
    return result


def _compare(_: Span, children: Sequence[object], __: list[Problem]) -> Node:
    left, right = _nodes(children)
    sign = str(children[1])
    return _binary(_COMPARISONS.get(sign, sign), left, right)


def _membership(negated: bool) -> _Builder:
    def build(span: Span, children: Sequence[object], _: list[Problem]) -> Node:
        operand, right = children
        assert isinstance(operand, Node)
        if isinstance(right, tuple):
            return InNode(span, operand, right, negated, True)
        assert isinstance(right, Node)
        if isinstance(right, ParenNode):
            return InNode(span, operand, (right.inner,), negated, True)
        return InNode(span, operand, (right,), negated, False)

    return build


def _negation(span: Span, children: Sequence[object], _: list[Problem]) -> Node:
    return UnaryNode(span, "NOT", _nodes(children)[0])


def _sign(span: Span, children: Sequence[object], _: list[Problem]) -> Node:
    return UnaryNode(span, str(children[0]), _nodes(children)[0])


def _percent(span: Span, children: Sequence[object], _: list[Problem]) -> Node:
    return UnaryNode(span, "%", _nodes(children)[0])


def _name_node(token: object) -> NameNode:
    assert isinstance(token, Token)
    assert token.start_pos is not None
    text = str(token)
    span = Span(token.start_pos, token.start_pos + len(text))
    if text.startswith("{"):
        return NameNode(span, text[1:-1].replace("}}", "}"), braced=True)
    return NameNode(span, text)


def _name(_: Span, children: Sequence[object], __: list[Problem]) -> Node:
    return _name_node(children[0])


def _member(span: Span, children: Sequence[object], _: list[Problem]) -> Node:
    return MemberNode(span, _nodes(children)[0], _name_node(children[1]))


def _call(span: Span, children: Sequence[object], _: list[Problem]) -> Node:
    return CallNode(span, _name_node(children[0]), tuple(_nodes(children[1:])))


def _list(span: Span, children: Sequence[object], _: list[Problem]) -> Node:
    return ListNode(span, tuple(_nodes(children)))


def _paren(span: Span, children: Sequence[object], _: list[Problem]) -> Node:
    return ParenNode(span, _nodes(children)[0])


def _number(span: Span, children: Sequence[object], problems: list[Problem]) -> Node:
    text = str(children[0])
    factor = {"万": 4, "亿": 8}.get(text[-1], 0)
    exponent = re.search(r"[eE]([+-]?\d+)", text)
    # Looked at before Decimal is: 1e999999999 must cost nothing.
    if exponent and len(exponent[1]) > len("+0000"):
        problems.append(Problem("F114", span, {"what": "number", "limit": MAX_MAGNITUDE}))
        return NumberNode(span, Decimal(0))
    # Constructed, never computed: the default context would round at 28 digits.
    sign, digits, power = Decimal(text.rstrip("万亿")).as_tuple()
    value = Decimal((sign, digits, int(power) + factor))
    places = -int(power) - factor
    if value and (value.adjusted() > MAX_MAGNITUDE or places > MAX_PLACES):
        problems.append(Problem("F114", span, {"what": "number", "limit": MAX_MAGNITUDE}))
        return NumberNode(span, Decimal(0))
    return NumberNode(span, value)


def _duration(span: Span, children: Sequence[object], problems: list[Problem]) -> Node:
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(\D+)", str(children[0]))
    assert match
    # 10^16 milliseconds are 300,000 years: more than any date has.
    exact = Decimal(match[1]) * UNIT_MILLISECONDS[match[2]]
    if exact.adjusted() > 15:
        problems.append(Problem("F114", span, {"what": "number", "limit": MAX_MAGNITUDE}))
    return DurationNode(span, int(exact.to_integral_value(ROUND_HALF_UP)))


def _string(span: Span, children: Sequence[object], _: list[Problem]) -> Node:
    text = str(children[0])
    quote = text[0]
    return StringNode(span, text[1:-1].replace(quote * 2, quote) if quote in "'\"" else text[1:-1])


def _date(span: Span, children: Sequence[object], problems: list[Problem]) -> Node:
    text = str(children[0])[1:-1]
    value = read_date(text)
    if value is None:
        problems.append(Problem("F115", span, {"found": text, "type": "date"}))
        value = datetime.date.min
    return DateNode(span, value)


_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?", re.ASCII)


def read_date(text: str) -> datetime.date | datetime.datetime | None:
    """The date or local (naive) datetime that `2024-01-31` or `2024-01-31 09:30` writes."""
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    parts = [int(part) for part in match.groups() if part is not None]
    try:
        if match[4] is None:
            return datetime.date(*parts)
        return datetime.datetime(*parts)  # type: ignore[arg-type]
    except ValueError:
        return None


_Builder = Callable[[Span, Sequence[object], list[Problem]], Node]

_BUILDERS: dict[str, _Builder] = {
    "or_": _chain("OR"),
    "and_": _chain("AND"),
    "negation": _negation,
    "compare": _compare,
    "in_": _membership(False),
    "not_in": _membership(True),
    "cat": _chain("&"),
    "add": _mixed_chain,
    "mul": _mixed_chain,
    "pow": _chain("^"),
    "sign": _sign,
    "percent": _percent,
    "member": _member,
    "number": _number,
    "duration": _duration,
    "string": _string,
    "date": _date,
    "name": _name,
    "paren": _paren,
    "list": _list,
    "call": _call,
}
