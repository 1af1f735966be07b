"""Inviting people by a link: whoever has it becomes a person with the roles that it names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from engine.access import access_of
from engine.actor import Origin
from engine.database import Connection
from engine.department_changes import join_department
from engine.errors import PeopleRefused
from engine.load_actor import load_actor
from engine.people import list_departments, list_users
from engine.people_changes import UserDraft, add_user, grant_role, set_password_hash
from engine.settings_store import workspace_name
from metadata.documents.label import text_in
from runtime.errors import NotAllowed, NotFound
from runtime.http.body import Body, read_body_as, schema_of
from runtime.http.call import Answer, Call, Endpoint
from runtime.http.departments import find
from runtime.http.identity import answer_signed_in, browser_of, moment, refuse_cross_site
from runtime.http.ids import read_id
from runtime.http.people import Id, Name, grants_of, require_grants, require_people, role_of
from runtime.http.records import known_words
from runtime.identity.invitations import (
    Invitation,
    InvitationDraft,
    end_invitation,
    find_invitation,
    invite,
    list_invitations,
)
from runtime.identity.passwords import hash_password
from runtime.identity.sessions import SignedIn, open_session

Json = dict[str, object]

PATH = "/api/v1/people/invitations"
PUBLIC_PATH = "/api/v1/invitations/{token}"
PAGE = "/invite/"


class NewInvitation(Body):
    """Who is invited: into which department, with which roles (`app.role`)."""

    name: Name | None = None
    department: Id | None = None
    roles: Annotated[list[Name], Field(default_factory=list, max_length=200)]
    language: Literal["zh", "en"] = "zh"


class Acceptance(Body):
    """How the invited person signs in from now on."""

    login: Name
    name: Name
    password: Annotated[str, Field(max_length=1_000)]
    language: Literal["zh", "en"] | None = None


def answer_invite(call: Call) -> Answer:
    """The link is in this answer and nowhere else."""
    require_people(call)
    asked = read_body_as(NewInvitation, call)
    require_grants(call, asked.roles, is_admin=False)
    known = call.work.resolved.roles
    for role in asked.roles:
        if role_of(role) not in known:
            raise PeopleRefused("unknown_role", {"role": role})
    department = None if asked.department is None else read_id(asked.department)
    name = (asked.name or "").strip() or None
    roles = sorted(set(asked.roles))
    draft = InvitationDraft(name, department, roles, asked.language, call.actor.user)

    def make(connection: Connection) -> tuple[str, Invitation]:
        if department is not None and find(connection, department).archived_at is not None:
            code = find(connection, department).code
            raise PeopleRefused("department_archived", {"department": code})
        return invite(call.work, connection, draft)

    secret, made = call.work.database.write(make)
    shown = invitation_json(call, made, names_of_people(call))
    return Answer({**shown, "token": secret, "path": PAGE + secret}, 201)


def invitation_json(call: Call, invitation: Invitation, names: Mapping[int, str]) -> Json:
    """An invitation without its link."""
    draft = invitation.draft
    return {
        "id": str(invitation.id),
        "name": draft.name,
        "department": None if draft.department is None else str(draft.department),
        "roles": list(draft.roles),
        "language": draft.language,
        "state": invitation.state(call.work.now()),
        "created_at": moment(invitation.created_at),
        "expires_at": moment(invitation.expires_at),
        "invited_by": names.get(draft.user or 0),
        "user": None if invitation.used_by is None else str(invitation.used_by),
    }


def names_of_people(call: Call) -> Mapping[int, str]:
    """What everybody is called."""
    return {user.id: user.name for user in call.work.database.read(list_users)}


def answer_invitations(call: Call) -> Answer:
    """The invitations of the last weeks."""
    require_people(call)
    known_words(call)
    names = names_of_people(call)
    found = list_invitations(call.work)
    return Answer({"invitations": [invitation_json(call, it, names) for it in found]})


def answer_withdraw(call: Call) -> Answer:
    """The link is good for nothing."""
    require_people(call)
    id = read_id(call.path["invitation"], "unknown_invitation", "invitation")
    call.work.database.write(lambda connection: end_invitation(call.work, connection, id))
    return Answer(status=204)


# -- whoever has the link


def answer_invitation(call: Call) -> Answer:
    """Who invites to what. Raises NotFound where the link is over."""
    known_words(call)
    found = call.work.database.read(lambda it: find_invitation(call.work, it, call.path["token"]))
    draft = found.draft
    require_inviter(call, draft)
    roles = call.work.resolved.roles
    labels = [
        text_in(roles[role_of(role)].labels, call.language)
        for role in draft.roles
        if role_of(role) in roles
    ]
    return Answer(
        {
            "workspace": call.work.database.read(workspace_name),
            "invited_by": names_of_people(call).get(draft.user or 0),
            "name": draft.name,
            "language": draft.language,
            "roles": labels,
            "expires_at": moment(found.expires_at),
        }
    )


def require_inviter(call: Call, draft: InvitationDraft) -> None:
    """Whoever invited could still do so. Raises NotFound: the link is over with their power."""
    if draft.user is None:
        return
    try:
        inviter = load_actor(call.work, draft.user, Origin.UI)
        if not access_of(call.work.catalog, inviter).has_power("people"):
            raise NotFound("unknown_invitation")
        grants_of(inviter, draft.roles, is_admin=False)
    except (PeopleRefused, NotAllowed) as refused:
        raise NotFound("unknown_invitation") from refused


def answer_accept(call: Call) -> Answer:
    """The person is here, with the roles of the invitation, and signed in."""
    refuse_cross_site(call)
    asked = read_body_as(Acceptance, call)
    token = call.path["token"]
    found = call.work.database.read(lambda it: find_invitation(call.work, it, token))
    draft = found.draft
    require_inviter(call, draft)
    hashed = hash_password(asked.password)
    language = asked.language or draft.language

    wanted = UserDraft(asked.login, asked.name, language=language)

    def accept(connection: Connection) -> SignedIn:
        user = add_user(call.work, connection, wanted)
        set_password_hash(connection, user, hashed)
        end_invitation(call.work, connection, found.id, user)
        place(call, connection, user, draft)
        return open_session(call.work, connection, user, browser_of(call))

    return answer_signed_in(call, call.work.database.write(accept))


def place(call: Call, connection: Connection, user: int, draft: InvitationDraft) -> None:
    """The person has the roles that there still are, and is in the department, or in the one that
    answers for it by now."""
    for role in draft.roles:
        if role_of(role) in call.work.resolved.roles:
            grant_role(call.work, connection, user, role_of(role), draft.user)
    departments = {it.id: it for it in list_departments(connection)}
    found = departments.get(draft.department or 0)
    while found is not None and found.heir is not None:
        found = departments.get(found.heir)
    if found is not None and found.archived_at is None:
        join_department(call.work, connection, user, found.id, is_main=True)


INVITATIONS = (
    Endpoint(
        "POST",
        PATH,
        answer_invite,
        "Invite a person; the link is shown once and good for seven days",
        body=schema_of(NewInvitation),
        status=201,
    ),
    Endpoint("GET", PATH, answer_invitations, "The invitations of the last weeks"),
    Endpoint(
        "DELETE", PATH + "/{invitation}", answer_withdraw, "Withdraw an invitation", status=204
    ),
    Endpoint("GET", PUBLIC_PATH, answer_invitation, "Who invites to what", is_public=True),
    Endpoint(
        "POST",
        PUBLIC_PATH,
        answer_accept,
        "Become the person who was invited, and sign in",
        body=schema_of(Acceptance),
        status=201,
        is_public=True,
        is_long=True,
        most_body=10_000,
    ),
)
