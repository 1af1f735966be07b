"""Which probes and syncs are due: each process looks at every tick, two that look at the same time
put one job (decision 49)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import cast

import sqlalchemy as sa

from engine.database import Connection, Reader
from engine.database.named import NamedStatements
from engine.workspace import Workspace
from metadata.resolved_workflow import Connector
from workflow.connectors.contact import LOST
from workflow.connectors.probing import PROBE
from workflow.connectors.syncing import SYNC
from workflow.jobs import Json, enqueue
from workflow.outside_tables import tg_connector, tg_sync

STATEMENTS = NamedStatements(
    {
        "connectors": sa.select(
            tg_connector.c.connector, tg_connector.c.state, tg_connector.c.probe_at
        ),
        "syncs": sa.select(tg_sync.c.connector, tg_sync.c.sync, tg_sync.c.next_at),
    }
)


def start_outside(connection: Connection, work: Workspace) -> int:
    """Every probe and sync that is due has its job; how many were put."""
    if not work.resolved.connectors:
        return 0
    put = 0
    for kind, payload, key in list(due_jobs(connection, work)):
        put += enqueue(connection, work, kind, payload, dedupe_key=key) is not None
    return put


def due_jobs(reader: Reader, work: Workspace) -> Iterator[tuple[str, Json, str]]:
    """Kind, payload and key of the job of everything that is due."""
    dialect, now = work.database.dialect, work.now()
    contacts: Mapping[object, tuple[object, object]] = {
        name: (state, probe_at)
        for name, state, probe_at in reader.rows(STATEMENTS.on(dialect, "connectors"))
    }
    syncs = {
        (name, sync): cast("datetime | None", next_at)
        for name, sync, next_at in reader.rows(STATEMENTS.on(dialect, "syncs"))
    }
    for connector in work.resolved.connectors.values():
        state, probe_at = contacts.get(connector.name, (None, None))
        if connector.document.probe is not None and is_due(cast("datetime | None", probe_at), now):
            yield probe_job(connector)
        if state == LOST and connector.document.probe is not None:
            continue
        for sync in connector.document.syncs:
            if is_due(syncs.get((connector.name, sync.key)), now):
                yield sync_job(connector, sync.key)


def is_due(at: datetime | None, now: datetime) -> bool:
    """Whether the moment is there; what was never done is due."""
    return at is None or at <= now


def probe_job(connector: Connector) -> tuple[str, Json, str]:
    """The job that probes the connector."""
    return PROBE, {"connector": connector.name}, f"probe:{connector.name}"


def sync_job(connector: Connector, sync: str, *, whole: bool = False) -> tuple[str, Json, str]:
    """The job that does a pass of the sync; a `whole` one reads from the beginning."""
    payload: Json = {"connector": connector.name, "sync": sync, "whole": whole}
    return SYNC, payload, f"sync:{connector.name}:{sync}"
