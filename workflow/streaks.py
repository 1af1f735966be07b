"""A value that fell, or rose, so many times in a row: read from the history of the value."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import cast

import sqlalchemy as sa

from engine.database import Connection
from engine.database.named import NamedStatements
from engine.system_tables import tg_value_history
from metadata.documents.triggers import Streak
from metadata.resolved_workflow import Automation
from workflow.events import Event
from workflow.jobs import bind

SPAN = tg_value_history.c
STATEMENTS = NamedStatements(
    {
        "values": sa.select(SPAN.value)
        .where(
            SPAN.table == bind("of_table", SPAN.table),
            SPAN.record == bind("of_record", SPAN.record),
            SPAN.field == bind("of_field", SPAN.field),
            SPAN.started_at <= bind("at", SPAN.started_at),
        )
        .order_by(SPAN.started_at.desc(), SPAN.id.desc())
        .limit(sa.bindparam("most", type_=sa.Integer()))
    }
)


def has_streak(connection: Connection, event: Event, automation: Automation) -> bool:
    """Whether with this event the value has gone one way just as often as the trigger says: once
    for each streak, however long it gets."""
    document = automation.trigger.document
    if not isinstance(document, Streak) or document.field not in (event.after or {}):
        return False
    given = {
        "of_table": event.table,
        "of_record": event.record,
        "of_field": document.field,
        "at": event.at,
        "most": document.times + 2,
    }
    rows = connection.rows(STATEMENTS.on(connection.dialect, "values"), given)
    values = [cast("str | None", value) for (value,) in rows]
    return streak_of(values, document.direction) == document.times


def streak_of(values: Sequence[str | None], direction: str) -> int:
    """How many times in a row the values, the last one first, went that way.

    >>> streak_of(["7", "8", "10", "9"], "falling")
    2
    """
    count = 0
    for new, old in pairwise(values):
        if not goes(old, new, direction):
            break
        count += 1
    return count


def goes(old: str | None, new: str | None, direction: str) -> bool:
    """Whether the value went that way; a blank goes nowhere."""
    if old is None or new is None:
        return False
    try:
        before, after = Decimal(old), Decimal(new)
    except InvalidOperation:
        return (new < old) if direction == "falling" else (new > old)
    return (after < before) if direction == "falling" else (after > before)
