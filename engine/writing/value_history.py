"""The values that state fields, and fields with `"history": true`, have had (decision 38)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from engine.catalog_table import CompiledTable, Values
from engine.system_tables import tg_value_history
from engine.writing.batch import Draft
from engine.writing.program import program_of
from engine.writing.transaction import Transaction
from formula.errors import FormulaValueError
from formula.values import value_text


@dataclass(frozen=True, slots=True)
class Kept:
    """A field whose value, in this record, is another one now."""

    key: str
    values: Values
    is_new: bool
    reason: str | None


def keep_history(transaction: Transaction, table: CompiledTable, drafts: Sequence[Draft]) -> None:
    """The value each kept field had has ended, and the one it has now has begun."""
    keys = program_of(table).kept
    if not keys:
        return
    kept = [
        Kept(key, draft.new, draft.is_new, draft.change.reason)
        for draft in drafts
        if draft.writes_values
        for key in keys
        if key in draft.changed
    ]
    keep_values(transaction, table, kept)


def keep_values(transaction: Transaction, table: CompiledTable, kept: Sequence[Kept]) -> None:
    """These values begin now, and those before them end."""
    if not kept:
        return
    connection = transaction.connection
    ended = [
        {
            "of_table": table.name,
            "of_record": item.values["id"],
            "of_field": item.key,
            "now": transaction.now,
        }
        for item in kept
        if not item.is_new
    ]
    if ended:
        connection.run_many(table.statement("end value", end_value), ended)
    ids = transaction.work.new_ids(len(kept))
    spans = [span_of(transaction, table, item, id) for item, id in zip(kept, ids, strict=True)]
    begin = table.statement("begin value", lambda: sa.insert(tg_value_history))
    connection.run_many(begin, spans)


def span_of(
    transaction: Transaction, table: CompiledTable, item: Kept, id: int
) -> dict[str, object]:
    """The row of a value that begins now."""
    return {
        "id": id,
        "table": table.name,
        "record": item.values["id"],
        "field": item.key,
        "value": text_of(transaction, table, item.key, item.values.get(item.key)),
        "started_at": transaction.now,
        "ended_at": None,
        "user": transaction.actor.user,
        "reason": item.reason,
    }


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
