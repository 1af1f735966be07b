"""Are the people that documents mean to be found?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from formula.typed import Typed
from formula.types import Text
from metadata.checks.known import unknown
from metadata.checks.site import gives_people
from metadata.documents.who import (
    Anybody,
    ByDepartment,
    ByRole,
    ParameterName,
    WhoDocument,
)
from metadata.draft import Draft
from metadata.problems import Place, Problem

Formulas = Mapping[str, Typed]


def check_who(
    draft: Draft, who: WhoDocument, place: Place, formulas: Formulas, pointer: str
) -> Iterator[Problem]:
    """Roles and parameters are there, formulas give people; `pointer` is where `who` stands among
    the formulas of its document."""
    match who:
        case str():
            yield from gives_people(formulas.get(pointer), place)
        case ByRole(role=role):
            yield from check_role(draft, role, place.at("role"))
        case ByDepartment():
            if (who.department is None) == (who.of is None):
                yield Problem("department_not_one", place)
            if who.department is not None:
                yield from check_department(draft, who.department, place.at("department"))
        case Anybody(any=several):
            for index, each in enumerate(several):
                inner = f"{pointer}/any/{index}"
                yield from check_who(draft, each, place.at("any", index), formulas, inner)


def check_role(draft: Draft, role: str | ParameterName, place: Place) -> Iterator[Problem]:
    """The role is there, in the app or as `app.role`."""
    if isinstance(role, ParameterName):
        yield from check_parameter(draft, role, place)
        return
    full = role if "." in role else f"{place.app}.{role}"
    if full not in draft.roles and not draft.is_unread("role", full):
        own = {name.removeprefix(f"{place.app}.") for name in draft.roles}
        yield unknown("unknown_role", place, role, own)


def check_department(draft: Draft, code: str | ParameterName, place: Place) -> Iterator[Problem]:
    """Departments are data of the workspace, which engine.changing looks at; a parameter is not."""
    if isinstance(code, ParameterName):
        yield from check_parameter(draft, code, place)


def check_parameter(draft: Draft, name: ParameterName, place: Place) -> Iterator[Problem]:
    """The package has such a parameter, and it is a text."""
    known = draft.parameters.get(place.app, {})
    if name.param not in known:
        yield unknown("unknown_parameter", place.at("param"), name.param, known)
    elif known[name.param] != Text():
        yield Problem("parameter_no_text", place.at("param"), {"name": name.param})
