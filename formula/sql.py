"""Typed tree → SQL of one database, as SQLAlchemy Core (formula.md 3.1 to 3.5).

`to_sql` gives a value and its error, `to_condition` what stands in WHERE, `to_stored` what an
UPDATE writes into a column. What depends on the moment or on who asks is a bound parameter with a
fixed name (`tg_now`, `tg_today`, `tg_user`, `tg_departments`, `tg_roles`), so statements can be
kept; `sql_parameters` gives their values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import sqlalchemy as sa

from formula import typed as t
from formula import values
from formula.context import Context
from formula.errors import NotCompilable
from formula.sql_aggregates import AGGREGATES
from formula.sql_calls import CALLS, ROLES
from formula.sql_exact import is_cheap, is_hard
from formula.sql_functions import SqliteFunctions
from formula.sql_leaves import is_leaf
from formula.sql_lists import DEPARTMENTS, LISTS
from formula.sql_nodes import NODES, PythonParts, SqlEmitter, code, first_error, negated
from formula.sql_operators import OPERATORS, compared_sides, is_null, order, plain_items
from formula.sql_sqlite import registered_call, sqlite_part, stored_call, stored_exactly
from formula.sql_surroundings import SURROUNDINGS
from formula.sql_types import (
    POSTGRESQL,
    SQLITE,
    Column,
    SqlContext,
    SqlField,
    SqlLink,
    SqlSource,
    SqlTables,
    SqlValue,
    column_type,
    from_storage,
    to_storage,
)
from formula.types import Boolean, Date, DateTime, ListOf, Number, Ref, Text, Type

__all__ = [
    "NotCompilable",
    "SqlContext",
    "SqlField",
    "SqlLink",
    "SqlSource",
    "SqlTables",
    "SqlValue",
    "SqliteFunctions",
    "column_type",
    "from_storage",
    "sql_parameters",
    "to_condition",
    "to_sort_keys",
    "to_sql",
    "to_storage",
    "to_stored",
]

PYTHON_PARTS = PythonParts(
    needed=sqlite_part, can_take=lambda node: not is_leaf(node), take=registered_call
)
RULES = {**NODES, **SURROUNDINGS, **OPERATORS, **LISTS, **AGGREGATES, **CALLS}


def to_sql(
    typed: t.Typed, tables: SqlTables, own: SqlSource | None, context: SqlContext
) -> SqlValue:
    """Give the value and the error of a formula on the rows of `own`; NotCompilable."""
    return _emitter(tables, own, context).emit(typed)


def to_condition(
    typed: t.Typed, tables: SqlTables, own: SqlSource | None, context: SqlContext
) -> Column:
    """Give what stands in WHERE: TRUE exactly for the rows where the formula is TRUE.

    A blank or an error does not match. Comparisons stand bare, so that indexes serve them.
    """
    return _condition(_emitter(tables, own, context), typed)


def to_stored(
    typed: t.Typed,
    kind: Type,
    tables: SqlTables,
    own: SqlSource | None,
    context: SqlContext,
    *,
    once: bool = False,
) -> SqlValue:
    """Give the value as a column of type `kind` holds it; numbers are rounded once to its scale,
    and NUM where they are out of its range. A stored boolean is never blank. With `once`, SQLite
    computes a number in a derived table: for statements that read the rows of `own` themselves."""
    emitter = _emitter(tables, own, context)
    found = _stored(emitter, typed, kind, once=once)
    return replace(found, cheap=found.cheap or is_cheap(emitter, typed))


def _stored(emitter: SqlEmitter, typed: t.Typed, kind: Type, *, once: bool) -> SqlValue:
    if isinstance(kind, Number) and kind.scale is not None:
        return _stored_number(emitter, typed, (kind, kind.scale), once=once)
    if isinstance(kind, Boolean):
        found = emitter.truth(typed)
        empty = sa.func.coalesce(found.value, sa.false(), type_=sa.Boolean())
        return SqlValue(empty, found.error)
    return emitter.emit_as(typed, kind, emitter.number_scale(typed))


def to_sort_keys(
    typed: t.Typed, tables: SqlTables, own: SqlSource | None, context: SqlContext
) -> tuple[Column, ...]:
    """Give what ORDER BY takes to sort by a formula, blanks and errors NULL in all of it.

    One expression, but for the canonical texts of SQLite: these sort by their double and then,
    so that the order is total, by themselves.
    """
    emitter = _emitter(tables, own, context)
    if isinstance(typed.type, Text) and tables.dialect == POSTGRESQL:
        return (sa.collate(emitter.emit(typed).value, "C"),)
    found = emitter.emit(typed)
    if not isinstance(typed.type, Number) or tables.dialect == POSTGRESQL:
        return (found.value,)
    if found.scale is not None:
        return (found.value,)
    return (sa.cast(found.value, sa.Float()), found.value)


def sql_parameters(context: Context, dialect: str) -> Mapping[str, object]:
    """Give the values of the fixed parameters for one execution; all of them, used or not."""
    return {
        "tg_now": to_storage(context.now, DateTime(), dialect),
        "tg_today": to_storage(context.today, Date(), dialect),
        "tg_user": context.user,
        DEPARTMENTS: to_storage(context.departments, ListOf(Ref("department")), dialect),
        ROLES: to_storage(tuple(sorted(context.roles)), ListOf(Text()), dialect),
    }


def _emitter(tables: SqlTables, own: SqlSource | None, context: SqlContext) -> SqlEmitter:
    return SqlEmitter(tables, own, context, RULES, PYTHON_PARTS)


def _condition(emitter: SqlEmitter, node: t.Typed) -> Column:
    match node:
        case t.Logic(operator="AND"):
            return sa.and_(*(_condition(emitter, part) for part in node.operands))
        case t.Logic(operator="OR"):
            return sa.or_(*(_condition(emitter, part) for part in node.operands))
        case t.Compare() if not (emitter.dialect == SQLITE and is_hard(emitter, node)):
            bare = _bare_comparison(emitter, node)
            return emitter.emit(node).value if bare is None else bare
        case t.In(negated=False) if not (emitter.dialect == SQLITE and is_hard(emitter, node)):
            plain = plain_items(emitter, node)
            if plain is not None:
                return plain[0].value.in_(plain[1])
    return emitter.emit(node).value


def _bare_comparison(emitter: SqlEmitter, node: t.Compare) -> Column | None:
    """The comparison without regard to blanks, where WHERE makes no difference."""
    if is_null(node.left) or is_null(node.right) or node.operator == "<>":
        return None
    left, right = compared_sides(emitter, node.left, node.right)
    if node.operator != "=":
        return order(emitter, node, left, right)
    if node.left.nullable and node.right.nullable:
        return None
    return left.value == right.value


def _stored_number(
    emitter: SqlEmitter, typed: t.Typed, form: tuple[Number, int], *, once: bool
) -> SqlValue:
    kind, scale = form
    limit = int(values.number_limit(scale))
    if emitter.dialect == POSTGRESQL:
        found = emitter.emit_as(typed, kind, None)
        value = sa.func.round(found.value, scale, type_=sa.Numeric())
        inside: Column = sa.func.abs(value, type_=sa.Numeric()) < sa.literal_column(str(limit))
        return _where(inside, value, found.error, None)
    native = stored_exactly(emitter, typed, form, once=once)
    if native is not None:
        return native
    own = emitter.number_scale(typed)
    if own is None or own > scale:
        return stored_call(emitter, typed, kind, scale)
    found = emitter.emit_as(typed, kind, scale)
    last: Column = sa.literal_column(str(limit * 10**scale - 1))
    return _where(found.value.between(-last, last), found.value, found.error, scale)


def _where(inside: Column, value: Column, error: Column | None, scale: int | None) -> SqlValue:
    out_of_range = sa.case((negated(inside), code("NUM")))
    return SqlValue(sa.case((inside, value)), first_error(error, out_of_range), scale)
