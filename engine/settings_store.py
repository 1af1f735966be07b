"""What holds for the whole workspace and is no document: `tg_setting`."""

from __future__ import annotations

import sqlalchemy as sa

from engine.clock import Clock
from engine.database import Connection
from engine.database.named import NamedStatements, put_row
from engine.system_tables import tg_setting

TOPIC = "settings"
NAME = "name"
TIME_ZONE = "time_zone"


STATEMENTS = NamedStatements(
    {
        "read": sa.select(tg_setting.c.value).where(tg_setting.c.key == sa.bindparam("key")),
        "all": sa.select(tg_setting.c.key, tg_setting.c.value).order_by(tg_setting.c.key),
        "put sqlite": put_row(tg_setting, "sqlite"),
        "put postgresql": put_row(tg_setting, "postgresql"),
    }
)


def read_setting(connection: Connection, key: str, default: object = None) -> object:
    """The setting's JSON value, `default` where there is none."""
    rows = connection.rows(STATEMENTS.on(connection.dialect, "read"), {"key": key})
    return rows[0][0] if rows else default


def read_settings(connection: Connection) -> dict[str, object]:
    """All settings by key."""
    return {
        str(key): value for key, value in connection.rows(STATEMENTS.on(connection.dialect, "all"))
    }


def write_setting(
    connection: Connection, clock: Clock, key: str, value: object, user: int | None = None
) -> None:
    """The setting is `value` (a JSON value), and all processes hear of it."""
    dialect = connection.dialect
    given = {"key": key, "value": value, "at": clock.now(), "user": user}
    connection.run(STATEMENTS.on(dialect, f"put {dialect}"), given)
    connection.announce(TOPIC)


def workspace_name(connection: Connection) -> str:
    """What the workspace is called; '' while nobody has said."""
    return str(read_setting(connection, NAME) or "")
