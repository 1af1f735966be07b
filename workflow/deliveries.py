"""Messages to people through channels: once each by their key, tried again, never lost quietly.

A message is a row of tg_delivery and a job, in the transaction of whoever sends it. What cannot be
delivered stays in a list for administrators, who hear of it, and can be sent anew from there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from engine.database import Connection, Row
from engine.database.named import NamedStatements
from engine.errors import PeopleRefused
from engine.people import read_user
from engine.workspace import Workspace
from workflow.alarms import tell_administrators
from workflow.channels.sending import SECONDS, Person, Sending, Tokens, Undelivered
from workflow.channels.settings import Channel, read_channels
from workflow.credentials import Parts, read_parts
from workflow.errors import CredentialUnknown, DeliveryUnknown, SecretKeyUnusable
from workflow.jobs import Job, bind, enqueue
from workflow.outside_addresses import read_networks
from workflow.outside_client import Answered, Question, ask, open_socket
from workflow.outside_tables import tg_channel_person, tg_delivery
from workflow.retry import ATTEMPTS, TryAgain

DELIVER = "deliver"
"""The kind of job that sends a message."""
WAITING, SENT, FAILED = "waiting", "sent", "failed"
LONGEST_TEXT = 20_000

D, P = tg_delivery.c, tg_channel_person.c
COLUMNS = ("id", "channel", "user", "title", "text", "state", "attempts", "error", "at", "ended_at")
SELECTED = sa.select(*(D[name] for name in COLUMNS))
OF_ID = D.id == bind("of_id", D.id)
OF_PERSON = sa.and_(P.channel == bind("of_channel", P.channel), P.user == bind("of_user", P.user))
STATEMENTS = NamedStatements(
    {
        "load": sa.select(*(D[name] for name in COLUMNS), D.key).where(OF_ID),
        "list": SELECTED.where(D.state == bind("of_state", D.state), D.id < bind("before", D.id))
        .order_by(D.id.desc())
        .limit(sa.bindparam("most", type_=sa.Integer())),
        "end": sa.update(tg_delivery)
        .where(OF_ID)
        .values(
            state=bind("new_state", D.state),
            attempts=D.attempts + 1,
            error=bind("new_error", D.error),
            ended_at=bind("new_end", D.ended_at),
        ),
        "again": sa.update(tg_delivery)
        .where(OF_ID, D.state == FAILED)
        .values(state=WAITING, error=None, ended_at=None),
        "person": sa.select(P.address, P.outside_id).where(OF_PERSON),
        "forget": sa.delete(tg_channel_person).where(OF_PERSON),
        "know": sa.insert(tg_channel_person),
    }
)
PUTS = {
    dialect: NamedStatements(
        {
            "put": insert(tg_delivery)
            .on_conflict_do_nothing(index_elements=["key"])
            .returning(tg_delivery.c.id)
        }
    )
    for dialect, insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
}


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message on its way, or that did not arrive."""

    id: int
    channel: str
    user: int | None
    title: str | None
    text: str
    state: str
    attempts: int
    error: Mapping[str, object] | None
    at: datetime
    ended_at: datetime | None


def deliver(
    connection: Connection,
    work: Workspace,
    channel: str,
    user: int,
    *,
    title: str | None,
    text: str,
    key: str,
) -> int | None:
    """The person is sent the text by the channel after the caller's commit; the message's id. None
    where that was asked before: of two with the same `key`, channel and person there is one. A
    channel that reaches a group says the same text there once, whomever it is for."""
    found = read_channels(connection).get(channel)
    is_group = found is not None and found.rules.reaches_group
    about = sha256(f"{title}\0{text}".encode()).hexdigest()[:16] if is_group else str(user)
    row = {
        "id": work.new_id(),
        # What tells persons apart in the caller's key would make a group hear it for each.
        "key": f"{channel}:{base_of(key, user) if is_group else key}:{about}",
        "channel": channel,
        "user": None if is_group else user,
        "title": title,
        "text": text[:LONGEST_TEXT],
        "state": WAITING,
        "attempts": 0,
        "error": None,
        "at": work.now(),
        "ended_at": None,
    }
    rows = connection.rows(PUTS[connection.dialect].on(connection.dialect, "put"), row)
    if not rows:
        return None
    id = cast(int, rows[0][0])
    enqueue(connection, work, DELIVER, {"delivery": str(id)}, dedupe_key=f"deliver:{id}")
    return id


def base_of(key: str, user: int) -> str:
    """The key without the person in it."""
    return ":".join(part for part in key.split(":") if part != str(user))


def list_deliveries(connection: Connection, state: str, before: int, most: int) -> list[Delivery]:
    """The messages in that state, newest first."""
    given = {"of_state": state, "before": before, "most": most}
    rows = connection.rows(STATEMENTS.on(connection.dialect, "list"), given)
    return [delivery_of(row) for row in rows]


def find_delivery(connection: Connection, id: int) -> Delivery:
    """The message, in whatever state it is. Raises DeliveryUnknown."""
    rows = connection.rows(STATEMENTS.on(connection.dialect, "load"), {"of_id": id})
    if not rows:
        raise DeliveryUnknown({"delivery": str(id)})
    return delivery_of(rows[0][:-1])


def send_again(connection: Connection, work: Workspace, id: int) -> None:
    """A message that failed is on its way again. Raises DeliveryUnknown."""
    if not connection.run(STATEMENTS.on(connection.dialect, "again"), {"of_id": id}):
        raise DeliveryUnknown({"delivery": str(id)})
    enqueue(connection, work, DELIVER, {"delivery": str(id)}, dedupe_key=f"deliver:{id}")


def perform_delivery(work: Workspace, job: Job) -> None:
    """The message of the job is sent, or has failed and administrators know."""
    given = {"of_id": int(str(job.payload["delivery"]))}
    rows = work.database.rows(STATEMENTS.on(work.database.dialect, "load"), given)
    delivery = delivery_of(rows[0][:-1]) if rows else None
    if delivery is None or delivery.state != WAITING:
        return
    channel = work.database.read(read_channels).get(delivery.channel)
    try:
        if channel is None:
            raise Undelivered("channel_unknown")
        channel.rules.send(sending_of(work, channel, delivery, cast(str, rows[0][-1])))
    except Undelivered as failed:
        note_failure(work, job, delivery, failed)
    else:
        end_delivery(work, delivery, SENT, None)


def note_failure(work: Workspace, job: Job, delivery: Delivery, failed: Undelivered) -> None:
    """Another try may come (TryAgain), or the message has failed and administrators hear of it,
    once a day for each reason."""
    error = {"code": failed.code, "note": failed.note}
    if failed.may_pass and job.attempt < ATTEMPTS:
        end_delivery(work, delivery, WAITING, error)
        raise TryAgain(failed.at, failed.code)
    end_delivery(work, delivery, FAILED, error)


def end_delivery(
    work: Workspace, delivery: Delivery, state: str, error: Mapping[str, object] | None
) -> None:
    """The message is in that state after this try."""
    given = {
        "of_id": delivery.id,
        "new_state": state,
        "new_error": error,
        "new_end": None if state == WAITING else work.now(),
    }

    def write(connection: Connection) -> None:
        connection.run(STATEMENTS.on(connection.dialect, "end"), given)
        if state == FAILED and error is not None:
            day = work.now().astimezone(work.time_zone).date().isoformat()
            why = str(error["code"])
            told = {"channel": delivery.channel}
            once = f"delivery:{delivery.channel}:{why}:{day}"
            tell_administrators(connection, work, "delivery_failed", told, once=once, why=why)

    work.database.write(write)


def sending_of(work: Workspace, channel: Channel, delivery: Delivery, key: str) -> Sending:
    """The message with all that its channel needs. Raises Undelivered."""
    networks = read_networks(work)

    def ask_guarded(question: Question) -> Answered:
        return ask(question, networks)

    return Sending(
        channel=channel.key,
        options=channel.options,
        parts=parts_of(work, channel),
        person=None if delivery.user is None else person_of(work, delivery.user),
        title=delivery.title,
        text=delivery.text,
        key=key,
        now=work.now(),
        ask=ask_guarded,
        connect=lambda host, port: open_socket(host, port, networks, SECONDS),
        token=tokens_of(work, channel),
        outside_id=partial(known_person, work, channel.key, delivery.user or 0),
    )


def parts_of(work: Workspace, channel: Channel) -> Parts:
    """The parts of the channel's credential. Raises Undelivered."""
    if channel.credential is None:
        return {}
    try:
        return read_parts(work, channel.credential)
    except (CredentialUnknown, SecretKeyUnusable) as error:
        raise Undelivered(error.code) from error


def person_of(work: Workspace, user: int) -> Person:
    """Whom the message is for. Raises Undelivered."""
    try:
        found = work.database.read(lambda connection: read_user(connection, user))
    except PeopleRefused as refused:
        raise Undelivered("person_unknown") from refused
    return Person(found.id, found.name, found.email, found.phone)


def tokens_of(work: Workspace, channel: Channel) -> Tokens:
    """The provider's tokens for the channel, kept by this process until they end."""
    kept: dict[tuple[str, str | None], tuple[str, datetime]] = work.keep("channel tokens", dict)
    name = (channel.key, channel.credential)

    def get(fetch: Callable[[], tuple[str, datetime]]) -> str:
        if name not in kept or kept[name][1] <= work.now():
            kept[name] = fetch()
        return kept[name][0]

    return Tokens(get, lambda: kept.pop(name, None) and None)


def known_person(
    work: Workspace, channel: str, user: int, address: str, look_up: Callable[[], str]
) -> str:
    """Who the person is at the provider: looked up once for each address of theirs."""
    dialect = work.database.dialect
    given = {"of_channel": channel, "of_user": user}
    rows = work.database.rows(STATEMENTS.on(dialect, "person"), given)
    if rows and rows[0][0] == address:
        return cast(str, rows[0][1])
    found = look_up()
    row = {"channel": channel, "user": user, "address": address, "outside_id": found}

    def write(connection: Connection) -> None:
        connection.run(STATEMENTS.on(dialect, "forget"), given)
        connection.run(STATEMENTS.on(dialect, "know"), row)

    work.database.write(write)
    return found


def delivery_of(row: Row) -> Delivery:
    """The message of a row of COLUMNS."""
    return Delivery(**cast(Mapping[str, object], dict(zip(COLUMNS, row, strict=True))))  # type: ignore[arg-type] # the columns are the fields
