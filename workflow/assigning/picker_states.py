"""What pickers remember, kept so that processes take turns."""

from __future__ import annotations

from datetime import datetime
from typing import cast

import sqlalchemy as sa

from engine.database import Connection
from engine.database.named import NamedStatements, put_row
from workflow.assigning.pickers import State
from workflow.jobs import bind
from workflow.row_lock import lock_key
from workflow.todo_tables import tg_picker

S = tg_picker.c
STATEMENTS = NamedStatements(
    {
        "take": sa.select(S.state).where(S.picker == bind("of_picker", S.picker)),
        "put sqlite": put_row(tg_picker, "sqlite"),
        "put postgresql": put_row(tg_picker, "postgresql"),
    }
)


def take_state(connection: Connection, picker: str, field: tuple[str, str]) -> State:
    """What the picker remembers. Until the commit nobody else assigns that field of that table:
    what it counts would not be true any more."""
    lock_key(connection, "assign:" + ".".join(field))
    rows = connection.rows(STATEMENTS.on(connection.dialect, "take"), {"of_picker": picker})
    return cast(State, rows[0][0]) if rows else {}


def keep_state(connection: Connection, picker: str, state: State, at: datetime) -> None:
    """This is what the picker remembers from now on."""
    row = {"picker": picker, "state": state, "at": at}
    connection.run(STATEMENTS.on(connection.dialect, f"put {connection.dialect}"), row)
