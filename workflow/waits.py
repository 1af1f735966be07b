"""What waiting runs wait for. A waiting run is its row, one row for each topic, and one job if it
goes on by itself at some moment."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import cast

import sqlalchemy as sa

from engine.database import Connection
from engine.database.named import NamedStatements
from engine.workspace import Workspace
from workflow.jobs import Json, bind, enqueue_run
from workflow.run_tables import tg_wait

WAIT = tg_wait.c
OF_RUN = WAIT.run == bind("of_run", WAIT.run)
OF_TOPIC = WAIT.topic == bind("of_topic", WAIT.topic)
STATEMENTS = NamedStatements(
    {
        "runs": sa.select(WAIT.run).where(OF_TOPIC).order_by(WAIT.run),
        "mark": sa.update(tg_wait)
        .where(OF_TOPIC, WAIT.woken_at.is_(None))
        .values(woken_at=bind("at", WAIT.woken_at), payload=bind("with", WAIT.payload)),
        "topics": sa.select(WAIT.topic, WAIT.woken_at, WAIT.payload)
        .where(OF_RUN)
        .order_by(WAIT.woken_at, WAIT.topic)
        .with_for_update(),
        "put": sa.insert(tg_wait),
        "rest": sa.update(tg_wait).where(OF_RUN, OF_TOPIC).values(woken_at=None, payload=None),
        "drop": sa.delete(tg_wait).where(OF_RUN, OF_TOPIC),
        "drop all": sa.delete(tg_wait).where(OF_RUN),
    }
)


@dataclass(frozen=True, slots=True)
class Wait:
    """A topic that a run waits for, and what it brought if it was woken."""

    topic: str
    is_woken: bool
    payload: Json


def wake(connection: Connection, work: Workspace, topic: str, payload: Json) -> None:
    """Every run that waits for the topic goes on after the caller's commit; the first payload
    counts. Where nobody waits nothing happens."""
    dialect = connection.dialect
    runs = connection.rows(STATEMENTS.on(dialect, "runs"), {"of_topic": topic})
    now = work.now()
    # The job first, then the wait: in the order in which a run that goes on takes them.
    for (run,) in runs:
        enqueue_run(connection, work, cast(int, run), now)
    if runs:
        given = {"of_topic": topic, "at": now, "with": payload}
        connection.run(STATEMENTS.on(dialect, "mark"), given)


def waits_of(connection: Connection, run: int) -> list[Wait]:
    """What the run waits for, locked, the topic that was woken first at the front."""
    rows = connection.rows(STATEMENTS.on(connection.dialect, "topics"), {"of_run": run})
    waits = [
        Wait(cast(str, topic), at is not None, cast(Json, got or {})) for topic, at, got in rows
    ]
    return sorted(waits, key=lambda wait: not wait.is_woken)


def set_waits(
    connection: Connection,
    run: int,
    known: Collection[Wait],
    topics: Collection[str],
    used: str | None,
) -> None:
    """The run waits for these topics. `known` is what it waited for before, `used` the topic whose
    waking it has just looked at; one that was woken besides stays so."""
    dialect = connection.dialect
    before = {wait.topic for wait in known}
    for topic in before - set(topics):
        connection.run(STATEMENTS.on(dialect, "drop"), {"of_run": run, "of_topic": topic})
    # Not dropped and put again: whoever is waking it just now waits for this very row.
    if used in before and used in topics:
        connection.run(STATEMENTS.on(dialect, "rest"), {"of_run": run, "of_topic": used})
    fresh = [
        {"run": run, "topic": topic, "woken_at": None, "payload": None}
        for topic in sorted(set(topics) - before)
    ]
    if fresh:
        connection.run_many(STATEMENTS.on(dialect, "put"), fresh)


def drop_waits(connection: Connection, run: int) -> None:
    """The run waits for nothing."""
    connection.run(STATEMENTS.on(connection.dialect, "drop all"), {"of_run": run})
