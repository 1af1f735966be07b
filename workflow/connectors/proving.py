"""How calls prove themselves with the parts of a credential, and tokens that are fetched for it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import new as new_hmac
from typing import cast

import orjson
import sqlalchemy as sa

from engine.database.named import NamedStatements
from engine.workspace import Workspace
from metadata.documents.connector import AuthDocument
from workflow.connectors.filling import json_at
from workflow.credentials import Parts
from workflow.errors import SecretKeyUnusable
from workflow.jobs import bind
from workflow.outside_tables import tg_connector
from workflow.secret_key import seal, unseal

EARLY = timedelta(seconds=30)
"""A token is renewed so long before it expires: calls take time."""

KIND_OF_CREDENTIAL: Mapping[str, str] = {
    "bearer": "bearer",
    "basic": "basic",
    "header": "key",
    "query": "key",
    "token": "client",
    "hmac": "hmac",
}
"""Which kind of credential an `auth.kind` takes."""

ROW = tg_connector.c
OF_CONNECTOR = ROW.connector == bind("of_connector", ROW.connector)
STATEMENTS = NamedStatements(
    {
        "read": sa.select(ROW.token, ROW.token_until).where(OF_CONNECTOR),
        "keep": sa.update(tg_connector)
        .where(OF_CONNECTOR)
        .values(
            token=bind("new_token", ROW.token),
            token_until=bind("new_until", ROW.token_until),
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Proof:
    """What a call carries besides."""

    headers: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)


class PartMissing(Exception):
    """The credential has not what the connector's way of proving needs."""


def prove(auth: AuthDocument, parts: Parts, token: str | None, body: bytes) -> Proof:
    """The proof for a call with that body. Raises PartMissing."""
    try:
        return proof_by(auth, parts, token, body)
    except KeyError as error:
        raise PartMissing(str(error)) from error


def proof_by(auth: AuthDocument, parts: Parts, token: str | None, body: bytes) -> Proof:
    """The proof of the kind; KeyError where the credential is of another kind."""
    match auth.kind:
        case "bearer":
            return Proof({"Authorization": f"Bearer {parts['token']}"})
        case "token":
            return Proof({"Authorization": f"Bearer {token}"})
        case "basic":
            pair = f"{parts['username']}:{parts['password']}".encode()
            return Proof({"Authorization": f"Basic {b64encode(pair).decode()}"})
        case "header":
            return Proof({auth.name or "X-Api-Key": parts["value"]})
        case "query":
            return Proof(query={auth.name or "key": parts["value"]})
        case "hmac":
            signature = new_hmac(parts["secret"].encode(), body, sha256).hexdigest()
            identity = {"X-Key-Id": parts["key_id"]} if "key_id" in parts else {}
            return Proof({auth.name or "X-Signature": signature, **identity})
    return Proof()


def kept_token(work: Workspace, connector: str) -> str | None:
    """The token that was fetched before, None where it is over or cannot be read."""
    statement = STATEMENTS.on(work.database.dialect, "read")
    rows = work.database.rows(statement, {"of_connector": connector})
    if not rows or rows[0][0] is None:
        return None
    sealed, until = cast(str, rows[0][0]), cast("datetime | None", rows[0][1])
    if until is not None and until - EARLY <= work.now():
        return None
    try:
        return unseal(work, sealed, about(connector))
    except SecretKeyUnusable:
        return None


def keep_token(work: Workspace, connector: str, token: str | None, until: datetime | None) -> None:
    """The connector has this token; none with None."""
    sealed = None if token is None else seal(work, token, about(connector))
    given = {"of_connector": connector, "new_token": sealed, "new_until": until}
    statement = STATEMENTS.on(work.database.dialect, "keep")
    work.database.write(lambda connection: connection.run(statement, given))


def read_token(
    auth: AuthDocument, body: bytes, now: datetime
) -> tuple[str, datetime | None] | None:
    """The token in the answer and when it ends; None where there is none."""
    try:
        answer = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    token = json_at(answer, auth.token_at)
    if not isinstance(token, str) or not token:
        return None
    return token, end_of(json_at(answer, auth.expires_at), now)


def end_of(seconds: object, now: datetime) -> datetime | None:
    """The moment so many seconds from now; None where that is no number of seconds."""
    if isinstance(seconds, str) and seconds.isascii() and seconds.isdigit():
        seconds = int(seconds[:9])
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    return now + timedelta(seconds=min(max(seconds, 0), 10**8))


def about(connector: str) -> str:
    """What a token is sealed for."""
    return f"token:{connector}"
