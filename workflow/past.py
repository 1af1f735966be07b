"""Records as they were at an event: what the log says, read back into values of formulas."""

from __future__ import annotations

import datetime
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import cast
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from engine.catalog import Catalog
from engine.catalog_table import CompiledTable, Values
from engine.database import Connection
from engine.database.named import NamedStatements
from engine.database.statements import one_of
from engine.system_tables import tg_event
from engine.writing.change import Kind
from engine.writing.rows import Rows
from formula.errors import FormulaValueError
from formula.types import Date, DateTime, Duration, ListOf, Money, MultiSelect, Number, Ref, Type
from metadata.fields import FIELD_TYPES
from metadata.fields.field_type import Reader, Reading, Unreadable
from metadata.resolved import Field
from workflow.deleted_too import read_present
from workflow.events import Event
from workflow.formulas import full_record

EVENT = tg_event.c
OF_TABLE = EVENT.table == sa.bindparam("of_table", type_=EVENT.table.type)
AFTER = EVENT.seq > sa.bindparam("after", type_=EVENT.seq.type)
STATEMENTS = NamedStatements(
    {
        "later": sa.select(EVENT.record, EVENT.seq, EVENT.before)
        .where(OF_TABLE, one_of(EVENT.record, "records"), AFTER)
        .order_by(EVENT.seq.desc())
    }
)


@dataclass(frozen=True, slots=True)
class Past:
    """A record right after an event and right before it. `row` is None where it is gone by now, but
    for the event of its own deletion; `old` is None where the event made it."""

    row: Values | None
    old: Values | None
    changed: frozenset[str]
    is_deletion: bool = False

    @property
    def row_of_deletion(self) -> Values | None:
        """The record that the event deleted; None for all other events."""
        return self.row if self.is_deletion else None


@dataclass(frozen=True, slots=True)
class Place:
    """A record of a table right after the event with that number."""

    table: str
    record: int
    after: int


def past_of(connection: Connection, catalog: Catalog, zone: ZoneInfo, event: Event) -> Past:
    """The record of the event as it was then: what came after is taken back."""
    table = catalog.tables.get(event.table)
    if table is None or event.record is None:
        return Past(None, None, frozenset())
    rows = Rows(connection, catalog, is_writing=False)
    if event.kind == Kind.DELETE.value:
        read_present(connection, rows, table, [event.record])
    place = Place(event.table, event.record, event.seq)
    row = rows_at(Ground(connection, rows, catalog, zone), [place]).get(place)
    return past_with(table, row, event, zone)


def past_with(table: CompiledTable, row: Values | None, event: Event, zone: ZoneInfo) -> Past:
    """The record before the event, of the one right after it."""
    before = values_of(table, event.before or {}, zone)
    changed = frozenset(event.after or ())
    if row is None:
        return Past(None, before or None, changed)
    old = None if event.kind == "create" else {**row, **before}
    return Past(row, old, changed, event.kind == Kind.DELETE.value)


@dataclass(frozen=True, slots=True)
class Ground:
    """Where present records are read, and what reads them."""

    connection: Connection
    rows: Rows
    catalog: Catalog
    zone: ZoneInfo


def rows_at(ground: Ground, places: Sequence[Place]) -> dict[Place, Values]:
    """The records as they were at these places; those that are gone by now are left out. Two
    statements for each table, however many places."""
    by_table: dict[str, dict[int, list[int]]] = {}
    for place in places:
        records = by_table.setdefault(place.table, {})
        records.setdefault(place.record, []).append(place.after)
    found: dict[Place, Values] = {}
    for name, records in by_table.items():
        later = later_of(ground.connection, name, records)
        ground.rows.fetch(name, records)
        for key in ground.catalog.tables[name].linked:
            ground.rows.fetch_links(name, key, records)
        for record, moments in records.items():
            row = full_record(ground.rows, ground.catalog, name, record)
            if row is not None:
                back = taken_back(ground, name, row, later.get(record, ()))
                found |= {Place(name, record, it): back(it) for it in sorted(moments, reverse=True)}
    return found


def taken_back(
    ground: Ground, table: str, row: Values, later: Iterable[tuple[int, Mapping[str, object]]]
) -> Callable[[int], Values]:
    """What gives the record right after an event, asked from the last one backwards; `later` are
    (number, values before it) of its events, the last one first."""
    overwritten, present = deque(later), [row]
    compiled = ground.catalog.tables[table]

    def back(after: int) -> Values:
        while overwritten and overwritten[0][0] > after:
            kept = overwritten.popleft()[1]
            present[0] = {**present[0], **values_of(compiled, kept, ground.zone)}
        return present[0]

    return back


Later = dict[int, list[tuple[int, Mapping[str, object]]]]


def later_of(connection: Connection, table: str, records: Mapping[int, Sequence[int]]) -> Later:
    """(number, values before it) of the events of each record after its first place, the latest
    first."""
    given = {
        "of_table": table,
        "records": list(records),
        "after": min(min(moments) for moments in records.values()),
    }
    found: Later = {}
    for record, seq, before in connection.rows(STATEMENTS.on(connection.dialect, "later"), given):
        kept = cast("Mapping[str, object]", before or {})
        found.setdefault(cast(int, record), []).append((cast(int, seq), kept))
    return found


def values_of(table: CompiledTable, kept: Mapping[str, object], zone: ZoneInfo) -> Values:
    """The values of an event by field key; fields that are no more, and what cannot be read any
    more, are left out."""
    readers = table.made(("past", zone.key), lambda: readers_of(table, zone))
    found: Values = {}
    for key, json in kept.items():
        read = readers.get(key)
        if read is None:
            continue
        if json.__class__ is dict and cast("dict[str, object]", json).keys() == {"error"}:
            found[key] = FormulaValueError(cast("dict[str, str]", json)["error"])
            continue
        value = read(json)
        if not isinstance(value, Unreadable):
            found[key] = value
    return found


def readers_of(table: CompiledTable, zone: ZoneInfo) -> Mapping[str, Reader]:
    """What reads the JSON that events have of each field."""
    return {key: reader_of(field, zone) for key, field in table.table.fields.items()}


def reader_of(field: Field, zone: ZoneInfo) -> Reader:
    """What reads the JSON that events have of the field."""
    kind = FIELD_TYPES[field.type]
    if kind.writable and field.formula is None:
        return kind.reader(field, Reading(zone))
    return partial(value_of_type, field.value_type)


def value_of_type(kind: Type | None, json: object) -> object:
    """The Python value of a type (formula.types) whose JSON this is."""
    match kind:
        case Number() | Duration() if isinstance(json, float):
            return Decimal(repr(json))
        case Number() if isinstance(json, str):
            return Decimal(json)
        case Date() if isinstance(json, str):
            return datetime.date.fromisoformat(json)
        case DateTime() if isinstance(json, str):
            return datetime.datetime.fromisoformat(json).astimezone(datetime.UTC)
        case Ref() if isinstance(json, str):
            return int(json)
        case Money() if isinstance(json, dict):
            return Decimal(cast(str, json["amount"])), json["currency"]
        case ListOf(item) if isinstance(json, list):
            return tuple(value_of_type(item, each) for each in cast(Sequence[object], json))
        case MultiSelect() if isinstance(json, list):
            return tuple(cast(Sequence[object], json))
    return json
