"""A record's stay in a state: the open row of its value history, and what is ticked meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import sqlalchemy as sa

from engine.database import Reader
from engine.database.named import NamedStatements, put_row
from engine.move_tables import tg_tick
from engine.system_tables import tg_value_history
from engine.writing.batch import Draft
from engine.writing.transaction import Transaction
from metadata.documents.states import ChecklistItemDocument
from metadata.resolved_states import StateMachine

h, t = tg_value_history.c, tg_tick.c
STATEMENTS = NamedStatements(
    {
        "stay": sa.select(h.id, h.started_at)
        .where(
            h.table == sa.bindparam("of_table", type_=h.table.type),
            h.record == sa.bindparam("of_record", type_=h.record.type),
            h.field == sa.bindparam("of_field", type_=h.field.type),
            h.ended_at.is_(None),
        )
        .order_by(h.started_at.desc())
        .limit(1),
        "ticks": sa.select(t.item, t.user, t.at).where(
            t.span == sa.bindparam("of_span", type_=t.span.type)
        ),
        "tick sqlite": put_row(tg_tick, "sqlite"),
        "tick postgresql": put_row(tg_tick, "postgresql"),
        "untick": sa.delete(tg_tick).where(
            t.span == sa.bindparam("of_span", type_=t.span.type),
            t.item == sa.bindparam("of_item", type_=t.item.type),
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Stay:
    """Since when a record is in its state; `id` is the row of its value history."""

    id: int
    started_at: datetime


@dataclass(frozen=True, slots=True)
class Tick:
    """Who ticked an item of a checklist, and when."""

    user: int | None
    at: datetime


def find_stay(reader: Reader, dialect: str, table: str, record: int, field: str) -> Stay | None:
    """The stay of a record in its present state; None where the field is newer than that."""
    given = {"of_table": table, "of_record": record, "of_field": field}
    rows = reader.rows(STATEMENTS.on(dialect, "stay"), given)
    return Stay(cast(int, rows[0][0]), cast(datetime, rows[0][1])) if rows else None


def read_ticks(reader: Reader, dialect: str, stay: Stay) -> dict[str, Tick]:
    """What is ticked in this stay, by item."""
    rows = reader.rows(STATEMENTS.on(dialect, "ticks"), {"of_span": stay.id})
    return {
        cast(str, item): Tick(cast("int | None", user), cast(datetime, at))
        for item, user, at in rows
    }


def items_left(
    transaction: Transaction, draft: Draft, machine: StateMachine
) -> Iterator[ChecklistItemDocument]:
    """The items of the present state's checklist that must be ticked before it is left, and are
    not."""
    assert draft.old is not None
    state = machine.by_key.get(str(draft.old.get(machine.field)))
    needed = [] if state is None else [item for item in state.checklist if item.required]
    if not needed:
        return
    connection = transaction.connection
    stay = find_stay(connection, connection.dialect, draft.table.name, draft.id, machine.field)
    ticked = read_ticks(connection, connection.dialect, stay) if stay else {}
    yield from (item for item in needed if item.key not in ticked)
