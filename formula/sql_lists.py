"""IN over a list that is one value: departments of the asker, options, values of related rows."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from formula import typed as t
from formula.sql_aggregates import related_rows
from formula.sql_nodes import Emit, SqlEmitter, first_error, negated, unless_failed
from formula.sql_operators import emit_in
from formula.sql_types import POSTGRESQL, Column, SqlValue, StorageType, column_type
from formula.types import ListOf, MultiSelect

DEPARTMENTS = "tg_departments"


def _in(emitter: SqlEmitter, node: t.In) -> SqlValue:
    items = node.items[0]
    if len(node.items) > 1 or not isinstance(items.type, ListOf | MultiSelect):
        return emit_in(emitter, node)
    if isinstance(items, t.ListValue):
        single = t.In(type=node.type, operand=node.operand, items=items.items, negated=node.negated)
        return emit_in(emitter, single)
    operand = emitter.emit(node.operand)
    found, error = _among(emitter, operand.value, items)
    error = first_error(operand.error, error)
    value = unless_failed(negated(found) if node.negated else found, error)
    return SqlValue(value, error)


def _among(emitter: SqlEmitter, operand: Column, items: t.Typed) -> tuple[Column, Column | None]:
    if isinstance(items, t.RelatedList) and isinstance(items.source, t.Related):
        rows = related_rows(emitter, items.source)
        emitter.frames.append(rows.source)
        try:
            item = emitter.emit(items.argument)
        finally:
            emitter.frames.pop()
        failed = None
        if item.error is not None:
            failed = rows.read(sa.func.min(item.error, type_=sa.Text()))
        found = rows.exist(item.value.is_not_distinct_from(operand))
        return found, first_error(rows.error, failed)
    if isinstance(items, t.ContextValue) and items.name == "my_departments":
        listed: Column = sa.bindparam(DEPARTMENTS, type_=_list_type(emitter, items.type))
        return _in_value(emitter, operand, listed), None
    is_given = isinstance(items, t.ContextValue) and items.name == "given"
    if is_given or isinstance(items, t.FieldValue | t.Follow):
        value = emitter.emit(items)
        return _in_value(emitter, operand, value.value), value.error
    raise emitter.refuse(items, "IN")


def _list_type(emitter: SqlEmitter, kind: object) -> StorageType:
    if emitter.dialect == POSTGRESQL and isinstance(kind, ListOf):
        return postgresql.ARRAY(column_type(kind.item, POSTGRESQL))
    return sa.Text()


def _in_value(emitter: SqlEmitter, operand: Column, listed: Column) -> Column:
    if emitter.dialect == POSTGRESQL:
        value: Column = operand == sa.any_(listed)
    else:
        members = sa.func.json_each(listed).table_valued("value").c.value
        value = operand.in_(sa.select(members))
    return sa.func.coalesce(value, sa.false(), type_=sa.Boolean())


LISTS: dict[type[t.Typed], Emit] = {t.In: _in}
