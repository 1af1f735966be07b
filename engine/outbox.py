"""The outbox: events that somebody listens to wait in `tg_undelivered`, put there with them.

On PostgreSQL by the same statement. On SQLite by the next one: with one writer, the last events
are those that were just written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from engine.database import Connection
from engine.database.named import NamedStatements
from engine.database.statements import one_of
from engine.events import insert_event
from engine.hints import MARK
from engine.system_tables import tg_event, tg_undelivered

WORK_HINT = f"{MARK}jobs"
"""What this process's workers hear when there may be something to do."""

COUNT = sa.bindparam("count", type_=sa.Integer())
LOADED = sa.and_(
    tg_event.c.table == sa.bindparam("of_table", type_=tg_event.c.table.type),
    one_of(tg_event.c.record, "ids"),
    tg_event.c.kind == sa.bindparam("of_kind", type_=tg_event.c.kind.type),
)


def delivered(events: sa.Insert) -> sa.Insert:
    """The insertion of events, and of their numbers into the outbox (PostgreSQL)."""
    logged = events.returning(tg_event.c.seq).cte("logged")
    return sa.insert(tg_undelivered).from_select(["seq"], sa.select(logged.c.seq))


def last_events() -> sa.Insert:
    """The numbers of the last `count` events into the outbox (SQLite)."""
    first = sa.func.last_insert_rowid() - COUNT
    numbers = sa.select(tg_event.c.seq).where(tg_event.c.seq > first)
    return sa.insert(tg_undelivered).from_select(["seq"], numbers)


def loaded_events() -> sa.ClauseElement:
    """The numbers of new records' events into the outbox (PostgreSQL, after COPY)."""
    numbers = sa.select(tg_event.c.seq).where(LOADED)
    insert = postgresql.insert(tg_undelivered).from_select(["seq"], numbers)
    return insert.on_conflict_do_nothing()


STATEMENTS = NamedStatements(
    {
        "event": insert_event(),
        "delivered event": delivered(insert_event()),
        "last": last_events(),
        "loaded": loaded_events(),
    }
)


def write_events(
    connection: Connection, events: Sequence[Mapping[str, object]], *, is_listened: bool
) -> None:
    """The events are in the log, and in the outbox where somebody listens."""
    if is_listened and connection.dialect == "postgresql":
        connection.run_many(STATEMENTS.on("postgresql", "delivered event"), events)
        connection.hint(WORK_HINT)
        return
    connection.run_many(STATEMENTS.on(connection.dialect, "event"), events)
    if is_listened:
        deliver_last(connection, len(events))


def deliver_last(connection: Connection, count: int) -> None:
    """The `count` events that SQLite has just taken are in the outbox."""
    connection.run(STATEMENTS.on("sqlite", "last"), {"count": count})
    connection.hint(WORK_HINT)


def deliver_loaded(connection: Connection, table: str, kind: str, ids: Sequence[int]) -> None:
    """The events of these new records, which were loaded right before, are in the outbox."""
    if connection.dialect == "sqlite":
        deliver_last(connection, len(ids))
        return
    given = {"of_table": table, "ids": list(ids), "of_kind": kind}
    connection.run(STATEMENTS.on("postgresql", "loaded"), given)
    connection.hint(WORK_HINT)
