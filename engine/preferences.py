"""What is one person's alone: personal views, widths, favourites, drafts (decision 26)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import cast

import sqlalchemy as sa

from engine.database import Connection
from engine.database.named import NamedStatements, put_row
from engine.system_tables import tg_preference

p = tg_preference.c
USER = sa.bindparam("of_user", type_=p.user.type)
KEY = sa.bindparam("of_key", type_=p.key.type)
LAST = "\U0010ffff"
"""After all that begins with a prefix; keys are ASCII."""

STATEMENTS = NamedStatements(
    {
        "one": sa.select(p.key, p.value, p.at).where(p.user == USER, p.key == KEY),
        "some": sa.select(p.key, p.value, p.at)
        .where(
            p.user == USER,
            p.key >= sa.bindparam("first", type_=p.key.type),
            p.key < sa.bindparam("last", type_=p.key.type),
        )
        .order_by(p.key),
        "others": sa.select(sa.func.count()).where(p.user == USER, p.key != KEY),
        "drop": sa.delete(tg_preference).where(p.user == USER, p.key == KEY),
        "put sqlite": put_row(tg_preference, "sqlite"),
        "put postgresql": put_row(tg_preference, "postgresql"),
    }
)


@dataclass(frozen=True, slots=True)
class Preference:
    """A JSON value that a person keeps under a key."""

    key: str
    value: object
    at: datetime


def read_preference(connection: Connection, user: int, key: str) -> Preference | None:
    """What the person keeps under the key, None where that is nothing."""
    given = {"of_user": user, "of_key": key}
    rows = connection.rows(STATEMENTS.on(connection.dialect, "one"), given)
    return preference_of(rows[0]) if rows else None


def list_preferences(connection: Connection, user: int, prefix: str = "") -> list[Preference]:
    """What the person keeps under keys that begin so, by key."""
    given = {"of_user": user, "first": prefix, "last": prefix + LAST}
    rows = connection.rows(STATEMENTS.on(connection.dialect, "some"), given)
    return [preference_of(row) for row in rows]


def count_others(connection: Connection, user: int, key: str) -> int:
    """Under how many other keys the person keeps something."""
    given = {"of_user": user, "of_key": key}
    return cast(int, connection.rows(STATEMENTS.on(connection.dialect, "others"), given)[0][0])


def put_preference(connection: Connection, user: int, kept: Preference) -> None:
    """The person keeps this under its key, in place of what was there."""
    row = {"user": user, "key": kept.key, "value": kept.value, "at": kept.at}
    connection.run(STATEMENTS.on(connection.dialect, f"put {connection.dialect}"), row)


def drop_preference(connection: Connection, user: int, key: str) -> bool:
    """The person keeps nothing under the key; whether they did."""
    given = {"of_user": user, "of_key": key}
    return connection.run(STATEMENTS.on(connection.dialect, "drop"), given) > 0


def preference_of(row: tuple[object, ...]) -> Preference:
    """The preference in a row of "one"."""
    key, value, at = row
    return Preference(str(key), value, cast(datetime, at))
