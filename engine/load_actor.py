"""A person as a caller, with the rights of this moment."""

from __future__ import annotations

from engine.actor import Actor, Origin
from engine.errors import PeopleRefused
from engine.people import read_standing
from engine.workspace import Workspace


def load_actor(
    work: Workspace,
    user: int,
    origin: Origin,
    *,
    language: str | None = None,
    scopes: frozenset[str] | None = None,
    via: str | None = None,
) -> Actor:
    """The person as a caller, with the rights of this moment. Raises PeopleRefused (unknown_user,
    user_disabled). `language` is the person's own unless given."""
    known, departments = work.keep(
        ("actor", user), lambda: work.database.read(lambda it: read_standing(it, user))
    )
    if known.disabled_at is not None:
        raise PeopleRefused("user_disabled", {"login": known.login})
    return Actor(
        user=known.id,
        name=known.name,
        roles=known.roles,
        departments=departments,
        is_admin=known.is_admin,
        origin=origin,
        language=language or known.language,
        scopes=scopes,
        rights=work.rights,
        via=via,
    )
