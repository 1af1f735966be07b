"""Webhooks out: who subscribed to which events, and what they are sent, signed, until they have it.

A message is a row of tg_webhook and a job, in the transaction of what happened. The receiver tells
repeated messages by `webhook-id`, which is the same in every attempt.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast
from urllib.parse import urlsplit

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from engine.database import Connection, Row
from engine.database.named import NamedStatements
from engine.workspace import Workspace
from workflow.alarms import tell_administrators
from workflow.errors import OutsideRefused, SecretKeyUnusable, SubscriptionUnknown
from workflow.jobs import Job, bind, enqueue
from workflow.outside_addresses import read_networks
from workflow.outside_client import Question, Unanswered, ask
from workflow.outside_tables import tg_subscription, tg_webhook
from workflow.retry import ATTEMPTS, TryAgain
from workflow.secret_key import seal, unseal
from workflow.webhooks.signing import new_signing_secret, sign

SEND_EVENT = "webhook"
"""The kind of job that sends an event to a subscriber."""
WAITING, SENT, FAILED = "waiting", "sent", "failed"
SECONDS = 15.0
MOST_BYTES = 64 * 1024
GONE = 410
WAITS = tuple(timedelta(seconds=seconds) for seconds in (5, 60, 300, 1_800, 7_200, 18_000, 36_000))
"""Between one try and the next."""

S, W = tg_subscription.c, tg_webhook.c
SHOWN = ("id", "label", "address", "events", "at", "disabled_at", "disabled_why")
MESSAGE = ("id", "type", "state", "attempts", "status", "error", "at", "ended_at")
OF_ID = S.id == bind("of_id", S.id)
OF_MESSAGE = W.id == bind("of_message", W.id)
STATEMENTS = NamedStatements(
    {
        "all": sa.select(*(S[name] for name in SHOWN)).order_by(S.id),
        "one": sa.select(*(S[name] for name in SHOWN)).where(OF_ID),
        "open": sa.select(S.id, S.events).where(S.disabled_at.is_(None)).order_by(S.id),
        "add": sa.insert(tg_subscription),
        "change": sa.update(tg_subscription)
        .where(OF_ID)
        .values(
            label=bind("new_label", S.label),
            address=bind("new_address", S.address),
            events=bind("new_events", S.events),
            disabled_at=bind("new_end", S.disabled_at),
            disabled_why=bind("new_why", S.disabled_why),
        ),
        "close": sa.update(tg_subscription)
        .where(OF_ID, S.disabled_at.is_(None))
        .values(disabled_at=bind("now", S.disabled_at), disabled_why=bind("why", S.disabled_why)),
        "renew": sa.update(tg_subscription).where(OF_ID).values(secret=bind("new", S.secret)),
        "drop": sa.delete(tg_subscription).where(OF_ID),
        "drop messages": sa.delete(tg_webhook).where(
            W.subscription == bind("of_id", W.subscription)
        ),
        "messages": sa.select(*(W[name] for name in MESSAGE))
        .where(W.subscription == bind("of_id", W.subscription), W.id < bind("before", W.id))
        .order_by(W.id.desc())
        .limit(sa.bindparam("most", type_=sa.Integer())),
        "load": sa.select(W.state, W.body, S.id, S.label, S.address, S.secret, S.disabled_at)
        .join(tg_subscription, S.id == W.subscription)
        .where(OF_MESSAGE),
        "end": sa.update(tg_webhook)
        .where(OF_MESSAGE)
        .values(
            state=bind("new_state", W.state),
            attempts=W.attempts + 1,
            status=bind("new_status", W.status),
            error=bind("new_error", W.error),
            ended_at=bind("new_end", W.ended_at),
        ),
        "again": sa.update(tg_webhook)
        .where(OF_MESSAGE, W.subscription == bind("of_id", W.subscription), W.state == FAILED)
        .values(state=WAITING, error=None, status=None, ended_at=None),
    }
)
PUTS = {
    dialect: NamedStatements(
        {"put": insert(tg_webhook).on_conflict_do_nothing(index_elements=["subscription", "key"])}
    )
    for dialect, insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
}


@dataclass(frozen=True, slots=True)
class Subscription:
    """Who hears of what, without the secret."""

    id: int
    label: str
    address: str
    events: tuple[str, ...]
    at: datetime
    disabled_at: datetime | None
    disabled_why: str | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a subscription is to be."""

    label: str
    address: str
    events: tuple[str, ...]
    is_open: bool = True


def list_subscriptions(connection: Connection) -> list[Subscription]:
    """All subscriptions, oldest first."""
    rows = connection.rows(STATEMENTS.on(connection.dialect, "all"))
    return [subscription_of(row) for row in rows]


def find_subscription(connection: Connection, id: int) -> Subscription:
    """The subscription. Raises SubscriptionUnknown."""
    rows = connection.rows(STATEMENTS.on(connection.dialect, "one"), {"of_id": id})
    if not rows:
        raise SubscriptionUnknown({"subscription": str(id)})
    return subscription_of(rows[0])


def add_subscription(
    connection: Connection, work: Workspace, wanted: Wanted, user: int | None
) -> tuple[Subscription, str]:
    """The subscription is there; it and its secret, which is shown this once. Raises
    OutsideRefused."""
    require_address(wanted.address)
    id, secret = work.new_id(), new_signing_secret()
    row = {
        "id": id,
        "label": wanted.label,
        "address": wanted.address,
        "events": wanted.events,
        "secret": seal(work, secret, about(id)),
        "user": user,
        "at": work.now(),
        "disabled_at": None if wanted.is_open else work.now(),
        "disabled_why": None,
    }
    connection.run(STATEMENTS.on(connection.dialect, "add"), row)
    return find_subscription(connection, id), secret


def change_subscription(
    connection: Connection, work: Workspace, id: int, wanted: Wanted
) -> Subscription:
    """The subscription is this; its secret stays. Raises SubscriptionUnknown, OutsideRefused."""
    require_address(wanted.address)
    before = find_subscription(connection, id)
    is_closing = not wanted.is_open
    given = {
        "of_id": id,
        "new_label": wanted.label,
        "new_address": wanted.address,
        "new_events": wanted.events,
        "new_end": (before.disabled_at or work.now()) if is_closing else None,
        "new_why": before.disabled_why if is_closing else None,
    }
    connection.run(STATEMENTS.on(connection.dialect, "change"), given)
    return find_subscription(connection, id)


def renew_secret(connection: Connection, work: Workspace, id: int) -> str:
    """The subscription's new secret, shown this once; the one before signs nothing any more.
    Raises SubscriptionUnknown."""
    secret = new_signing_secret()
    given = {"of_id": id, "new": seal(work, secret, about(id))}
    if not connection.run(STATEMENTS.on(connection.dialect, "renew"), given):
        raise SubscriptionUnknown({"subscription": str(id)})
    return secret


def drop_subscription(connection: Connection, id: int) -> None:
    """There is no such subscription, and nothing of what it was sent. Raises
    SubscriptionUnknown."""
    if not connection.run(STATEMENTS.on(connection.dialect, "drop"), {"of_id": id}):
        raise SubscriptionUnknown({"subscription": str(id)})
    connection.run(STATEMENTS.on(connection.dialect, "drop messages"), {"of_id": id})


def list_messages(
    connection: Connection, id: int, before: int, most: int
) -> list[Mapping[str, object]]:
    """What the subscription was sent, newest first, without its content."""
    given = {"of_id": id, "before": before, "most": most}
    rows = connection.rows(STATEMENTS.on(connection.dialect, "messages"), given)
    return [dict(zip(MESSAGE, row, strict=True)) for row in rows]


def send_message_again(connection: Connection, work: Workspace, id: int, message: int) -> None:
    """A message that failed is on its way again. Raises SubscriptionUnknown."""
    given = {"of_id": id, "of_message": message}
    if not connection.run(STATEMENTS.on(connection.dialect, "again"), given):
        raise SubscriptionUnknown({"subscription": str(id)})
    put_job(connection, work, message)


def send_event(
    connection: Connection, work: Workspace, type: str, data: Mapping[str, object], key: str
) -> int:
    """Everybody who subscribed to that type is sent the data after the caller's commit, once for
    each `key`; how many."""
    sent = 0
    for id, events in connection.rows(STATEMENTS.on(connection.dialect, "open")):
        if not is_wanted(type, cast(Sequence[str], events)):
            continue
        body = orjson.dumps({"type": type, "timestamp": work.now().isoformat(), "data": data})
        message = work.new_id()
        row: dict[str, object] = dict.fromkeys(W.keys())
        row |= {"id": message, "subscription": id, "key": key, "type": type, "attempts": 0}
        row |= {"body": body.decode(), "state": WAITING, "at": work.now()}
        if connection.run(PUTS[connection.dialect].on(connection.dialect, "put"), row):
            put_job(connection, work, message)
            sent += 1
    return sent


def put_job(connection: Connection, work: Workspace, message: int) -> None:
    """The message will be sent."""
    payload: dict[str, object] = {"message": str(message)}
    enqueue(connection, work, SEND_EVENT, payload, dedupe_key=f"webhook:{message}")


def is_wanted(type: str, events: Sequence[str]) -> bool:
    """Whether one of the patterns means the type.

    >>> is_wanted("crm.deal.won", ["crm.*"]), is_wanted("crm.deal.won", ["crm.deal"])
    (True, False)
    """
    return any(
        it in ("*", type) or (it.endswith(".*") and type.startswith(it[:-1])) for it in events
    )


def perform_event(work: Workspace, job: Job) -> None:
    """The message of the job has arrived, or has failed and administrators know."""
    message = int(str(job.payload["message"]))
    given = {"of_message": message}
    rows = work.database.rows(STATEMENTS.on(work.database.dialect, "load"), given)
    if not rows or rows[0][0] != WAITING:
        return
    _, body, id, label, address, sealed, disabled_at = rows[0]
    if disabled_at is not None:
        end(work, message, FAILED, None, {"code": "subscription_gone"})
        return
    status, code, may_pass = None, None, False
    try:
        secret = unseal(work, cast(str, sealed), about(cast(int, id)))
        content = cast(str, body).encode()
        status = post(work, cast(str, address), secret, message, content)
    except SecretKeyUnusable as error:
        code = error.code
    except Unanswered as unanswered:
        code, may_pass = unanswered.code, unanswered.may_pass
    if status is not None and 200 <= status < 300:
        end(work, message, SENT, status, None)
        return
    if status is not None:
        # Receivers answer 4xx while they are put up anew: all but "gone" may pass.
        code, may_pass = "refused" if status < 500 else "failing", status != GONE
    error_found = {"code": code}
    if may_pass and job.attempt < ATTEMPTS:
        end(work, message, WAITING, status, error_found)
        raise TryAgain(work.now() + WAITS[min(job.attempt, len(WAITS)) - 1], code or "failing")
    end(work, message, FAILED, status, error_found)
    tell_failure(work, cast(int, id), cast(str, label), code or "failing", is_gone=status == GONE)


def post(work: Workspace, address: str, secret: str, message: int, body: bytes) -> int:
    """The status of the receiver's answer. Raises Unanswered."""
    signed = sign(secret, f"msg_{message}", work.now(), body)
    headers = {"Content-Type": "application/json", **signed}
    question = Question("POST", address, headers, body, SECONDS, MOST_BYTES)
    return ask(question, read_networks(work)).status


def end(
    work: Workspace,
    message: int,
    state: str,
    status: int | None,
    error: Mapping[str, object] | None,
) -> None:
    """The message is in that state after this try."""
    given = {
        "of_message": message,
        "new_state": state,
        "new_status": status,
        "new_error": error,
        "new_end": None if state == WAITING else work.now(),
    }
    statement = STATEMENTS.on(work.database.dialect, "end")
    work.database.write(lambda connection: connection.run(statement, given))


def tell_failure(work: Workspace, id: int, label: str, code: str, *, is_gone: bool) -> None:
    """Administrators hear of it, once a day for each reason; who is gone is sent nothing more."""
    day = work.now().astimezone(work.time_zone).date().isoformat()

    def write(connection: Connection) -> None:
        if is_gone:
            closing = {"of_id": id, "now": work.now(), "why": "subscription_gone"}
            connection.run(STATEMENTS.on(connection.dialect, "close"), closing)
        why = "subscription_gone" if is_gone else code
        once = f"webhook:{id}:{why}:{day}"
        tell_administrators(connection, work, "webhook_failed", {"name": label}, once=once, why=why)

    work.database.write(write)


def require_address(address: str) -> None:
    """It is an http address. What it leads to is looked at when it is asked. Raises
    OutsideRefused."""
    parts = urlsplit(address)
    if parts.scheme not in ("https", "http") or not parts.hostname or parts.username is not None:
        raise OutsideRefused({"address": address[:100]}, code="address_unusable")


def subscription_of(row: Row) -> Subscription:
    """The subscription of a row of SHOWN."""
    return Subscription(**cast(Mapping[str, object], dict(zip(SHOWN, row, strict=True))))  # type: ignore[arg-type] # the columns are the fields


def about(id: int) -> str:
    """What a subscription's secret is sealed for."""
    return f"subscription:{id}"
