"""The log of the days that are replayed, read by slices in its own order."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import sqlalchemy as sa

from engine.database import Connection
from engine.database.named import NamedStatements
from engine.database.statements import one_of
from engine.system_tables import tg_event
from workflow.dispatch import RECORD_KINDS
from workflow.events import Event, event_of, select_events
from workflow.jobs import bind

SLICE = 2_000
"""Events whose records are read at once."""

EVENT = tg_event.c
STATEMENTS = NamedStatements(
    {
        "bounds": sa.select(
            sa.func.min(EVENT.seq).filter(EVENT.at >= bind("since", EVENT.at)),
            sa.func.max(EVENT.seq),
        ),
        # The index of tables would be taken for it, and every slice sorted: so no plain column.
        "slice": select_events()
        .where(
            EVENT.seq > bind("after", EVENT.seq),
            EVENT.seq <= bind("last", EVENT.seq),
            one_of(EVENT.table.concat(""), "tables"),
        )
        .order_by(EVENT.seq)
        .limit(sa.bindparam("most", type_=sa.Integer())),
    }
)


@dataclass(frozen=True, slots=True)
class Log:
    """Events of some tables, from one number to another; `since` is the first moment that counts:
    what was before is heard for what it arms."""

    connection: Connection
    tables: Collection[str]
    since: datetime
    until: datetime
    first: int
    last: int

    def slices(self) -> Iterator[list[Event]]:
        """All of them in order, some at a time."""
        after = self.first - 1
        statement = STATEMENTS.on(self.connection.dialect, "slice")
        given = {"last": self.last, "tables": sorted(self.tables), "most": SLICE}
        while rows := self.connection.rows(statement, {**given, "after": after}):
            events = [event_of(row) for row in rows]
            after = events[-1].seq
            yield [it for it in events if it.record is not None and it.kind in RECORD_KINDS]

    def share(self, seq: int) -> float:
        """How much of it is behind that number, up to 1."""
        return (seq - self.first + 1) / max(1, self.last - self.first + 1)


def open_log(
    connection: Connection,
    tables: Collection[str],
    heard_from: datetime,
    days: tuple[datetime, datetime],
) -> Log:
    """The log of these tables, heard from a moment before the days on."""
    rows = connection.rows(STATEMENTS.on(connection.dialect, "bounds"), {"since": heard_from})
    first, last = rows[0]
    if first is None or last is None:
        return Log(connection, tables, *days, first=1, last=0)
    return Log(connection, tables, *days, first=cast(int, first), last=cast(int, last))
