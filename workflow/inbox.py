"""The inbox: what people are told in the product, live."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from engine.database import Connection, Row
from engine.database.named import NamedStatements
from engine.database.statements import one_of
from engine.hints import MARK
from engine.workspace import Workspace
from workflow.errors import NotificationUnknown
from workflow.jobs import bind
from workflow.todo_tables import tg_notification

N = tg_notification.c
COLUMNS = ("id", "title", "text", "table", "record", "todo", "run", "at", "read_at")
OF_USER = N.user == bind("of_user", N.user)
IS_UNREAD = N.read_at.is_(None)
MOST = sa.bindparam("most", type_=sa.Integer())
LAST = 2**63 - 1


def inserting(dialect: str) -> sa.ClauseElement:
    """The insertion of a notification, unless the same was said before."""
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = insert(tg_notification).on_conflict_do_nothing(index_elements=["once"])
    return statement.returning(N.id)


SHOWN = sa.select(*(N[name] for name in COLUMNS)).where(OF_USER, N.id < bind("before", N.id))
STATEMENTS = NamedStatements(
    {
        "put sqlite": inserting("sqlite"),
        "put postgresql": inserting("postgresql"),
        "all": SHOWN.order_by(N.id.desc()).limit(MOST),
        "unread": SHOWN.where(IS_UNREAD).order_by(N.id.desc()).limit(MOST),
        "count": sa.select(sa.func.count()).where(OF_USER, IS_UNREAD),
        "known": sa.select(N.id).where(OF_USER, one_of(N.id, "ids")),
        "read": sa.update(tg_notification)
        .where(OF_USER, one_of(N.id, "ids"), IS_UNREAD)
        .values(read_at=bind("now", N.read_at)),
        "read all": sa.update(tg_notification)
        .where(OF_USER, IS_UNREAD)
        .values(read_at=bind("now", N.read_at)),
    }
)


@dataclass(frozen=True, slots=True)
class About:
    """What something that people are told leads to: a record, a to-do, the run that says it."""

    table: str | None = None
    record: int | None = None
    todo: int | None = None
    run: int | None = None


NOTHING = About()


@dataclass(frozen=True, slots=True)
class Notification:
    """What somebody was told, in their own words; `read_at` None: they have not seen it."""

    id: int
    title: str
    text: str
    table: str | None
    record: int | None
    todo: int | None
    run: int | None
    at: datetime
    read_at: datetime | None


def send_inbox(
    connection: Connection,
    work: Workspace,
    user: int,
    title: str,
    text: str,
    *,
    about: About = NOTHING,
    once: str | None = None,
) -> int | None:
    """The person finds it in the inbox after the caller's commit; its id. None where the same was
    said before: of two with the same `once` there is one."""
    row = {
        "id": work.new_id(),
        "user": user,
        "title": title,
        "text": text,
        "table": about.table,
        "record": about.record,
        "todo": about.todo,
        "run": about.run,
        "once": once,
        "at": work.now(),
        "read_at": None,
    }
    statement = STATEMENTS.on(connection.dialect, f"put {connection.dialect}")
    rows = connection.rows(statement, row)
    if rows:
        hint_inbox(connection, user)
    return cast(int, rows[0][0]) if rows else None


def list_inbox(
    connection: Connection, user: int, *, unread: bool, before: int | None, most: int
) -> list[Notification]:
    """The person's notifications, newest first; those older than `before`."""
    given = {"of_user": user, "before": LAST if before is None else before, "most": most}
    name = "unread" if unread else "all"
    return [
        notification_of(row)
        for row in connection.rows(STATEMENTS.on(connection.dialect, name), given)
    ]


def count_unread(connection: Connection, user: int) -> int:
    """How many the person has not read."""
    rows = connection.rows(STATEMENTS.on(connection.dialect, "count"), {"of_user": user})
    return cast(int, rows[0][0])


def mark_read(
    connection: Connection, work: Workspace, user: int, ids: Collection[int] | None
) -> None:
    """These notifications are read, or all of the person's. Raises NotificationUnknown where one
    is not theirs."""
    given: Mapping[str, object] = {"of_user": user, "now": work.now()}
    if ids is None:
        connection.run(STATEMENTS.on(connection.dialect, "read all"), given)
    else:
        asked = {"of_user": user, "ids": sorted(set(ids))}
        known = connection.rows(STATEMENTS.on(connection.dialect, "known"), asked)
        if len(known) < len(set(ids)):
            missing = min(set(ids) - {cast(int, id) for (id,) in known})
            raise NotificationUnknown({"notification": str(missing)})
        connection.run(STATEMENTS.on(connection.dialect, "read"), {**given, **asked})
    hint_inbox(connection, user)


def hint_inbox(connection: Connection, user: int) -> None:
    """Whoever looks at the person's inbox hears of it after the commit."""
    connection.hint(f"{MARK}inbox:{user}")


def notification_of(row: Row) -> Notification:
    """The notification of a row of COLUMNS."""
    return Notification(**cast(Mapping[str, object], dict(zip(COLUMNS, row, strict=True))))  # type: ignore[arg-type] # the columns are the fields
