"""Whether an outside system may be asked now: its rate, and a breaker that spares it when it fails.

Decided by pure functions over a row of tg_connector, which every process locks for that moment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from engine.database import Connection
from engine.database.named import NamedStatements
from engine.workspace import Workspace
from metadata.documents.connector import ConnectorDocument
from metadata.durations import milliseconds_in
from workflow.jobs import bind
from workflow.outside_tables import tg_connector

CLOSED, OPEN, HALF_OPEN = "closed", "open", "half_open"
TRIAL = timedelta(minutes=2)
"""The one call that tries whether it works again is forgotten after this."""

ROW = tg_connector.c
GATE = ("breaker", "broken", "rest_until", "pace_at")
OF_CONNECTOR = ROW.connector == bind("of_connector", ROW.connector)
STATEMENTS = NamedStatements(
    {
        "lock": sa.select(*(ROW[name] for name in GATE)).where(OF_CONNECTOR).with_for_update(),
        "keep": sa.update(tg_connector)
        .where(OF_CONNECTOR)
        .values({name: bind(f"new_{name}", ROW[name]) for name in GATE}),
    }
)
INSERTS = {
    "sqlite": NamedStatements({"put": sqlite.insert(tg_connector).on_conflict_do_nothing()}),
    "postgresql": NamedStatements(
        {"put": postgresql.insert(tg_connector).on_conflict_do_nothing()}
    ),
}
FRESH: Mapping[str, object] = {
    **dict.fromkeys(ROW.keys()),
    "state": "unknown",
    "failures": 0,
    "breaker": CLOSED,
    "broken": 0,
}


@dataclass(frozen=True, slots=True)
class Gate:
    """The present state. `broken`: calls in a row without an answer; `rest_until`: no call before;
    `pace_at`: up to when the rate is used up, in terms of evenly spaced calls."""

    breaker: str = CLOSED
    broken: int = 0
    rest_until: datetime | None = None
    pace_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NotNow:
    """No call now, but from `at` on."""

    code: str
    at: datetime


def admit(gate: Gate, now: datetime, calls_a_minute: int | None) -> tuple[Gate, NotNow | None]:
    """The gate after a call was let through, or why it is not."""
    if gate.rest_until is not None and now < gate.rest_until:
        return gate, NotNow("connector_resting", gate.rest_until)
    if calls_a_minute is not None:
        earliest = room_at(gate.pace_at, now, calls_a_minute)
        if now < earliest:
            return gate, NotNow("connector_rate", earliest)
        gate = replace(gate, pace_at=max(gate.pace_at or now, now) + spacing(calls_a_minute))
    if gate.breaker == CLOSED:
        return replace(gate, rest_until=None), None
    return replace(gate, breaker=HALF_OPEN, rest_until=now + TRIAL), None


def room_at(pace_at: datetime | None, now: datetime, calls_a_minute: int) -> datetime:
    """From when on there is room for a call: half of the rate may come at once, the rest evenly,
    so that no minute has more calls than the rate."""
    if pace_at is None:
        return now
    return pace_at - (burst(calls_a_minute) - 1) * spacing(calls_a_minute)


def burst(calls_a_minute: int) -> int:
    """How many calls may come at once."""
    return (calls_a_minute + 1) // 2


def spacing(calls_a_minute: int) -> timedelta:
    """The time that one call uses up, in whole milliseconds: no finer moments are kept."""
    steady = calls_a_minute - burst(calls_a_minute) + 1
    return timedelta(milliseconds=-(-60_000 // steady))


def settle(gate: Gate, now: datetime, document: ConnectorDocument, *, is_answered: bool) -> Gate:
    """The gate after the call: an answer closes the breaker, failures in a row open it."""
    if is_answered:
        rest = gate.rest_until if gate.breaker == CLOSED else None
        return replace(gate, breaker=CLOSED, broken=0, rest_until=rest)
    broken = gate.broken + 1
    if gate.breaker == CLOSED and broken < document.break_after:
        return replace(gate, broken=broken)
    rest = now + timedelta(milliseconds=milliseconds_in(document.break_for))
    return replace(gate, breaker=OPEN, broken=broken, rest_until=rest)


def rest(gate: Gate, until: datetime) -> Gate:
    """The other side has asked for quiet until then."""
    return replace(gate, rest_until=max(gate.rest_until or until, until))


def enter_gate(work: Workspace, name: str, document: ConnectorDocument) -> NotNow | None:
    """A call is let through and counts, or why it is not."""

    def write(connection: Connection) -> NotNow | None:
        gate = lock_gate(connection, name)
        after, refusal = admit(gate, work.now(), document.calls_a_minute)
        if refusal is None:
            keep_gate(connection, name, after)
        return refusal

    return work.database.write(write)


def leave_gate(
    connection: Connection,
    work: Workspace,
    name: str,
    document: ConnectorDocument,
    *,
    is_answered: bool,
    rest_until: datetime | None,
) -> None:
    """What came of the call counts; `rest_until`: the other side has asked for quiet."""
    gate = settle(lock_gate(connection, name), work.now(), document, is_answered=is_answered)
    if rest_until is not None:
        gate = rest(gate, rest_until)
    keep_gate(connection, name, gate)


def lock_gate(connection: Connection, name: str) -> Gate:
    """The gate of the connector, nobody else's until the commit; a new one where there is none."""
    statement = STATEMENTS.on(connection.dialect, "lock")
    rows = connection.rows(statement, {"of_connector": name})
    if not rows:
        put_connector(connection, name)
        rows = connection.rows(statement, {"of_connector": name})
    breaker, broken, rest_until, pace_at = rows[0]
    return Gate(
        cast(str, breaker),
        cast(int, broken),
        cast("datetime | None", rest_until),
        cast("datetime | None", pace_at),
    )


def keep_gate(connection: Connection, name: str, gate: Gate) -> None:
    """The gate is this."""
    given = {f"new_{part}": value for part, value in asdict(gate).items()}
    connection.run(STATEMENTS.on(connection.dialect, "keep"), {**given, "of_connector": name})


def put_connector(connection: Connection, name: str) -> None:
    """The connector has its row."""
    row = {**FRESH, "connector": name}
    connection.run(INSERTS[connection.dialect].on(connection.dialect, "put"), row)
