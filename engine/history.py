"""What happened to a record: its events, newest first, as their reader may see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import sqlalchemy as sa

from engine.access import Condition, TableAccess, access_of
from engine.actor import Actor
from engine.catalog_table import Values
from engine.database import Connection, Row
from engine.database.named import NamedStatements
from engine.errors import UnknownRecord
from engine.files.stored import read_files
from engine.system_tables import tg_event, tg_user
from engine.workspace import Workspace
from engine.writing.file_fields import file_keys
from engine.writing.references import allows
from engine.writing.row_locks import lock_rows
from engine.writing.transaction import Transaction, open_transaction
from metadata.fields.date import show_datetime

MOST_EVENTS = 500
LAST = 2**63 - 1
ALWAYS_SHOWN = frozenset({"create", "transition"})
"""Kinds of events that happened to the record as a whole."""
BESIDE = "."
"""In the kinds of events that changed nothing of the record itself (`grant.opened`): who shows
those, shows what they are about."""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One event of a record. `before` and `after` hold JSON values of the fields the reader sees;
    `before` is None for a creation. `move` is the transition taken (tg_event). `seq` orders events
    and pages through them."""

    seq: int
    kind: str
    at: datetime
    user: int | None
    user_name: str | None
    origin: str
    via: str | None
    reason: str | None
    revision: int
    before: Mapping[str, object] | None
    after: Mapping[str, object] | None
    move: str | None


EVENT = tg_event.c
STATEMENTS = NamedStatements(
    {
        "events": sa.select(
            EVENT.seq,
            EVENT.kind,
            EVENT.at,
            EVENT.user,
            tg_user.c.name,
            EVENT.origin,
            EVENT.via,
            EVENT.reason,
            EVENT.revision,
            EVENT.before,
            EVENT.after,
            EVENT.move,
        )
        .select_from(tg_event.outerjoin(tg_user, tg_user.c.id == EVENT.user))
        .where(
            EVENT.table == sa.bindparam("table", type_=EVENT.table.type),
            EVENT.record == sa.bindparam("record", type_=EVENT.record.type),
            EVENT.seq < sa.bindparam("before", type_=EVENT.seq.type),
        )
        .order_by(EVENT.seq.desc())
        .limit(sa.bindparam("limit", type_=EVENT.seq.type))
    }
)


def record_history(
    work: Workspace,
    actor: Actor,
    table: str,
    id: int,
    *,
    limit: int = 50,
    before: int | None = None,
) -> dict[str, object]:
    """`{events, next}`, ready for JSON: the events as `read_history` gives them; `next` is the
    `before` of the page that follows, None where there is none."""
    limit = min(limit, MOST_EVENTS)
    entries = read_history(work, actor, table, id, limit=limit + 1, before=before)
    page = entries[:limit]
    following = page[-1].seq if len(entries) > limit else None
    events = [entry_json(entry) for entry in page]
    return {"events": events, "next": following, "files": files_in(work, table, page)}


def files_in(work: Workspace, table: str, page: Sequence[HistoryEntry]) -> dict[str, object]:
    """What the files in these events are called, by id; those too that are gone by now."""
    keys = file_keys(work.catalog.tables[table])
    sides = [side for entry in page for side in (entry.before, entry.after) if side]
    ids = {int(str(id)) for side in sides for key in keys for id in listed(side.get(key))}
    files = read_files(work.database, work.database.dialect, ids)
    return {str(id): file.shown() for id, file in files.items()}


def listed(value: object) -> Sequence[object]:
    """The items of a JSON list; none of anything else."""
    return value if isinstance(value, list) else ()


def entry_json(entry: HistoryEntry) -> dict[str, object]:
    """The event as JSON."""
    shown = {name: getattr(entry, name) for name in HistoryEntry.__slots__}
    user = None if entry.user is None else str(entry.user)
    return {**shown, "at": show_datetime(entry.at), "user": user}


def read_history(
    work: Workspace,
    actor: Actor,
    table: str,
    id: int,
    *,
    limit: int = 50,
    before: int | None = None,
) -> list[HistoryEntry]:
    """The events of a record, newest first, those before `before` (a `seq`) if given.

    Only fields that the actor sees in the record as it is now; an event in which nothing else
    happened is left out. UnknownTable, UnknownRecord; a deleted record's history is there for
    those who may restore it.
    """
    catalog = work.catalog
    mask = access_of(catalog, actor).table(table)
    given = {
        "table": table,
        "record": id,
        "before": LAST if before is None else before,
        "limit": limit,
    }

    def find(connection: Connection) -> list[HistoryEntry]:
        transaction = open_transaction(work, connection, actor, catalog, is_writing=False)
        shown = shown_fields(transaction, mask, id)
        rows = connection.rows(STATEMENTS.on(connection.dialect, "events"), given)
        entries = (entry_of(row, shown) for row in rows)
        return [entry for entry in entries if entry is not None]

    return work.database.read(find)


def shown_fields(transaction: Transaction, mask: TableAccess, id: int) -> frozenset[str]:
    """The fields of the record that the actor sees; UnknownRecord where it is out of sight."""
    name = mask.table.name
    values = transaction.rows.record(name, id)
    if values is None:
        values = deleted_record(transaction, mask, id)
    if not allows(transaction, mask.read, mask, values):
        raise UnknownRecord(name, str(id))

    def is_shown(condition: Condition) -> bool:
        return allows(transaction, condition, mask, values)

    return frozenset(key for key, condition in mask.visible.items() if is_shown(condition))


def deleted_record(transaction: Transaction, mask: TableAccess, id: int) -> Values:
    """A deleted record, for those who may bring it back."""
    table = transaction.catalog.tables[mask.table.name]
    values = lock_rows(transaction, table, [id], None).get(id)
    if values is None or not allows(transaction, mask.delete, mask, values):
        raise UnknownRecord(table.name, str(id))
    return values


def entry_of(row: Row, shown: frozenset[str]) -> HistoryEntry | None:
    """The event with the fields that are shown; None where none of what changed is."""
    seq, kind, at, user, name, origin, via, reason, revision, before, after, move = row
    if BESIDE in cast(str, kind):
        return None
    changed = cast(Mapping[str, object] | None, after)
    is_hidden = changed and shown.isdisjoint(changed) and kind not in ALWAYS_SHOWN
    if is_hidden:
        return None
    return HistoryEntry(
        seq=cast(int, seq),
        kind=cast(str, kind),
        at=cast(datetime, at),
        user=cast(int | None, user),
        user_name=cast(str | None, name),
        origin=cast(str, origin),
        via=cast(str | None, via),
        reason=cast(str | None, reason),
        revision=cast(int, revision),
        before=masked(cast(Mapping[str, object] | None, before), shown),
        after=masked(changed, shown),
        move=cast(str | None, move),
    )


def masked(
    values: Mapping[str, object] | None, shown: frozenset[str]
) -> Mapping[str, object] | None:
    """The values of the fields that are shown."""
    if values is None:
        return None
    return {key: value for key, value in values.items() if key in shown}
