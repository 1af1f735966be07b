"""An event of the one log, as those who listen to it read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import sqlalchemy as sa

from engine.database import Row
from engine.events import EVENT_COLUMNS
from engine.system_tables import tg_event

COLUMNS = ("seq", *(name for name in EVENT_COLUMNS if name != "deletion"))


@dataclass(frozen=True, slots=True)
class Event:
    """A row of tg_event. `before` and `after` are JSON by field key: a creation has all values, an
    update those that changed. `kind` is a kind of change (create, update, delete, restore,
    transition) or of what stands beside them (`grant.opened`)."""

    seq: int
    table: str
    record: int | None
    kind: str
    revision: int
    user: int | None
    via: str | None
    origin: str
    reason: str | None
    at: datetime
    before: Mapping[str, object] | None
    after: Mapping[str, object] | None
    move: str | None


def select_events() -> sa.Select[Row]:
    """Events, by the columns of `event_of`."""
    return cast("sa.Select[Row]", sa.select(*(tg_event.c[name] for name in COLUMNS)))


def event_of(row: Row) -> Event:
    """The event of a row of `select_events`."""
    return Event(**cast(Mapping[str, object], dict(zip(COLUMNS, row, strict=True))))  # type: ignore[arg-type] # the columns are the fields
