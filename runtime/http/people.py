"""Who is here: users, departments, roles. The power `people` changes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Annotated, TypeVar

from pydantic import Field

from engine.access import access_of
from engine.actor import Actor
from engine.database import Connection
from engine.errors import PeopleRefused
from engine.people import (
    Membership,
    User,
    list_memberships,
    list_present_memberships,
    list_users,
    read_user,
)
from engine.people_changes import (
    UserDraft,
    add_user,
    change_user,
    disable_user,
    enable_user,
    grant_role,
    revoke_role,
    set_password_hash,
)
from engine.recompute_stale import recompute_after_people
from metadata.documents.label import label_texts, text_in
from metadata.resolved import Role
from runtime.errors import BodyProblem, InvalidBody, NotAllowed, NotFound
from runtime.http.body import Body, read_body_as, schema_of
from runtime.http.call import Answer, Call, Endpoint
from runtime.http.identity import moment
from runtime.http.ids import read_id
from runtime.http.once import answer_once
from runtime.http.records import known_words
from runtime.identity.passwords import hash_password
from workflow.handing_over import hand_over_todos

T = TypeVar("T")
Json = dict[str, object]
Name = Annotated[str, Field(max_length=200)]
Id = Annotated[str, Field(pattern=r"^[0-9]{1,19}$")]


class NewUser(Body):
    """A person to be; roles are `app.role`."""

    login: Name
    name: Name
    email: Name | None = None
    phone: Name | None = None
    language: str = "zh"
    is_admin: bool = False
    supervisor: Id | None = None
    password: Annotated[str, Field(max_length=1_000)] | None = None
    roles: Annotated[list[Name], Field(default_factory=list, max_length=200)]


class ChangedUser(Body):
    """What changes about a person; what is not named stays. `heir` gets the to-dos of somebody who
    is disabled; without one whoever stands above them does, or else the administrators."""

    login: Name | None = None
    name: Name | None = None
    email: Name | None = None
    phone: Name | None = None
    language: str | None = None
    is_admin: bool | None = None
    supervisor: Id | None = None
    password: Annotated[str, Field(max_length=1_000)] | None = None
    disabled: bool | None = None
    heir: Id | None = None
    roles: Annotated[list[Name], Field(max_length=200)] | None = None


def require_people(call: Call) -> None:
    """The caller has the power over people. Raises NotAllowed."""
    if not access_of(call.work.catalog, call.actor).has_power("people"):
        raise NotAllowed("power_needed", {"power": "people"})


def change_people(call: Call, work: Callable[[Connection], T], *, is_read: bool) -> T:
    """What `work` gives in one transaction. Where formulas may have read what it changes
    (`is_read`), the stored ones are right again."""
    made = call.work.database.write(work)
    if is_read:
        recompute_after_people(call.work)
    return made


# -- users


def answer_users(call: Call) -> Answer:
    """All persons. Whoever may not change people sees names, not what else is known."""
    known_words(call)
    is_allowed = access_of(call.work.catalog, call.actor).has_power("people")
    if call.actor.scopes is not None and not is_allowed:
        raise NotAllowed("power_needed", {"power": "people"})
    users, memberships = call.work.database.read(
        lambda connection: (list_users(connection), list_present_memberships(connection))
    )
    if is_allowed:
        places: dict[int, list[Json]] = {}
        for it in memberships:
            places.setdefault(it.user, []).append(place_json(it))
        shown = [{**user_json(it), "departments": places.get(it.id, [])} for it in users]
        return Answer({"users": shown})
    present = [user for user in users if user.disabled_at is None]
    return Answer({"users": [{"id": str(user.id), "name": user.name} for user in present]})


def place_json(membership: Membership) -> Json:
    """A department that somebody is in now."""
    return {
        "id": str(membership.department),
        "is_main": membership.is_main,
        "is_head": membership.is_head,
    }


def user_json(user: User) -> Json:
    """A person as those see them who look after people."""
    return {
        "id": str(user.id),
        "login": user.login,
        "name": user.name,
        "email": user.email,
        "phone": user.phone,
        "language": user.language,
        "is_admin": user.is_admin,
        "supervisor": None if user.supervisor is None else str(user.supervisor),
        "has_password": user.has_password,
        "disabled_at": moment(user.disabled_at),
        "roles": role_names(user),
    }


def role_names(user: User) -> list[str]:
    """The person's roles as `app.role`."""
    return sorted(f"{app}.{role}" for app, role in user.roles)


def find_person(connection: Connection, id: int) -> User:
    """The person. Raises NotFound."""
    try:
        return read_user(connection, id)
    except PeopleRefused as refused:
        raise NotFound("unknown_person", {"user": str(id)}) from refused


def answer_new_user(call: Call) -> Answer:
    """A person is here."""
    require_people(call)
    asked = read_body_as(NewUser, call)
    require_grants(call, asked.roles, is_admin=asked.is_admin)
    hashed = None if asked.password is None else hash_password(asked.password)
    draft = UserDraft(
        login=asked.login,
        name=asked.name,
        email=asked.email,
        phone=asked.phone,
        is_admin=asked.is_admin,
        language=asked.language,
        supervisor=None if asked.supervisor is None else read_id(asked.supervisor),
    )

    def add(connection: Connection) -> User:
        id = add_user(call.work, connection, draft)
        if hashed is not None:
            set_password_hash(connection, id, hashed)
        set_roles(call, connection, id, asked.roles)
        return read_user(connection, id)

    return answer_once(
        call, lambda: Answer(user_json(change_people(call, add, is_read=False)), 201)
    )


def require_grants(call: Call, roles: Sequence[str], *, is_admin: bool) -> None:
    """The caller may give these roles. Raises NotAllowed."""
    grants_of(call.actor, roles, is_admin=is_admin)


def grants_of(actor: Actor, roles: Sequence[str], *, is_admin: bool) -> None:
    """Nobody gives what they do not have (decision 25): only administrators make administrators
    and give roles that they do not hold themselves. Raises NotAllowed."""
    if actor.is_admin and actor.scopes is None:
        return
    if is_admin:
        raise NotAllowed("admin_needed")
    held = {f"{app}.{role}" for app, role in actor.roles}
    for role in roles:
        if role not in held:
            raise NotAllowed("role_not_held", {"role": role})


def set_roles(call: Call, connection: Connection, user: int, wanted: list[str]) -> None:
    """The person has exactly these roles."""
    had = read_user(connection, user).roles
    named = {role_of(role) for role in wanted}
    for role in sorted(named - had):
        grant_role(call.work, connection, user, role, call.actor.user)
    for role in sorted(had - named):
        revoke_role(connection, user, role)


def role_of(text: str) -> tuple[str, str]:
    """The app and key of `app.role`."""
    app, _, key = text.partition(".")
    return app, key


def answer_user(call: Call) -> Answer:
    """One person, with the departments they are in."""
    require_people(call)
    user = read_id(call.path["user"], "unknown_person", "user")
    found, memberships = call.work.database.read(
        lambda connection: (find_person(connection, user), list_memberships(connection, user))
    )
    return Answer({**user_json(found), "memberships": [membership_json(it) for it in memberships]})


def membership_json(membership: Membership) -> Json:
    """When a person was in a department, and as what."""
    return {
        "user": str(membership.user),
        "department": str(membership.department),
        "is_main": membership.is_main,
        "is_head": membership.is_head,
        "started_at": moment(membership.started_at),
        "ended_at": moment(membership.ended_at),
    }


def answer_change_user(call: Call) -> Answer:
    """The person is changed."""
    require_people(call)
    user = read_id(call.path["user"], "unknown_person", "user")
    asked = read_body_as(ChangedUser, call)
    hashed = None if asked.password is None else hash_password(asked.password)
    named = asked.model_fields_set
    for name in {"login", "name", "language", "is_admin", "disabled", "roles"} & named:
        if getattr(asked, name) is None:
            raise InvalidBody([BodyProblem("missing", f"/{name}")])

    def run(connection: Connection) -> User:
        before = find_person(connection, user)
        # Whoever sets another's password can sign in as them.
        taken = role_names(before) if hashed is not None else []
        is_admin = before.is_admin or bool(asked.is_admin)
        require_grants(call, [*taken, *(asked.roles or [])], is_admin=is_admin)
        if draft_fields := named - {"password", "disabled", "heir", "roles"}:
            change_user(connection, user, draft_of(before, asked, draft_fields))
        if hashed is not None:
            set_password_hash(connection, user, hashed)
        if asked.disabled is not None and asked.disabled != (before.disabled_at is not None):
            if asked.disabled:
                heir = heir_of(connection, user, asked.heir)
                disable_user(call.work, connection, user)
                hand_over_todos(connection, call.work, user, heir)
            else:
                enable_user(connection, user)
        if asked.roles is not None:
            set_roles(call, connection, user, asked.roles)
        return read_user(connection, user)

    is_read = bool(named & {"name", "supervisor", "roles"})
    return Answer(user_json(change_people(call, run, is_read=is_read)))


def heir_of(connection: Connection, leaver: int, asked: str | None) -> int | None:
    """Who takes over from the leaver: somebody else who can. Raises InvalidBody."""
    if asked is None:
        return None
    heir = read_id(asked)
    found = find_person(connection, heir)
    if heir == leaver or found.disabled_at is not None:
        raise InvalidBody([BodyProblem("heir_gone", "/heir", {"name": found.name})])
    return heir


def draft_of(before: User, asked: ChangedUser, named: set[str]) -> UserDraft:
    """The person as they are to be: as before, but for what the body names."""

    def chosen(name: str) -> object:
        return getattr(asked if name in named else before, name)

    supervisor = chosen("supervisor")
    return UserDraft(
        login=str(chosen("login")),
        name=str(chosen("name")),
        email=optional_text(chosen("email")),
        phone=optional_text(chosen("phone")),
        is_admin=bool(chosen("is_admin")),
        language=str(chosen("language")),
        supervisor=None if supervisor is None else read_id(str(supervisor)),
    )


def optional_text(value: object) -> str | None:
    """A text, None for none or an empty one."""
    return str(value).strip() or None if value is not None else None


# -- roles


def answer_roles(call: Call) -> Answer:
    """The roles that there are; changing one is changing its document."""
    require_people(call)
    known_words(call)
    users = [it for it in call.work.database.read(list_users) if it.disabled_at is None]
    holders = Counter(role for user in users for role in user.roles)
    roles = sorted(call.work.resolved.roles.items())
    return Answer({"roles": [role_json(call, role, holders[key]) for key, role in roles]})


def role_json(call: Call, role: Role, holders: int) -> Json:
    """A role, how many hold it, and whether the caller may give it."""
    actor = call.actor
    is_whole_admin = actor.is_admin and actor.scopes is None
    texts = label_texts(role.document.description, "")
    return {
        "app": role.app,
        "key": role.key,
        "label": text_in(role.labels, call.language),
        "description": text_in(texts, call.language),
        "holders": holders,
        "may_grant": is_whole_admin or (role.app, role.key) in actor.roles,
    }


PEOPLE = (
    Endpoint("GET", "/api/v1/people/users", answer_users, "Everybody who is here"),
    Endpoint(
        "POST",
        "/api/v1/people/users",
        answer_new_user,
        "Add a person",
        body=schema_of(NewUser),
        status=201,
        is_long=True,
    ),
    Endpoint("GET", "/api/v1/people/users/{user}", answer_user, "One person"),
    Endpoint(
        "PATCH",
        "/api/v1/people/users/{user}",
        answer_change_user,
        "Change, disable or enable a person; set roles or the password",
        body=schema_of(ChangedUser),
        is_long=True,
    ),
    Endpoint("GET", "/api/v1/people/roles", answer_roles, "The roles that there are"),
)
