"""How large a number can be and how many decimals it can have, known before any row is read.

SQLite computes with 64-bit integers: a number is the integer times 10**-scale where its shape
fits, else canonical text that only registered functions compute with.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from formula import typed as t
from formula import values
from formula.sql_types import SqlValue
from formula.types import Duration, Money, Number, Type

FITS = 9 * 10**18
LARGEST_TOTAL = 2 * 10**18
"""What a native SUM is taken to stay below; a larger one becomes REAL and is read as NUM."""
MOST_ROWS = 10**12
UNKNOWN = 10**40
POWER_BOUND = 10**values.MOST_DIGITS


@dataclass(frozen=True, slots=True)
class Shape:
    """At most `scale` decimals (None: unknown) and an absolute value of at most `bound`."""

    scale: int | None
    bound: int

    @property
    def fits(self) -> bool:
        """Say whether the number is a 64-bit integer at its scale."""
        return self.scale is not None and self.bound * 10**self.scale <= FITS


@dataclass(frozen=True, slots=True)
class Exact:
    """A number as SQLite's integer at `scale`, REAL only where a step outgrew 64 bits; `certain`
    where none can. `bound` is its largest value, `weight` how much there is to compute."""

    scale: int
    bound: int
    certain: bool
    weight: int
    emit: Callable[[], SqlValue]


class Shapes:
    """The shapes of the nodes of one compilation; each is found once, however often asked for."""

    def __init__(self) -> None:
        # The node is kept beside its shape, so that its id stays its own.
        self._known: dict[int, tuple[t.Typed, Shape]] = {}

    def of(self, node: t.Typed) -> Shape:
        """Give the shape of a number or duration."""
        known = self._known.get(id(node))
        if known is None:
            known = (node, self._find(node))
            self._known[id(node)] = known
        return known[1]

    def widest(self, *nodes: t.Typed) -> Shape:
        """Give the shape that holds the numbers of all nodes."""
        shapes = [self.of(node) for node in nodes if _is_number(node.type)]
        scales = [shape.scale for shape in shapes]
        known = [scale for scale in scales if scale is not None]
        scale = max(known, default=0) if len(known) == len(scales) else None
        return Shape(scale, max((shape.bound for shape in shapes), default=0))

    def _find(self, node: t.Typed) -> Shape:
        match node:
            case t.Literal():
                found = _of_literal(node)
            case t.Arithmetic() if _is_number(node.left.type) and _is_number(node.right.type):
                found = self._of_arithmetic(node)
            case t.Negate():
                found = self.of(node.operand)
            case t.Coerce():
                found = self._of_coercion(node)
            case t.Case():
                found = self.widest(*(value for _, value in node.branches), node.otherwise)
            case t.Coalesce():
                found = self.widest(*node.operands)
            case t.IfError():
                found = self.widest(node.operand, node.otherwise)
            case t.Aggregate():
                found = self._of_aggregate(node)
            case t.Call():
                found = self._of_call(node)
            case _:
                found = _of_type(node.type)
        return found

    def _of_coercion(self, node: t.Coerce) -> Shape:
        source, target = node.operand.type, node.type
        if isinstance(source, Duration) and isinstance(target, Number):
            return Shape(values.PLACES, 10**15)
        return self.of(node.operand) if _is_number(source) else _of_type(target)

    def _of_arithmetic(self, node: t.Arithmetic) -> Shape:
        left, right = self.of(node.left), self.of(node.right)
        both = self.widest(node.left, node.right)
        match node.operator:
            case "+" | "-":
                return Shape(both.scale, left.bound + right.bound)
            case "*":
                scale = None if both.scale is None else (left.scale or 0) + (right.scale or 0)
                cut = values.PLACES if scale is None else min(values.PLACES, scale)
                return Shape(cut, left.bound * right.bound + 1)
            case "/":
                least = right.scale if right.scale is not None else 20
                return Shape(values.PLACES, left.bound * 10**least + 1)
            case _:
                return Shape(values.PLACES, POWER_BOUND)

    def _of_aggregate(self, node: t.Aggregate) -> Shape:
        if node.function.startswith("count"):
            return Shape(0, MOST_ROWS)
        if isinstance(node.source, t.ListValue):
            inner = self.widest(*node.source.items)
            rows = len(node.source.items)
        else:
            inner = self.of(node.argument) if node.argument is not None else _of_type(node.type)
            rows = MOST_ROWS
        if node.function == "average":
            return Shape(values.PLACES, inner.bound + 1)
        if node.function != "sum":
            return inner
        if inner.fits and rows == MOST_ROWS:
            return Shape(inner.scale, max(1, LARGEST_TOTAL // 10 ** (inner.scale or 0)))
        return Shape(inner.scale, inner.bound * rows)

    def _of_call(self, node: t.Call) -> Shape:
        scale = node.type.scale if isinstance(node.type, Number) else 0
        first = node.arguments[0] if node.arguments else node
        inner = self.of(first).bound if _is_number(first.type) and first is not node else 0
        match node.function:
            case "POWER" | "EXP" | "ROUNDUP":
                bound = max(POWER_BOUND, inner * 10)
            case "ABS" | "ROUND" | "TRUNC" | "ROUNDDOWN" | "INT" | "EVEN" | "ODD" | "SQRT":
                bound = inner * 10 + 10
            case "CEILING" | "FLOOR" | "MROUND" | "MOD":
                bound = inner + sum(self.of(step).bound for step in node.arguments[1:]) + 1
            case "QUOTIENT":
                bound = inner * 10 ** (self.of(node.arguments[1]).scale or 20)
            case "WEIGHTED" | "VALUE" | "LN" | "LOG" | "LOG10":
                bound = max(UNKNOWN, inner)
            case _:
                bound = 10**15
        return Shape(scale, bound)


def _is_number(kind: Type) -> bool:
    return isinstance(kind, Number | Duration)


def _of_literal(node: t.Literal) -> Shape:
    if not isinstance(node.value, int | Decimal):
        return Shape(0, 0)
    text = values.number_text(node.value)
    return Shape(len(text.partition(".")[2]), int(Decimal(text).copy_abs()) + 1)


def _of_type(kind: Type) -> Shape:
    scale = {Number: None, Money: None}.get(type(kind), 0)
    if isinstance(kind, Number | Money):
        scale = kind.scale
    limit = values.number_limit(scale) if scale is not None else UNKNOWN
    return Shape(scale, int(limit) or 1)
