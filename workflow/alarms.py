"""What administrators must hear of: automations that were stopped, and runs that are dead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from engine.database import Connection
from engine.database.named import NamedStatements
from engine.workspace import Workspace
from metadata.resolved_workflow import Automation
from workflow.run_tables import tg_breaker, tg_firing


def once(table: sa.Table, dialect: str) -> sa.ClauseElement:
    """The insertion of a row, if there is none of its key."""
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(table).on_conflict_do_nothing()


INSERTS = {
    dialect: NamedStatements({"trip": once(tg_breaker, dialect), "fire": once(tg_firing, dialect)})
    for dialect in ("sqlite", "postgresql")
}


def is_first(connection: Connection, work: Workspace, rule: str, moment: str) -> bool:
    """Whether nobody has asked this before: what must happen once happens for the first."""
    given = {"rule": rule, "moment": moment, "at": work.now()}
    return connection.run(INSERTS[connection.dialect].on(connection.dialect, "fire"), given) == 1


def trip_breaker(
    connection: Connection,
    work: Workspace,
    automation: Automation,
    code: str,
    parameters: Mapping[str, str | int],
) -> None:
    """The automation starts no more until an administrator lets it; they are told why."""
    row = {
        "automation": automation.name,
        "code": code,
        "parameters": dict(parameters),
        "at": work.now(),
    }
    connection.run(INSERTS[connection.dialect].on(connection.dialect, "trip"), row)


def warn_of_loop(
    connection: Connection,
    work: Workspace,
    automation: Automation,
    causes: Sequence[tuple[str, int | None]],
) -> None:
    """Administrators hear, once a day, that the automation would have run in a circle."""
    is_first(connection, work, f"loop:{automation.name}", work.now().date().isoformat())
