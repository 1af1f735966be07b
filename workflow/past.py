"""Records as they were at an event: what the log says, read back into values of formulas."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import cast
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from engine.catalog import Catalog
from engine.catalog_table import CompiledTable, Values
from engine.database import Connection
from engine.database.named import NamedStatements
from engine.system_tables import tg_event
from engine.writing.rows import Rows
from formula.errors import FormulaValueError
from formula.types import Date, DateTime, Duration, ListOf, Money, MultiSelect, Number, Ref, Type
from metadata.fields import FIELD_TYPES
from metadata.fields.field_type import Reading, Unreadable
from workflow.events import Event
from workflow.formulas import full_record

EVENT = tg_event.c
STATEMENTS = NamedStatements(
    {
        "later": sa.select(EVENT.before)
        .where(
            EVENT.table == sa.bindparam("of_table", type_=EVENT.table.type),
            EVENT.record == sa.bindparam("of_record", type_=EVENT.record.type),
            EVENT.seq > sa.bindparam("after", type_=EVENT.seq.type),
        )
        .order_by(EVENT.seq.desc())
    }
)


@dataclass(frozen=True, slots=True)
class Past:
    """A record right after an event and right before it. `row` is None where it is gone by now;
    `old` is None where the event made it."""

    row: Values | None
    old: Values | None
    changed: frozenset[str]


def past_of(connection: Connection, catalog: Catalog, zone: ZoneInfo, event: Event) -> Past:
    """The record of the event as it was then: what came after is taken back."""
    table = catalog.tables.get(event.table)
    if table is None or event.record is None:
        return Past(None, None, frozenset())
    rows = Rows(connection, catalog, is_writing=False)
    row = full_record(rows, catalog, event.table, event.record)
    before = values_of(table, event.before or {}, zone)
    changed = frozenset(event.after or ())
    if row is None:
        return Past(None, before or None, changed)
    given = {"of_table": event.table, "of_record": event.record, "after": event.seq}
    later = connection.rows(STATEMENTS.on(connection.dialect, "later"), given)
    for (overwritten,) in later:
        kept = cast("Mapping[str, object] | None", overwritten)
        row = {**row, **values_of(table, kept or {}, zone)}
    old = None if event.kind == "create" else {**row, **before}
    return Past(row, old, changed)


def values_of(table: CompiledTable, kept: Mapping[str, object], zone: ZoneInfo) -> Values:
    """The values of an event by field key; fields that are no more, and what cannot be read any
    more, are left out."""
    found: Values = {}
    for key, json in kept.items():
        field = table.table.fields.get(key)
        if field is None:
            continue
        if isinstance(json, dict) and json.keys() == {"error"}:
            found[key] = FormulaValueError(cast(str, json["error"]))
            continue
        kind = FIELD_TYPES[field.type]
        if kind.writable and field.formula is None:
            value = kind.reader(field, Reading(zone))(json)
        else:
            value = value_of_type(field.value_type, json)
        if not isinstance(value, Unreadable):
            found[key] = value
    return found


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
