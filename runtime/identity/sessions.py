"""Sessions of browsers: a random text in a cookie, its hash in `tg_session`."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

import sqlalchemy as sa

from engine.actor import Actor, Origin
from engine.database import Connection
from engine.database.named import NamedStatements
from engine.errors import PeopleRefused
from engine.load_actor import load_actor
from engine.people import User, find_user, password_hash
from engine.people_changes import raise_rights
from engine.system_tables import tg_session
from engine.workspace import Workspace
from runtime.errors import SignInNeeded, SignInRefused
from runtime.identity.passwords import is_password
from runtime.identity.secret_texts import new_secret, sha256_of
from runtime.identity.tries import Tries

LIFE = timedelta(days=14)
LONGEST_AGENT = 300

s = tg_session.c
HASH = sa.bindparam("of_hash", type_=s.token_sha256.type)
STATEMENTS = NamedStatements(
    {
        "add": sa.insert(tg_session),
        "session": sa.select(s.user, s.csrf, s.expires_at).where(s.token_sha256 == HASH),
        "end": sa.delete(tg_session).where(s.token_sha256 == HASH),
        "end old": sa.delete(tg_session).where(
            s.expires_at <= sa.bindparam("now", type_=s.expires_at.type)
        ),
        "of user": sa.select(
            s.token_sha256, s.created_at, s.seen_at, s.expires_at, s.address, s.agent
        )
        .where(
            s.user == sa.bindparam("of_user", type_=s.user.type),
            s.expires_at > sa.bindparam("now", type_=s.expires_at.type),
        )
        .order_by(s.created_at.desc(), s.token_sha256),
        "seen": sa.update(tg_session)
        .values(seen_at=sa.bindparam("at", type_=s.seen_at.type))
        .where(s.token_sha256 == HASH),
    }
)


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in browser. `csrf` must come with every write of it."""

    user: int
    csrf: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session; `secret` is for the cookie and is nowhere kept."""

    secret: str
    session: Session


@dataclass(frozen=True, slots=True)
class Browser:
    """From where somebody signs in."""

    address: str
    agent: str


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A browser that is signed in, as its person sees it. `hashed` is the hash of its secret."""

    hashed: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    browser: Browser


def sign_in(work: Workspace, tries: Tries, login: str, password: str, browser: Browser) -> SignedIn:
    """A session is open. Raises SignInRefused, the same for a login that is not known, and
    TooManyTries."""
    name = login.strip().lower()
    tries.begin(name, browser.address, work.now())
    user, kept = work.database.read(lambda connection: find_password(connection, name))
    if not is_password(password, kept) or user is None or user.disabled_at is not None:
        raise SignInRefused
    tries.forget(name, browser.address)
    return work.database.write(lambda connection: open_session(work, connection, user.id, browser))


def open_session(work: Workspace, connection: Connection, user: int, browser: Browser) -> SignedIn:
    """The person is signed in on this browser; who they are was proved before."""
    secret = new_secret()
    now = work.now()
    session = Session(user, secrets.token_urlsafe(), now + LIFE)
    row = {
        "token_sha256": sha256_of(secret),
        "user": user,
        "csrf": session.csrf,
        "created_at": now,
        "seen_at": now,
        "expires_at": session.expires_at,
        "address": browser.address,
        "agent": browser.agent[:LONGEST_AGENT].replace("\x00", ""),
    }
    connection.run(STATEMENTS.on(connection.dialect, "add"), row)
    return SignedIn(secret, session)


def find_password(connection: Connection, login: str) -> tuple[User | None, str | None]:
    """The person who signs in so, and the hash of their password."""
    if "\x00" in login:
        return None, None
    user = find_user(connection, login)
    return user, None if user is None else password_hash(connection, user.id)


def find_session(work: Workspace, secret: str) -> Session:
    """The session that the cookie proves. Raises SignInNeeded where it is over."""
    hashed = sha256_of(secret)
    session = work.keep(
        ("session", hashed), lambda: work.database.read(lambda it: read_session(it, hashed))
    )
    if session.expires_at <= work.now():
        raise SignInNeeded
    return session


def read_session(connection: Connection, hashed: str) -> Session:
    """The session of the hash. Raises SignInNeeded: what is raised is not kept, so that made-up
    cookies fill no memory."""
    rows = connection.rows(STATEMENTS.on(connection.dialect, "session"), {"of_hash": hashed})
    if not rows:
        raise SignInNeeded
    user, csrf, expires_at = rows[0]
    return Session(cast(int, user), str(csrf), cast(datetime, expires_at))


def session_actor(work: Workspace, session: Session, language: str | None) -> Actor:
    """The person of the session as a caller. Raises SignInNeeded where they are disabled."""
    try:
        return load_actor(work, session.user, Origin.UI, language=language)
    except PeopleRefused as refused:
        raise SignInNeeded from refused


def sign_out(work: Workspace, secret: str) -> None:
    """The session is over, in every process."""
    end_session(work, sha256_of(secret))


def end_session(work: Workspace, hashed: str) -> None:
    """The session of the hash is over, in every process."""

    def end(connection: Connection) -> None:
        if connection.run(STATEMENTS.on(connection.dialect, "end"), {"of_hash": hashed}):
            raise_rights(connection)

    work.database.write(end)


def list_sessions(work: Workspace, user: int) -> list[OpenSession]:
    """Where the person is signed in, the latest first."""
    given = {"of_user": user, "now": work.now()}
    rows = work.database.rows(STATEMENTS.on(work.database.dialect, "of user"), given)
    return [
        OpenSession(
            hashed=str(hashed),
            created_at=cast(datetime, created_at),
            seen_at=cast(datetime, seen_at),
            expires_at=cast(datetime, expires_at),
            browser=Browser(str(address or ""), str(agent or "")),
        )
        for hashed, created_at, seen_at, expires_at, address, agent in rows
    ]


def purge_sessions(work: Workspace) -> int:
    """Sessions that are over are gone; how many they were."""
    given = {"now": work.now()}
    return work.database.write(
        lambda connection: connection.run(STATEMENTS.on(connection.dialect, "end old"), given)
    )


def note_seen(connection: Connection, hashed: str, at: datetime) -> None:
    """The session was last used then."""
    connection.run(STATEMENTS.on(connection.dialect, "seen"), {"of_hash": hashed, "at": at})
