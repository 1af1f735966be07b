"""The values that state fields, and fields with `"history": true`, have had (decision 38)."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from engine.catalog_table import CompiledTable, Values
from engine.system_tables import tg_value_history
from engine.writing.batch import Draft
from engine.writing.program import program_of
from engine.writing.transaction import Transaction
from formula.errors import FormulaValueError
from formula.values import value_text


def keep_history(transaction: Transaction, table: CompiledTable, drafts: Sequence[Draft]) -> None:
    """The value each kept field had has ended, and the one it has now has begun."""
    for key in program_of(table).kept:
        for draft in drafts:
            if key in draft.changed and draft.writes_values:
                reason = draft.change.reason
                keep_value(transaction, table, key, draft.new, is_new=draft.is_new, reason=reason)


def keep_value(
    transaction: Transaction,
    table: CompiledTable,
    key: str,
    values: Values,
    *,
    is_new: bool,
    reason: str | None,
) -> None:
    """One field's present value begins now, and the one before ends."""
    connection, place = transaction.connection, {"table": table.name, "field": key}
    if not is_new:
        ended = {"of_table": table.name, "of_record": values["id"], "of_field": key}
        end = table.statement("end value", end_value)
        connection.run(end, {**ended, "now": transaction.now})
    begin = table.statement("begin value", lambda: sa.insert(tg_value_history))
    span = {
        **place,
        "id": transaction.work.new_id(),
        "record": values["id"],
        "value": text_of(transaction, table, key, values.get(key)),
        "started_at": transaction.now,
        "ended_at": None,
        "user": transaction.actor.user,
        "reason": reason,
    }
    connection.run(begin, span)


def text_of(transaction: Transaction, table: CompiledTable, key: str, value: object) -> str | None:
    """The value in its canonical text; an option by its value, not its label."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, FormulaValueError):
        return f"#{value.code}"
    context = transaction.context(table)
    kind = table.table.fields[key].value_type
    return value_text(value, kind, context.time_zone, context.language)


def end_value() -> sa.Update:
    """The value that the field has ends now."""
    spans = tg_value_history.c
    return (
        sa.update(tg_value_history)
        .where(
            spans.table == sa.bindparam("of_table", type_=spans.table.type),
            spans.record == sa.bindparam("of_record", type_=spans.record.type),
            spans.field == sa.bindparam("of_field", type_=spans.field.type),
            spans.ended_at.is_(None),
        )
        .values(ended_at=sa.bindparam("now", type_=spans.ended_at.type))
    )
