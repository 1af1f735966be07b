"""Who is meant, in documents: a person by a formula, or people by role, department or post."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from metadata.documents.label import Document, Formula, Key

DepartmentCode = Annotated[str, StringConstraints(min_length=1, max_length=60)]
Parameter = Annotated[str, StringConstraints(min_length=1, max_length=40)]


class ParameterName(Document):
    """The value of a package parameter, where a role or department stands (decision 24)."""

    param: Key


class ByRole(Document):
    """Everybody who has the role; of another app as `app.role`. With `department` (a formula that
    gives one) only those who are in it, or in its heir."""

    role: str | ParameterName
    department: Formula | None = None


class ByDepartment(Document):
    """Everybody in the department, by its code or by a formula that gives one; `deep` with all
    below it; an archived one answers by its heirs. `head` only who leads it."""

    department: DepartmentCode | ParameterName | None = None
    of: Formula | None = None
    deep: bool = False
    head: bool = False


class BySupervisor(Document):
    """Who is `level` steps above the person that the formula gives (1: their own supervisor)."""

    supervisor_of: Formula
    level: Annotated[int, Field(ge=1, le=20)] = 1


class Anybody(Document):
    """All of these together, each person once."""

    any: Annotated[tuple[WhoDocument, ...], Field(min_length=1, max_length=20)]


Pick = Literal[
    "round_robin", "least_loaded", "weighted", "nearest", "highest_score", "first", "all"
]

WhoDocument = Formula | ByRole | ByDepartment | BySupervisor | Anybody
"""A formula gives one person or several (`负责人`, `关注人`)."""

Anybody.model_rebuild()
