"""The to-dos of a person, page by page: open ones by when they are due, done ones newest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, cast

import sqlalchemy as sa

from engine.database import Connection, Row
from engine.database.named import NamedStatements
from engine.database.types import Instant
from engine.workspace import Workspace
from workflow.jobs import bind
from workflow.todo_tables import tg_todo, tg_todo_person
from workflow.todos import COLUMNS, Asked, Todo, todo_of

State = Literal["open", "done"]

T, P = tg_todo.c, tg_todo_person.c
NEVER = datetime(9999, 1, 1, tzinfo=UTC)
"""When a to-do is due that may wait for ever."""
LAST = 2**63 - 1
BOTH = tg_todo_person.join(tg_todo, T.id == P.todo)
DUE = sa.func.coalesce(T.due_at, sa.literal(NEVER, Instant()), type_=Instant())
OF_USER = P.user == bind("of_user", P.user)
OF_KIND = sa.or_(
    bind("any_kind", T.kind) == sa.literal_column("'*'"), T.kind == bind("of_kind", T.kind)
)
MOST = sa.bindparam("most", type_=sa.Integer())
SHOWN = sa.select(
    *(T[name] for name in COLUMNS), P.user, P.title, P.text, P.in_place_of, P.is_open
).select_from(BOTH)
AFTER_DUE = sa.bindparam("after_due", type_=Instant())
STATEMENTS = NamedStatements(
    {
        "open": SHOWN.where(
            OF_USER,
            P.is_open,
            OF_KIND,
            sa.or_(DUE > AFTER_DUE, sa.and_(DUE == AFTER_DUE, T.id < bind("before", T.id))),
        )
        .order_by(DUE, T.id.desc())
        .limit(MOST),
        "done": SHOWN.where(OF_USER, ~P.is_open, OF_KIND, T.id < bind("before", T.id))
        .order_by(T.id.desc())
        .limit(MOST),
        "one": SHOWN.where(OF_USER, T.id == bind("of_id", T.id)),
        "count": sa.select(T.kind, sa.func.count())
        .select_from(BOTH)
        .where(OF_USER, P.is_open)
        .group_by(T.kind),
        "overdue": sa.select(sa.func.count())
        .select_from(BOTH)
        .where(OF_USER, P.is_open, T.due_at < bind("now", T.due_at)),
    }
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A to-do as one person has it."""

    todo: Todo
    asked: Asked

    @property
    def place(self) -> str:
        """Where it stands among the open ones: what a cursor keeps."""
        due = NEVER if self.todo.due_at is None else self.todo.due_at
        return f"{due.isoformat()}|{self.todo.id}"


@dataclass(frozen=True, slots=True)
class Page:
    """Which to-dos are asked for: of one kind or of all, those after `place`."""

    state: State
    kind: str | None
    place: str | None
    most: int


def list_todos(connection: Connection, user: int, page: Page) -> list[Listed]:
    """One page of the person's to-dos. Raises ValueError where the place is none."""
    due, _, id = ("" if page.place is None else page.place).partition("|")
    given = {
        "of_user": user,
        "any_kind": "*" if page.kind is None else "",
        "of_kind": page.kind or "",
        "after_due": datetime.fromisoformat(due) if due else datetime(1970, 1, 1, tzinfo=UTC),
        "before": int(id) if id else LAST,
        "most": page.most,
    }
    rows = connection.rows(STATEMENTS.on(connection.dialect, page.state), given)
    return [listed_of(row) for row in rows]


def find_listed(connection: Connection, user: int, id: int) -> Listed | None:
    """The to-do as the person has it; None where it is not theirs."""
    given = {"of_user": user, "of_id": id}
    rows = connection.rows(STATEMENTS.on(connection.dialect, "one"), given)
    return listed_of(rows[0]) if rows else None


def count_todos(connection: Connection, work: Workspace, user: int) -> Mapping[str, int]:
    """How many open to-dos the person has, by kind, and how many of them are `overdue`."""
    given = {"of_user": user, "now": work.now()}
    rows = connection.rows(STATEMENTS.on(connection.dialect, "count"), given)
    found = {str(kind): cast(int, count) for kind, count in rows}
    ((overdue,),) = connection.rows(STATEMENTS.on(connection.dialect, "overdue"), given)
    counts = {kind: found.get(kind, 0) for kind in ("confirm", "approval", "task")}
    return {"all": sum(found.values()), **counts, "overdue": cast(int, overdue)}


def listed_of(row: Row) -> Listed:
    """The to-do of a row of SHOWN."""
    user, title, text, place, is_open = row[len(COLUMNS) :]
    asked = Asked(
        cast(int, user),
        str(title),
        cast("str | None", text),
        cast("int | None", place),
        bool(is_open),
    )
    return Listed(todo_of(row[: len(COLUMNS)]), asked)
