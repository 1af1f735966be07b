"""How connectors are, for those who look after them: contact, lag, what they were asked, what was
refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import cast

import sqlalchemy as sa

from engine.database import Connection
from engine.database.named import NamedStatements
from engine.workspace import Workspace
from metadata.documents.label import label_texts, text_in
from metadata.resolved_workflow import Connector
from workflow.connectors.gate import OPEN
from workflow.connectors.sync_rows import STATEMENTS as SYNC_STATEMENTS
from workflow.connectors.sync_rows import SyncState
from workflow.jobs import bind
from workflow.messages import WORDS, words
from workflow.outside_tables import tg_call, tg_connector, tg_sync

Json = dict[str, object]
CONTACT = ("state", "failures", "contact_at", "lost_at", "error", "error_at", "probe_at")
GATE = ("breaker", "rest_until")
SYNC = ("next_at", "begun_at", "ended_at", "failures", "error", "error_at", "read", "written")
CALL = ("id", "what", "at", "milliseconds", "method", "address", "status", "code", "note")
REFUSED = ("sync", "outside_id", "problems", "at")

K = tg_call.c
STATEMENTS = NamedStatements(
    {
        "connectors": sa.select(
            tg_connector.c.connector, *(tg_connector.c[name] for name in (*CONTACT, *GATE))
        ),
        "syncs": sa.select(
            tg_sync.c.connector, tg_sync.c.sync, *(tg_sync.c[name] for name in SYNC)
        ),
        "calls": sa.select(*(K[name] for name in CALL))
        .where(K.connector == bind("of_connector", K.connector), K.id < bind("before", K.id))
        .order_by(K.id.desc())
        .limit(sa.bindparam("most", type_=sa.Integer())),
    }
)


def connector_pages(
    connection: Connection, work: Workspace, connectors: list[Connector], language: str
) -> list[Json]:
    """How each of the connectors is."""
    dialect = connection.dialect
    contacts = {
        row[0]: dict(zip((*CONTACT, *GATE), row[1:], strict=True))
        for row in connection.rows(STATEMENTS.on(dialect, "connectors"))
    }
    syncs = {
        (row[0], row[1]): dict(zip(SYNC, row[2:], strict=True))
        for row in connection.rows(STATEMENTS.on(dialect, "syncs"))
    }
    refused = {
        (row[0], row[1]): row[2]
        for row in connection.rows(SYNC_STATEMENTS.on(dialect, "count refused"))
    }
    return [
        {
            "app": it.app,
            "key": it.key,
            "label": text_in(it.labels, language),
            "credential": it.document.credential,
            "has_probe": it.document.probe is not None,
            **contact_json(work, contacts.get(it.name, {}), language),
            "syncs": [
                {
                    "key": sync.key,
                    "label": text_in(label_texts(sync.label, sync.key), language),
                    "table": sync.table,
                    "refused": refused.get((it.name, sync.key), 0),
                    **sync_json(work, syncs.get((it.name, sync.key), {}), language),
                }
                for sync in it.document.syncs
            ],
        }
        for it in connectors
    ]


def contact_json(work: Workspace, row: Mapping[str, object], language: str) -> Json:
    """Whether the other side can be reached."""
    rest_until = cast("datetime | None", row.get("rest_until"))
    is_resting = row.get("breaker") == OPEN and rest_until is not None and rest_until > work.now()
    return {
        "state": row.get("state", "unknown"),
        "contact_at": shown_moment(row.get("contact_at")),
        "lost_at": shown_moment(row.get("lost_at")),
        "probe_at": shown_moment(row.get("probe_at")),
        "rests_until": shown_moment(rest_until) if is_resting else None,
        "error": shown_error(row.get("error"), row.get("error_at"), language),
    }


def sync_json(work: Workspace, row: Mapping[str, object], language: str) -> Json:
    """How far a sync is. `lag`: seconds since the beginning of the last complete pass, which is
    how old what is here may be."""
    begun_at = cast("datetime | None", row.get("begun_at"))
    fresh = SyncState()
    return {
        "ended_at": shown_moment(row.get("ended_at")),
        "next_at": shown_moment(row.get("next_at")),
        "lag": None if begun_at is None else int((work.now() - begun_at).total_seconds()),
        "failures": row.get("failures", fresh.failures),
        "read": row.get("read", fresh.read),
        "written": row.get("written", fresh.written),
        "error": shown_error(row.get("error"), row.get("error_at"), language),
    }


def shown_error(error: object, at: object, language: str) -> Json | None:
    """The last thing that went wrong, in words."""
    if not isinstance(error, dict):
        return None
    code = str(error["code"])
    said = words(code, {}, language) if code in WORDS else code
    return {
        "code": code,
        "message": said,
        "status": error.get("status"),
        "at": shown_moment(at),
    }


def shown_moment(at: object) -> str | None:
    """A moment as ISO 8601 in UTC."""
    if not isinstance(at, datetime):
        return None
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def list_calls(connection: Connection, connector: str, before: int, most: int) -> list[Json]:
    """What the connector was asked, newest first."""
    given = {"of_connector": connector, "before": before, "most": most}
    rows = connection.rows(STATEMENTS.on(connection.dialect, "calls"), given)
    found = [dict(zip(CALL, row, strict=True)) for row in rows]
    return [{**it, "id": str(it["id"]), "at": shown_moment(it["at"])} for it in found]


def list_refused(connection: Connection, connector: str, most: int) -> list[Json]:
    """The items that were refused, newest first, with what is wrong and no value of them."""
    given = {"of_connector": connector, "most": most}
    rows = connection.rows(SYNC_STATEMENTS.on(connection.dialect, "refused"), given)
    found = [dict(zip(REFUSED, row, strict=True)) for row in rows]
    return [{**it, "at": shown_moment(it["at"])} for it in found]
