"""The one log: audit line, history and outbox are the same row (workflow.md, "One log")."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from engine.system_tables import tg_event

EVENT_COLUMNS = (
    "table",
    "record",
    "kind",
    "revision",
    "user",
    "via",
    "origin",
    "reason",
    "at",
    "before",
    "after",
    "deletion",
    "move",
)
"""All columns but the number, which the database gives."""

PARAMETERS = {name: f"event__{name}" for name in EVENT_COLUMNS}
"""An event's parameters beside those of the row that is written in the same statement."""


def event_parameters(event: Mapping[str, object]) -> dict[str, object]:
    """The parameters of `select_event`."""
    return {PARAMETERS[name]: value for name, value in event.items()}


def insert_event() -> sa.Insert:
    """One event by itself; its parameters are the columns."""
    return sa.insert(tg_event).values(
        {name: sa.bindparam(name, type_=tg_event.c[name].type) for name in EVENT_COLUMNS}
    )


def insert_event_if(condition: sa.ColumnElement[bool]) -> sa.Insert:
    """One event by itself, where the condition holds (SQLite: it needs no types said)."""
    given = [sa.bindparam(name, type_=tg_event.c[name].type) for name in EVENT_COLUMNS]
    return sa.insert(tg_event).from_select(list(EVENT_COLUMNS), sa.select(*given).where(condition))


def select_event(written: sa.CTE) -> sa.Insert:
    """An event for each row that `written` has written."""
    given = [event_value(name) for name in EVENT_COLUMNS]
    return sa.insert(tg_event).from_select(
        list(EVENT_COLUMNS), sa.select(*given).select_from(written)
    )


def event_value(name: str) -> sa.ColumnElement[object]:
    """A parameter of an event, its type said: PostgreSQL cannot tell it in a SELECT."""
    kind = tg_event.c[name].type
    return sa.cast(sa.bindparam(PARAMETERS[name], type_=kind), kind)
