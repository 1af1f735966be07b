"""Who asks: the person, their roles and departments, and where the asking comes from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Origin(StrEnum):
    """Where a write comes from; it is written into the event, and rules may mention it."""

    UI = "ui"
    API = "api"
    CLI = "cli"
    IMPORT = "import"
    FORM = "form"
    AUTOMATION = "automation"
    PACKAGE = "package"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """A caller, complete: everything access needs without another look-up.

    `roles` are (app, role key). `departments` are the ids of the departments the person is in and
    of all below them. `scopes` cut a token's powers (`app:read` …); None is no cut. `rights` is
    the number of the people's state this was read at (decision 39). An administrator
    (`is_admin`) may do everything, within `scopes`.
    """

    user: int | None
    name: str
    roles: frozenset[tuple[str, str]]
    departments: tuple[int, ...] = ()
    is_admin: bool = False
    origin: Origin = Origin.API
    language: str = "zh"
    scopes: frozenset[str] | None = None
    rights: int = 0
    via: str | None = None
    """The token, import batch, run or package that acts for the person."""


SYSTEM = Actor(user=None, name="system", roles=frozenset(), is_admin=True, origin=Origin.SYSTEM)
"""The engine itself: migrations, installs, scheduled work."""
