"""A table for tests of databases, and what writes and reads it."""

from collections.abc import Callable
from typing import cast

import sqlalchemy as sa

from engine.database import Connection, Database
from engine.database.named import NamedStatements
from engine.database.types import RecordId, TextC

NOTES = sa.Table(
    "note",
    sa.MetaData(),
    sa.Column("id", RecordId(), primary_key=True, autoincrement=False),
    sa.Column("text", TextC(), nullable=False),
)
STATEMENTS = NamedStatements(
    {
        "add": sa.insert(NOTES),
        "all": sa.select(NOTES.c.id, NOTES.c.text).order_by(NOTES.c.id),
        "count": sa.select(sa.func.count()).select_from(NOTES),
    }
)


def create_notes(connection: Connection) -> None:
    """The table is there."""
    NOTES.create(connection.alchemy())


def adding(id: int, text: str = "note") -> Callable[[Connection], int]:
    """A write that adds one note."""

    def add(connection: Connection) -> int:
        statement = STATEMENTS.on(connection.dialect, "add")
        return connection.run(statement, {"id": id, "text": text})

    return add


def adding_last(connection: Connection, id: int) -> int:
    """A note is added by the last statement of a write."""
    statement = STATEMENTS.on(connection.dialect, "add")
    return connection.run_last(statement, {"id": id, "text": "last"})


def adding_both(first: int, last: int) -> Callable[[Connection], int]:
    """A write that adds two notes, one of them by its last statement."""

    def add(connection: Connection) -> int:
        adding(first)(connection)
        return adding_last(connection, last)

    return add


def notes_of(database: Database) -> dict[int, str]:
    """All notes by id."""
    rows = database.rows(STATEMENTS.on(database.dialect, "all"))
    return {cast(int, id): cast(str, text) for id, text in rows}


def count_notes(database: Database) -> object:
    """How many notes there are."""
    return database.rows(STATEMENTS.on(database.dialect, "count"))[0][0]
