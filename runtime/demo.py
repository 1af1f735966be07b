"""The demo: the package, its people, its records. People are no documents of a package: only the
demo of `tangram serve --demo` brings them, so that its records have owners."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import orjson

from engine.actor import Origin
from engine.database import Connection
from engine.department_changes import add_department, join_department
from engine.load_actor import load_actor
from engine.people import find_user, list_departments
from engine.people_changes import UserDraft, add_user, grant_role
from engine.settings_store import read_setting, write_setting
from engine.workspace import Workspace

DEMO_PACKAGE = "crm"
DEMO_DONE = "demo_installed"
PEOPLE = "demo/people.json"


@dataclass(frozen=True, slots=True)
class DemoPeople:
    """The departments and people of the demo, as the package's file has them."""

    departments: Sequence[Mapping[str, str]]
    people: Sequence[Mapping[str, str | bool]]


def has_demo(connection: Connection) -> bool:
    """Whether the demo was installed whole, whatever became of it since."""
    return read_setting(connection, DEMO_DONE) is True


def is_wanted(work: Workspace) -> bool:
    """A workspace with other apps is left alone."""
    return not work.resolved.apps or DEMO_PACKAGE in work.resolved.apps


def install_demo(work: Workspace, administrator: int) -> None:
    """The demo package, its people and its records are here. What broke off is finished."""
    # The market is needed at the first start only.
    market = importlib.import_module("templates_market.install")
    catalogue = importlib.import_module("templates_market.catalogue")
    errors = importlib.import_module("templates_market.errors")
    people = read_people(catalogue.read_package(DEMO_PACKAGE).files)
    work.database.write(lambda connection: add_people(work, connection, people))
    try:
        market.install(
            work, load_actor(work, administrator, Origin.PACKAGE), DEMO_PACKAGE, demo=True
        )
    except errors.PackagePresent:
        return

    def finish(connection: Connection) -> None:
        grant_roles(work, connection, people, administrator)
        write_setting(connection, work.clock, DEMO_DONE, True, administrator)

    work.database.write(finish)


def read_people(files: Mapping[str, bytes]) -> DemoPeople:
    """The people that the package's demo names; nobody where it names none."""
    told = orjson.loads(files.get(PEOPLE, b"{}"))
    return DemoPeople(told.get("departments", []), told.get("people", []))


def add_people(work: Workspace, connection: Connection, demo: DemoPeople) -> None:
    """The departments and people are here; nobody of them can sign in before an administrator
    gives them a password. Those who are here already are left as they are."""
    places = {department.code: department.id for department in list_departments(connection)}
    for each in demo.departments:
        if each["code"] not in places:
            places[each["code"]] = add_department(work, connection, each["code"], each["name"])
    for person in demo.people:
        if find_user(connection, str(person["login"])) is not None:
            continue
        above = find_user(connection, str(person.get("supervisor", "")))
        draft = UserDraft(
            str(person["login"]), str(person["name"]), supervisor=above.id if above else None
        )
        user = add_user(work, connection, draft)
        is_head = person.get("is_head") is True
        place = places[str(person["department"])]
        join_department(work, connection, user, place, is_head=is_head)


def grant_roles(
    work: Workspace, connection: Connection, demo: DemoPeople, administrator: int
) -> None:
    """Everybody of the demo has the role that the file gives them."""
    for person in demo.people:
        user = find_user(connection, str(person["login"]))
        role = (DEMO_PACKAGE, str(person["role"]))
        if user is not None and role in work.resolved.roles:
            grant_role(work, connection, user.id, role, administrator)
