"""Departments: a tree with members; archived ones have heirs (decision 7)."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from pydantic import Field

from engine.database import Connection
from engine.department_changes import (
    add_department,
    archive_department,
    change_department,
    join_department,
    leave_department,
    restore_department,
)
from engine.people import (
    Department,
    list_departments,
    list_members,
    list_present_memberships,
)
from runtime.errors import NotFound
from runtime.http.body import Body, read_body_as, schema_of
from runtime.http.call import Answer, Call, Endpoint
from runtime.http.identity import moment
from runtime.http.ids import read_id
from runtime.http.people import Id, change_people, membership_json, require_people
from runtime.http.records import known_words

Json = dict[str, object]
Name = Annotated[str, Field(max_length=200)]

PATH = "/api/v1/people/departments"


class NewDepartment(Body):
    """A department to be."""

    code: Name
    name: Name
    parent: Id | None = None


class ChangedDepartment(Body):
    """What changes about a department; `archived` with the `heir` who answers for it."""

    code: Name | None = None
    name: Name | None = None
    parent: Id | None = None
    archived: bool | None = None
    heir: Id | None = None


class Member(Body):
    """How a person is in a department."""

    is_main: bool = False
    is_head: bool = False


def answer_departments(call: Call) -> Answer:
    """All departments, archived ones too, with their heads and how many are in them now."""
    known_words(call)
    if call.actor.scopes is not None:
        require_people(call)
    found, memberships = call.work.database.read(
        lambda connection: (list_departments(connection), list_present_memberships(connection))
    )
    counts = Counter(it.department for it in memberships)
    heads = {it.department: str(it.user) for it in memberships if it.is_head}
    shown = [
        {**department_json(it), "head": heads.get(it.id), "members": counts[it.id]} for it in found
    ]
    return Answer({"departments": shown})


def department_json(department: Department) -> Json:
    """A department as JSON."""
    return {
        "id": str(department.id),
        "code": department.code,
        "name": department.name,
        "parent": None if department.parent is None else str(department.parent),
        "archived_at": moment(department.archived_at),
        "heir": None if department.heir is None else str(department.heir),
    }


def answer_new(call: Call) -> Answer:
    """The department is there."""
    require_people(call)
    asked = read_body_as(NewDepartment, call)
    parent = optional_id(asked.parent)

    def add(connection: Connection) -> Department:
        id = add_department(call.work, connection, asked.code, asked.name, parent)
        return find(connection, id)

    return Answer(department_json(change_people(call, add, is_read=False)), 201)


def answer_change(call: Call) -> Answer:
    """The department is changed, archived or restored."""
    require_people(call)
    id = department_of(call)
    asked = read_body_as(ChangedDepartment, call)
    named = asked.model_fields_set

    def run(connection: Connection) -> Department:
        before = find(connection, id)
        if named & {"code", "name", "parent"}:
            parent = optional_id(asked.parent) if "parent" in named else before.parent
            code, name = asked.code or before.code, asked.name or before.name
            change_department(connection, id, code, name, parent)
        if asked.archived is True:
            archive_department(call.work, connection, id, optional_id(asked.heir))
        if asked.archived is False and before.archived_at is not None:
            restore_department(connection, id)
        return find(connection, id)

    return Answer(department_json(change_people(call, run, is_read=True)))


def answer_department(call: Call) -> Answer:
    """One department with its members, past ones too."""
    require_people(call)
    id = department_of(call)
    department, members = call.work.database.read(
        lambda connection: (find(connection, id), list_members(connection, id))
    )
    shown = [membership_json(member) for member in members]
    return Answer({**department_json(department), "members": shown})


def answer_join(call: Call) -> Answer:
    """The person is in the department from now on."""
    require_people(call)
    department, user = department_of(call), user_of(call)
    asked = read_body_as(Member, call) if call.body else Member()

    def join(connection: Connection) -> None:
        join_department(
            call.work,
            connection,
            user,
            department,
            is_main=asked.is_main,
            is_head=asked.is_head,
        )

    change_people(call, join, is_read=True)
    return Answer(status=204)


def answer_leave(call: Call) -> Answer:
    """The person is not in the department any more."""
    require_people(call)
    department, user = department_of(call), user_of(call)

    def leave(connection: Connection) -> None:
        leave_department(call.work, connection, user, department)

    change_people(call, leave, is_read=True)
    return Answer(status=204)


def find(connection: Connection, id: int) -> Department:
    """The department. Raises NotFound."""
    for department in list_departments(connection):
        if department.id == id:
            return department
    raise NotFound("unknown_department", {"department": str(id)})


def department_of(call: Call) -> int:
    """The id of the path's department."""
    return read_id(call.path["department"], "unknown_department", "department")


def user_of(call: Call) -> int:
    """The id of the path's person."""
    return read_id(call.path["user"], "unknown_person", "user")


def optional_id(text: str | None) -> int | None:
    """The id that a body names, if it does."""
    return None if text is None else read_id(text)


DEPARTMENTS = (
    Endpoint("GET", PATH, answer_departments, "The departments"),
    Endpoint(
        "POST", PATH, answer_new, "Add a department", body=schema_of(NewDepartment), status=201
    ),
    Endpoint("GET", PATH + "/{department}", answer_department, "One department and its members"),
    Endpoint(
        "PATCH",
        PATH + "/{department}",
        answer_change,
        "Change, archive or restore a department",
        body=schema_of(ChangedDepartment),
    ),
    Endpoint(
        "PUT",
        PATH + "/{department}/members/{user}",
        answer_join,
        "Put a person into a department",
        body=schema_of(Member),
        status=204,
    ),
    Endpoint(
        "DELETE",
        PATH + "/{department}/members/{user}",
        answer_leave,
        "Take a person out of a department",
        status=204,
    ),
)
