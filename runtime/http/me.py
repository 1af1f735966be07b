"""Who the caller is, and what is open to them: all that a browser needs to begin."""

from __future__ import annotations

from engine.access import Access, access_of
from engine.actor import Actor
from engine.people import User, list_departments, list_memberships, read_user
from engine.settings_store import workspace_name
from metadata.documents.kinds import KINDS
from metadata.documents.label import text_in
from runtime.http.call import Call
from runtime.http.documents import app_json
from runtime.http.seen_documents import seen_document
from runtime.identity.tokens import POWERS

Json = dict[str, object]


def describe_me(call: Call, actor: Actor) -> Json:
    """The actor, with roles, departments and apps."""
    access = access_of(call.work.catalog, actor)
    roles = call.work.resolved.roles
    user = find_own(call, actor)
    apps = [app for app in call.work.resolved.apps if access.may_open(app)]
    return {
        "id": None if actor.user is None else str(actor.user),
        "login": None if user is None else user.login,
        "name": actor.name,
        "email": None if user is None else user.email,
        "language": actor.language,
        "is_admin": actor.is_admin,
        "roles": [
            {"app": app, "role": key, "label": text_in(roles[app, key].labels, actor.language)}
            for app, key in sorted(actor.roles)
            if (app, key) in roles
        ],
        "departments": own_departments(call, actor),
        "apps": apps,
        "app_cards": [app_card(access, app, actor.language) for app in apps],
        "powers": powers_of(access),
        "workspace": call.work.database.read(workspace_name),
        "scopes": None if actor.scopes is None else sorted(actor.scopes),
    }


def find_own(call: Call, actor: Actor) -> User | None:
    """The actor as a person; None for the command line of the machine."""
    user = actor.user
    if user is None:
        return None
    return call.work.database.read(lambda connection: read_user(connection, user))


def app_card(access: Access, app: str, language: str) -> Json:
    """What an app is called and looks like, and the kinds of its documents that may be changed."""
    card = app_json(app, seen_document(access, (app, "app", app)), language)
    return {**card, "build": [kind for kind in KINDS if access.may_build(app, kind)]}


def powers_of(access: Access) -> list[str]:
    """The powers over the workspace that the actor has."""
    return [power for power in POWERS if access.has_power(power)]


def own_departments(call: Call, actor: Actor) -> list[Json]:
    """The departments the actor is in now."""
    user = actor.user
    if user is None:
        return []
    memberships, departments = call.work.database.read(
        lambda connection: (list_memberships(connection, user), list_departments(connection))
    )
    by_id = {department.id: department for department in departments}
    return [
        {
            "id": str(it.department),
            "code": by_id[it.department].code,
            "name": by_id[it.department].name,
            "is_main": it.is_main,
            "is_head": it.is_head,
        }
        for it in memberships
        if it.ended_at is None
    ]
