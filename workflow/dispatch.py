"""From what happened to those who listen: each event once, those of one record in their order.

Nobody pages by number: PostgreSQL commits numbers out of order (decision 36). What waits in the
outbox is looked at, the records it is about are locked as far as nobody else has them, and what
is still there then is told and gone, in one transaction.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import cast

import sqlalchemy as sa

from engine.database import Connection
from engine.database.named import NamedStatements
from engine.database.statements import one_of
from engine.errors import CatalogMoved, RowsMoved
from engine.system_tables import tg_event, tg_undelivered
from engine.workspace import Workspace
from engine.writing.pending import OPENED
from workflow.approvals.listening import follow_record
from workflow.approvals.starting import open_by_grant
from workflow.connectors.write_back import write_back
from workflow.events import Event, event_of, select_events
from workflow.moment_rows import keep_moments
from workflow.row_lock import locked_keys
from workflow.todos import withdraw_of_gone
from workflow.triggers import start_by_event, wake_by_event

Listen = Callable[[Workspace, Connection, Event], None]
"""Called in the transaction that takes the event out of the outbox."""

RECORD = "record"
RECORD_KINDS = frozenset({"create", "update", "delete", "restore", "transition"})
EVENT_LISTENERS: Mapping[str, tuple[Listen, ...]] = {
    RECORD: (
        withdraw_of_gone,
        keep_moments,
        start_by_event,
        wake_by_event,
        follow_record,
        write_back,
    ),
    OPENED: (open_by_grant,),
}
"""By kind of event: `record` for what happens to records, else the kind itself."""

SEEN = 200
"""Events looked at for one batch; of these as many as their records are free."""
MOST = 50
"""Events told in one transaction."""

SEQ = tg_undelivered.c.seq
STATEMENTS = NamedStatements(
    {
        "waiting": sa.select(SEQ, tg_event.c.table, tg_event.c.record)
        .join(tg_event, tg_event.c.seq == SEQ)
        .order_by(SEQ)
        .limit(sa.bindparam("most", type_=sa.Integer())),
        "still there": select_events()
        .join(tg_undelivered, tg_event.c.seq == SEQ)
        .where(one_of(SEQ, "seqs"))
        .order_by(tg_event.c.seq),
        "gone": sa.delete(tg_undelivered).where(one_of(SEQ, "seqs")),
    }
)


def dispatch(work: Workspace, chance: random.Random) -> int:
    """Some of what waits in the outbox was told to those who listen; how many events it were. 0:
    nothing waits, or others have the records at this moment.

    `chance` makes processes begin with different records.
    """
    try:
        return work.database.write(lambda connection: dispatch_in(connection, work, chance))
    except (CatalogMoved, RowsMoved):
        # The next round sees the new revision.
        work.refresh()
        return 0


def dispatch_in(connection: Connection, work: Workspace, chance: random.Random) -> int:
    """The same in this transaction."""
    seqs = choose(connection, chance)
    if not seqs:
        return 0
    rows = connection.rows(STATEMENTS.on(connection.dialect, "still there"), {"seqs": seqs})
    events = [event_of(row) for row in rows]
    for event in events:
        tell(work, connection, event)
    told = [event.seq for event in events]
    connection.run(STATEMENTS.on(connection.dialect, "gone"), {"seqs": told})
    return len(told)


def choose(connection: Connection, chance: random.Random) -> list[int]:
    """The first events of some records that are this transaction's from now on."""
    rows = connection.rows(STATEMENTS.on(connection.dialect, "waiting"), {"most": SEEN})
    by_record: dict[str, list[int]] = defaultdict(list)
    for seq, table, record in rows:
        by_record[f"{table}:{record}"].append(cast(int, seq))
    if connection.dialect == "sqlite":
        return sorted(seq for seqs in by_record.values() for seq in seqs)[:MOST]
    names = list(by_record)
    if len(names) > 1:
        chance.shuffle(names)
    chosen: list[int] = []
    while names and len(chosen) < MOST:
        name = names.pop()
        if locked_keys(connection, (name,)):
            chosen += by_record[name]
    return sorted(chosen)


def tell(work: Workspace, connection: Connection, event: Event) -> None:
    """Everybody who listens to this kind of event has heard of it."""
    kind = RECORD if event.kind in RECORD_KINDS else event.kind
    for listen in EVENT_LISTENERS.get(kind, ()):
        listen(work, connection, event)
