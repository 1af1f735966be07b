"""Until when records may stay in their states: the countdown on lists and records."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import cast

import sqlalchemy as sa

from engine.access import access_of
from engine.actor import Actor
from engine.catalog_table import CompiledTable
from engine.database import Connection, Row
from engine.database.statements import one_of
from engine.workspace import Workspace
from engine.writing.references import allows
from engine.writing.transaction import open_transaction
from metadata.resolved_states import StateMachine


def due_times(
    work: Workspace, actor: Actor, table: str, ids: Sequence[int]
) -> dict[int, dict[str, datetime]]:
    """When the time of the states of these records is over, by record and state field, as far as
    the actor sees the record and the field; records whose states have no limit are left out."""
    catalog = work.catalog
    mask = access_of(catalog, actor).table(table)
    compiled = catalog.tables[table]
    machines = [
        machine
        for key, machine in compiled.table.machines.items()
        if machine.limited and key in mask.visible
    ]
    if not machines or not ids:
        return {}

    def find(connection: Connection) -> dict[int, dict[str, datetime]]:
        transaction = open_transaction(work, connection, actor, catalog, is_writing=False)
        rows = read_due(connection, compiled, machines, ids)
        found: dict[int, dict[str, datetime]] = {}
        transaction.rows.fetch(table, [id for id, due in rows if due])
        for id, due in rows:
            values = transaction.rows.record(table, id) if due else None
            if values is None or not allows(transaction, mask.read, mask, values):
                continue
            seen = {
                key: moment
                for key, moment in due.items()
                if allows(transaction, mask.visible[key], mask, values)
            }
            if seen:
                found[id] = seen
        return found

    return work.database.read(find)


def read_due(
    connection: Connection,
    table: CompiledTable,
    machines: Sequence[StateMachine],
    ids: Sequence[int],
) -> list[tuple[int, dict[str, datetime]]]:
    """The due times of each record, by state field."""
    keys = tuple(machine.field for machine in machines)

    def select() -> sa.Select[Row]:
        columns = (table.columns(machine.due)[0] for machine in machines)
        query: sa.Select[Row] = sa.select(table.sql.c.id, *columns)
        return query.where(one_of(table.sql.c.id, "ids"))

    rows = connection.rows(table.statement(("due times", keys), select), {"ids": list(ids)})
    return [
        (
            cast(int, row[0]),
            {
                key: cast(datetime, moment)
                for key, moment in zip(keys, row[1:], strict=True)
                if moment is not None
            },
        )
        for row in rows
    ]
