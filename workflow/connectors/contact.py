"""Whether an outside system can be reached, and what happens when that changes.

Contact is lost after so many failures in a row (the probe's `failures`). Then, once and in the
transaction that notes it: those whom the document names are told by its channels, they get a
to-do, and automations that wait for it start. Syncs stop until contact is there again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import sqlalchemy as sa

from engine.database import Connection
from engine.database.named import NamedStatements
from engine.workspace import Workspace
from engine.writing.rows import Rows
from formula.errors import FormulaValueError
from metadata.documents.label import label_texts, text_in
from metadata.documents.triggers import ConnectorChanged
from metadata.resolved_workflow import Connector
from workflow.causes import NOTHING
from workflow.channels.settings import INBOX
from workflow.connectors.calling import CallFailed
from workflow.connectors.gate import lock_gate
from workflow.deliveries import deliver
from workflow.formulas import NO_RECORD, compiled, context_for
from workflow.inbox import send_inbox
from workflow.jobs import bind
from workflow.messages import words
from workflow.outside_tables import tg_connector
from workflow.people import everybody, people_of
from workflow.starts import start_automation
from workflow.todos import Terms, create_todo, may_answer

CONNECTED, LOST = "connected", "lost"
FAILURES = 3
"""In a row, where no probe says how many."""
OURS = frozenset({"connector_resting", "connector_rate"})
"""Reasons of our own for not asking: they say nothing about the other side."""

ROW = tg_connector.c
OF_CONNECTOR = ROW.connector == bind("of_connector", ROW.connector)
KEPT = ("state", "failures", "contact_at", "lost_at", "error", "error_at", "probe_at")
STATEMENTS = NamedStatements(
    {
        "read": sa.select(*(ROW[name] for name in KEPT)).where(OF_CONNECTOR),
        "keep": sa.update(tg_connector)
        .where(OF_CONNECTOR)
        .values({name: bind(f"new_{name}", ROW[name]) for name in KEPT}),
    }
)


@dataclass(slots=True)
class Contact:
    """What is known of the contact, as in tg_connector."""

    state: str
    failures: int
    contact_at: datetime | None
    lost_at: datetime | None
    error: Mapping[str, object] | None
    error_at: datetime | None
    probe_at: datetime | None


def note_contact(
    work: Workspace,
    connector: Connector,
    failure: CallFailed | None,
    *,
    probe_at: datetime | None = None,
) -> None:
    """The other side has answered, or has not: when that is a change, everybody who should has
    heard of it. `probe_at` is when it is probed next, where that was a probe."""
    work.database.write(lambda connection: note_in(connection, work, connector, failure, probe_at))


def note_in(
    connection: Connection,
    work: Workspace,
    connector: Connector,
    failure: CallFailed | None,
    probe_at: datetime | None,
) -> None:
    """The same in the caller's transaction."""
    contact = lock_contact(connection, connector.name)
    contact.probe_at = probe_at or contact.probe_at
    now = work.now()
    if failure is None:
        was_lost = contact.state == LOST
        contact.state, contact.failures, contact.contact_at = CONNECTED, 0, now
        contact.lost_at = None
        keep_contact(connection, connector.name, contact)
        if was_lost:
            tell_change(connection, work, connector, "connector_regained", None)
            start_by_contact(connection, work, connector, "connector.regained")
        return
    if failure.code not in OURS:
        contact.failures += 1
        contact.error, contact.error_at = {"code": failure.code, "status": failure.status}, now
    is_lost = contact.state != LOST and contact.failures >= most_failures(connector)
    if is_lost:
        contact.state, contact.lost_at = LOST, now
    keep_contact(connection, connector.name, contact)
    if is_lost:
        tell_change(connection, work, connector, "connector_lost", failure)
        start_by_contact(connection, work, connector, "connector.lost")


def most_failures(connector: Connector) -> int:
    """So many failures in a row mean that contact is lost."""
    probe = connector.document.probe
    return FAILURES if probe is None else probe.failures


def lock_contact(connection: Connection, name: str) -> Contact:
    """What is known of the contact, nobody else's until the commit."""
    lock_gate(connection, name)
    statement = STATEMENTS.on(connection.dialect, "read")
    row = connection.rows(statement, {"of_connector": name})[0]
    return Contact(**cast(Mapping[str, object], dict(zip(KEPT, row, strict=True))))  # type: ignore[arg-type] # the columns are the fields


def keep_contact(connection: Connection, name: str, contact: Contact) -> None:
    """The contact is this."""
    given = {f"new_{part}": getattr(contact, part) for part in KEPT}
    connection.run(STATEMENTS.on(connection.dialect, "keep"), {**given, "of_connector": name})


def tell_change(
    connection: Connection,
    work: Workspace,
    connector: Connector,
    code: str,
    failure: CallFailed | None,
) -> None:
    """Those who look after the connector have heard of it; of a loss they have a to-do too."""
    document, known = connector.document, everybody(work, connection)
    people = who_cares(connection, work, connector)
    key = f"{code}:{connector.name}:{work.now().isoformat()}"
    for user in people:
        language = known.users[user].language
        told: dict[str, str | int] = {"name": text_in(connector.labels, language)}
        if failure is not None:
            told["why"] = words(failure.code, {}, language)
        title, text = words(code, told, language), words(f"{code}_text", told, language)
        for channel in document.alarm_by:
            if channel == INBOX:
                send_inbox(connection, work, user, title, text, once=f"{key}:{user}")
            else:
                deliver(connection, work, channel, user, title=title, text=text, key=key)
    if failure is not None and document.todo is not None and people:
        texts = label_texts(document.todo, connector.key)
        create_todo(
            connection,
            work,
            "task",
            people,
            lambda reader: text_in(texts, known.users[reader].language),
            terms=Terms(may_answer("done"), source=connector.name),
        )


def who_cares(connection: Connection, work: Workspace, connector: Connector) -> list[int]:
    """Those whom the document names, else the administrators."""
    catalog, alarm = work.catalog, connector.document.alarm
    if alarm is None:
        return everybody(work, connection).administrators()
    context = context_for(work, catalog, Rows(connection, catalog, is_writing=False), connector.app)

    def value(rest: str) -> object:
        pointer = f"alarm/{rest}" if rest else "alarm"
        typed = connector.formulas.get(pointer)
        if typed is None:
            return None
        try:
            return compiled(catalog, (connector.name, pointer), typed)(NO_RECORD, context)
        except FormulaValueError:
            return None

    found = people_of(work, connection, alarm, value, connector.app)
    return found or everybody(work, connection).administrators()


def start_by_contact(
    connection: Connection, work: Workspace, connector: Connector, event: str
) -> None:
    """Automations of the app that wait for this change run."""
    once = f"{event}:{connector.key}:{work.now().isoformat()}"
    for (app, _), automation in work.resolved.automations.items():
        trigger = automation.trigger.document
        if app != connector.app or not isinstance(trigger, ConnectorChanged):
            continue
        if trigger.event == event and trigger.connector == connector.key:
            start_automation(connection, work, automation.name, None, cause=NOTHING, once=once)
