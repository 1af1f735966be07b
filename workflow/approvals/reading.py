"""Approvals as somebody finds them: what waits for them, what they asked for, what they decided,
what they got a copy of; those of a record; files that were attached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

import sqlalchemy as sa

from engine.actor import Actor
from engine.database import Connection
from engine.database.named import NamedStatements
from engine.database.statements import one_of
from engine.errors import UnknownFile, UnknownRecord
from engine.files.held import tg_held_file
from engine.files.stored import StoredFile, read_files
from engine.workspace import Workspace
from workflow.approval_tables import tg_approval, tg_approval_copy, tg_approval_task
from workflow.approvals.case import TaskState
from workflow.approvals.sight import require_sight, sees_record
from workflow.approvals.store import Stored, ids_of, load_approval, load_approvals, rows, run
from workflow.errors import ApprovalUnknown
from workflow.jobs import bind

Mine = Literal["asked", "to_decide", "decided", "cc"]
LAST = 2**63 - 1

A, T, C = tg_approval.c, tg_approval_task.c, tg_approval_copy.c
BEFORE = bind("before", A.id)
MOST = sa.bindparam("most", type_=sa.Integer())
PENDING = T.state == TaskState.PENDING.value
DECIDED = sa.or_(
    *(
        T.state == state.value
        for state in (
            TaskState.AGREED,
            TaskState.REJECTED,
            TaskState.TRANSFERRED,
            TaskState.RETURNED,
        )
    )
)


def of_person(condition: sa.ColumnElement[bool]) -> sa.ClauseElement:
    """The approvals in which the person has a task that the condition holds for."""
    return (
        sa.select(T.approval)
        .where(T.person == bind("of_user", T.person), condition, T.approval < BEFORE)
        .group_by(T.approval)
        .order_by(T.approval.desc())
        .limit(MOST)
    )


STATEMENTS = NamedStatements(
    {
        "asked": sa.select(A.id)
        .where(A.applicant == bind("of_user", A.applicant), A.id < BEFORE)
        .order_by(A.id.desc())
        .limit(MOST),
        "to_decide": of_person(PENDING),
        "decided": of_person(DECIDED),
        "cc": sa.select(C.approval)
        .where(C.user == bind("of_user", C.user), C.approval < BEFORE)
        .order_by(C.approval.desc())
        .limit(MOST),
        "read marks": sa.select(C.approval, C.read_at).where(
            C.user == bind("of_user", C.user), one_of(C.approval, "ids"), C.read_at.is_not(None)
        ),
        "holders": sa.select(tg_held_file.c.record).where(
            tg_held_file.c.target == bind("of_file", tg_held_file.c.target)
        ),
    }
)


def list_approvals(
    connection: Connection, work: Workspace, user: int, mine: Mine, page: tuple[int | None, int]
) -> list[Stored]:
    """The person's approvals, newest first; those older than `before`, at most so many (`page`)."""
    before, most = page
    given = {"of_user": user, "before": LAST if before is None else before, "most": most}
    found = connection.rows(STATEMENTS.on(connection.dialect, mine), given)
    return load_approvals(connection, work, ids_of(found))


def approvals_of_record(
    connection: Connection, work: Workspace, actor: Actor, place: tuple[str, int]
) -> list[Stored]:
    """The approvals of the record, newest first. UnknownRecord where the actor does not see it."""
    table, record = place
    if not sees_record(connection, work, actor, place):
        raise UnknownRecord(table, str(record))
    found = rows(connection, "of record", {"of_table": table, "of_record": record})
    return load_approvals(connection, work, ids_of(found))


def see_approval(connection: Connection, work: Workspace, actor: Actor, id: int) -> Stored:
    """The approval, where the actor has to do with it or sees its record. Raises
    ApprovalUnknown."""
    stored = load_approval(connection, work, id)
    require_sight(connection, work, actor, stored)
    return stored


def copies_of(connection: Connection, approval: int) -> list[int]:
    """Who has a copy, in the order in which they got it."""
    return ids_of(rows(connection, "copies", {"of_approval": approval}))


@dataclass(frozen=True, slots=True)
class Revocation:
    """The latest approval that somebody asked for to take another one back; `state` as of a
    case."""

    id: int
    state: str
    applicant: int | None
    reason: str | None
    at: datetime
    ended_at: datetime | None


def revocation_of(connection: Connection, approval: int) -> Revocation | None:
    """Whether it was asked that the approval be taken back, and what became of that."""
    found = rows(connection, "revocation", {"of_id": approval})
    return Revocation(*found[0]) if found else None  # type: ignore[arg-type] # the columns are the fields


def read_marks(
    connection: Connection, user: int, approvals: Sequence[int]
) -> Mapping[int, datetime]:
    """When the person has read their copies of the approvals; those they have not are left out."""
    given = {"of_user": user, "ids": list(approvals)}
    found = connection.rows(STATEMENTS.on(connection.dialect, "read marks"), given)
    return {cast(int, approval): cast(datetime, read_at) for approval, read_at in found}


def mark_copy_read(connection: Connection, work: Workspace, approval: int, user: int) -> None:
    """The person has read their copy."""
    given = {"of_approval": approval, "of_user": user, "now": work.now()}
    run(connection, "read copy", given)


def find_held_file(work: Workspace, actor: Actor, id: int) -> StoredFile:
    """A file that was attached to an approval, or a signature: whoever sees the approval sees it.
    Raises UnknownFile."""

    def find(connection: Connection) -> StoredFile | None:
        statement = STATEMENTS.on(connection.dialect, "holders")
        for holder in ids_of(connection.rows(statement, {"of_file": id})):
            if is_seen(connection, work, actor, holder):
                return read_files(connection, connection.dialect, [id]).get(id)
        return None

    found = work.database.read(find)
    if found is None or found.is_gone:
        raise UnknownFile({"file": str(id)})
    return found


def is_seen(connection: Connection, work: Workspace, actor: Actor, id: int) -> bool:
    """Whether the actor sees the approval."""
    try:
        see_approval(connection, work, actor, id)
    except ApprovalUnknown:
        return False
    return True
