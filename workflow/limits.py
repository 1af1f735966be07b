"""Time limits of states: what they name starts, once for each stay of a record and each stage."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import cast

import sqlalchemy as sa

from engine.catalog import Catalog
from engine.database import Connection
from engine.database.named import NamedStatements
from engine.database.types import EPOCH
from engine.state_limits import OVER, DueState, due_states
from engine.workspace import Workspace
from metadata.documents.states import LimitDocument
from workflow.alarms import is_first, once
from workflow.causes import NOTHING
from workflow.jobs import bind
from workflow.run_tables import tg_limit_mark
from workflow.starts import start_automation
from workflow.triggers import full_name

MOST = 500
"""About so many records are looked at in one transaction."""
OVERLAP = timedelta(minutes=1)
"""Looked at twice: a write that began before the last look may be committed after it."""
SHORTEST = timedelta(milliseconds=1)
ONLY = 1
"""The id of the one row."""

MARK = tg_limit_mark.c
STATEMENTS = NamedStatements(
    {
        "mark": sa.select(MARK.signature, MARK.looked_at)
        .where(MARK.id == ONLY)
        .with_for_update(skip_locked=True),
        "move on": sa.update(tg_limit_mark)
        .where(MARK.id == ONLY)
        .values(
            signature=bind("with_signature", MARK.signature), looked_at=bind("at", MARK.looked_at)
        ),
    }
)
PUTS = {
    dialect: NamedStatements({"put": once(tg_limit_mark, dialect)})
    for dialect in ("sqlite", "postgresql")
}


def fire_limits(connection: Connection, work: Workspace) -> int:
    """States that last too long, or soon will, have started what their limit names; how many."""
    catalog = work.catalog
    text = catalog.cache("limits signature", lambda: signature(catalog))
    if text == NO_LIMITS:
        return 0
    dialect = connection.dialect
    row = {"id": ONLY, "signature": "", "looked_at": EPOCH}
    connection.run(PUTS[dialect].on(dialect, "put"), row)
    rows = connection.rows(STATEMENTS.on(dialect, "mark"))
    if not rows:
        return 0  # another process is at it
    known, looked_at = rows[0]
    since = cast(datetime, looked_at) if known == text else EPOCH
    until, found = reached(connection, work, since)
    given = {"with_signature": text, "at": until}
    connection.run(STATEMENTS.on(dialect, "move on"), given)
    fired = sum(fire(connection, work, due) for due in found)
    return max(fired, int(until < work.now()))


def reached(
    connection: Connection, work: Workspace, since: datetime
) -> tuple[datetime, list[DueState]]:
    """The moment up to which everything was found, and what had come to a stage by then: where
    there is very much, the first of it."""
    until = work.now()
    since = min(since, until)
    while True:
        start = max(since - OVERLAP, EPOCH)
        found = due_states(connection, work.catalog, until, MOST, start if since > EPOCH else None)
        if len(found) < MOST or until - since <= SHORTEST:
            return until, found
        until = since + (until - since) / 2


def fire(connection: Connection, work: Workspace, due: DueState) -> bool:
    """Whether the stage was new; then what it names has started."""
    moment = f"{due.record}:{due.entered_at.isoformat()}:{due.stage}"
    rule = f"limit:{due.table}.{due.field}"
    if not is_first(connection, work, rule, moment):
        return False
    table = work.catalog.tables[due.table].table
    limit = table.machines[due.field].by_key[due.state].limit
    name = None if limit is None else (limit.run if due.stage == OVER else limit.warn_run)
    if name is not None:
        start_automation(
            connection,
            work,
            full_name(table.app, name),
            due.record,
            cause=NOTHING,
            once=f"{rule}:{moment}",
        )
    return True


NO_LIMITS = "[]"


def signature(catalog: Catalog) -> str:
    """All limits there are: with other ones everything is looked at anew."""
    return json.dumps([[name, it.model_dump(mode="json")] for name, it in limits_of(catalog)])


def limits_of(catalog: Catalog) -> Iterator[tuple[str, LimitDocument]]:
    """Every limit with the place of its state."""
    machines = (
        (f"{table.name}.{machine.field}", machine)
        for table in catalog.tables.values()
        for machine in table.table.machines.values()
    )
    for place, machine in machines:
        for state in machine.limited:
            if state.limit is not None:
                yield f"{place}.{state.key}", state.limit
