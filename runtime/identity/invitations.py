"""Invitations: a link with which somebody becomes a person here, once, for seven days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

import sqlalchemy as sa

from engine.database import Connection
from engine.database.named import NamedStatements
from engine.system_tables import tg_invitation
from engine.workspace import Workspace
from runtime.errors import NotFound
from runtime.identity.secret_texts import new_secret, sha256_of

LIFE = timedelta(days=7)
LISTED = timedelta(days=30)
"""For how long one that is over is still listed."""

i = tg_invitation.c
COLUMNS = (
    i.id,
    i.name,
    i.department,
    i.roles,
    i.language,
    i.created_at,
    i.expires_at,
    i.user,
    i.used_by,
    i.ended_at,
)
AT = sa.bindparam("at", type_=i.ended_at.type)
STATEMENTS = NamedStatements(
    {
        "add": sa.insert(tg_invitation),
        "open": sa.select(*COLUMNS).where(
            i.token_sha256 == sa.bindparam("of_hash", type_=i.token_sha256.type),
            i.ended_at.is_(None),
            i.expires_at > AT,
        ),
        "list": sa.select(*COLUMNS)
        .where(i.expires_at > AT)
        .order_by(i.created_at.desc(), i.id.desc()),
        "end": sa.update(tg_invitation)
        .values(ended_at=AT, used_by=sa.bindparam("by", type_=i.used_by.type))
        .where(i.id == sa.bindparam("of_id", type_=i.id.type), i.ended_at.is_(None)),
    }
)


@dataclass(frozen=True, slots=True)
class InvitationDraft:
    """What an invited person is to be; `roles` are `app.role`, `user` is who invites."""

    name: str | None
    department: int | None
    roles: Sequence[str]
    language: str
    user: int | None


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation without its secret. It ended when it was used (`used_by`) or withdrawn."""

    id: int
    draft: InvitationDraft
    created_at: datetime
    expires_at: datetime
    used_by: int | None = None
    ended_at: datetime | None = None

    def state(self, now: datetime) -> str:
        """`open`, `used`, `withdrawn` or `expired`."""
        if self.ended_at is not None:
            return "withdrawn" if self.used_by is None else "used"
        return "open" if self.expires_at > now else "expired"


def invite(
    work: Workspace, connection: Connection, draft: InvitationDraft
) -> tuple[str, Invitation]:
    """The secret of the link, which is nowhere kept, and its invitation."""
    secret = new_secret()
    now = work.now()
    made = Invitation(work.new_id(), draft, now, now + LIFE)
    row = {
        "id": made.id,
        "token_sha256": sha256_of(secret),
        "name": draft.name,
        "department": draft.department,
        "roles": tuple(draft.roles),
        "language": draft.language,
        "created_at": made.created_at,
        "expires_at": made.expires_at,
        "user": draft.user,
        "used_by": None,
        "ended_at": None,
    }
    connection.run(STATEMENTS.on(connection.dialect, "add"), row)
    return secret, made


def find_invitation(work: Workspace, connection: Connection, secret: str) -> Invitation:
    """The invitation that the link is. Raises NotFound where it is over, or never was."""
    given = {"of_hash": sha256_of(secret), "at": work.now()}
    rows = connection.rows(STATEMENTS.on(connection.dialect, "open"), given)
    if not rows:
        raise NotFound("unknown_invitation")
    return invitation_of(rows[0])


def list_invitations(work: Workspace) -> list[Invitation]:
    """The invitations of the last weeks, over or not, the latest first."""
    given = {"at": work.now() - LISTED}
    rows = work.database.rows(STATEMENTS.on(work.database.dialect, "list"), given)
    return [invitation_of(row) for row in rows]


def end_invitation(
    work: Workspace, connection: Connection, id: int, used_by: int | None = None
) -> None:
    """The invitation is over: used by a person, else withdrawn. Raises NotFound where it was over
    already, so that of two who use it at once one is refused."""
    given = {"of_id": id, "at": work.now(), "by": used_by}
    if not connection.run(STATEMENTS.on(connection.dialect, "end"), given):
        raise NotFound("unknown_invitation")


def invitation_of(row: tuple[object, ...]) -> Invitation:
    """The invitation in a row of COLUMNS."""
    id, name, department, roles, language, created_at, expires_at, user, used_by, ended_at = row
    draft = InvitationDraft(
        name=cast("str | None", name),
        department=cast("int | None", department),
        roles=tuple(cast("Sequence[str]", roles or ())),
        language=str(language),
        user=cast("int | None", user),
    )
    return Invitation(
        id=cast(int, id),
        draft=draft,
        created_at=cast(datetime, created_at),
        expires_at=cast(datetime, expires_at),
        used_by=cast("int | None", used_by),
        ended_at=cast("datetime | None", ended_at),
    )
