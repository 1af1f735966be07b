"""Changing departments and who is in them, in the caller's transaction."""

from __future__ import annotations

import re

import sqlalchemy as sa

from engine.database import Connection
from engine.database.named import NamedStatements
from engine.errors import PeopleRefused
from engine.people import (
    Department,
    list_departments,
    list_members,
    list_memberships,
    read_user,
)
from engine.people_changes import LONGEST_NAME, given, raise_rights, run_unique
from engine.system_tables import tg_department, tg_membership
from engine.workspace import Workspace

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}")

d, m = tg_department.c, tg_membership.c
OF_USER = sa.bindparam("of_user", type_=m.user.type)
OF_DEPARTMENT = sa.bindparam("of_department", type_=d.id.type)
IS_OPEN = m.ended_at.is_(None)

STATEMENTS = NamedStatements(
    {
        "add department": sa.insert(tg_department),
        "change department": sa.update(tg_department)
        .values(given(d.code, d.name, d.parent, d.archived_at, d.heir))
        .where(d.id == OF_DEPARTMENT),
        "add membership": sa.insert(tg_membership),
        "end membership": sa.update(tg_membership)
        .values(given(m.ended_at))
        .where(m.user == OF_USER, m.department == OF_DEPARTMENT, IS_OPEN),
    }
)


def add_department(
    work: Workspace, connection: Connection, code: str, name: str, parent: int | None = None
) -> int:
    """The department is there; its id."""
    raise_rights(connection)
    check_department(connection, code, name, parent)
    id = work.new_id()
    run(
        connection,
        "add department",
        {
            "id": id,
            "code": code,
            "name": name.strip(),
            "parent": parent,
            "created_at": work.now(),
            "archived_at": None,
            "heir": None,
        },
    )
    return id


def change_department(
    connection: Connection, department: int, code: str, name: str, parent: int | None
) -> None:
    """The department is called so and lies there in the tree."""
    before = department_of(connection, department)
    check_department(connection, code, name, parent)
    above, parents = parent, {it.id: it.parent for it in list_departments(connection)}
    while above is not None:
        if above == department:
            raise PeopleRefused("department_cycle", {"department": before.code})
        above = parents[above]
    store_department(connection, before, code=code, name=name.strip(), parent=parent)


def archive_department(
    work: Workspace, connection: Connection, department: int, heir: int | None
) -> None:
    """The department is no more; its members and the departments below it are the heir's. Without
    an heir it must be empty."""
    raise_rights(connection)
    gone = department_of(connection, department)
    members = [it for it in list_members(connection, department) if it.ended_at is None]
    below = [
        it
        for it in list_departments(connection)
        if it.parent == department and it.archived_at is None
    ]
    if heir is None and (members or below):
        raise PeopleRefused("heir_needed", {"department": gone.code})
    if heir == department:
        raise PeopleRefused("department_cycle", {"department": gone.code})
    if heir is not None:
        require_open(connection, heir)
        for child in below:
            inherited = gone.parent if child.id == heir else heir
            store_department(connection, child, code=child.code, name=child.name, parent=inherited)
        for member in members:
            leave_department(work, connection, member.user, department)
            join_department(work, connection, member.user, heir, is_main=member.is_main)
    changed = {"to_archived_at": work.now(), "to_heir": heir}
    run(connection, "change department", {**department_values(gone), **changed})


def restore_department(connection: Connection, department: int) -> None:
    """The department is there again, empty."""
    raise_rights(connection)
    gone = department_of(connection, department)
    changed = {"to_archived_at": None, "to_heir": None}
    run(connection, "change department", {**department_values(gone), **changed})


def join_department(
    work: Workspace,
    connection: Connection,
    user: int,
    department: int,
    *,
    is_main: bool = False,
    is_head: bool = False,
) -> None:
    """The person is in the department so from now on. The first one is the main one; another main
    one, and another head of the department, are so no longer."""
    raise_rights(connection)
    read_user(connection, user)
    require_open(connection, department)
    now = work.now()
    own = {it.department: it for it in list_memberships(connection, user) if it.ended_at is None}
    others = [it for it in own.values() if it.department != department]
    is_main = is_main or not any(it.is_main for it in others)
    changed = [(user, it.department, False, it.is_head) for it in others if is_main and it.is_main]
    if is_head:
        changed += [
            (it.user, department, it.is_main, False)
            for it in list_members(connection, department)
            if it.ended_at is None and it.is_head and it.user != user
        ]
    for member, place, main, head in [*changed, (user, department, is_main, is_head)]:
        run(
            connection,
            "end membership",
            {"of_user": member, "of_department": place, "to_ended_at": now},
        )
        row = {"id": work.new_id(), "user": member, "department": place, "started_at": now}
        state = {"is_main": main, "is_head": head, "ended_at": None}
        run(connection, "add membership", {**row, **state})


def leave_department(work: Workspace, connection: Connection, user: int, department: int) -> None:
    """The person is not in the department any more; another of theirs becomes the main one."""
    raise_rights(connection)
    own = [it for it in list_memberships(connection, user) if it.ended_at is None]
    ended = [it for it in own if it.department == department]
    gone = {"of_user": user, "of_department": department, "to_ended_at": work.now()}
    run(connection, "end membership", gone)
    rest = [it for it in own if it.department != department]
    if any(it.is_main for it in ended) and rest:
        next_one = rest[0]
        join_department(
            work, connection, user, next_one.department, is_main=True, is_head=next_one.is_head
        )


def check_department(connection: Connection, code: str, name: str, parent: int | None) -> None:
    """A department can be so."""
    if not CODE.fullmatch(code):
        raise PeopleRefused("code_unusable", {"code": code})
    if not 0 < len(name.strip()) <= LONGEST_NAME:
        raise PeopleRefused("name_unusable", {"limit": LONGEST_NAME})
    if parent is not None:
        require_open(connection, parent)


def require_open(connection: Connection, department: int) -> None:
    """The department is there and not archived."""
    found = department_of(connection, department)
    if found.archived_at is not None:
        raise PeopleRefused("department_archived", {"department": found.code})


def department_of(connection: Connection, id: int) -> Department:
    """The department. Raises PeopleRefused (unknown_department)."""
    found = next((it for it in list_departments(connection) if it.id == id), None)
    if found is None:
        raise PeopleRefused("unknown_department", {"department": id})
    return found


def store_department(
    connection: Connection, before: Department, *, code: str, name: str, parent: int | None
) -> None:
    """The department is called so and lies there."""
    raise_rights(connection)
    changed = {"to_code": code, "to_name": name, "to_parent": parent}
    run(connection, "change department", {**department_values(before), **changed})


def department_values(department: Department) -> dict[str, object]:
    """The parameters of "change department" that change nothing."""
    return {
        "of_department": department.id,
        "to_code": department.code,
        "to_name": department.name,
        "to_parent": department.parent,
        "to_archived_at": department.archived_at,
        "to_heir": department.heir,
    }


def run(connection: Connection, name: str, values: dict[str, object]) -> None:
    """Run a statement of this module."""
    run_unique(connection, STATEMENTS.on(connection.dialect, name), values)
