"""How much people have on their hands: open records, open to-dos, what came today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time
from decimal import Decimal
from typing import cast

import sqlalchemy as sa

from engine.catalog_table import CompiledTable
from engine.database import Connection, Row
from engine.database.named import NamedStatements
from engine.database.statements import one_of
from engine.workspace import Workspace
from metadata.resolved_states import StateMachine
from workflow.jobs import bind
from workflow.todo_tables import tg_assignment, tg_todo_person

P = tg_todo_person.c
A = tg_assignment.c
LATER = tg_assignment.alias()
STATEMENTS = NamedStatements(
    {
        "todos": sa.select(P.user, sa.func.count())
        .where(one_of(P.user, "users"), P.is_open)
        .group_by(P.user),
        "today": sa.select(A.chosen, sa.func.count())
        .where(
            one_of(A.chosen, "users"),
            A.table == bind("of_table", A.table),
            A.field == bind("of_field", A.field),
            A.at >= bind("since", A.at),
            ~sa.exists(
                sa.select(sa.literal(1)).where(
                    LATER.c.table == A.table,
                    LATER.c.record == A.record,
                    LATER.c.field == A.field,
                    LATER.c.id > A.id,
                )
            ),
        )
        .group_by(A.chosen),
    }
)


def open_records(
    connection: Connection, work: Workspace, table: str, field: str, users: Sequence[int]
) -> dict[int, Decimal]:
    """How many open records of the table each of the people has in the field: all that are not
    deleted and in no state from which no move leads on. Where the field holds several people, or
    there is no such table, how many open to-dos they have."""
    compiled = work.catalog.tables[table]
    if field in compiled.linked:
        return counted(
            connection.rows(STATEMENTS.on(connection.dialect, "todos"), {"users": users})
        )
    statement = compiled.statement(("open by", field), lambda: count_open(compiled, field))
    return counted(connection.rows(statement, {"users": users}))


def count_open(compiled: CompiledTable, field: str) -> sa.Select[Row]:
    """The statement of `open_records`."""
    column = compiled.columns(field)[0]
    query = cast("sa.Select[Row]", sa.select(column, sa.func.count()))
    query = query.where(one_of(column, "users")).group_by(column)
    for key, machine in compiled.table.machines.items():
        for end in ends_of(machine):
            query = query.where(compiled.columns(key)[0] != end)
    return compiled.alive(query)


def ends_of(machine: StateMachine) -> list[str]:
    """The states from which no move leads on."""
    left = {state for move in machine.transitions.values() for state in move.from_states}
    return [option.value for option in machine.states if option.value not in left]


def taken_today(
    connection: Connection, work: Workspace, table: str, field: str, users: Sequence[int]
) -> dict[int, Decimal]:
    """How many records each of the people was given today and still has, by the workspace's day."""
    given = {
        "users": users,
        "of_table": table,
        "of_field": field,
        "since": start_of_day(work),
    }
    return counted(connection.rows(STATEMENTS.on(connection.dialect, "today"), given))


def start_of_day(work: Workspace) -> datetime:
    """The moment at which the workspace's day began."""
    day = work.now().astimezone(work.time_zone).date()
    return datetime.combine(day, time(0), work.time_zone).astimezone(UTC)


def counted(rows: list[Row]) -> dict[int, Decimal]:
    """(person, number) as figures."""
    return {cast(int, user): Decimal(cast(int, count)) for user, count in rows}
