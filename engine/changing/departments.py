"""Are the departments there that documents name?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.database import Connection
from engine.people import Department, list_departments
from engine.workspace import Workspace
from formula.nearest import nearest
from metadata.departments_named import departments_named
from metadata.problems import Place, Problem
from metadata.resolved import Resolved


def department_problems(work: Workspace, after: Resolved) -> tuple[Problem, ...]:
    """Departments that are not there, or no longer: doubts, for a package may be there before the
    organisation is, and an archived department answers by its heir."""
    named = sorted(departments_named(after), key=lambda found: (found[1].key, found[1].pointer))
    if not named:
        return ()
    departments = work.database.read(read_departments)
    return tuple(problem for code, place in named for problem in doubts(departments, code, place))


def read_departments(connection: Connection) -> Mapping[str, Department]:
    """All departments by code."""
    return {each.code: each for each in list_departments(connection)}


def doubts(departments: Mapping[str, Department], code: str, place: Place) -> Iterator[Problem]:
    """What is doubtful about one that is named."""
    found = departments.get(code)
    if found is None:
        close = next(iter(nearest(code, sorted(departments))), None)
        yield Problem("unknown_department", place, {"name": code}, close, severity="warning")
    elif found.archived_at is not None:
        heir = next((it.code for it in departments.values() if it.id == found.heir), None)
        yield Problem("archived_department", place, {"name": code}, heir, severity="warning")
