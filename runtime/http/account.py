"""The caller's own account: name, language, password, where they are signed in."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from engine.database import Connection
from engine.load_actor import load_actor
from engine.people import password_hash, read_user
from engine.people_changes import UserDraft, change_user, end_sessions, set_password_hash
from engine.recompute_stale import recompute_after_people
from runtime.errors import NotAllowed, NotFound
from runtime.http.body import Body, read_body_as, schema_of
from runtime.http.call import Answer, Call, Endpoint
from runtime.http.identity import cookie_in, moment, person_of
from runtime.http.me import describe_me
from runtime.http.records import known_words
from runtime.identity.passwords import hash_password, is_password
from runtime.identity.secret_texts import sha256_of
from runtime.identity.sessions import OpenSession, end_session, list_sessions

Json = dict[str, object]

ID_LETTERS = 16
"""Of a session's hash; enough to tell one person's from each other."""


class ChangedMe(Body):
    """What changes about oneself; what is not named stays."""

    name: Annotated[str, Field(max_length=200)] | None = None
    language: str | None = None


class NewPassword(Body):
    """The present password and the next."""

    old: Annotated[str, Field(max_length=1_000)]
    new: Annotated[str, Field(max_length=1_000)]


def whole_person_of(call: Call) -> int:
    """The caller, who must be a person, not cut by the scopes of a token. Raises NotAllowed."""
    if call.actor.scopes is not None:
        raise NotAllowed("whole_person_needed")
    return person_of(call)


def answer_change_me(call: Call) -> Answer:
    """The caller is called so, and is spoken to in this language."""
    user = whole_person_of(call)
    asked = read_body_as(ChangedMe, call)

    def change(connection: Connection) -> None:
        before = read_user(connection, user)
        draft = UserDraft(
            login=before.login,
            name=before.name if asked.name is None else asked.name,
            email=before.email,
            phone=before.phone,
            is_admin=before.is_admin,
            language=asked.language or before.language,
            supervisor=before.supervisor,
        )
        change_user(connection, user, draft)

    call.work.database.write(change)
    if asked.name is not None:
        recompute_after_people(call.work)
    return Answer(describe_me(call, load_actor(call.work, user, call.actor.origin)))


def answer_password(call: Call) -> Answer:
    """The caller signs in with the new password; other sessions of theirs are over."""
    user = whole_person_of(call)
    asked = read_body_as(NewPassword, call)
    login, kept = call.work.database.read(
        lambda it: (read_user(it, user).login, password_hash(it, user))
    )
    call.site.tries.begin(login, call.address, call.work.now())
    if not is_password(asked.old, kept):
        raise NotAllowed("old_password_wrong")
    call.site.tries.forget(login, call.address)
    hashed = hash_password(asked.new)
    call.work.database.write(lambda it: set_password_hash(it, user, hashed, own_session(call)))
    return Answer(status=204)


def own_session(call: Call) -> str:
    """The hash of the caller's session, '' where they come with a token."""
    secret = cookie_in(call)
    return sha256_of(secret) if secret else ""


def answer_sessions(call: Call) -> Answer:
    """Where the caller is signed in."""
    known_words(call)
    found = list_sessions(call.work, whole_person_of(call))
    own = own_session(call)
    return Answer({"sessions": [session_json(it, is_own=it.hashed == own) for it in found]})


def session_json(session: OpenSession, *, is_own: bool) -> Json:
    """A session as its person sees it."""
    return {
        "id": session.hashed[:ID_LETTERS],
        "is_current": is_own,
        "address": session.browser.address,
        "agent": session.browser.agent,
        "created_at": moment(session.created_at),
        "seen_at": moment(session.seen_at),
        "expires_at": moment(session.expires_at),
    }


def answer_end_session(call: Call) -> Answer:
    """One of the caller's sessions is over."""
    user = whole_person_of(call)
    for session in list_sessions(call.work, user):
        if session.hashed[:ID_LETTERS] == call.path["session"]:
            end_session(call.work, session.hashed)
            return Answer(status=204)
    raise NotFound("unknown_session")


def answer_end_sessions(call: Call) -> Answer:
    """The caller is signed out everywhere but here."""
    user = whole_person_of(call)
    call.work.database.write(lambda it: end_sessions(it, user, own_session(call)))
    return Answer(status=204)


ACCOUNT = (
    Endpoint(
        "PATCH",
        "/api/v1/me",
        answer_change_me,
        "Change one's own name or language",
        body=schema_of(ChangedMe),
        is_long=True,
    ),
    Endpoint(
        "POST",
        "/api/v1/me/password",
        answer_password,
        "Change one's own password; other sessions end",
        body=schema_of(NewPassword),
        status=204,
        is_long=True,
        most_body=10_000,
    ),
    Endpoint("GET", "/api/v1/sessions", answer_sessions, "Where the caller is signed in"),
    Endpoint(
        "DELETE",
        "/api/v1/sessions",
        answer_end_sessions,
        "Sign out everywhere but here",
        status=204,
    ),
    Endpoint(
        "DELETE",
        "/api/v1/sessions/{session}",
        answer_end_session,
        "Sign out one browser",
        status=204,
    ),
)
