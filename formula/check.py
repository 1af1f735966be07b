"""Syntax tree + scope → typed tree, with everything that is wrong with the text (formula.md 2.9).

The work is split by kind of node: check_names, check_operators, check_lists, check_calls; forms
(IF, SUM, COUNTIF …) lower themselves in formula.functions.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace

from formula.check_calls import check_call
from formula.check_lists import check_in, check_list
from formula.check_names import check_member, check_name
from formula.check_operators import check_binary, check_unary
from formula.check_state import BOOLEAN_USES, Checking, Resolution
from formula.coerce import (
    fitting,
    instant,
    mismatch,
    never_blank,
    number_literal,
    scalar,
    text_literal,
)
from formula.errors import InvalidFormula, Problem
from formula.scan import normalise
from formula.scope import Scope, Use
from formula.syntax import parse
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
from formula.typed import Literal, RecordId, Related, RelatedList, Typed
from formula.typed_walk import carrying
from formula.types import (
    Blank,
    Boolean,
    Date,
    DateTime,
    Duration,
    ListOf,
    MultiSelect,
    RecordSet,
    Ref,
    Type,
)

__all__ = ["Checked", "Resolution", "check"]


@dataclass(frozen=True, slots=True)
class Checked:
    """What is known about a formula. `typed` is None where a problem is an error.

    `text` is the NFC form that all spans are into; `tree` is None where it does not parse.
    """

    text: str
    tree: Node | None
    typed: Typed | None
    problems: tuple[Problem, ...]
    resolutions: tuple[Resolution, ...]

    def require(self) -> Typed:
        """The typed tree. Raises InvalidFormula with every problem where there is none."""
        if self.typed is None:
            raise InvalidFormula(self.text, self.problems)
        return self.typed


def check(text: str, scope: Scope, use: Use, expected: Type | None = None) -> Checked:
    """`text` is read in `scope`: its typed tree, or everything that is wrong with it.

    With `expected` the value must fit a field of that type; conditions must be boolean.
    """
    source = normalise(text)
    try:
        tree = parse(source)
    except InvalidFormula as error:
        return Checked(source, None, None, error.problems, ())
    records = [] if scope.table is None or use is Use.MEASURE else [scope.table]
    checking = Checking(source, scope, use, _check_node, records)
    typed = _result(checking, tree, expected)
    problems = tuple(sorted(checking.problems, key=_place))
    failed = any(problem.severity == "error" for problem in problems)
    resolutions = tuple(checking.resolutions)
    return Checked(source, tree, None if failed else typed, problems, resolutions)


def _place(problem: Problem) -> tuple[int, int]:
    return (problem.span.start, problem.span.end)


def _result(checking: Checking, tree: Node, expected: Type | None) -> Typed | None:
    if expected is None and checking.use in BOOLEAN_USES:
        expected = Boolean()
    many = expected is None or isinstance(expected, ListOf | MultiSelect | RecordSet)
    value = checking.value(tree, expected) if many else scalar(checking, tree, expected)
    if value is None:
        return None
    if expected is not None:
        value = fitting(checking, value, tree, expected)
        if value is None:
            return None
    if checking.use is Use.SEVERAL and isinstance(value, Related):
        return _references(value)
    if expected is None and isinstance(value.type, RecordSet):
        mismatch(checking, tree, value.type, ListOf(Blank()))
        return None
    if isinstance(expected, Boolean):
        value = never_blank(value)
    return value


def _references(source: Related) -> Typed:
    """The records as a list of references to them."""
    item = Ref(source.table)
    found = RelatedList(
        type=ListOf(item),
        span=source.span,
        source=source,
        argument=RecordId(type=item, span=source.span, table=source.table),
    )
    return carrying(found, (source,))


def _check_node(checking: Checking, node: Node, wanted: Type | None) -> Typed | None:
    found = _CHECKS[type(node)](checking, node, wanted)
    # The span is the whole node's, so that Explain shows each part with its own text.
    return found if found is None or found.span == node.span else replace(found, span=node.span)


def _number(_: Checking, node: Node, __: Type | None) -> Typed | None:
    assert isinstance(node, NumberNode)
    return number_literal(node.value, node.span)


def _string(checking: Checking, node: Node, wanted: Type | None) -> Typed | None:
    assert isinstance(node, StringNode)
    return text_literal(checking, node, wanted)


def _duration(_: Checking, node: Node, __: Type | None) -> Typed | None:
    assert isinstance(node, DurationNode)
    return Literal(type=Duration(), value=node.milliseconds, span=node.span)


def _date(checking: Checking, node: Node, _: Type | None) -> Typed | None:
    assert isinstance(node, DateNode)
    if isinstance(node.value, datetime.datetime):
        return Literal(type=DateTime(), value=instant(checking, node.value), span=node.span)
    return Literal(type=Date(), value=node.value, span=node.span)


def _paren(checking: Checking, node: Node, wanted: Type | None) -> Typed | None:
    assert isinstance(node, ParenNode)
    return checking.value(node.inner, wanted)


_CHECKS: dict[type[Node], Callable[..., Typed | None]] = {
    NumberNode: _number,
    StringNode: _string,
    DurationNode: _duration,
    DateNode: _date,
    ParenNode: _paren,
    NameNode: check_name,
    MemberNode: check_member,
    CallNode: check_call,
    BinaryNode: check_binary,
    UnaryNode: check_unary,
    InNode: check_in,
    ListNode: check_list,
}
