"""The nightly job that drops what has been out of sight for 30 days (decision 21)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import cast

import sqlalchemy as sa

from engine.changing.carry_out import CHANGE, finish_dead
from engine.database import Connection
from engine.database.named import NamedStatements
from engine.revisions import TOPIC, present_number, read_layout
from engine.schema_steps import drop_physical
from engine.system_tables import tg_cleared, tg_revision
from engine.workspace import Workspace
from metadata.layout import NOTHING_LOST, Layout, layout_to_json

KEPT = timedelta(days=30)

r, c = tg_revision.c, tg_cleared.c

STATEMENTS = NamedStatements(
    {
        "last old": sa.select(sa.func.max(r.number)).where(
            r.at <= sa.bindparam("until", type_=r.at.type)
        ),
        "set layout": sa.update(tg_revision)
        .where(r.number == sa.bindparam("of_number", type_=r.number.type))
        .values(layout=sa.bindparam("new_layout", type_=r.layout.type)),
        "forget cleared": sa.delete(tg_cleared).where(
            c.revision <= sa.bindparam("until", type_=c.revision.type)
        ),
    }
)


def purge_retired(work: Workspace) -> tuple[str, ...]:
    """Tables and columns that left the documents 30 days ago, and computed ones that lose nothing,
    are gone; so is what records lost by options removed then. The names that were dropped.

    The present revision's layout forgets them, in place: that they were kept is no part of its
    documents, and an undo must not look for them.
    """
    until = work.now() - KEPT

    def run(connection: Connection) -> tuple[str, ...]:
        return drop_retired(connection, until)

    def alone() -> tuple[str, ...]:
        finish_dead(work)
        return work.database.restructure(run)

    return work.database.alone(CHANGE, alone)


def drop_retired(connection: Connection, until: datetime) -> tuple[str, ...]:
    """What was retired by revisions up to that moment is gone."""
    dialect, number = connection.dialect, present_number(connection)
    rows = connection.rows(STATEMENTS.on(dialect, "last old"), {"until": until})
    last = cast(int, rows[0][0] or 0)
    layout = read_layout(connection, number)
    names = tuple(name for name, since in layout.retired.items() if is_over(since, last))
    connection.run(STATEMENTS.on(dialect, "forget cleared"), {"until": last})
    if not names:
        return ()
    tables = [name for name in names if "." not in name]
    drop_physical(connection, tables, [name for name in names if "." in name])
    kept = {name: since for name, since in layout.retired.items() if name not in names}
    left = layout_to_json(Layout(layout.tables, kept))
    connection.run(STATEMENTS.on(dialect, "set layout"), {"of_number": number, "new_layout": left})
    connection.announce(TOPIC)
    return names


def is_over(since: int, last: int) -> bool:
    """Whether what revision `since` retired need not be kept: `last` is the last old enough."""
    return since == NOTHING_LOST or since <= last
