"""What happens in a slice of the log, in order: events, and what becomes due between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.catalog import Catalog
from engine.catalog_table import Values
from engine.database import Connection
from engine.writing.rows import Rows
from formula.references import Step
from metadata.fields.built_in import BUILT_IN_TABLES
from workflow.backtest.log import Log
from workflow.backtest.sides import Side
from workflow.backtest.timers import SCHEDULE, Alarm
from workflow.deleted_too import read_present
from workflow.events import Event
from workflow.past import Ground, Place, rows_at


@dataclass(frozen=True, slots=True)
class Due:
    """An alarm of one side, at its moment; `after` is the number of the event before it."""

    side: str
    at: datetime
    alarm: Alarm
    after: int

    @property
    def place(self) -> Place | None:
        """The record that it is for, as it was then; None where it is for none."""
        if self.alarm.kind == SCHEDULE:
            return None
        return Place(self.alarm.table, self.alarm.record, self.after)


Happening = Event | Due


def happenings(log: Log, sides: Iterable[Side], events: Sequence[Event]) -> Iterator[Happening]:
    """The events of a slice with what is due before each; those before the days arm timers and
    are not told."""
    for event in events:
        yield from due_by(log, sides, event.at, event.seq - 1)
        for side in sides:
            side.timers.hear(event)
        if event.at >= log.since:
            yield event


def due_by(log: Log, sides: Iterable[Side], until: datetime, after: int) -> Iterator[Due]:
    """What is due on either side by then, the earliest first."""
    found = [
        Due(side.name, at, alarm, after) for side in sides for at, alarm in side.timers.due(until)
    ]
    yield from sorted((it for it in found if it.at >= log.since), key=lambda it: it.at)


@dataclass(slots=True)
class Scenery:
    """The records of a slice: `then` those that things happen to, as they were; `beside` those that
    formulas reach from them, as they are."""

    then: dict[Place, Values]
    beside: Rows
    catalog: Catalog
    """The present one, by which they were read."""


def place_of(happening: Happening) -> Place | None:
    """The record that it happens to, right after it."""
    if isinstance(happening, Due):
        return happening.place
    if happening.record is None:
        return None
    return Place(happening.table, happening.record, happening.seq)


def read_scenery(
    connection: Connection,
    present: Catalog,
    places: Iterable[Place],
    paths: Sequence[Step],
) -> Scenery:
    """The records at these places, and what the first steps of formulas lead to from them."""
    own = Rows(connection, present, is_writing=False)
    wanted = list(dict.fromkeys(it for it in places if it.table in present.tables))
    for table in {it.table for it in wanted}:
        ids = {it.record for it in wanted if it.table == table}
        found = read_present(connection, own, present.tables[table], ids)
        for values in found.values():
            # What was deleted since was there.
            values["deleted_at"] = None
    zone = present.surroundings.time_zone
    then = rows_at(Ground(connection, own, present, zone), wanted)
    beside = Rows(connection, present, is_writing=False)
    for step in paths:
        rows = [values for place, values in then.items() if place.table == step.table]
        fetch_beside(beside, present, step, rows)
    return Scenery(then, beside, present)


def fetch_beside(beside: Rows, present: Catalog, step: Step, rows: Sequence[Values]) -> None:
    """What one step leads to from the records is known, by one statement."""
    is_there = step.target in BUILT_IN_TABLES or step.target in present.tables
    if not rows or not is_there or step.table not in present.tables:
        return
    fields = present.tables[step.table].table.fields
    if step.kind == "to_one" and (step.key in fields or step.key in rows[0]):
        beside.fetch(step.target, {it for row in rows if isinstance(it := row.get(step.key), int)})
    elif step.kind == "children" and step.key in fields and step.back is not None:
        beside.fetch_children(step.target, step.back, {_id_of(row) for row in rows})


def _id_of(row: Values) -> int:
    found = row["id"]
    assert isinstance(found, int), "records have ids"
    return found
