"""Changing people: every change raises the rights number, so no write passes on old rights.

The first statement of each takes the row of the rights number: changes of people wait for each
other, so that what one has checked still holds when it is done.

All functions run in the caller's transaction (`work.database.write`) and raise PeopleRefused.
Whether the caller may do it at all is asked before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import sqlalchemy as sa

from engine.database import Connection
from engine.database.named import NamedStatements
from engine.database.statements import Prepared
from engine.errors import PeopleRefused, UniqueBroken
from engine.people import User, list_users, read_user
from engine.system_tables import tg_rights, tg_session, tg_user, tg_user_role
from engine.workspace import Workspace

TOPIC = "rights"
LOGIN = re.compile(r"[a-z0-9][a-z0-9._@+-]{0,79}")
LANGUAGES = ("zh", "en")
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class UserDraft:
    """A person as they are to be."""

    login: str
    name: str
    email: str | None = None
    phone: str | None = None
    is_admin: bool = False
    language: str = "zh"
    supervisor: int | None = None


u, r = tg_user.c, tg_user_role.c
OF_USER = sa.bindparam("of_user", type_=u.id.type)


def given(*columns: sa.ColumnElement[object]) -> dict[str, sa.BindParameter[object]]:
    """A parameter for each column, called as the column with `to_` before it."""
    return {
        str(column.key): sa.bindparam(f"to_{column.key}", type_=column.type) for column in columns
    }


STATEMENTS = NamedStatements(
    {
        "raise rights": sa.update(tg_rights).values(number=tg_rights.c.number + 1),
        "add user": sa.insert(tg_user),
        "change user": sa.update(tg_user)
        .values(given(u.login, u.name, u.email, u.phone, u.is_admin, u.language, u.supervisor))
        .where(u.id == OF_USER),
        "disable user": sa.update(tg_user).values(given(u.disabled_at)).where(u.id == OF_USER),
        "set password": sa.update(tg_user).values(given(u.password_hash)).where(u.id == OF_USER),
        "end sessions": sa.delete(tg_session).where(
            tg_session.c.user == OF_USER,
            tg_session.c.token_sha256 != sa.bindparam("kept", type_=tg_session.c.token_sha256.type),
        ),
        "grant role": sa.insert(tg_user_role),
        "revoke role": sa.delete(tg_user_role).where(
            r.user == OF_USER,
            r.app == sa.bindparam("app", type_=r.app.type),
            r.role == sa.bindparam("role", type_=r.role.type),
        ),
    }
)


def add_user(work: Workspace, connection: Connection, draft: UserDraft) -> int:
    """The person is here, without a password; their id."""
    raise_rights(connection)
    check_draft(connection, draft, None)
    id = work.new_id()
    run(
        connection,
        "add user",
        {
            "id": id,
            "login": draft.login.strip().lower(),
            "name": draft.name.strip(),
            "email": draft.email,
            "phone": draft.phone,
            "password_hash": None,
            "is_admin": draft.is_admin,
            "language": draft.language,
            "supervisor": draft.supervisor,
            "created_at": work.now(),
            "disabled_at": None,
        },
    )
    return id


def change_user(connection: Connection, user: int, draft: UserDraft) -> None:
    """The person is as `draft` says."""
    raise_rights(connection)
    before = read_user(connection, user)
    check_draft(connection, draft, user)
    if before.is_admin and not draft.is_admin:
        require_other_admin(connection, user)
    run(
        connection,
        "change user",
        {
            "of_user": user,
            "to_login": draft.login.strip().lower(),
            "to_name": draft.name.strip(),
            "to_email": draft.email,
            "to_phone": draft.phone,
            "to_is_admin": draft.is_admin,
            "to_language": draft.language,
            "to_supervisor": draft.supervisor,
        },
    )


def disable_user(work: Workspace, connection: Connection, user: int) -> None:
    """The person cannot sign in any more and is signed out everywhere."""
    raise_rights(connection)
    if read_user(connection, user).is_admin:
        require_other_admin(connection, user)
    run(connection, "disable user", {"of_user": user, "to_disabled_at": work.now()})
    end_sessions(connection, user)


def enable_user(connection: Connection, user: int) -> None:
    """The person can sign in again."""
    raise_rights(connection)
    read_user(connection, user)
    run(connection, "disable user", {"of_user": user, "to_disabled_at": None})


def set_password_hash(
    connection: Connection, user: int, password_hash: str | None, kept: str = ""
) -> None:
    """The person's password is the one behind the hash; all their sessions are over, but for the
    one with the hash `kept`."""
    raise_rights(connection)
    read_user(connection, user)
    run(connection, "set password", {"of_user": user, "to_password_hash": password_hash})
    end_sessions(connection, user, kept)


def end_sessions(connection: Connection, user: int, kept: str = "") -> None:
    """The person is signed out everywhere, but for the session with the hash `kept`."""
    raise_rights(connection)
    run(connection, "end sessions", {"of_user": user, "kept": kept})


def grant_role(
    work: Workspace, connection: Connection, user: int, role: tuple[str, str], by: int | None
) -> None:
    """The person has the role (app, key); no change if they had it."""
    raise_rights(connection)
    if role not in work.resolved.roles:
        raise PeopleRefused("unknown_role", {"role": ".".join(role)})
    if role in read_user(connection, user).roles:
        return
    app, key = role
    granted = {"user": user, "app": app, "role": key, "at": work.now(), "granted_by": by}
    run(connection, "grant role", granted)


def revoke_role(connection: Connection, user: int, role: tuple[str, str]) -> None:
    """The person does not have the role (app, key)."""
    raise_rights(connection)
    read_user(connection, user)
    run(connection, "revoke role", {"of_user": user, "app": role[0], "role": role[1]})


def raise_rights(connection: Connection) -> None:
    """What was decided on the people's state before this is decided anew, in every process."""
    run(connection, "raise rights", {})
    connection.announce(TOPIC)


def check_draft(connection: Connection, draft: UserDraft, user: int | None) -> None:
    """The person can be so."""
    login = draft.login.strip().lower()
    if not LOGIN.fullmatch(login):
        raise PeopleRefused("login_unusable", {"login": draft.login})
    if not 0 < len(draft.name.strip()) <= LONGEST_NAME:
        raise PeopleRefused("name_unusable", {"limit": LONGEST_NAME})
    if draft.language not in LANGUAGES:
        raise PeopleRefused("language_unknown", {"language": draft.language})
    supervisors = {it.id: it.supervisor for it in list_users(connection)}
    above = draft.supervisor
    while above is not None:
        if above not in supervisors:
            raise PeopleRefused("unknown_user", {"user": above})
        if above == user:
            raise PeopleRefused("supervisor_cycle", {"login": login})
        above = supervisors[above]


def require_other_admin(connection: Connection, user: int) -> None:
    """Somebody else can still administer the workspace."""
    others: list[User] = [
        it
        for it in list_users(connection)
        if it.is_admin and it.disabled_at is None and it.id != user
    ]
    if not others:
        raise PeopleRefused("last_admin")


def run(connection: Connection, name: str, values: dict[str, object]) -> None:
    """Run a statement of this module."""
    run_unique(connection, STATEMENTS.on(connection.dialect, name), values)


def run_unique(connection: Connection, statement: Prepared, values: dict[str, object]) -> None:
    """Run a statement; a login or code that somebody has already is refused."""
    try:
        connection.run(statement, values)
    except UniqueBroken as error:
        column = error.columns[0] if error.columns else ""
        reason = {"login": "login_taken", "code": "code_taken"}.get(column)
        if reason is None:
            raise
        taken = values.get(column, values.get(f"to_{column}"))
        raise PeopleRefused(reason, {column: str(taken)}) from error
