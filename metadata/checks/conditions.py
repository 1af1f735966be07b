"""Can a condition hold, and can it fail?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from formula.context import Context
from formula.errors import FormulaValueError
from formula.evaluate import evaluate
from formula.typed import (
    Changed,
    Compare,
    ContextValue,
    FieldValue,
    Follow,
    GroupRows,
    In,
    IsBlank,
    Literal,
    Logic,
    Not,
    OldValue,
    RecordId,
    Typed,
)
from formula.typed_walk import parts_of
from formula.values import EPOCH

VALUES = (FieldValue, Follow, ContextValue, RecordId, GroupRows, OldValue, Changed)
"""What may be one thing now and another later."""


def verdict(condition: Typed | None) -> bool | None:
    """True where the condition always holds, False where it never does, None where it depends."""
    if condition is None:
        return None
    if not any(isinstance(node, VALUES) or node.contextual for node in every_part(condition)):
        return constant(condition)
    match condition:
        case Logic(operator="AND", operands=operands):
            found = [verdict(each) for each in operands]
            if False in found or contradicts(operands):
                return False
            return True if all(found) else None
        case Logic(operator="OR", operands=operands):
            found = [verdict(each) for each in operands]
            if True in found:
                return True
            return False if all(each is False for each in found) else None
        case Not(operand=operand):
            inner = verdict(operand)
            return None if inner is None else not inner
    return None


def constant(condition: Typed) -> bool:
    """The value of a condition that reads nothing; one that fails does not hold."""
    try:
        return evaluate(condition, {}, Context(now=EPOCH)) is True
    except FormulaValueError:
        return False


def every_part(node: Typed) -> Iterator[Typed]:
    """The node and all below it."""
    yield node
    for part in parts_of(node):
        yield from every_part(part)


@dataclass(slots=True)
class Range:
    """What is demanded of one value: to be one of `among`, to lie between bounds, to be blank."""

    among: set[object] | None = None
    above: tuple[object, bool] | None = None
    below: tuple[object, bool] | None = None
    blank: bool = False
    filled: bool = False
    but: set[object] = field(default_factory=set)

    @property
    def is_empty(self) -> bool:
        """Whether no value can be so."""
        if self.blank and (self.filled or self.among is not None):
            return True
        if self.among is not None:
            return not any(self.holds(value) for value in self.among)
        if self.above is not None and self.below is not None:
            low, high = self.above[0], self.below[0]
            both_in = self.above[1] and self.below[1]
            return bool(low > high or (low == high and not both_in))  # type: ignore[operator]
        return False

    def holds(self, value: object) -> bool:
        """Whether one of the demanded values meets the other demands."""
        if value in self.but:
            return False
        if self.above is not None and not is_beyond(value, self.above):
            return False
        return self.below is None or is_beyond(self.below[0], (value, self.below[1]))


def is_beyond(value: object, bound: tuple[object, bool]) -> bool:
    """Whether the value is above the bound, or on it where that counts."""
    limit, with_limit = bound
    return bool(value > limit or (with_limit and value == limit))  # type: ignore[operator]


def contradicts(operands: tuple[Typed, ...]) -> bool:
    """Whether several demands on the same value cannot hold together."""
    ranges: dict[Typed, Range] = {}
    for operand in conjuncts(operands):
        demand(ranges, operand)
    return any(each.is_empty for each in ranges.values())


def conjuncts(operands: tuple[Typed, ...]) -> Iterator[Typed]:
    """The demands, those within an inner AND too."""
    for operand in operands:
        if isinstance(operand, Logic) and operand.operator == "AND":
            yield from conjuncts(operand.operands)
        else:
            yield operand


MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "=", "<>": "<>"}


def demand(ranges: dict[Typed, Range], node: Typed) -> None:
    """Notes what one comparison of a value with a constant demands."""
    match node:
        case Compare(operator=operator, left=left, right=Literal(value=value)):
            narrow(ranges, left, operator, value)
        case Compare(operator=operator, left=Literal(value=value), right=right):
            narrow(ranges, right, MIRRORED[operator], value)
        case In(operand=operand, items=items, negated=False) if all(
            isinstance(item, Literal) for item in items
        ):
            values = {item.value for item in items if isinstance(item, Literal)}
            found = ranges.setdefault(operand, Range())
            found.among = values if found.among is None else found.among & values
        case IsBlank(operand=operand):
            ranges.setdefault(operand, Range()).blank = True
        case Not(operand=IsBlank(operand=operand)):
            ranges.setdefault(operand, Range()).filled = True


def narrow(ranges: dict[Typed, Range], value: Typed, operator: str, limit: object) -> None:
    """Notes one comparison; texts are only compared for being the same."""
    found = ranges.setdefault(value, Range())
    if limit is None:
        return
    if operator == "=":
        found.among = {limit} if found.among is None else found.among & {limit}
    elif operator == "<>":
        found.but.add(limit)
    elif isinstance(limit, int | Decimal):
        is_high = operator.startswith(">")
        bound = (limit, operator.endswith("="))
        known = found.above if is_high else found.below
        if known is None or (limit > known[0]) == is_high:  # type: ignore[operator]
            if is_high:
                found.above = bound
            else:
                found.below = bound
