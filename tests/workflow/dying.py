"""A ticket that goes through all kinds of waiting while workers die."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import cast

import sqlalchemy as sa

from engine.database import Row
from engine.database.named import NamedStatements
from engine.database.types import RecordId
from tests.engine.shop_app import Body
from tests.workflow.desk import Desk, automation, note, on_ticket
from tests.workflow.fragile import Died, Fragile, expire_leases
from workflow.run_tables import tg_run

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
LOCKSTEP: Body = {"do": "wait", "holds": "评分>=80", "within": "1d", "on_timeout": [note('"晚"')]}
UPDATED = on_ticket("record.updated", fields=["score"])
AUTOMATIONS = (
    automation("timed", on_ticket(), note('"一"'), {"do": "wait", "during": "1h"}, note('"二"')),
    automation("waiting", on_ticket(), LOCKSTEP, note('"到"')),
    automation("queued", UPDATED, note('"改" & TEXT(评分)'), mode="queued"),
)
EXPECTED = Counter({"一": 1, "二": 1, "到": 1, "改80": 2})

Lives = list[int]

RUN = tg_run.c
STATEMENTS = NamedStatements(
    {"unfinished": sa.select(RUN.state).where(RUN.state != "done").distinct().order_by(RUN.state)}
)


def live(it: Desk, lives: Lives) -> None:
    """Everything due is done, by workers of which each lives for so many statements, and at last
    by one that does not die."""
    fragile = cast(Fragile, it.work.database)
    for length in lives:
        fragile.left = length
        with suppress(Died):
            it.settle()
            break
        fragile.deaths += 1
        expire_leases(it.work.database, LONG_AGO)
    fragile.left = None
    it.settle()


def story(it: Desk, before: Lives, between: Lives, after: Lives) -> int:
    """A ticket goes through all automations while workers die; its id."""
    ticket = it.create(name="a", score=1)
    live(it, before)
    it.update(ticket, score=70)
    it.update(ticket, score=80)
    live(it, between)
    it.clock.advance(timedelta(hours=1))
    live(it, after)
    return ticket


def notes_of(it: Desk, ticket: int) -> Counter[str]:
    """How often each text stands at the ticket. Those of all others are not looked at: there are
    thousands."""
    notes = it.work.catalog.tables["desk.note"]

    def query() -> sa.Select[Row]:
        found = notes.alive(notes.records())
        return found.where(notes.sql.c.ticket == sa.bindparam("of", type_=RecordId()))

    rows = it.work.database.rows(notes.statement("test of ticket", query), {"of": ticket})
    return Counter(str(notes.row_of(row)["text"]) for row in rows)


def unfinished(it: Desk) -> list[object]:
    """The states of runs that are not done."""
    database = it.work.database
    return [state for (state,) in database.rows(STATEMENTS.on(database.dialect, "unfinished"))]
