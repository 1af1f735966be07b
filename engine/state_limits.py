"""Records whose time in a state is over, or runs out: found by the index of their due times alone,
however many wait (decision 49)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import sqlalchemy as sa

from engine.catalog import Catalog
from engine.catalog_table import CompiledTable
from engine.changing.due_steps import entered_at
from engine.database import Connection, Row
from engine.database.types import EPOCH
from engine.working_time import WorkingTime, moment_after, read_working_time
from metadata.documents.states import LimitDocument
from metadata.resolved_states import StateMachine

OVER = "over"


@dataclass(frozen=True, slots=True)
class DueState:
    """A record whose state has reached a stage of its limit: `warning:<i>`, by the number of the
    warning in the document, or `over`. A record enters a state but once at `entered_at`, so table,
    record, field, `entered_at` and stage together are a name that never comes twice."""

    table: str
    record: int
    field: str
    state: str
    entered_at: datetime
    due_at: datetime
    stage: str


@dataclass(frozen=True, slots=True)
class Window:
    """Which due times are asked for: after `low`, up to `high`."""

    low: datetime
    high: datetime


def due_states(
    connection: Connection,
    catalog: Catalog,
    now: datetime,
    limit: int,
    since: datetime | None = None,
) -> list[DueState]:
    """The records whose limits have come to a stage by `now`, the earliest due first, about `limit`
    for each stage: those due at one moment are never parted.

    `since` leaves out what had come to its stage by then. Whoever fired up to a moment asks with
    it, and without it after a new revision, whose limits may lie in the past. Of a record whose
    time is over no warnings are told.
    """
    found: list[DueState] = []
    calendar: WorkingTime | None = None
    for table in catalog.tables.values():
        for machine in table.table.machines.values():
            if not machine.limited:
                continue
            calendar = calendar or read_working_time(connection, catalog.surroundings.time_zone)
            for state, stage, window in windows(machine, calendar, now, since):
                ask = Question(table, machine, state)
                found += records_due(connection, ask, window, limit, stage)
    return sorted(found, key=lambda it: (it.due_at, it.record))


def windows(
    machine: StateMachine, calendar: WorkingTime, now: datetime, since: datetime | None
) -> Iterator[tuple[str | None, str, Window]]:
    """The state (None where all are meant), stage and due times to ask for. A warning is reached
    when the due time is no farther away than it says, counted as the limit is."""
    yield None, OVER, Window(since or EPOCH, now)
    for state in machine.limited:
        limit = cast(LimitDocument, state.limit)
        for index, warning in enumerate(limit.warnings):
            high = moment_after(now, warning, limit.time, calendar)
            low = now if since is None else moment_after(since, warning, limit.time, calendar)
            yield state.key, f"warning:{index}", Window(max(low, now), high)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of one machine, of one state if one is named."""

    table: CompiledTable
    machine: StateMachine
    state: str | None

    def rows(self, connection: Connection, given: Mapping[str, object]) -> list[Row]:
        """(record, state, due, entered) of a window, or of one moment."""
        is_moment = "low" not in given
        statement = self.table.statement(
            ("due", self.machine.field, self.state is None, is_moment),
            lambda: self.select(is_moment=is_moment),
        )
        return connection.rows(statement, {**given, "state": self.state} if self.state else given)

    def select(self, *, is_moment: bool) -> sa.Select[Row]:
        """The records that are due in a window, the first of them; or all at one moment."""
        table, machine = self.table, self.machine
        id, state = table.sql.c.id, table.columns(machine.field)[0]
        due = table.columns(machine.due)[0]
        high = sa.bindparam("high", type_=due.type)
        query: sa.Select[Row] = sa.select(id, state, due, entered_at(table, machine.field))
        query = table.alive(query).where(due.is_not(None)).order_by(due, id)
        if self.state is not None:
            query = query.where(state == sa.bindparam("state", type_=state.type))
        if is_moment:
            return query.where(due == high)
        low, most = sa.bindparam("low", type_=due.type), sa.bindparam("most", type_=sa.Integer())
        return query.where(due > low, due <= high).limit(most)


def records_due(
    connection: Connection, ask: Question, window: Window, limit: int, stage: str
) -> Iterator[DueState]:
    """The first records of the window, and all that are due with the last of them."""
    given = {"low": window.low, "high": window.high, "most": limit}
    rows = ask.rows(connection, given)
    if len(rows) == limit:
        last = rows[-1][2]
        rows = [row for row in rows if row[2] != last]
        rows += ask.rows(connection, {"high": last})
    for record, state, due, entered in rows:
        yield DueState(
            ask.table.name,
            cast(int, record),
            ask.machine.field,
            cast(str, state),
            cast(datetime, entered),
            cast(datetime, due),
            stage,
        )
