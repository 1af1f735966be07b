"""Calls of functions → SQL: the forms that declarations name, JOIN, roles and departments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from formula import typed as t
from formula.functions import find_function
from formula.functions.signature import BlankRule, Function
from formula.functions.sql_forms import Calling
from formula.sql_aggregates import Rows, related_rows
from formula.sql_nodes import (
    Emit,
    SqlEmitter,
    blank_if_empty,
    code,
    filled,
    first_error,
    unless_failed,
)
from formula.sql_operators import divided
from formula.sql_types import POSTGRESQL, SQLITE, Column, SqlValue, column_type
from formula.types import DateTime, MultiSelect, Number, Text

ROLES = "tg_roles"
EMPTY = "''"


class CallEmitter:
    """What function declarations see of the compilation (functions.sql_forms.FunctionEmitter)."""

    def __init__(self, emitter: SqlEmitter) -> None:
        self._emitter = emitter
        self.emit = emitter.emit

    def call_function(self, name: str, call: t.Call, how: Calling) -> SqlValue:
        """Give the SqlValue of a call of a database function."""
        function = _declared(call)
        arguments = [
            self._argument(call.arguments[position], function, how, position)
            for position in range(len(call.arguments))
        ]
        given = [argument.value for argument in arguments]
        if how.zone:
            given.insert(0, sa.literal(str(self._emitter.context.time_zone), sa.Text()))
        scale = self._emitter.number_scale(call)
        kind = column_type(call.type, self._emitter.dialect, scale)
        value: Column = _function(name)(*given, type_=kind)
        if isinstance(call.type, Number) and self._emitter.dialect == POSTGRESQL:
            # PostgreSQL's own functions give integers, whose sign() or floor() is a double.
            value = sa.cast(value, sa.Numeric())
        error = first_error(*(argument.error for argument in arguments))
        fails = function.may_fail(call.arguments)
        own = self._own_error(call, how, value, arguments) if fails else None
        if isinstance(call.type, Text) and function.blank is BlankRule.EMPTY_TEXT:
            value = blank_if_empty(value)
        if function.blank is not BlankRule.SPREADS:
            value = unless_failed(value, error)
        return SqlValue(value, first_error(error, own), scale)

    def _argument(self, node: t.Typed, function: Function, how: Calling, position: int) -> SqlValue:
        found = self._emitter.emit(node)
        if function.blank is BlankRule.EMPTY_TEXT and isinstance(node.type, Text):
            if node.nullable:
                found = replace(found, value=filled(found, sa.literal_column(EMPTY, sa.Text())))
        elif how.local and isinstance(node.type, DateTime):
            zone = sa.literal(str(self._emitter.context.time_zone), sa.Text())
            local = sa.func.timezone(zone, found.value, type_=sa.DateTime())
            found = replace(found, value=local)
        if how.unit == position:
            unknown = sa.func.fx.unit(found.value, type_=sa.Text()).is_(None)
            bad = sa.case((sa.and_(found.value.is_not(None), unknown), code("VALUE")))
            found = replace(found, error=first_error(found.error, bad))
        return found

    def _own_error(
        self, call: t.Call, how: Calling, value: Column, arguments: list[SqlValue]
    ) -> Column | None:
        if how.error is None:
            return None
        present = [
            argument.value.is_not(None)
            for node, argument in zip(call.arguments, arguments, strict=True)
            if node.nullable
        ]
        return sa.case((sa.and_(*present, value.is_(None)), code(how.error)))

    def has_role(self, call: t.Call) -> SqlValue:
        """Give the SqlValue of HASROLE; the roles are the parameter `tg_roles`."""
        role = self._emitter.emit(call.arguments[0])
        if self._emitter.dialect == POSTGRESQL:
            roles = sa.bindparam(ROLES, type_=postgresql.ARRAY(sa.Text()))
            value: Column = role.value == sa.any_(roles)
        else:
            items = sa.func.json_each(sa.bindparam(ROLES, type_=sa.Text()))
            value = role.value.in_(sa.select(items.table_valued("value").c.value))
        return SqlValue(value, role.error)

    def in_department(self, call: t.Call) -> SqlValue:
        """Give the SqlValue of INDEPT; who belongs where is the engine's to say."""
        user, department = (self._emitter.emit(argument) for argument in call.arguments[:2])
        deep = call.arguments[2] if len(call.arguments) > 2 else None
        if deep is not None and not isinstance(deep, t.Literal):
            raise self._emitter.refuse(call, "INDEPT")
        value = self._emitter.tables.in_department(
            user.value,
            department.value,
            by_code=isinstance(call.arguments[1].type, Text),
            deep=deep is None or bool(deep.value),
        )
        present = sa.and_(user.value.is_not(None), department.value.is_not(None))
        return SqlValue(sa.case((present, value)), first_error(user.error, department.error))


def _function(name: str) -> Callable[..., Column]:
    schema, _, bare = name.rpartition(".")
    found: Callable[..., Column] = getattr(sa.func.fx if schema else sa.func, bare)
    return found


def _declared(call: t.Call) -> Function:
    function = find_function(call.function)
    if function is None:
        raise KeyError(call.function)
    return function


def _call(emitter: SqlEmitter, node: t.Call) -> SqlValue:
    if node.function == "JOIN":
        return _join(emitter, node)
    if node.function == "WEIGHTED":
        return _weighted(emitter, node)
    form = _declared(node).sql.get(emitter.dialect)
    if form is None:
        raise emitter.refuse(node, node.function)
    found = form(CallEmitter(emitter), node)
    if not isinstance(found, SqlValue):
        raise TypeError(node.function)
    return found


def _join(emitter: SqlEmitter, node: t.Call) -> SqlValue:
    items = node.arguments[0]
    separator: Column = sa.literal_column(EMPTY, sa.Text())
    error = None
    if len(node.arguments) > 1:
        found = emitter.emit(node.arguments[1])
        separator = sa.func.coalesce(found.value, separator, type_=sa.Text())
        error = found.error
    if isinstance(items, t.RelatedList) and isinstance(items.source, t.Related):
        return _join_rows(emitter, (items, items.source), separator, error)
    if isinstance(items, t.ListValue) and emitter.dialect == POSTGRESQL:
        parts = [emitter.emit_as(item, Text(), None) for item in items.items]
        array = postgresql.array([part.value for part in parts])
        value = sa.func.array_to_string(array, separator, type_=sa.Text())
        error = first_error(*(part.error for part in parts), error)
        return SqlValue(blank_if_empty(unless_failed(value, error)), error)
    if isinstance(items, t.Coerce) and isinstance(items.operand.type, MultiSelect):
        return _join_options(emitter, items.operand, separator, error)
    raise emitter.refuse(node, "JOIN")


def _join_rows(
    emitter: SqlEmitter,
    items: tuple[t.RelatedList, t.Related],
    separator: Column,
    error: Column | None,
) -> SqlValue:
    rows = related_rows(emitter, items[1])
    emitter.frames.append(rows.source)
    try:
        item = emitter.emit(items[0].argument)
    finally:
        emitter.frames.pop()
    if emitter.dialect == POSTGRESQL:
        ordered = postgresql.aggregate_order_by(separator, rows.source.id)
        value = rows.read(sa.func.string_agg(item.value, ordered, type_=sa.Text()))
    else:
        value = _joined_in_order(rows, item.value, separator)
    failed = None if item.error is None else rows.read(sa.func.min(item.error, type_=sa.Text()))
    error = first_error(rows.error, failed, error)
    return SqlValue(unless_failed(value, error), error)


def _joined_in_order(rows: Rows, item: Column, separator: Column) -> Column:
    """SQLite before 3.44 has no ORDER BY inside aggregates, but reads an ordered derived table
    in its order."""
    inner = sa.select(item.label("item"), separator.label("mark")).select_from(rows.tables[0])
    inner = inner.where(*rows.conditions).order_by(rows.source.id).limit(sa.literal_column("-1"))
    listed = inner.correlate_except(*rows.tables).subquery()
    joined = sa.func.group_concat(listed.c.item, listed.c.mark, type_=sa.Text())
    return sa.select(joined).scalar_subquery()


def _join_options(
    emitter: SqlEmitter, options: t.Typed, separator: Column, error: Column | None
) -> SqlValue:
    if emitter.dialect == SQLITE or not isinstance(options.type, MultiSelect):
        raise emitter.refuse(options, "JOIN")
    found = emitter.emit(options)
    items = (
        sa.func.unnest(found.value).table_valued("item", with_ordinality="place").render_derived()
    )
    labels = {
        option.value: option.labels.get(emitter.context.language, option.value)
        for option in options.type.options
    }
    label: Column = items.c.item
    if labels:
        label = sa.case(
            *(
                (label == sa.literal(key, sa.Text()), sa.literal(text, sa.Text()))
                for key, text in labels.items()
            ),
            else_=label,
        )
    ordered = postgresql.aggregate_order_by(separator, items.c.place)
    value = sa.select(sa.func.string_agg(label, ordered, type_=sa.Text())).scalar_subquery()
    error = first_error(found.error, error)
    return SqlValue(unless_failed(value, error), error)


def _weighted(emitter: SqlEmitter, node: t.Call) -> SqlValue:
    """Σ value·weight / Σ weight over the pairs that are there, in PostgreSQL's own arithmetic."""
    arguments = [emitter.emit_as(part, node.type, None) for part in node.arguments]
    total: Column = sa.literal_column("0", sa.Numeric())
    weights: Column = sa.literal_column("0", sa.Numeric())
    there: list[Column] = []
    for value, weight in zip(arguments[::2], arguments[1::2], strict=True):
        present = sa.and_(value.value.is_not(None), weight.value.is_not(None))
        product = sa.func.round(value.value * weight.value, 10, type_=sa.Numeric())
        nothing = sa.literal_column("0", sa.Numeric())
        total = total + sa.case((present, product), else_=nothing)
        weights = weights + sa.case((present, weight.value), else_=nothing)
        there.append(present)
    error = first_error(*(argument.error for argument in arguments))
    some = sa.or_(*there)
    by_zero = sa.case((sa.and_(some, weights == sa.literal_column("0")), code("DIV0")))
    mean = sa.case((some, divided(total, weights)))
    return SqlValue(unless_failed(mean, error), first_error(error, by_zero))


CALLS: dict[type[t.Typed], Emit] = {t.Call: _call}
