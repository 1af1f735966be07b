"""The nightly job over files: what nobody holds goes, in the end.

An upload that no record ever held goes after a day. A file that records let go of stays as long as
deleted records do, for whoever takes the change back; its name stays for the history. A deleted
record still holds its files, and so does a field that was removed, until it is dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import cast

import sqlalchemy as sa

from engine.columns import link_table
from engine.database import Connection, Row
from engine.database.statements import one_of, prepare
from engine.drift import Drift
from engine.files.held import tg_held_file
from engine.files.store import FileStore
from engine.files.stored import STORE
from engine.purge import KEPT
from engine.revisions import present_number, read_layout
from engine.system_tables import tg_file
from engine.workspace import Workspace

UNBOUND_KEPT = timedelta(hours=24)
f = tg_file.c
NOW = sa.bindparam("of_now", type_=f.gone_at.type)
DAY_AGO = sa.bindparam("of_day_ago", type_=f.at.type)
LONG_AGO = sa.bindparam("of_long_ago", type_=f.at.type)


def purge_files(work: Workspace) -> int:
    """What nobody holds any more is gone; how many files these were."""
    return work.database.alone(STORE, lambda: purge_alone(work))


def purge_alone(work: Workspace) -> int:
    """The same, while no content is taken in."""
    now = work.now()
    links = work.database.read(holding_tables)
    purged = work.database.write(lambda connection: drop_rows(connection, links, now))
    store = FileStore(work.files)
    kept = work.database.read(present_contents)
    for sha256 in sorted(purged - kept):
        store.drop(sha256)
    old = (now - UNBOUND_KEPT).timestamp()
    for place in store.contents():
        if place.name not in kept and place.stat().st_mtime < old:
            store.drop(place.name)
    for place in store.unfinished():
        if place.stat().st_mtime < old:
            place.unlink(missing_ok=True)
    return len(purged)


def drop_rows(connection: Connection, links: Sequence[sa.Table], now: datetime) -> set[str]:
    """Rows of files that were never held are gone, others without a holder are marked; the hashes
    of the contents that are no longer asked for."""
    held, dialect = is_held(links), connection.dialect
    again = sa.update(tg_file).where(f.released_at.is_not(None), held).values(released_at=None)
    connection.run(prepare(again, dialect), {})
    let_go = f.bound_at.is_not(None), f.released_at.is_(None), sa.not_(held)
    released = sa.update(tg_file).where(*let_go).values(released_at=NOW)
    connection.run(prepare(released, dialect), {"of_now": now})
    is_over = sa.or_(sa.and_(f.bound_at.is_(None), f.at < DAY_AGO), f.released_at < LONG_AGO)
    found = sa.select(f.id, f.sha256).where(f.gone_at.is_(None), sa.not_(held), is_over)
    if dialect == "postgresql":
        # A write that binds one of them has locked it.
        found = found.with_for_update(skip_locked=True)
    moments = {"of_day_ago": now - UNBOUND_KEPT, "of_long_ago": now - KEPT}
    rows = connection.rows(prepare(found, dialect), moments)
    ids = [cast(int, row[0]) for row in rows]
    if ids:
        never = sa.delete(tg_file).where(one_of(f.id, "ids"), f.bound_at.is_(None))
        connection.run(prepare(never, dialect), {"ids": ids})
        gone = sa.update(tg_file).where(one_of(f.id, "ids")).values(gone_at=NOW)
        connection.run(prepare(gone, dialect), {"ids": ids, "of_now": now})
    return {cast(str, row[1]) for row in rows}


def is_held(links: Sequence[sa.Table]) -> sa.ColumnElement[bool]:
    """Whether a link table names the file."""
    return sa.or_(sa.false(), *(sa.exists().where(link.c.target == f.id) for link in links))


def holding_tables(connection: Connection) -> list[sa.Table]:
    """The link tables of all fields, those too that were removed and are kept for undo. Ids are
    never used twice, so those that hold other things do no harm."""
    layout = read_layout(connection, present_number(connection))
    present = [link for table in layout.tables.values() for link in table.links.values()]
    inspector = sa.inspect(connection.alchemy())
    retired = [name for name in layout.retired if "." not in name and is_link(inspector, name)]
    return [tg_held_file, *(link_table(name) for name in (*present, *retired))]


def is_link(inspector: sa.Inspector, name: str) -> bool:
    """Whether the table is there and names records and what they hold."""
    if not inspector.has_table(name):
        return False
    return {str(column["name"]) for column in inspector.get_columns(name)} >= {"record", "target"}


def present_contents(connection: Connection) -> set[str]:
    """The hashes of all contents that must be there."""
    query: sa.Select[Row] = sa.select(f.sha256).where(f.gone_at.is_(None)).distinct()
    return {cast(str, row[0]) for row in connection.rows(prepare(query, connection.dialect))}


def find_missing_contents(work: Workspace) -> Iterable[Drift]:
    """Files whose content is not in the store, or not of its size."""
    query: sa.Select[Row] = sa.select(f.id, f.sha256, f.name, f.size).where(f.gone_at.is_(None))
    store = FileStore(work.files)
    statement = prepare(query, work.database.dialect)
    for id, sha256, name, size in work.database.rows(statement):
        place = store.place_of(cast(str, sha256))
        if not place.is_file() or place.stat().st_size != size:
            yield Drift("missing_content", str(id), {"name": str(name)})
