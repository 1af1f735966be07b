"""Who decides approvals for whom, from when until when."""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, Field

from engine.access import access_of
from engine.database import Connection
from runtime.errors import NotAllowed
from runtime.http.account import whole_person_of
from runtime.http.approvals import Id, known
from runtime.http.body import Body, read_body_as, schema_of
from runtime.http.call import Answer, Call, Endpoint
from runtime.http.identity import moment
from runtime.http.ids import read_id
from runtime.http.records import known_words
from workflow.approvals.delegations import (
    Delegation,
    add_delegation,
    drop_delegation,
    list_delegations,
)
from workflow.people import Everybody, everybody

Json = dict[str, object]
PATH = "/api/v1/delegations"


class NewDelegation(Body):
    """Who decides, from when until when; `approval` (`app.key`) narrows it to one. `user` is
    another person, for whoever looks after people."""

    delegate: Id
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    approval: Annotated[str, Field(max_length=61)] | None = None
    user: Id | None = None


def answer_delegations(call: Call) -> Answer:
    """What the caller delegates, now or later, and what is delegated to them."""
    known_words(call)
    user = whole_person_of(call)

    def read(connection: Connection) -> Json:
        known = everybody(call.work, connection)
        own, others = list_delegations(connection, call.work, user)
        return {
            "mine": [delegation_json(it, known) for it in own],
            "to_me": [delegation_json(it, known) for it in others],
        }

    return Answer(call.work.database.read(read))


def delegation_json(delegation: Delegation, known: Everybody) -> Json:
    """A delegation with the names of both."""
    return {
        "id": str(delegation.id),
        "user": str(delegation.user),
        "user_name": known.users[delegation.user].name,
        "delegate": str(delegation.delegate),
        "delegate_name": known.users[delegation.delegate].name,
        "starts_at": moment(delegation.starts_at),
        "ends_at": moment(delegation.ends_at),
        "approval": delegation.approval,
    }


def answer_new(call: Call) -> Answer:
    """The delegation counts from now on, for whatever is asked then."""
    user = whole_person_of(call)
    asked = read_body_as(NewDelegation, call)
    of = user if asked.user is None else known(asked.user)
    if of != user and not looks_after_people(call):
        raise NotAllowed("power_needed", {"power": "people"})
    new = Delegation(
        call.work.new_id(),
        of,
        known(asked.delegate),
        asked.starts_at,
        asked.ends_at,
        asked.approval,
    )

    def add(connection: Connection) -> Json:
        add_delegation(connection, call.work, new, user)
        return delegation_json(new, everybody(call.work, connection))

    return Answer(call.work.database.write(add), 201)


def answer_drop(call: Call) -> Answer:
    """The delegation counts no more."""
    known_words(call)
    user = whole_person_of(call)
    id = read_id(call.path["delegation"], "unknown_delegation", "delegation")
    any_user = looks_after_people(call)
    call.work.database.write(lambda it: drop_delegation(it, user, id, any_user=any_user))
    return Answer(status=204)


def looks_after_people(call: Call) -> bool:
    """Whether the caller may delegate for others."""
    return access_of(call.work.catalog, call.actor).has_power("people")


DELEGATIONS = (
    Endpoint("GET", PATH, answer_delegations, "Who decides for the caller, and for whom they do"),
    Endpoint(
        "POST",
        PATH,
        answer_new,
        "Let somebody decide for you for a time",
        body=schema_of(NewDelegation),
        status=201,
    ),
    Endpoint("DELETE", PATH + "/{delegation}", answer_drop, "End a delegation", status=204),
)
