"""Comparison, arithmetic by the types of its sides, coercions → SQL."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import sqlalchemy as sa

from formula import typed as t
from formula import values
from formula.sql_nodes import (
    Emit,
    SqlEmitter,
    code,
    filled,
    first_error,
    is_text,
    negated,
    unless_failed,
    zero,
)
from formula.sql_types import POSTGRESQL, SQLITE, Column, SqlValue, column_type
from formula.types import (
    Blank,
    Boolean,
    Date,
    DateTime,
    Duration,
    Number,
    Ref,
    Select,
    Text,
)

ORDERINGS: dict[str, Callable[[Column, Column], Column]] = {
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}
LARGEST_OPERAND = 10**900
"""PostgreSQL pads a dividend to numeric(1000,40)."""


def compared_sides(emitter: SqlEmitter, left: t.Typed, right: t.Typed) -> tuple[SqlValue, SqlValue]:
    """Give two sides in one form: numbers at one scale, texts in code point order."""
    scale = None
    if emitter.dialect == SQLITE and isinstance(left.type, Number | Duration):
        scale = emitter.shapes.widest(left, right).scale
    return emitter.emit_as(left, right.type, scale), emitter.emit_as(right, left.type, scale)


def is_null(node: t.Typed) -> bool:
    """Say whether a node is the literal blank."""
    return isinstance(node, t.Literal) and node.value is None


def _compare(emitter: SqlEmitter, node: t.Compare) -> SqlValue:
    if node.operator in ("=", "<>"):
        return _equal(emitter, node)
    left, right = compared_sides(emitter, node.left, node.right)
    return compare_values(emitter, node, left, right)


def compare_values(
    emitter: SqlEmitter, node: t.Compare, left: SqlValue, right: SqlValue
) -> SqlValue:
    """Give a comparison of two values in one form."""
    error = first_error(left.error, right.error)
    if node.operator in ("=", "<>"):
        is_not = node.operator == "<>"
        return SqlValue(_same(node, left, right, error, is_not=is_not), error)
    value = order(emitter, node, left, right)
    if node.left.nullable or node.right.nullable:
        value = unless_failed(coalesced_to_false(value), error)
    return SqlValue(value, error)


def coalesced_to_false(value: Column) -> Column:
    """Give a comparison with blank counted as FALSE."""
    return sa.func.coalesce(value, sa.false(), type_=sa.Boolean())


def by_code_points(text: Column) -> Column:
    """Give a text that PostgreSQL compares by code points, whatever its own collation."""
    return sa.collate(text, "C")


def padded(dividend: Column) -> Column:
    """Give a dividend with forty decimals: by itself PostgreSQL keeps four of a large one."""
    return sa.cast(dividend, sa.Numeric(1000, 40))


def order(emitter: SqlEmitter, node: t.Compare, left: SqlValue, right: SqlValue) -> Column:
    """Give the bare comparison, NULL where a side is."""
    first, second = left.value, right.value
    if emitter.dialect == POSTGRESQL and is_text((node.left, node.right)):
        first, second = by_code_points(first), by_code_points(second)
    return ORDERINGS[node.operator](first, second)


def _equal(emitter: SqlEmitter, node: t.Compare) -> SqlValue:
    is_not = node.operator == "<>"
    for one, other in ((node.left, node.right), (node.right, node.left)):
        if is_null(other):
            found = emitter.emit(t.IsBlank(type=Boolean(), operand=one))
            return SqlValue(negated(found.value) if is_not else found.value, found.error)
    left, right = compared_sides(emitter, node.left, node.right)
    return compare_values(emitter, node, left, right)


def _same(
    node: t.Compare, left: SqlValue, right: SqlValue, error: Column | None, *, is_not: bool
) -> Column:
    if not (node.left.nullable or node.right.nullable):
        return left.value != right.value if is_not else left.value == right.value
    if is_not:
        return unless_failed(left.value.is_distinct_from(right.value), error)
    return unless_failed(left.value.is_not_distinct_from(right.value), error)


def emit_in(emitter: SqlEmitter, node: t.In) -> SqlValue:
    """Give IN over items that are values of their own."""
    plain = plain_items(emitter, node)
    if plain is None:
        return _in_each(emitter, node)
    return in_values(node, *plain)


def in_values(node: t.In, operand: SqlValue, items: list[Column]) -> SqlValue:
    """Give IN over items that are constants in the form of the operand."""
    value: Column = operand.value.in_(items)
    if node.operand.nullable:
        value = unless_failed(coalesced_to_false(value), operand.error)
    return SqlValue(negated(value) if node.negated else value, operand.error)


def plain_items(emitter: SqlEmitter, node: t.In) -> tuple[SqlValue, list[Column]] | None:
    """Give the operand and its items where these are constants that are not blank, else None."""
    items = [item for item in node.items if isinstance(item, t.Literal) and item.value is not None]
    if len(items) != len(node.items):
        return None
    scale = None
    if emitter.dialect == SQLITE and isinstance(node.operand.type, Number | Duration):
        scale = emitter.shapes.widest(node.operand, *items).scale
    operand = emitter.emit_as(node.operand, node.operand.type, scale)
    return operand, [emitter.emit_as(item, item.type, scale).value for item in items]


def _in_each(emitter: SqlEmitter, node: t.In) -> SqlValue:
    pairs = tuple(
        t.Compare(type=Boolean(), operator="=", left=node.operand, right=item)
        for item in node.items
    )
    found = emitter.emit(t.Logic(type=Boolean(), operator="OR", operands=pairs))
    return replace(found, value=negated(found.value)) if node.negated else found


def _operand(emitter: SqlEmitter, node: t.Typed, scale: int | None) -> SqlValue:
    found = emitter.emit_as(node, node.type, scale)
    if not node.nullable:
        return found
    return replace(found, value=filled(found, zero(node.type, emitter.dialect)))


def _arithmetic(emitter: SqlEmitter, node: t.Arithmetic) -> SqlValue:
    if any(isinstance(side.type, Date | DateTime) for side in (node.left, node.right)):
        return _moment_arithmetic(emitter, node)
    scale = emitter.number_scale(node)
    left, right = _operand(emitter, node.left, scale), _operand(emitter, node.right, scale)
    error = first_error(left.error, right.error)
    match node.operator:
        case "+":
            value = left.value + right.value
        case "-":
            value = left.value - right.value
        case "*":
            value = left.value * right.value
            if _needs_cut(emitter, node):
                value = sa.func.round(value, values.PLACES, type_=sa.Numeric())
        case "/":
            return _divide(emitter, node, left, right)
        case _:
            value = sa.func.fx.power(left.value, right.value, type_=sa.Numeric())
            present = sa.and_(left.value.is_not(None), right.value.is_not(None))
            error = first_error(error, sa.case((sa.and_(present, value.is_(None)), code("NUM"))))
    return SqlValue(value, error, scale)


def _needs_cut(emitter: SqlEmitter, node: t.Arithmetic) -> bool:
    scales = (emitter.shapes.of(node.left).scale, emitter.shapes.of(node.right).scale)
    return None in scales or sum(filter(None, scales)) > values.PLACES


def divided(numerator: Column, denominator: Column) -> Column:
    """Give PostgreSQL's quotient by the rule of division; NULL where the divisor is 0."""
    quotient = padded(numerator) / sa.func.nullif(
        denominator, sa.literal_column("0"), type_=sa.Numeric()
    )
    rounded = sa.func.round(quotient, 20, type_=sa.Numeric())
    return sa.func.round(rounded, values.PLACES, type_=sa.Numeric())


def _divide(emitter: SqlEmitter, node: t.Arithmetic, left: SqlValue, right: SqlValue) -> SqlValue:
    shapes = emitter.shapes
    if max(shapes.of(node.left).bound, shapes.of(node.right).bound) > LARGEST_OPERAND:
        raise emitter.refuse(node, "/")
    by_zero = None
    if not (isinstance(node.right, t.Literal) and node.right.value):
        by_zero = sa.case((right.value == sa.literal_column("0"), code("DIV0")))
    error = first_error(left.error, right.error, by_zero)
    return SqlValue(divided(left.value, right.value), error)


def _moment_arithmetic(emitter: SqlEmitter, node: t.Arithmetic) -> SqlValue:
    if isinstance(node.type, Duration):
        return _apart(emitter, node)
    moment, other = node.left, node.right
    if not isinstance(moment.type, Date | DateTime):
        moment, other = other, moment
    start = emitter.emit(moment)
    by = _operand(emitter, other, 0)
    shift = -by.value if node.operator == "-" else by.value
    error = first_error(start.error, by.error)
    if emitter.dialect == SQLITE:
        return _shift_milliseconds(start.value + shift, error)
    name = "shift_instant" if isinstance(node.type, DateTime) else "shift_days"
    if isinstance(node.type, Date) and isinstance(other.type, Duration):
        name = "shift_span"
    value = getattr(sa.func.fx, name)(
        start.value, shift, type_=column_type(node.type, emitter.dialect)
    )
    present = sa.and_(start.value.is_not(None), by.value.is_not(None), value.is_(None))
    return SqlValue(value, first_error(error, sa.case((present, code("DATE")))))


def _shift_milliseconds(moved: Column, error: Column | None) -> SqlValue:
    first = sa.literal_column(str(values.MIN_INSTANT), sa.BigInteger())
    last = sa.literal_column(str(values.MAX_INSTANT), sa.BigInteger())
    inside = moved.between(first, last)
    outside = sa.case((negated(inside), code("DATE")))
    return SqlValue(sa.case((inside, moved)), first_error(error, outside))


def _apart(emitter: SqlEmitter, node: t.Arithmetic) -> SqlValue:
    left, right = emitter.emit(node.left), emitter.emit(node.right)
    error = first_error(left.error, right.error)
    day = sa.literal_column(str(values.DAY), column_type(Duration(), emitter.dialect))
    if isinstance(node.left.type, DateTime) and emitter.dialect == SQLITE:
        value = left.value - right.value
    elif isinstance(node.left.type, DateTime):
        seconds = sa.extract("epoch", left.value) - sa.extract("epoch", right.value)
        value = sa.func.round(seconds * sa.literal_column("1000"), 0, type_=sa.Numeric())
    elif emitter.dialect == SQLITE:
        days = sa.func.julianday(left.value) - sa.func.julianday(right.value)
        value = sa.cast(days, sa.BigInteger()) * day
    else:
        days = left.value.op("-", return_type=sa.Integer())(right.value)
        value = sa.cast(days, sa.Numeric()) * day
    scale = 0 if emitter.dialect == SQLITE else None
    return SqlValue(value, error, scale)


def _negate(emitter: SqlEmitter, node: t.Negate) -> SqlValue:
    found = _operand(emitter, node.operand, emitter.number_scale(node))
    return replace(found, value=-found.value)


def _coerce(emitter: SqlEmitter, node: t.Coerce) -> SqlValue:
    source, target = node.operand.type, node.type
    if isinstance(source, Blank):
        return emitter.constant(None, target, emitter.number_scale(node))
    found = emitter.emit(node.operand)
    value: Column
    match source, target:
        case Boolean(), Text():
            names = sa.literal_column("'TRUE'", sa.Text()), sa.literal_column("'FALSE'", sa.Text())
            value = sa.case((found.value, names[0]), (negated(found.value), names[1]))
        case Select(), Text():
            value = option_label(emitter, node, source, found.value)
        case Date(), Text() if emitter.dialect == SQLITE:
            value = found.value
        case ((Number() | Date() | DateTime() | Duration() | Ref()), Text()):
            value = _as_text(emitter, source, found.value)
        case Date(), DateTime():
            zone = sa.literal(str(emitter.context.time_zone), sa.Text())
            value = sa.func.fx.midnight(zone, found.value, type_=sa.DateTime(timezone=True))
        case Duration(), Number():
            day = sa.literal_column(str(values.DAY), sa.Numeric())
            value = divided(found.value, day)
        case _:
            return found
    return SqlValue(value, found.error)


def option_label(emitter: SqlEmitter, node: t.Typed, kind: Select, value: Column) -> Column:
    """Give the label of an option in the context's language, or its value where it has none."""
    if kind.set_key == values.REGION_SET and not kind.options:
        raise emitter.refuse(node, "REGION_NAME")
    labels = {
        option.value: option.labels[emitter.context.language]
        for option in kind.options
        if emitter.context.language in option.labels
    }
    if not labels:
        return value
    return sa.case(
        *(
            (value == sa.literal(known, sa.Text()), sa.literal(label, sa.Text()))
            for known, label in labels.items()
        ),
        else_=value,
    )


def _as_text(emitter: SqlEmitter, kind: object, value: Column) -> Column:
    if isinstance(kind, Ref):
        return sa.cast(value, sa.Text())
    if isinstance(kind, DateTime):
        zone = sa.literal(str(emitter.context.time_zone), sa.Text())
        return sa.func.fx.instant_text(zone, value, type_=sa.Text())
    if isinstance(kind, Number):
        return sa.func.fx.number_text(value, type_=sa.Text())
    if isinstance(kind, Date):
        return sa.func.fx.date_text(value, type_=sa.Text())
    return sa.func.fx.duration_text(value, type_=sa.Text())


OPERATORS: dict[type[t.Typed], Emit] = {
    t.Compare: _compare,
    t.Arithmetic: _arithmetic,
    t.Negate: _negate,
    t.Coerce: _coerce,
}
