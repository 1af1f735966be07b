"""Writing back (双写): changes of records go to the outside system that they are synced with.

A change that came from there is not sent (its event says who wrote it), nor one that changes
nothing of what is sent. One sending of a record at a time, and always its present values: whichever
of two changes is sent last, both sides are the same afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import cast

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from engine.catalog_table import Values
from engine.database import Connection
from engine.database.named import NamedStatements
from engine.workspace import Workspace
from engine.write_record import write
from engine.writing.change import Change, Kind
from metadata.documents.connector import OperationDocument, SyncDocument
from metadata.resolved_workflow import Connector
from workflow.connectors.calling import CallFailed
from workflow.connectors.filling import json_at, json_of, text_of
from workflow.connectors.operations import connector_named, operation_of, perform_operation
from workflow.connectors.syncing import connector_actor, sync_of, via_of
from workflow.events import Event
from workflow.formulas import record_of
from workflow.jobs import Job, bind, enqueue
from workflow.outside_tables import tg_written_back
from workflow.retry import GiveUp, TryAgain

WRITE_BACK = "write_back"
"""The kind of job that sends a record."""
SENT_KINDS = frozenset({"create", "update", "transition", "restore"})
SENDING = timedelta(minutes=5)
"""After this a sending that nobody ended may begin again."""
SOON = timedelta(seconds=2)

B = tg_written_back.c
KEY = ("connector", "sync", "record")
OF_RECORD = sa.and_(*(B[name] == bind(f"of_{name}", B[name]) for name in KEY))
STATEMENTS = NamedStatements(
    {
        "lock": sa.select(B.seq, B.sha256, B.sending_until).where(OF_RECORD).with_for_update(),
        "begin": sa.update(tg_written_back)
        .where(OF_RECORD)
        .values(sending_until=bind("until", B.sending_until)),
        "end": sa.update(tg_written_back)
        .where(OF_RECORD)
        .values(
            seq=bind("new_seq", B.seq),
            sha256=bind("new_sha", B.sha256),
            error=bind("new_error", B.error),
            at=bind("now", B.at),
            sending_until=None,
        ),
    }
)
PUTS = {
    "sqlite": NamedStatements({"put": sqlite.insert(tg_written_back).on_conflict_do_nothing()}),
    "postgresql": NamedStatements(
        {"put": postgresql.insert(tg_written_back).on_conflict_do_nothing()}
    ),
}


@dataclass(frozen=True, slots=True)
class Back:
    """A record to be sent by a sync's operation, up to an event."""

    connector: Connector
    sync: SyncDocument
    operation: OperationDocument
    table: str
    record: int
    seq: int

    @property
    def name(self) -> dict[str, object]:
        """The parameters that name its row."""
        return {
            "of_connector": self.connector.name,
            "of_sync": self.sync.key,
            "of_record": self.record,
        }


@dataclass(frozen=True, slots=True)
class Begun:
    """What was sent last: up to which event, and which values."""

    seq: int
    sha256: str | None


def write_back(work: Workspace, connection: Connection, event: Event) -> None:
    """The change of a record is on its way to every outside system that wants it."""
    if event.kind not in SENT_KINDS or event.record is None:
        return
    for connector in work.resolved.connectors.values():
        for sync in connector.document.syncs:
            table = sync.table if "." in sync.table else f"{connector.app}.{sync.table}"
            if sync.write_back is None or table != event.table or event.via == via_of(connector):
                continue
            payload: dict[str, object] = {
                "connector": connector.name,
                "sync": sync.key,
                "record": str(event.record),
                "seq": event.seq,
            }
            key = f"write_back:{connector.name}:{sync.key}:{event.seq}"
            enqueue(connection, work, WRITE_BACK, payload, dedupe_key=key)


def perform_write_back(work: Workspace, job: Job) -> None:
    """The record of the job is the same outside; TryAgain where it may become so."""
    back = back_of(work, job)
    record = None if back is None else read_record(work, back)
    if back is None or record is None:
        return
    begun = work.database.write(lambda connection: begin(connection, work, back))
    if begun is None:
        return
    values = values_to_send(back, record)
    digest = sha256(orjson.dumps(values, option=orjson.OPT_SORT_KEYS)).hexdigest()
    if digest == begun.sha256:
        end(work, back, digest, None)
        return
    key = f"write_back:{back.connector.name}:{back.sync.key}:{back.record}:{back.seq}"
    try:
        _, answer = perform_operation(work, back.connector, back.operation, values, key)
    except CallFailed as failed:
        end(work, back, begun.sha256, {"code": failed.code, "status": failed.status}, begun.seq)
        if failed.may_pass:
            raise TryAgain(failed.at, failed.code) from failed
        raise GiveUp(failed.code, {"connector": back.connector.name}) from failed
    end(work, back, digest, None)
    adopt_id(work, back, record, answer)


def back_of(work: Workspace, job: Job) -> Back | None:
    """What the job sends, None where the documents do not want it any more."""
    connector = connector_named(work, cast(str, job.payload["connector"]))
    sync = None if connector is None else sync_of(connector, cast(str, job.payload["sync"]))
    if connector is None or sync is None or sync.write_back is None:
        return None
    operation = operation_of(connector, sync.write_back)
    if operation is None:
        return None
    table = sync.table if "." in sync.table else f"{connector.app}.{sync.table}"
    record, seq = int(str(job.payload["record"])), cast(int, job.payload["seq"])
    return Back(connector, sync, operation, table, record, seq)


def read_record(work: Workspace, back: Back) -> Values | None:
    """The record as it now is, None where it is gone."""
    return work.database.read(
        lambda connection: record_of(connection, work.catalog, back.table, back.record)
    )


def begin(connection: Connection, work: Workspace, back: Back) -> Begun | None:
    """The sending is this worker's; None where a later one has gone out. TryAgain where somebody
    sends this record now."""
    dialect, now = connection.dialect, work.now()
    row: dict[str, object] = dict.fromkeys(B.keys())
    row |= {name: back.name[f"of_{name}"] for name in KEY}
    connection.run(PUTS[dialect].on(dialect, "put"), {**row, "seq": 0, "at": now})
    seq, digest, until = connection.rows(STATEMENTS.on(dialect, "lock"), back.name)[0]
    if cast(int, seq) >= back.seq:
        return None
    if until is not None and cast(datetime, until) > now:
        raise TryAgain(now + SOON, "sending_already")
    given = {**back.name, "until": now + SENDING}
    connection.run(STATEMENTS.on(dialect, "begin"), given)
    return Begun(cast(int, seq), cast("str | None", digest))


def end(
    work: Workspace,
    back: Back,
    digest: str | None,
    error: Mapping[str, object] | None,
    seq: int | None = None,
) -> None:
    """The sending is over: it is up to its event, or up to `seq` where it failed."""
    given = {
        **back.name,
        "new_seq": back.seq if seq is None else seq,
        "new_sha": digest,
        "new_error": error,
        "now": work.now(),
    }
    work.database.write(
        lambda connection: connection.run(STATEMENTS.on(connection.dialect, "end"), given)
    )


def values_to_send(back: Back, record: Values) -> dict[str, object]:
    """The operation's parameters: fields of the sync's columns that are sent back, the id there,
    and `id`, the record's own."""
    sent = {it.field for it in back.sync.columns if it.write} | {back.sync.id_field}
    known = {key: json_of(value) for key, value in record.items() if key in sent}
    known["id"] = str(back.record)
    return {name: known.get(name) for name in back.operation.parameters}


def adopt_id(work: Workspace, back: Back, record: Values, answer: object) -> None:
    """A record that was new there has the id that it got."""
    found = text_of(json_at(answer, back.sync.dedupe))
    if record.get(back.sync.id_field) or not found:
        return
    values = {back.sync.id_field: found}
    change = Change(Kind.UPDATE, back.table, back.record, values)
    write(work, connector_actor(back.connector), [change], skip_refused=True)
