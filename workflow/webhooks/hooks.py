"""Webhooks in: the address at which an automation is called, and what becomes of a call.

The address holds a token that is kept as a hash; a hook has a secret too, unless its caller cannot
sign. A call is answered as soon as its run is written: of two with the same id there is one run.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Literal, cast
from urllib.parse import parse_qsl

import orjson
import sqlalchemy as sa

from engine.database import Connection, Row
from engine.database.named import NamedStatements, put_row
from engine.workspace import Workspace
from metadata.documents.triggers import WebhookReceived
from metadata.resolved_workflow import Automation
from workflow.causes import NOTHING
from workflow.connectors.operations import text_at
from workflow.errors import HookRefused, HookUnknown
from workflow.jobs import bind
from workflow.outside_tables import tg_hook
from workflow.secret_key import is_readable, seal, unseal
from workflow.starts import automation_named, start_automation
from workflow.webhooks.signing import ID, is_signed, new_signing_secret
from workflow.webhooks.wecom import WecomSecret, open_echo, open_message, wecom_secret

TOKEN_BYTES = 24
LONGEST_ID = 200
LONGEST_TOKEN = 100
MOST_NAMES = 1_000
FORM = "application/x-www-form-urlencoded"
Scheme = Literal["standard", "wecom"]
"""How calls are signed: by the Standard Webhooks specification, or as 企业微信 does."""

H = tg_hook.c
OF_HOOK = sa.and_(
    H.app == bind("of_app", H.app), H.automation == bind("of_automation", H.automation)
)
STATEMENTS = NamedStatements(
    {
        "of token": sa.select(H.app, H.automation, H.secret).where(
            H.token_sha256 == bind("of_hash", H.token_sha256)
        ),
        "of automation": sa.select(H.secret, H.at, H.used_at).where(OF_HOOK),
        "used": sa.update(tg_hook).where(OF_HOOK).values(used_at=bind("now", H.used_at)),
        "drop": sa.delete(tg_hook).where(OF_HOOK),
        "put sqlite": put_row(tg_hook, "sqlite"),
        "put postgresql": put_row(tg_hook, "postgresql"),
    }
)


NO_QUERY: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Hook:
    """The hook of an automation, without what is secret about it; `scheme` None: its calls are not
    signed."""

    scheme: Scheme | None
    at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class NewHook:
    """A hook as it is shown once: its token, and its secret if calls must be signed."""

    token: str
    secret: str | None


@dataclass(frozen=True, slots=True)
class Incoming:
    """A call as it came; header names are lower case."""

    headers: Mapping[str, str]
    body: bytes
    query: Mapping[str, str] = field(default_factory=lambda: NO_QUERY)


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a call: the run that it has started, if it did. `is_wecom`: it came from
    企业微信, which wants no other answer than none."""

    run: int | None
    is_wecom: bool = False


def read_hook(connection: Connection, work: Workspace, app: str, automation: str) -> Hook | None:
    """The hook of the automation, None where it has none."""
    given = {"of_app": app, "of_automation": automation}
    rows = connection.rows(STATEMENTS.on(connection.dialect, "of automation"), given)
    if not rows:
        return None
    sealed, at, used_at = rows[0]
    scheme: Scheme | None = None
    if sealed is not None:
        scheme = scheme_of(work, cast(str, sealed), about(f"{app}.{automation}"))
    return Hook(scheme, cast(datetime, at), cast("datetime | None", used_at))


def scheme_of(work: Workspace, sealed: str, subject: str) -> Scheme:
    """How calls prove themselves by the secret; one that cannot be read any more is ours."""
    is_wecom = is_readable(work, sealed) and wecom_secret(unseal(work, sealed, subject))
    return "wecom" if is_wecom else "standard"


def renew_hook(
    connection: Connection,
    work: Workspace,
    automation: Automation,
    *,
    signed: bool | WecomSecret,
    user: int | None,
) -> NewHook:
    """The automation has a new address, and only that; calls must be signed where `signed`, with a
    secret of ours, or as 企业微信 signs."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    secret = new_signing_secret() if signed is True else None
    kept = signed.text() if isinstance(signed, WecomSecret) else secret
    row = {
        "app": automation.app,
        "automation": automation.key,
        "token_sha256": hash_of(token),
        "secret": None if kept is None else seal(work, kept, about(automation.name)),
        "user": user,
        "at": work.now(),
        "used_at": None,
    }
    connection.run(STATEMENTS.on(connection.dialect, f"put {connection.dialect}"), row)
    return NewHook(token, secret)


def close_hook(connection: Connection, app: str, automation: str) -> bool:
    """Whether the automation had an address; it has none now."""
    given = {"of_app": app, "of_automation": automation}
    return connection.run(STATEMENTS.on(connection.dialect, "drop"), given) == 1


def echo(work: Workspace, token: str, query: Mapping[str, str]) -> bytes:
    """What 企业微信 wants to read at the address before it calls it. Raises HookUnknown,
    HookRefused."""
    automation, sealed = listening(work, token)
    found = None if sealed is None else wecom_secret(unseal(work, sealed, about(automation.name)))
    if found is None:
        raise HookUnknown
    return open_echo(found, query, work.now())


def receive(work: Workspace, token: str, incoming: Incoming) -> Taken:
    """The run that the call has started; none where it was there before, or the automation's own
    conditions say so. Raises HookUnknown, HookRefused."""
    automation, sealed = listening(work, token)
    secret = None if sealed is None else unseal(work, sealed, about(automation.name))
    wecom = None if secret is None else wecom_secret(secret)
    if wecom is not None:
        content = open_message(wecom, incoming.query, incoming.body, work.now())
        # Tried again, a message is sealed anew; an event has no id.
        id = str(content.get("MsgId") or hash_of(orjson.dumps(content).decode()))
        return Taken(start_by_hook(work, automation, content, id), is_wecom=True)
    if secret is not None and not is_signed(secret, incoming.headers, incoming.body, work.now()):
        raise HookRefused
    id = incoming.headers.get(ID, "").replace("\x00", "")
    return Taken(start_by_hook(work, automation, read_content(incoming), id))


def start_by_hook(work: Workspace, automation: Automation, content: object, id: str) -> int | None:
    """The run of the automation that a call with this content starts, once for its id."""
    trigger = automation.trigger.document
    parts = trigger.parts if isinstance(trigger, WebhookReceived) else {}
    values = {f"hook.{name}": text_at(content, pointer) for name, pointer in parts.items()}
    once = f"hook:{id[:LONGEST_ID]}" if id else None

    def write(connection: Connection) -> int | None:
        given = {"of_app": automation.app, "of_automation": automation.key, "now": work.now()}
        connection.run(STATEMENTS.on(connection.dialect, "used"), given)
        return start_automation(
            connection, work, automation.name, None, cause=NOTHING, values=values, once=once
        )

    return work.database.write(write)


def listening(work: Workspace, token: str) -> tuple[Automation, str | None]:
    """The automation at that address, and the sealed secret of its hook. Raises HookUnknown."""
    if not (0 < len(token) <= LONGEST_TOKEN and token.isascii()):
        raise HookUnknown
    statement = STATEMENTS.on(work.database.dialect, "of token")
    rows = work.database.rows(statement, {"of_hash": hash_of(token)})
    found = None if not rows else automation_named(work.catalog, name_in(rows[0]))
    if found is None or not found.document.enabled or found.trigger.event != "webhook":
        raise HookUnknown
    return found, cast("str | None", rows[0][2])


def name_in(row: Row) -> str:
    """The name of the automation in a row of `of token`."""
    return f"{row[0]}.{row[1]}"


def read_content(incoming: Incoming) -> object:
    """The body as JSON: an object of texts where it is a form. Raises HookRefused."""
    kind = incoming.headers.get("content-type", "").split(";")[0].strip().lower()
    try:
        if kind == FORM:
            pairs = parse_qsl(
                incoming.body.decode(), keep_blank_values=True, max_num_fields=MOST_NAMES
            )
            return dict(pairs)
        return orjson.loads(incoming.body) if incoming.body else {}
    except ValueError as error:
        raise HookRefused(code="hook_unreadable") from error


def hash_of(token: str) -> str:
    """Under what a token is kept."""
    return sha256(token.encode()).hexdigest()


def about(name: str) -> str:
    """What a hook's secret is sealed for."""
    return f"hook:{name}"
