"""Who is meant by what documents say of people: always present persons, each once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from engine.database import Connection
from engine.people import (
    Department,
    Membership,
    User,
    departments_below,
    list_departments,
    list_present_memberships,
    list_users,
)
from engine.workspace import Workspace
from metadata.documents.who import (
    Anybody,
    ByDepartment,
    ByRole,
    BySupervisor,
    ParameterName,
    WhoDocument,
)

Value = Callable[[str], object]
"""The value of the formula at a pointer within the `who`: "" is the whole of it, else `of`,
`department`, `supervisor_of`, `any/0/of` …"""


@dataclass(frozen=True)
class Everybody:
    """All people and departments of one moment."""

    users: dict[int, User]
    departments: dict[int, Department]
    memberships: tuple[Membership, ...]

    def present(self, ids: Iterable[int]) -> list[int]:
        """Those of them that can act, each once, in their order."""
        return [id for id in dict.fromkeys(ids) if self.is_present(id)]

    def is_present(self, user: int) -> bool:
        """Whether the person is there and not disabled."""
        found = self.users.get(user)
        return found is not None and found.disabled_at is None

    def members(self, departments: Collection[int]) -> list[int]:
        """Who is in one of the departments now, in the order of their ids."""
        return sorted({it.user for it in self.memberships if it.department in departments})

    def heads(self, departments: Sequence[int]) -> list[int]:
        """Who leads the departments, in their order."""
        heads = {it.department: it.user for it in self.memberships if it.is_head}
        return [heads[id] for id in departments if id in heads]

    def having(self, role: tuple[str, str]) -> list[int]:
        """Who has the role, in the order of their ids."""
        return list(self.by_role.get(role, ()))

    @cached_property
    def by_role(self) -> Mapping[tuple[str, str], Sequence[int]]:
        """The holders of each role, in the order of their ids."""
        found: dict[tuple[str, str], list[int]] = {}
        for id, user in sorted(self.users.items()):
            for role in user.roles:
                found.setdefault(role, []).append(id)
        return found

    def answering(self, department: int | None) -> int | None:
        """The department, or the heir that answers for it once it is archived."""
        found = None if department is None else self.departments.get(department)
        while found is not None and found.archived_at is not None and found.heir is not None:
            found = self.departments[found.heir]
        return None if found is None else found.id

    def main_department(self, user: int) -> int | None:
        """The main department of a person."""
        places = (it for it in self.memberships if it.user == user and it.is_main)
        return next((it.department for it in places), None)

    def supervisors(self, user: int) -> Iterator[int]:
        """Who stands above the person, nearest first; who cannot act is passed over."""
        seen = {user}
        found = self.users.get(user)
        while found is not None and found.supervisor is not None:
            if found.supervisor in seen:
                return
            seen.add(found.supervisor)
            found = self.users.get(found.supervisor)
            if found is not None and found.disabled_at is None:
                yield found.id

    def administrators(self) -> list[int]:
        """The present administrators, in the order of their ids."""
        return sorted(
            user.id for user in self.users.values() if user.is_admin and user.disabled_at is None
        )


def everybody(work: Workspace, connection: Connection) -> Everybody:
    """All people, kept until one of them changes."""
    return work.keep("everybody", lambda: read_everybody(connection))


def read_everybody(connection: Connection) -> Everybody:
    """All people as this transaction sees them."""
    return Everybody(
        {user.id: user for user in list_users(connection)},
        {department.id: department for department in list_departments(connection)},
        tuple(list_present_memberships(connection)),
    )


def people_of(
    work: Workspace, connection: Connection, who: WhoDocument, value: Value, app: str
) -> list[int]:
    """The ids of the present persons that `who` means in a document of `app`, each once."""
    known = everybody(work, connection)
    return known.present(Meaning(work, known, value, app).of(who, ""))


def administrators(work: Workspace, connection: Connection) -> list[int]:
    """The ids of the present administrators."""
    return everybody(work, connection).administrators()


@dataclass(frozen=True, slots=True)
class Meaning:
    """Reads what one document of `app` says of people."""

    work: Workspace
    known: Everybody
    value: Value
    app: str

    def of(self, who: WhoDocument, pointer: str) -> list[int]:
        """The persons meant, disabled ones among them, some perhaps twice."""
        match who:
            case str():
                return ids_in(self.value(pointer))
            case ByRole():
                return self.by_role(who, pointer)
            case ByDepartment():
                return self.by_department(who, pointer)
            case BySupervisor():
                return self.by_supervisor(who, pointer)
            case Anybody():
                return [
                    id
                    for index, each in enumerate(who.any)
                    for id in self.of(each, below(pointer, f"any/{index}"))
                ]

    def by_role(self, who: ByRole, pointer: str) -> list[int]:
        """Who has the role, in the department if one is named."""
        found = self.known.having(self.role(who.role))
        if who.department is None:
            return found
        place = self.known.answering(first_id(self.value(below(pointer, "department"))))
        members = set() if place is None else set(self.known.members({place}))
        return [user for user in found if user in members]

    def by_department(self, who: ByDepartment, pointer: str) -> list[int]:
        """Who is in the department, or leads it."""
        place: int | None
        if who.of is not None:
            place = first_id(self.value(below(pointer, "of")))
        else:
            place = self.department(who.department)
        return self.in_department(place, deep=who.deep, head=who.head)

    def in_department(self, department: int | None, *, deep: bool, head: bool) -> list[int]:
        """Who is in the department or its heir; `deep` in all below it, `head` who leads it."""
        place = self.known.answering(department)
        if place is None:
            return []
        places: Sequence[int] = (place,)
        if deep:
            below_it = departments_below(self.known.departments.values(), (place,))
            places = (place, *(id for id in below_it if id != place))
        return self.known.heads(places) if head else self.known.members(places)

    def by_supervisor(self, who: BySupervisor, pointer: str) -> list[int]:
        """Who stands so many levels above the person; who cannot act counts for no level."""
        person = first_id(self.value(below(pointer, "supervisor_of")))
        return self.above(person, who.level)

    def above(self, person: int | None, level: int) -> list[int]:
        """Who stands `level` steps above the person."""
        chain = [] if person is None else list(self.known.supervisors(person))
        return chain[level - 1 : level]

    def role(self, role: str | ParameterName) -> tuple[str, str]:
        """The role as (app, key): of this app unless another one is named."""
        name = self.parameter(role)
        app, dot, key = name.rpartition(".")
        return (app, key) if dot else (self.app, name)

    def department(self, code: str | ParameterName | None) -> int | None:
        """The department with the code."""
        name = None if code is None else self.parameter(code)
        found = (it.id for it in self.known.departments.values() if it.code == name)
        return next(found, None)

    def parameter(self, named: str | ParameterName) -> str:
        """The text, or the value of the package parameter that stands for it."""
        if isinstance(named, str):
            return named
        return str(self.work.resolved.parameters.get(self.app, {}).get(named.param, ""))


def below(pointer: str, part: str) -> str:
    """The pointer to a part of what is at `pointer`."""
    return f"{pointer}/{part}" if pointer else part


def ids_in(value: object) -> list[int]:
    """The ids in the value of a formula that gives one person or several."""
    if value is None:
        return []
    if isinstance(value, list | tuple):
        return [id for each in value for id in ids_in(each)]
    if isinstance(value, dict):
        return [cast(int, value["id"])]
    return [cast(int, value)]


def first_id(value: object) -> int | None:
    """The id that a formula gives, None where it is blank."""
    return next(iter(ids_in(value)), None)
