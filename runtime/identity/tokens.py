"""API tokens: a person's rights cut by scopes, shown once, kept as a hash (decision 46)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import sqlalchemy as sa

from engine.actor import Actor, Origin
from engine.database import Connection
from engine.database.named import NamedStatements
from engine.errors import PeopleRefused
from engine.load_actor import load_actor
from engine.people import read_user
from engine.people_changes import raise_rights
from engine.system_tables import tg_token
from engine.workspace import Workspace
from runtime.errors import NotAllowed, NotFound, SignInNeeded
from runtime.identity.secret_texts import new_secret, sha256_of

PREFIX = "tgm_"
POWERS = ("people", "credentials", "market", "settings", "audit")
APP_SCOPE = re.compile(r"[a-z][a-z0-9_]{0,19}:(read|write|build)")

t = tg_token.c
ID = sa.bindparam("of_id", type_=t.id.type)
STATEMENTS = NamedStatements(
    {
        "add": sa.insert(tg_token),
        "token": sa.select(t.id, t.user, t.label, t.scopes, t.created_at, t.expires_at).where(
            t.token_sha256 == sa.bindparam("of_hash", type_=t.token_sha256.type),
            t.revoked_at.is_(None),
        ),
        "tokens": sa.select(t.id, t.user, t.label, t.scopes, t.created_at, t.expires_at, t.used_at)
        .where(t.user == sa.bindparam("of_user", type_=t.user.type), t.revoked_at.is_(None))
        .order_by(t.id),
        "revoke": sa.update(tg_token)
        .values(revoked_at=sa.bindparam("at", type_=t.revoked_at.type))
        .where(
            t.id == ID,
            t.user == sa.bindparam("of_user", type_=t.user.type),
            t.revoked_at.is_(None),
        ),
        "used": sa.update(tg_token)
        .values(used_at=sa.bindparam("at", type_=t.used_at.type))
        .where(t.id == ID),
    }
)


@dataclass(frozen=True, slots=True)
class Token:
    """A token without its secret. `scopes` None: all that the person may."""

    id: int
    user: int
    label: str
    scopes: frozenset[str] | None
    created_at: datetime
    expires_at: datetime | None
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TokenDraft:
    """A token as it is to be; `user` is whose."""

    user: int
    label: str
    scopes: Sequence[str] | None
    expires_at: datetime | None


def is_scope(text: str) -> bool:
    """Whether a token may be cut to this: `app:read`, `app:write`, `app:build` or a power.

    >>> is_scope("shop:write"), is_scope("people"), is_scope("shop:delete")
    (True, True, False)
    """
    return text in POWERS or APP_SCOPE.fullmatch(text) is not None


def make_token(work: Workspace, actor: Actor, draft: TokenDraft) -> tuple[str, Token]:
    """The secret, which is nowhere kept, and its token. Raises NotAllowed where the actor's own
    token may less than the new one would."""
    if actor.scopes is not None and not set(draft.scopes or ("*",)) <= actor.scopes:
        raise NotAllowed("scopes_too_wide")
    secret = new_secret(PREFIX)
    token = Token(
        id=work.new_id(),
        user=draft.user,
        label=draft.label,
        scopes=None if draft.scopes is None else frozenset(draft.scopes),
        created_at=work.now(),
        expires_at=draft.expires_at,
    )
    row = {
        "id": token.id,
        "token_sha256": sha256_of(secret),
        "user": token.user,
        "label": token.label,
        "scopes": None if token.scopes is None else tuple(sorted(token.scopes)),
        "created_at": token.created_at,
        "expires_at": token.expires_at,
        "used_at": None,
        "revoked_at": None,
    }

    def add(connection: Connection) -> None:
        read_user(connection, draft.user)
        connection.run(STATEMENTS.on(connection.dialect, "add"), row)

    work.database.write(add)
    return secret, token


def find_token(work: Workspace, secret: str) -> Token:
    """The token that the secret proves. Raises SignInNeeded where it is over."""
    hashed = sha256_of(secret)
    token = work.keep(
        ("token", hashed), lambda: work.database.read(lambda it: read_token(it, hashed))
    )
    if token.expires_at is not None and token.expires_at <= work.now():
        raise SignInNeeded
    return token


def read_token(connection: Connection, hashed: str) -> Token:
    """The token of the hash. Raises SignInNeeded: what is raised is not kept."""
    rows = connection.rows(STATEMENTS.on(connection.dialect, "token"), {"of_hash": hashed})
    if not rows:
        raise SignInNeeded
    return token_of((*rows[0], None))


def list_tokens(work: Workspace, user: int) -> list[Token]:
    """The person's tokens that were not revoked, oldest first."""
    rows = work.database.rows(STATEMENTS.on(work.database.dialect, "tokens"), {"of_user": user})
    return [token_of(row) for row in rows]


def token_of(row: tuple[object, ...]) -> Token:
    """The token of a row of "tokens"."""
    id, user, label, scopes, created_at, expires_at, used_at = row
    return Token(
        id=cast(int, id),
        user=cast(int, user),
        label=str(label),
        scopes=None if scopes is None else frozenset(cast("Sequence[str]", scopes)),
        created_at=cast(datetime, created_at),
        expires_at=cast(datetime | None, expires_at),
        used_at=cast(datetime | None, used_at),
    )


def token_actor(work: Workspace, token: Token, language: str | None) -> Actor:
    """The token's person as a caller, cut by its scopes. Raises SignInNeeded where they are
    disabled."""

    def load() -> Actor:
        return load_actor(
            work,
            token.user,
            Origin.API,
            language=language,
            scopes=token.scopes,
            via=f"token:{token.id}",
        )

    try:
        return work.keep(("caller", token.id, language), load)
    except PeopleRefused as refused:
        raise SignInNeeded from refused


def revoke_token(work: Workspace, user: int, id: int) -> None:
    """The person's token is good for nothing, in every process. Raises NotFound."""

    def revoke(connection: Connection) -> None:
        given = {"of_id": id, "of_user": user, "at": work.now()}
        if not connection.run(STATEMENTS.on(connection.dialect, "revoke"), given):
            raise NotFound("unknown_token", {"token": str(id)})
        raise_rights(connection)

    work.database.write(revoke)


def note_used(connection: Connection, id: int, at: datetime) -> None:
    """The token was last used then."""
    connection.run(STATEMENTS.on(connection.dialect, "used"), {"of_id": id, "at": at})
