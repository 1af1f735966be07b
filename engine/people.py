"""Who is here: users, departments, memberships, roles, as formulas, scopes and callers see them.

Decision 7. Changing them is `engine.people_changes` and `engine.department_changes`; a person as a
caller is `engine.load_actor`; finding out who is calling is `runtime.identity`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import sqlalchemy as sa

from engine.database import Connection, Row
from engine.database.named import NamedStatements
from engine.errors import PeopleRefused
from engine.people_tables import department_table, user_table
from engine.system_tables import tg_department, tg_membership, tg_user, tg_user_role


@dataclass(frozen=True, slots=True)
class User:
    """A person. `roles` are (app, role key)."""

    id: int
    login: str
    name: str
    email: str | None
    phone: str | None
    is_admin: bool
    language: str
    supervisor: int | None
    disabled_at: datetime | None
    has_password: bool
    roles: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Department:
    """A part of the organisation. `heir` answers for it once it is archived."""

    id: int
    code: str
    name: str
    parent: int | None
    archived_at: datetime | None
    heir: int | None


@dataclass(frozen=True, slots=True)
class Membership:
    """A person in a department from `started_at` until `ended_at`, None while it lasts."""

    id: int
    user: int
    department: int
    is_main: bool
    is_head: bool
    started_at: datetime
    ended_at: datetime | None


u, d, m, r = tg_user.c, tg_department.c, tg_membership.c, tg_user_role.c
USER_COLUMNS = (
    u.id,
    u.login,
    u.name,
    u.email,
    u.phone,
    u.is_admin,
    u.language,
    u.supervisor,
    u.disabled_at,
    u.password_hash.is_not(None).label("has_password"),
)
MEMBERSHIP_COLUMNS = (
    m.id,
    m.user,
    m.department,
    m.is_main,
    m.is_head,
    m.started_at,
    m.ended_at,
)
USER = sa.bindparam("user", type_=u.id.type)

STATEMENTS = NamedStatements(
    {
        "user": sa.select(*USER_COLUMNS).where(u.id == USER),
        "user by login": sa.select(*USER_COLUMNS).where(
            u.login == sa.bindparam("login", type_=u.login.type)
        ),
        "users": sa.select(*USER_COLUMNS).order_by(u.login),
        "password": sa.select(u.password_hash).where(u.id == USER),
        "roles": sa.select(r.app, r.role).where(r.user == USER),
        "all roles": sa.select(r.user, r.app, r.role),
        "departments": sa.select(d.id, d.code, d.name, d.parent, d.archived_at, d.heir).order_by(
            d.code
        ),
        "memberships": sa.select(*MEMBERSHIP_COLUMNS)
        .where(m.user == USER)
        .order_by(m.started_at, m.id),
        "members": sa.select(*MEMBERSHIP_COLUMNS)
        .where(m.department == sa.bindparam("department", type_=m.department.type))
        .order_by(m.started_at, m.id),
        "present memberships": sa.select(*MEMBERSHIP_COLUMNS)
        .where(m.ended_at.is_(None))
        .order_by(m.user, m.is_main.desc(), m.department),
        "present departments": sa.select(m.department)
        .where(m.user == USER, m.ended_at.is_(None))
        .order_by(m.is_main.desc(), m.department),
    }
)


def read_user(connection: Connection, id: int) -> User:
    """The person. Raises PeopleRefused (unknown_user)."""
    found = find_one(connection, "user", {"user": id})
    if found is None:
        raise PeopleRefused("unknown_user", {"user": id})
    return found


def find_user(connection: Connection, login: str) -> User | None:
    """The person who signs in as `login`, in any case."""
    return find_one(connection, "user by login", {"login": login.strip().lower()})


def list_users(connection: Connection) -> list[User]:
    """All persons, disabled ones too, by login."""
    roles: dict[int, set[tuple[str, str]]] = {}
    for user, app, role in connection.rows(STATEMENTS.on(connection.dialect, "all roles")):
        roles.setdefault(cast(int, user), set()).add((str(app), str(role)))
    rows = connection.rows(STATEMENTS.on(connection.dialect, "users"))
    return [user_of(row, roles.get(cast(int, row[0]), ())) for row in rows]


def password_hash(connection: Connection, id: int) -> str | None:
    """The hash of a person's password, None where there is none."""
    rows = connection.rows(STATEMENTS.on(connection.dialect, "password"), {"user": id})
    return cast(str | None, rows[0][0]) if rows else None


def list_departments(connection: Connection) -> list[Department]:
    """All departments, archived ones too, by code."""
    rows = connection.rows(STATEMENTS.on(connection.dialect, "departments"))
    return [
        Department(
            id=cast(int, id),
            code=str(code),
            name=str(name),
            parent=cast(int | None, parent),
            archived_at=cast(datetime | None, archived_at),
            heir=cast(int | None, heir),
        )
        for id, code, name, parent, archived_at, heir in rows
    ]


def list_memberships(connection: Connection, user: int) -> list[Membership]:
    """All memberships of a person, ended ones too, oldest first."""
    rows = connection.rows(STATEMENTS.on(connection.dialect, "memberships"), {"user": user})
    return [membership_of(row) for row in rows]


def list_members(connection: Connection, department: int) -> list[Membership]:
    """All memberships of a department, ended ones too, oldest first."""
    given = {"department": department}
    rows = connection.rows(STATEMENTS.on(connection.dialect, "members"), given)
    return [membership_of(row) for row in rows]


def list_present_memberships(connection: Connection) -> list[Membership]:
    """Who is in which department now, by person, the main one first."""
    rows = connection.rows(STATEMENTS.on(connection.dialect, "present memberships"))
    return [membership_of(row) for row in rows]


def read_standing(connection: Connection, id: int) -> tuple[User, tuple[int, ...]]:
    """The person, and the departments they are in with all below them."""
    user = read_user(connection, id)
    departments = list_departments(connection)
    return user, departments_below(departments, present_departments(connection, id))


def present_departments(connection: Connection, user: int) -> tuple[int, ...]:
    """The departments a person is in now, the main one first."""
    rows = connection.rows(STATEMENTS.on(connection.dialect, "present departments"), {"user": user})
    return tuple(cast(int, row[0]) for row in rows)


def departments_below(departments: Iterable[Department], top: Iterable[int]) -> tuple[int, ...]:
    """`top`, all departments below them, and the archived ones they have inherited."""
    under: dict[int, list[int]] = {}
    for department in departments:
        for owner in {department.parent, department.heir} - {None}:
            under.setdefault(cast(int, owner), []).append(department.id)
    found: dict[int, None] = {}
    waiting = list(top)
    while waiting:
        department_id = waiting.pop()
        if department_id not in found:
            found[department_id] = None
            waiting.extend(under.get(department_id, ()))
    return tuple(sorted(found))


def departments_above(connection: Connection, user: int, deep: bool) -> tuple[int, ...]:
    """The departments a person is in now; `deep`: also all above them."""
    own = present_departments(connection, user)
    if not deep:
        return own
    parents = {it.id: it.parent for it in list_departments(connection)}
    found: dict[int, None] = {}
    for start in own:
        above: int | None = start
        while above is not None and above not in found:
            found[above] = None
            above = parents.get(above)
    return tuple(found)


def department_by_code(connection: Connection, code: str) -> int | None:
    """The department that answers to `code`: an archived one's heir in its place, None where
    there is none."""
    departments = list_departments(connection)
    by_id = {department.id: department for department in departments}
    found = next((it for it in departments if it.code == code), None)
    while found is not None and found.heir is not None:
        found = by_id[found.heir]
    return None if found is None else found.id


def people_selectables() -> Mapping[str, sa.FromClause]:
    """Fresh subqueries `user` and `department`, with the columns of metadata.fields.people."""
    return {"user": user_table(), "department": department_table()}


def find_one(connection: Connection, name: str, given: Mapping[str, object]) -> User | None:
    """The person that statement `name` finds, with their roles."""
    rows = connection.rows(STATEMENTS.on(connection.dialect, name), given)
    if not rows:
        return None
    roles = connection.rows(STATEMENTS.on(connection.dialect, "roles"), {"user": rows[0][0]})
    return user_of(rows[0], [(str(app), str(role)) for app, role in roles])


def user_of(row: Row, roles: Iterable[tuple[str, str]]) -> User:
    """The person in a row of USER_COLUMNS."""
    id, login, name, email, phone, is_admin, language, supervisor, disabled_at, password = row
    return User(
        id=cast(int, id),
        login=str(login),
        name=str(name),
        email=cast(str | None, email),
        phone=cast(str | None, phone),
        is_admin=bool(is_admin),
        language=str(language),
        supervisor=cast(int | None, supervisor),
        disabled_at=cast(datetime | None, disabled_at),
        has_password=bool(password),
        roles=frozenset(roles),
    )


def membership_of(row: Row) -> Membership:
    """The membership in a row of MEMBERSHIP_COLUMNS."""
    id, user, department, is_main, is_head, started_at, ended_at = row
    return Membership(
        id=cast(int, id),
        user=cast(int, user),
        department=cast(int, department),
        is_main=bool(is_main),
        is_head=bool(is_head),
        started_at=cast(datetime, started_at),
        ended_at=cast(datetime | None, ended_at),
    )
