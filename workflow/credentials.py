"""Credentials of the workspace: named in documents, kept encrypted, never given out again.

Whoever holds the power `credentials` puts values in; what comes out is which parts there are, each
with its last two characters at most. Decisions 25 and 46.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

import orjson
import sqlalchemy as sa

from engine.database import Connection, Row
from engine.database.named import NamedStatements
from engine.workspace import Workspace
from workflow.errors import CredentialRefused, CredentialUnknown
from workflow.jobs import bind
from workflow.outside_tables import tg_credential
from workflow.secret_key import is_readable, seal, unseal

Parts = Mapping[str, str]

KINDS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "bearer": (("token",), ()),
    "basic": (("username", "password"), ()),
    "key": (("value",), ()),
    "client": (("client_id", "client_secret"), ("scope", "grant_type", "account")),
    "hmac": (("secret",), ("key_id",)),
    "robot": (("address",), ("secret",)),
    "app": (("id", "secret"), ("agent",)),
}
"""By kind: the parts it must have, and those it may have."""

LONGEST_PART = 4_000
SHOWN = 2
SHORTEST_SHOWN = 12
"""Shorter values show nothing: two characters would be too much of them."""
USED_EVERY = timedelta(minutes=1)

C = tg_credential.c
OF_NAME = C.name == bind("of_name", C.name)
COLUMNS = ("name", "kind", "shown", "sealed", "created_at", "changed_at", "used_at")
STATEMENTS = NamedStatements(
    {
        "all": sa.select(*(C[name] for name in COLUMNS)).order_by(C.name),
        "one": sa.select(*(C[name] for name in COLUMNS)).where(OF_NAME),
        "add": sa.insert(tg_credential),
        "change": sa.update(tg_credential)
        .where(OF_NAME)
        .values(
            kind=bind("new_kind", C.kind),
            sealed=bind("new_sealed", C.sealed),
            shown=bind("new_shown", C.shown),
            changed_by=bind("by", C.changed_by),
            changed_at=bind("at", C.changed_at),
        ),
        "used": sa.update(tg_credential)
        .where(OF_NAME, sa.or_(C.used_at.is_(None), C.used_at < bind("before", C.used_at)))
        .values(used_at=bind("at", C.used_at)),
        "drop": sa.delete(tg_credential).where(OF_NAME),
    }
)


@dataclass(frozen=True, slots=True)
class Credential:
    """A credential without what is secret about it. `shown` is each part as it may be shown;
    `is_readable` False: its key is lost, and it must be put in anew."""

    name: str
    kind: str
    shown: Parts
    is_readable: bool
    created_at: datetime
    changed_at: datetime
    used_at: datetime | None


def list_credentials(connection: Connection, work: Workspace) -> list[Credential]:
    """All credentials by name."""
    rows = connection.rows(STATEMENTS.on(connection.dialect, "all"))
    return [credential_of(work, row) for row in rows]


def put_credential(
    connection: Connection,
    work: Workspace,
    name: str,
    kind: str,
    parts: Parts,
    *,
    user: int | None,
) -> Credential:
    """The credential holds exactly these parts. Raises CredentialRefused, SecretKeyUnusable."""
    require_parts(kind, parts)
    sealed = seal(work, orjson.dumps(dict(parts)).decode(), about(name))
    shown = {part: masked(value) for part, value in parts.items()}
    now, dialect = work.now(), connection.dialect
    changed = {"new_kind": kind, "new_sealed": sealed, "new_shown": shown, "by": user, "at": now}
    if not connection.run(STATEMENTS.on(dialect, "change"), {**changed, "of_name": name}):
        row = {
            "name": name,
            "kind": kind,
            "sealed": sealed,
            "shown": shown,
            "created_by": user,
            "created_at": now,
            "changed_by": user,
            "changed_at": now,
            "used_at": None,
        }
        connection.run(STATEMENTS.on(dialect, "add"), row)
    return credential_of(work, require_row(connection, name))


def drop_credential(connection: Connection, name: str) -> None:
    """There is no such credential any more. Raises CredentialUnknown."""
    if not connection.run(STATEMENTS.on(connection.dialect, "drop"), {"of_name": name}):
        raise CredentialUnknown({"name": name})


def read_parts(work: Workspace, name: str) -> Parts:
    """The parts of the credential, for a call that is made now. Raises CredentialUnknown and
    SecretKeyUnusable."""

    def read(connection: Connection) -> str:
        row = require_row(connection, name)
        used = {"of_name": name, "at": work.now(), "before": work.now() - USED_EVERY}
        last = cast("datetime | None", row[COLUMNS.index("used_at")])
        if last is None or last < work.now() - USED_EVERY:
            connection.run(STATEMENTS.on(connection.dialect, "used"), used)
        return cast(str, row[COLUMNS.index("sealed")])

    sealed = work.database.write(read)
    return cast(Parts, orjson.loads(unseal(work, sealed, about(name))))


def require_parts(kind: str, parts: Parts) -> None:
    """These are the parts of a credential of that kind. Raises CredentialRefused."""
    if kind not in KINDS:
        raise CredentialRefused({"kind": kind, "known": "、".join(KINDS)}, code="credential_kind")
    needed, allowed = KINDS[kind]
    for part in needed:
        if not parts.get(part):
            raise CredentialRefused({"part": part}, code="credential_part_needed")
    for part, value in parts.items():
        if part not in {*needed, *allowed}:
            raise CredentialRefused({"part": part}, code="credential_part_unknown")
        if len(value) > LONGEST_PART or not value.isprintable():
            raise CredentialRefused({"part": part}, code="credential_part_unusable")


def require_row(connection: Connection, name: str) -> Row:
    """The row of the credential. Raises CredentialUnknown."""
    rows = connection.rows(STATEMENTS.on(connection.dialect, "one"), {"of_name": name})
    if not rows:
        raise CredentialUnknown({"name": name})
    return rows[0]


def credential_of(work: Workspace, row: Row) -> Credential:
    """The credential of a row of COLUMNS."""
    name, kind, shown, sealed, created_at, changed_at, used_at = row
    return Credential(
        cast(str, name),
        cast(str, kind),
        cast(Parts, shown),
        is_readable(work, cast(str, sealed)),
        cast(datetime, created_at),
        cast(datetime, changed_at),
        cast("datetime | None", used_at),
    )


def about(name: str) -> str:
    """What the parts of a credential are sealed for."""
    return f"credential:{name}"


def masked(value: str) -> str:
    """The value as it may be shown.

    >>> masked("sk-1234567890ab"), masked("short")
    ('••••ab', '••••')
    """
    return "••••" + (value[-SHOWN:] if len(value) >= SHORTEST_SHOWN else "")
