"""Operators: comparison, arithmetic by the types of its sides, coercions → Python expressions."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Protocol

from formula import evaluate_steps as steps
from formula import typed as t
from formula import values
from formula.types import (
    Blank,
    Boolean,
    Date,
    DateTime,
    Duration,
    ListOf,
    MultiSelect,
    Number,
    Select,
    Text,
    Type,
)

CONTEXT = ast.Name("context", ast.Load())
COMPARISONS: dict[str, ast.cmpop] = {
    "=": ast.Eq(),
    "<>": ast.NotEq(),
    "<": ast.Lt(),
    "<=": ast.LtE(),
    ">": ast.Gt(),
    ">=": ast.GtE(),
}
ORDERINGS = {
    "<": steps.less,
    "<=": steps.at_most,
    ">": steps.more,
    ">=": steps.at_least,
}
PRODUCT_SCALE = 10


class Emitter(Protocol):
    """What an operator needs of the compilation (formula.evaluate_nodes.PythonEmitter)."""

    def expression(self, node: t.Typed) -> ast.expr:
        """Give the expression that computes the node."""

    def step(self, function: Callable[..., object], *arguments: ast.expr) -> ast.expr:
        """Give a call of one of our functions."""

    def kept(self, emitted: ast.expr) -> tuple[ast.expr, ast.expr]:
        """Give the expression that keeps its value under a name, and that name."""

    def constant(self, value: object) -> ast.expr:
        """Give a constant."""

    def named(self, value: object) -> ast.expr:
        """Give a name for an object."""


def operand(emitter: Emitter, node: t.Typed, empty: int | str) -> ast.expr:
    """Give the node's expression with blank read as `empty` (0 or '')."""
    emitted = emitter.expression(node)
    if not node.nullable:
        return emitted
    return ast.BoolOp(ast.Or(), [emitted, ast.Constant(empty)])


def _compare(emitter: Emitter, node: t.Compare) -> ast.expr:
    left, right = emitter.expression(node.left), emitter.expression(node.right)
    operator = node.operator
    if operator in ("=", "<>") or not (node.left.nullable or node.right.nullable):
        return ast.Compare(left, [COMPARISONS[operator]], [right])
    if node.left.may_error or node.right.may_error:
        # Both sides are looked at, the left one first: a blank must not hide an error.
        return emitter.step(ORDERINGS[operator], left, right)
    tests: list[ast.expr] = []
    sides: list[ast.expr] = []
    for side, emitted in ((node.left, left), (node.right, right)):
        current = emitted
        if side.nullable:
            keep, current = emitter.kept(emitted)
            tests.append(ast.Compare(keep, [ast.IsNot()], [ast.Constant(None)]))
        sides.append(current)
    tests.append(ast.Compare(sides[0], [COMPARISONS[operator]], [sides[1]]))
    return ast.BoolOp(ast.And(), tests)


def _in(emitter: Emitter, node: t.In) -> ast.expr:
    if any(item.may_error for item in node.items) and not _is_list(node):
        pairs = tuple(
            t.Compare(
                type=Boolean(),
                operator="=",
                left=node.operand,
                right=item,
                may_error=node.operand.may_error or item.may_error,
            )
            for item in node.items
        )
        found = emitter.expression(
            t.Logic(type=Boolean(), operator="OR", operands=pairs, may_error=True)
        )
    elif _is_list(node):
        items = emitter.expression(node.items[0])
        found = emitter.step(steps.in_list, emitter.expression(node.operand), items)
    else:
        items = ast.Tuple([emitter.expression(item) for item in node.items], ast.Load())
        found = ast.Compare(emitter.expression(node.operand), [ast.In()], [items])
    return ast.UnaryOp(ast.Not(), found) if node.negated else found


def _is_list(node: t.In) -> bool:
    return len(node.items) == 1 and isinstance(node.items[0].type, ListOf | MultiSelect)


def _arithmetic(emitter: Emitter, node: t.Arithmetic) -> ast.expr:
    kinds = (node.left.type, node.right.type)
    if any(isinstance(kind, Date | DateTime) for kind in kinds):
        return _moment_arithmetic(emitter, node)
    left, right = operand(emitter, node.left, 0), operand(emitter, node.right, 0)
    if any(isinstance(kind, Duration) for kind in kinds):
        return _duration_arithmetic(emitter, node, left, right)
    if node.operator == "*":
        exact = isinstance(node.type, Number) and _product_fits(node)
        return emitter.step(values.multiply_exactly if exact else values.multiply, left, right)
    functions = {
        "+": values.add,
        "-": values.subtract,
        "/": values.divide,
        "^": values.power,
    }
    return emitter.step(functions[node.operator], left, right)


def _product_fits(node: t.Arithmetic) -> bool:
    scales = [
        side.type.scale if isinstance(side.type, Number) else None
        for side in (node.left, node.right)
    ]
    return None not in scales and sum(filter(None, scales)) <= PRODUCT_SCALE


def _duration_arithmetic(
    emitter: Emitter, node: t.Arithmetic, left: ast.expr, right: ast.expr
) -> ast.expr:
    if node.operator in "+-":
        operator = ast.Add() if node.operator == "+" else ast.Sub()
        return ast.BinOp(left, operator, right)
    if isinstance(node.type, Number):
        return emitter.step(values.divide, left, right)
    raise TypeError(node.operator)


def _moment_arithmetic(emitter: Emitter, node: t.Arithmetic) -> ast.expr:
    moment, other = node.left, node.right
    if isinstance(node.type, Duration):
        apart = steps.days_apart if isinstance(moment.type, Date) else steps.instants_apart
        return emitter.step(apart, emitter.expression(moment), emitter.expression(other))
    if not isinstance(moment.type, Date | DateTime):
        # 3 + date: what is added comes first in the text and is looked at first for errors.
        keep, by = emitter.kept(operand(emitter, moment, 0))
        shifted = _shift(emitter, node.type, emitter.expression(other), (other.type, moment), by)
        return ast.Subscript(ast.Tuple([keep, shifted], ast.Load()), ast.Constant(1), ast.Load())
    by = operand(emitter, other, 0)
    if node.operator == "-":
        by = emitter.step(values.EXACT.minus, by)
        if isinstance(other.type, Duration):
            by = emitter.step(int, by)
    return _shift(emitter, node.type, emitter.expression(moment), (moment.type, other), by)


def _shift(
    emitter: Emitter,
    result: Type,
    moment: ast.expr,
    sides: tuple[Type, t.Typed],
    by: ast.expr,
) -> ast.expr:
    kind, other = sides
    if isinstance(result, DateTime):
        if isinstance(kind, Date):
            moment = emitter.step(steps.begin, moment, CONTEXT)
        return emitter.step(steps.shift_instant, moment, by)
    by_span = isinstance(other.type, Duration)
    return emitter.step(steps.shift_by_span if by_span else steps.shift_days, moment, by)


def _negate(emitter: Emitter, node: t.Negate) -> ast.expr:
    emitted = operand(emitter, node.operand, 0)
    if isinstance(node.type, Duration):
        return ast.UnaryOp(ast.USub(), emitted)
    return emitter.step(values.EXACT.minus, emitted)


def emit_coercion(emitter: Emitter, node: t.Coerce) -> ast.expr:
    """Give the expression of a change of type that the language makes by itself."""
    emitted = emitter.expression(node.operand)
    source, target = node.operand.type, node.type
    if isinstance(target, Text) and isinstance(source, Text | Blank):
        return emitted
    if isinstance(target, Text):
        if isinstance(source, Select) and not source.options and source.set_key != "region":
            return emitted
        return emitter.step(steps.coerce_text, emitted, emitter.named(source), CONTEXT)
    if isinstance(source, Date) and isinstance(target, DateTime):
        return emitter.step(steps.begin, emitted, CONTEXT)
    if isinstance(source, Duration) and isinstance(target, Number):
        return emitter.step(steps.days_of_span, emitted)
    if isinstance(target, ListOf) and isinstance(source, MultiSelect):
        return emitter.step(steps.option_labels, emitted, emitter.named(source), CONTEXT)
    if isinstance(target, ListOf) and not isinstance(source, ListOf):
        return emitter.step(steps.one_item, emitted)
    return emitted


OPERATORS: dict[type[t.Typed], Callable[..., ast.expr]] = {
    t.Compare: _compare,
    t.In: _in,
    t.Arithmetic: _arithmetic,
    t.Negate: _negate,
}
