"""When somebody is away: nothing is assigned to them meanwhile."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import sqlalchemy as sa

from engine.database import Connection, Row
from engine.database.named import NamedStatements
from engine.database.statements import one_of
from engine.workspace import Workspace
from workflow.errors import AbsenceRefused, AbsenceUnknown
from workflow.jobs import bind
from workflow.todo_tables import tg_absence

A = tg_absence.c
COLUMNS = ("id", "user", "starts_at", "ends_at", "note")
SELECTED = sa.select(*(A[name] for name in COLUMNS))
OF_ID = A.id == bind("of_id", A.id)
STATEMENTS = NamedStatements(
    {
        "put": sa.insert(tg_absence),
        "one": SELECTED.where(OF_ID),
        "of user": SELECTED.where(
            A.user == bind("of_user", A.user), A.ends_at > bind("now", A.ends_at)
        ).order_by(A.starts_at, A.id),
        "of everybody": SELECTED.where(A.ends_at > bind("now", A.ends_at)).order_by(
            A.starts_at, A.id
        ),
        "drop": sa.delete(tg_absence).where(OF_ID),
        "absent": sa.select(A.user).where(
            one_of(A.user, "users"),
            A.starts_at <= bind("now", A.starts_at),
            A.ends_at > bind("now", A.ends_at),
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody is away from `starts_at` on, and back at `ends_at`."""

    id: int
    user: int
    starts_at: datetime
    ends_at: datetime
    note: str | None


def add_absence(
    connection: Connection, work: Workspace, absence: Absence, by: int | None
) -> Absence:
    """The absence is known; `id` is given here. Raises AbsenceRefused."""
    if absence.ends_at <= absence.starts_at:
        raise AbsenceRefused
    row: dict[str, object] = {name: getattr(absence, name) for name in COLUMNS}
    row.update(id=work.new_id(), at=work.now(), by=by)
    connection.run(STATEMENTS.on(connection.dialect, "put"), row)
    return find_absence(connection, cast(int, row["id"]))


def find_absence(connection: Connection, id: int) -> Absence:
    """The absence. Raises AbsenceUnknown."""
    rows = connection.rows(STATEMENTS.on(connection.dialect, "one"), {"of_id": id})
    if not rows:
        raise AbsenceUnknown({"absence": str(id)})
    return absence_of(rows[0])


def list_absences(connection: Connection, work: Workspace, user: int) -> list[Absence]:
    """The present and coming absences of a person, the first one first."""
    given = {"of_user": user, "now": work.now()}
    rows = connection.rows(STATEMENTS.on(connection.dialect, "of user"), given)
    return [absence_of(row) for row in rows]


def list_everybodys_absences(connection: Connection, work: Workspace) -> list[Absence]:
    """The present and coming absences of all people, the first one first."""
    rows = connection.rows(STATEMENTS.on(connection.dialect, "of everybody"), {"now": work.now()})
    return [absence_of(row) for row in rows]


def drop_absence(connection: Connection, id: int) -> None:
    """The absence is not known any more."""
    connection.run(STATEMENTS.on(connection.dialect, "drop"), {"of_id": id})


def absent_now(connection: Connection, work: Workspace, users: Collection[int]) -> set[int]:
    """Who of the people is away at this moment."""
    given = {"users": sorted(users), "now": work.now()}
    rows = connection.rows(STATEMENTS.on(connection.dialect, "absent"), given)
    return {cast(int, user) for (user,) in rows}


def absence_of(row: Row) -> Absence:
    """The absence of a row of COLUMNS."""
    return Absence(**cast(Mapping[str, object], dict(zip(COLUMNS, row, strict=True))))  # type: ignore[arg-type] # the columns are the fields
