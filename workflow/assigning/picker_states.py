"""What pickers remember, kept so that processes take turns."""

from __future__ import annotations

from datetime import datetime
from typing import cast

import sqlalchemy as sa

from engine.database import Connection
from engine.database.named import NamedStatements, put_row
from workflow.assigning.pickers import State
from workflow.jobs import bind
from workflow.row_lock import lock_key, share_key
from workflow.todo_tables import tg_picker

S = tg_picker.c
STATEMENTS = NamedStatements(
    {
        "take": sa.select(S.state).where(S.picker == bind("of_picker", S.picker)),
        "put sqlite": put_row(tg_picker, "sqlite"),
        "put postgresql": put_row(tg_picker, "postgresql"),
    }
)


def take_state(
    connection: Connection, picker: str, field: tuple[str, str], *, counts: bool
) -> State:
    """What the picker remembers; until the commit nobody else takes it. With `counts` nobody else
    assigns that field of that table until then either, by whichever picker: what is counted would
    not be true any more."""
    lock_key(connection, name_of(field) if counts else f"assign:{picker}")
    rows = connection.rows(STATEMENTS.on(connection.dialect, "take"), {"of_picker": picker})
    return cast(State, rows[0][0]) if rows else {}


def give(connection: Connection, field: tuple[str, str]) -> None:
    """Somebody gets a record without anything having been counted: whoever counts what people have
    waits until the commit."""
    share_key(connection, name_of(field))


def name_of(field: tuple[str, str]) -> str:
    """What a field is locked by."""
    return "assign:" + ".".join(field)


def keep_state(connection: Connection, picker: str, state: State, at: datetime) -> None:
    """This is what the picker remembers from now on."""
    row = {"picker": picker, "state": state, "at": at}
    connection.run(STATEMENTS.on(connection.dialect, f"put {connection.dialect}"), row)
