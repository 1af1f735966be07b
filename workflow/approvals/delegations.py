"""Who decides for whom, from when until when (委托); looked at when somebody is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import sqlalchemy as sa

from engine.database import Connection, Row
from engine.database.named import NamedStatements
from engine.workspace import Workspace
from workflow.approval_tables import tg_delegation
from workflow.approvals.definition import present_approval
from workflow.errors import DelegationRefused, DelegationUnknown
from workflow.jobs import bind
from workflow.people import everybody

D = tg_delegation.c
COLUMNS = ("id", "user", "delegate", "starts_at", "ends_at", "approval")
MOST_STEPS = 5
"""A delegate may have a delegate; further than this nobody follows."""

SELECTED = sa.select(*(D[name] for name in COLUMNS))
STATEMENTS = NamedStatements(
    {
        "put": sa.insert(tg_delegation),
        "drop": sa.delete(tg_delegation).where(D.id == bind("of_id", D.id)),
        "one": SELECTED.where(D.id == bind("of_id", D.id)),
        "active": SELECTED.where(
            D.starts_at <= bind("now", D.starts_at), D.ends_at > bind("until", D.ends_at)
        ).order_by(D.approval.is_(None), D.id),
        "of user": SELECTED.where(
            D.user == bind("of_user", D.user), D.ends_at > bind("now", D.ends_at)
        ).order_by(D.starts_at, D.id),
        "to user": SELECTED.where(
            D.delegate == bind("of_user", D.delegate), D.ends_at > bind("now", D.ends_at)
        ).order_by(D.starts_at, D.id),
    }
)


@dataclass(frozen=True, slots=True)
class Delegation:
    """`delegate` is asked in the place of `user`; `approval` (`app.key`) narrows it to one."""

    id: int
    user: int
    delegate: int
    starts_at: datetime
    ends_at: datetime
    approval: str | None = None


def delegates_of(
    connection: Connection, work: Workspace, people: Iterable[int], approval: str
) -> Mapping[int, int]:
    """The delegate of each of the people who has one now that can act; what is for this approval
    goes before what is for all."""
    now = work.now()
    given = {"now": now, "until": now}
    known = everybody(work, connection)
    stands_for: dict[int, int] = {}
    for row in connection.rows(STATEMENTS.on(connection.dialect, "active"), given):
        found = delegation_of(row)
        if found.approval in {None, approval} and known.is_present(found.delegate):
            stands_for.setdefault(found.user, found.delegate)
    last = {person: last_delegate(stands_for, person) for person in people}
    return {person: delegate for person, delegate in last.items() if delegate != person}


def last_delegate(stands_for: Mapping[int, int], person: int) -> int:
    """Who is asked in the end; whoever delegates in a circle is asked themselves."""
    found = person
    for _ in range(MOST_STEPS):
        following = stands_for.get(found)
        if following is None:
            return found
        if following == person:
            return person
        found = following
    return found


def add_delegation(connection: Connection, work: Workspace, asked: Delegation, by: int) -> None:
    """The delegation counts from now on. Raises DelegationRefused."""
    if asked.ends_at <= asked.starts_at or asked.ends_at <= work.now():
        raise DelegationRefused()
    if asked.delegate == asked.user:
        raise DelegationRefused(code="delegation_to_self")
    known = everybody(work, connection)
    if not (known.is_present(asked.delegate) and known.is_present(asked.user)):
        raise DelegationRefused(code="person_unknown")
    if asked.approval is not None and present_approval(work, asked.approval) is None:
        raise DelegationRefused(code="approval_absent")
    row = {name: getattr(asked, name) for name in COLUMNS}
    statement = STATEMENTS.on(connection.dialect, "put")
    connection.run(statement, {**row, "at": work.now(), "by": by})


def drop_delegation(connection: Connection, user: int, id: int, *, any_user: bool) -> None:
    """The person's delegation counts no more; what was asked under it stays as it was asked.
    Raises DelegationUnknown."""
    rows = connection.rows(STATEMENTS.on(connection.dialect, "one"), {"of_id": id})
    if not rows or (delegation_of(rows[0]).user != user and not any_user):
        raise DelegationUnknown({"delegation": str(id)})
    connection.run(STATEMENTS.on(connection.dialect, "drop"), {"of_id": id})


def list_delegations(
    connection: Connection, work: Workspace, user: int
) -> tuple[list[Delegation], list[Delegation]]:
    """What the person delegates, now or later, and what is delegated to them."""
    given = {"of_user": user, "now": work.now()}
    statements = [STATEMENTS.on(connection.dialect, name) for name in ("of user", "to user")]
    own, others = ([delegation_of(row) for row in connection.rows(it, given)] for it in statements)
    return own, others


def delegation_of(row: Row) -> Delegation:
    """The delegation of a row of COLUMNS."""
    return Delegation(**cast(Mapping[str, object], dict(zip(COLUMNS, row, strict=True))))  # type: ignore[arg-type] # the columns are the fields
