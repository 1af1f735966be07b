"""The due moments of rules about time, kept as rows: re-armed by what happens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from engine.database import Connection
from engine.database.named import NamedStatements
from engine.working_time import read_working_time
from engine.workspace import Workspace
from workflow.events import Event
from workflow.formulas import record_of
from workflow.jobs import bind
from workflow.moment_rules import (
    CREATE,
    DELETE,
    RESTORE,
    moment_of,
    silent_until,
    time_rules,
    touches,
)
from workflow.past import value_of_type
from workflow.run_tables import tg_due

DUE = tg_due.c
STATEMENTS = NamedStatements(
    {
        "drop": sa.delete(tg_due).where(
            DUE.automation == bind("of_automation", DUE.automation),
            DUE.record == bind("of_record", DUE.record),
        )
    }
)


def put(dialect: str, mode: str) -> sa.ClauseElement:
    """A due moment. `set` replaces one that is there, `later` only an earlier one, `first`
    none."""
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = insert(tg_due)
    if mode == "first":
        return statement.on_conflict_do_nothing()
    new = statement.excluded.due_at
    value = sa.case((DUE.due_at > new, DUE.due_at), else_=new) if mode == "later" else new
    return statement.on_conflict_do_update(
        index_elements=["automation", "record"], set_={"due_at": value}
    )


PUTS = {
    dialect: NamedStatements({mode: put(dialect, mode) for mode in ("set", "later", "first")})
    for dialect in ("sqlite", "postgresql")
}


def put_moments(
    connection: Connection,
    automation: str,
    moments: Mapping[int, datetime | None],
    mode: str,
) -> None:
    """The rule is due for these records at these moments (None: not at all)."""
    rows = [
        {"automation": automation, "record": record, "due_at": due}
        for record, due in moments.items()
    ]
    if rows:
        connection.run_many(PUTS[connection.dialect].on(connection.dialect, mode), rows)


def keep_moments(work: Workspace, connection: Connection, event: Event) -> None:
    """After the event every rule about time is due for its record when it should be."""
    catalog = work.catalog
    rules = time_rules(catalog).get(event.table)
    if rules is None or event.record is None:
        return
    calendar = read_working_time(connection, work.time_zone)
    if event.kind == DELETE:
        drop(connection, [each.name for each in (*rules.moments, *rules.silences)], event.record)
        return
    after = event.after or {}
    for rule in rules.moments:
        field = rule.trigger.document.field  # type: ignore[union-attr] # of a moment
        if event.kind in {CREATE, RESTORE} or field in after:
            row = record_of(connection, catalog, event.table, event.record) or {}
            due = moment_of(rule, row, calendar, work.now())
            put_moments(connection, rule.name, {event.record: due}, "set")
    for rule in rules.silences:
        if touches(rule, event):
            due = silent_until(rule, event.at, calendar)
            put_moments(connection, rule.name, {event.record: due}, "later")
    if event.kind != CREATE:
        return
    for rule, back in rules.children:
        kind = catalog.tables[event.table].table.fields[back].value_type
        parent = value_of_type(kind, after.get(back))
        if parent is not None:
            due = silent_until(rule, event.at, calendar)
            put_moments(connection, rule.name, {cast(int, parent): due}, "later")


def drop(connection: Connection, automations: Sequence[str], record: int) -> None:
    """None of the rules is due for the record any more."""
    rows = [{"of_automation": name, "of_record": record} for name in automations]
    if rows:
        connection.run_many(STATEMENTS.on(connection.dialect, "drop"), rows)
