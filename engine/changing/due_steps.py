"""When the time of the present states is over, computed for all records of a table at once: part of
the flip, because what is due is asked for by the limits of the present revision.

A record has been in its state since the open row of its value history began; one without (the
field is newer than the record) since it was made.
"""

from __future__ import annotations

from datetime import datetime
from typing import cast

import sqlalchemy as sa

from engine.catalog import Catalog
from engine.catalog_table import CompiledTable
from engine.database import Connection, Row
from engine.database.statements import prepare
from engine.system_tables import tg_value_history
from engine.working_time import WorkingTime, moment_after
from metadata.documents.states import LimitDocument
from metadata.durations import milliseconds_in
from metadata.resolved_states import StateMachine

SLICE = 1_000

h = tg_value_history.c


def fill_due(
    connection: Connection, table: CompiledTable, machine: StateMachine, calendar: WorkingTime
) -> None:
    """Every record of the table says when the time of its state is over, by the machine's
    limits."""
    state = table.columns(machine.field)[0]
    due = table.columns(machine.due)[0]
    run(connection, sa.update(table.sql).where(due.is_not(None)).values({due.name: None}))
    for document in machine.limited:
        assert document.limit is not None
        here = state == sa.literal(document.key, state.type)
        if document.limit.time == "calendar":
            moment = later(table, machine.field, document.limit, connection.dialect)
            run(connection, sa.update(table.sql).where(here).values({due.name: moment}))
        else:
            fill_working(connection, table, (machine, here, document.limit), calendar)


def fill_working_due(connection: Connection, catalog: Catalog, calendar: WorkingTime) -> None:
    """Every record in a state with a limit in working time says when that is over by another
    calendar."""
    for table in catalog.tables.values():
        for machine in table.table.machines.values():
            if any(it.limit and it.limit.time == "working" for it in machine.limited):
                fill_due(connection, table, machine, calendar)


def run(connection: Connection, statement: sa.Update) -> None:
    """The statement is run; it is made for this one time."""
    connection.run(prepare(statement, connection.dialect), {})


def entered_at(table: CompiledTable, field: str) -> sa.ColumnElement[object]:
    """Since when a record of the table is in its state."""
    since = (
        sa.select(sa.func.max(h.started_at))
        .where(
            h.table == sa.literal(table.name, h.table.type),
            h.record == table.sql.c.id,
            h.field == sa.literal(field, h.field.type),
            h.ended_at.is_(None),
        )
        .correlate(table.sql)
        .scalar_subquery()
    )
    created: sa.Column[object] = table.sql.c.created_at
    return sa.type_coerce(sa.func.coalesce(since, created), created.type)


def later(
    table: CompiledTable, field: str, limit: LimitDocument, dialect: str
) -> sa.ColumnElement[object]:
    """The end of a limit in calendar time, as SQL."""
    since = entered_at(table, field)
    milliseconds = milliseconds_in(limit.within)
    if dialect == "sqlite":
        sum_of = sa.type_coerce(since, sa.Integer()) + sa.literal(milliseconds, sa.Integer())
        return sa.type_coerce(sum_of, table.sql.c.created_at.type)
    seconds = sa.literal(milliseconds / 1000, sa.Float())
    span = sa.func.make_interval(0, 0, 0, 0, 0, 0, seconds)
    return sa.type_coerce(since.op("+")(span), table.sql.c.created_at.type)


def fill_working(
    connection: Connection,
    table: CompiledTable,
    asked: tuple[StateMachine, sa.ColumnElement[bool], LimitDocument],
    calendar: WorkingTime,
) -> None:
    """The same for a limit in working time, which only Python counts, in slices by id."""
    machine, here, limit = asked
    id, due = table.sql.c.id, table.columns(machine.due)[0]
    after = sa.bindparam("after", type_=id.type)
    query: sa.Select[Row] = (
        sa.select(id, entered_at(table, machine.field))
        .where(here, id > after)
        .order_by(id)
        .limit(SLICE)
    )
    found = prepare(query, connection.dialect)
    write = prepare(
        sa.update(table.sql)
        .where(id == sa.bindparam("of_id", type_=id.type))
        .values({due.name: sa.bindparam("moment", type_=due.type)}),
        connection.dialect,
    )
    last = 0
    while rows := connection.rows(found, {"after": last}):
        last = cast(int, rows[-1][0])
        moments = [
            {
                "of_id": record,
                "moment": moment_after(cast(datetime, since), limit.within, limit.time, calendar),
            }
            for record, since in rows
        ]
        connection.run_many(write, moments)
