"""What a formula knows besides rows: the moment, who asks, parameters, what was computed before."""

from __future__ import annotations

import sqlalchemy as sa

from formula import typed as t
from formula.sql_nodes import Emit, SqlEmitter
from formula.sql_types import POSTGRESQL, Column, SqlValue, column_type

CONTEXT_PARAMETERS = {"now": "tg_now", "today": "tg_today", "user": "tg_user"}


def _context_value(emitter: SqlEmitter, node: t.ContextValue) -> SqlValue:
    if node.name == "param":
        value = emitter.context.parameters.get(node.key or "")
        return emitter.constant(value, node.type, emitter.number_scale(node))
    if node.name == "given":
        return _given(emitter, node)
    name = CONTEXT_PARAMETERS.get(node.name)
    if name is None:
        raise emitter.refuse(node, node.name)
    return SqlValue(sa.bindparam(name, type_=column_type(node.type, emitter.dialect)))


def _given(emitter: SqlEmitter, node: t.ContextValue) -> SqlValue:
    """A part that `formula.lifting` has computed, and the code of its error."""
    scale = emitter.number_scale(node)
    kind = column_type(node.type, emitter.dialect, scale)
    value: Column = sa.bindparam(f"tg_given_{node.key}", type_=kind)
    if emitter.dialect == POSTGRESQL:
        value = sa.cast(value, kind)
    if not node.may_error:
        return SqlValue(value, None, scale)
    error: Column = sa.bindparam(f"tg_given_{node.key}_error", type_=sa.Text())
    return SqlValue(value, sa.cast(error, sa.Text()), scale)


SURROUNDINGS: dict[type[t.Typed], Emit] = {t.ContextValue: _context_value}
