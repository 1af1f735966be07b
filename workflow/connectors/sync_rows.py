"""What syncs keep: how far each is, which item is which record, and what was refused."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from engine.catalog_table import CompiledTable
from engine.database import Connection, Reader
from engine.database.named import NamedStatements, put_row
from engine.database.statements import one_of
from engine.workspace import Workspace
from workflow.jobs import bind
from workflow.outside_tables import tg_sync, tg_sync_item, tg_sync_refused

Json = dict[str, object]
S, I, R = tg_sync.c, tg_sync_item.c, tg_sync_refused.c  # noqa: E741 - rows of three tables
STATE = (
    *("next_at", "cursor", "begun_at", "ended_at", "failures", "error", "error_at"),
    *("read", "written"),
)
ITEM_OF = sa.and_(
    I.connector == bind("of_connector", I.connector), I.sync == bind("of_sync", I.sync)
)
REFUSED_OF = sa.and_(
    R.connector == bind("of_connector", R.connector), R.sync == bind("of_sync", R.sync)
)
STATEMENTS = NamedStatements(
    {
        "read": sa.select(*(S[name] for name in STATE)).where(
            S.connector == bind("of_connector", S.connector), S.sync == bind("of_sync", S.sync)
        ),
        "items": sa.select(I.outside_id, I.record, I.version, I.sha256).where(
            ITEM_OF, one_of(I.outside_id, "ids")
        ),
        "item of": sa.select(I.outside_id).where(ITEM_OF, I.record == bind("of_record", I.record)),
        "accept": sa.delete(tg_sync_refused).where(REFUSED_OF, one_of(R.outside_id, "ids")),
        "refused": sa.select(R.sync, R.outside_id, R.problems, R.at)
        .where(R.connector == bind("of_connector", R.connector))
        .order_by(R.at.desc(), R.outside_id)
        .limit(sa.bindparam("most", type_=sa.Integer())),
        "count refused": sa.select(R.connector, R.sync, sa.func.count()).group_by(
            R.connector, R.sync
        ),
    }
)
PUTS = {
    dialect: NamedStatements(
        {
            "sync": put_row(tg_sync, dialect),
            "item": put_row(tg_sync_item, dialect),
            "refuse": put_row(tg_sync_refused, dialect),
            "new item": insert(tg_sync_item).on_conflict_do_nothing(),
        }
    )
    for dialect, insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
}


@dataclass(slots=True)
class SyncState:
    """A row of tg_sync."""

    next_at: datetime | None = None
    cursor: str | None = None
    begun_at: datetime | None = None
    ended_at: datetime | None = None
    failures: int = 0
    error: Json | None = None
    error_at: datetime | None = None
    read: int = 0
    written: int = 0


@dataclass(frozen=True, slots=True)
class Known:
    """The record that an item became, and which state of the item."""

    record: int
    version: str | None
    sha256: str


class TakenMeanwhile(Exception):
    """Another worker has made a record of one of these items."""


def named(connector: str, sync: str) -> Json:
    """The parameters that name a sync."""
    return {"of_connector": connector, "of_sync": sync}


def read_sync(reader: Reader, work: Workspace, connector: str, sync: str) -> SyncState:
    """How far the sync is; the beginning where it has never run."""
    statement = STATEMENTS.on(work.database.dialect, "read")
    rows = reader.rows(statement, named(connector, sync))
    if not rows:
        return SyncState()
    return SyncState(**cast(Mapping[str, object], dict(zip(STATE, rows[0], strict=True))))  # type: ignore[arg-type] # the columns are the fields


def keep_sync(connection: Connection, connector: str, sync: str, state: SyncState) -> None:
    """The sync is so far."""
    row = {name: getattr(state, name) for name in STATE}
    statement = PUTS[connection.dialect].on(connection.dialect, "sync")
    connection.run(statement, {**row, "connector": connector, "sync": sync})


def known_items(
    work: Workspace, connector: str, sync: str, ids: Collection[str]
) -> dict[str, Known]:
    """The records that these items have become, by their ids there."""
    statement = STATEMENTS.on(work.database.dialect, "items")
    rows = work.database.rows(statement, {**named(connector, sync), "ids": list(ids)})
    return {
        cast(str, id): Known(cast(int, record), cast("str | None", version), cast(str, sha))
        for id, record, version, sha in rows
    }


def records_by_id(
    work: Workspace, table: CompiledTable, field: str, ids: Collection[str]
) -> dict[str, list[int]]:
    """The records that have one of these ids in the field: made by hand or by an import."""
    statement = table.statement(("outside ids", field), lambda: by_outside_id(table, field))
    found: dict[str, list[int]] = {}
    for record, id in work.database.rows(statement, {"ids": list(ids)}):
        found.setdefault(cast(str, id), []).append(cast(int, record))
    return found


def by_outside_id(table: CompiledTable, field: str) -> sa.ClauseElement:
    """The records that are there, by the text of a field."""
    column = table.columns(field)[0]
    id = table.columns("id")[0]
    statement = sa.select(id, column).where(one_of(column, "ids"))
    if "deleted_at" in table.stored:
        statement = statement.where(table.columns("deleted_at")[0].is_(None))
    return statement


def note_item(
    connection: Connection, connector: str, sync: str, id: str, known: Known, *, is_new: bool
) -> None:
    """The item is that record in that state. Raises TakenMeanwhile where a new one is another
    record already."""
    row = {
        "connector": connector,
        "sync": sync,
        "outside_id": id,
        "record": known.record,
        "version": known.version,
        "sha256": known.sha256,
    }
    name = "new item" if is_new else "item"
    done = connection.run(PUTS[connection.dialect].on(connection.dialect, name), row)
    if is_new and done == 0:
        raise TakenMeanwhile


def note_refused(
    connection: Connection,
    work: Workspace,
    place: tuple[str, str],
    refused: Mapping[str, Sequence[Json]],
    accepted: Collection[str],
) -> None:
    """These items are in the list of refused ones with what is wrong, those accepted are not;
    `place` is the connector and the sync."""
    connector, sync = place
    given = {**named(connector, sync), "ids": list(accepted)}
    if accepted:
        connection.run(STATEMENTS.on(connection.dialect, "accept"), given)
    rows = [
        {
            "connector": connector,
            "sync": sync,
            "outside_id": id,
            "problems": list(problems),
            "at": work.now(),
        }
        for id, problems in refused.items()
    ]
    if rows:
        connection.run_many(PUTS[connection.dialect].on(connection.dialect, "refuse"), rows)
