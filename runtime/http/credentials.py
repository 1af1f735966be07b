"""Credentials: values go in and never come out. The power `credentials` puts and takes them; who
builds connectors sees their names."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import Field

from engine.access import Access, access_of
from metadata.documents.label import KEY_PATTERN
from runtime.errors import NotAllowed
from runtime.http.body import Body, read_body_as, schema_of
from runtime.http.call import Answer, Call, Endpoint
from runtime.http.identity import moment
from runtime.http.records import known_words
from workflow.credentials import (
    KINDS,
    Credential,
    drop_credential,
    list_credentials,
    put_credential,
)
from workflow.errors import CredentialRefused

PATH = "/api/v1/credentials"
ONE = PATH + "/{credential}"
LONGEST_NAME = 40
Name = Annotated[str, Field(max_length=60)]
Value = Annotated[str, Field(max_length=10_000)]


class PutCredential(Body):
    """All parts of the credential: those before are gone."""

    kind: Name
    parts: Annotated[dict[Name, Value], Field(max_length=20)]


def answer_credentials(call: Call) -> Answer:
    """The credentials, each part masked; names alone for who only builds connectors."""
    known_words(call)
    access = access_of(call.work.catalog, call.actor)
    is_keeper = access.has_power("credentials")
    if not is_keeper and not builds_connectors(call, access):
        raise NotAllowed("power_needed", {"power": "credentials"})
    found = call.work.database.read(lambda it: list_credentials(it, call.work))
    shown = [credential_json(it) if is_keeper else named(it) for it in found]
    kinds = [{"kind": kind, "needed": it[0], "allowed": it[1]} for kind, it in KINDS.items()]
    return Answer({"credentials": shown, "kinds": kinds})


def builds_connectors(call: Call, access: Access) -> bool:
    """Whether the caller may write connectors in some app."""
    return any(access.may_build(app, "connector") for app in call.work.resolved.apps)


def named(credential: Credential) -> dict[str, object]:
    """What who may name a credential sees of it."""
    return {"name": credential.name, "kind": credential.kind}


def credential_json(credential: Credential) -> dict[str, object]:
    """A credential without what is secret about it."""
    return {
        **named(credential),
        "parts": dict(credential.shown),
        "is_readable": credential.is_readable,
        "created_at": moment(credential.created_at),
        "changed_at": moment(credential.changed_at),
        "used_at": moment(credential.used_at),
    }


def answer_put(call: Call) -> Answer:
    """The credential holds these parts."""
    require_keeper(call)
    name = call.path["credential"]
    if not re.fullmatch(KEY_PATTERN, name) or len(name) > LONGEST_NAME:
        raise CredentialRefused(code="credential_name")
    asked = read_body_as(PutCredential, call)
    put = call.work.database.write(
        lambda it: put_credential(
            it, call.work, name, asked.kind, asked.parts, user=call.actor.user
        )
    )
    return Answer(credential_json(put))


def answer_drop(call: Call) -> Answer:
    """There is no such credential any more."""
    require_keeper(call)
    name = call.path["credential"]
    call.work.database.write(lambda it: drop_credential(it, name))
    return Answer(status=204)


def require_keeper(call: Call) -> None:
    """The caller has the power over credentials. Raises NotAllowed."""
    if not access_of(call.work.catalog, call.actor).has_power("credentials"):
        raise NotAllowed("power_needed", {"power": "credentials"})


CREDENTIALS = (
    Endpoint("GET", PATH, answer_credentials, "Credentials, without their values"),
    Endpoint("PUT", ONE, answer_put, "Put a credential in", body=schema_of(PutCredential)),
    Endpoint("DELETE", ONE, answer_drop, "Remove a credential", status=204),
)
