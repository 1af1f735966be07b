"""What is due by the clock of the business: `tick`, which every process asks each second.

There is no leader (decision 49). Whoever finds something due starts it in the transaction that
moves it on: the row of a schedule, of a record's moment, of a metric. Another process that looks
at the same time finds it moved on already.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TypeVar, cast
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from cronsim import CronSim

from engine.database import Connection
from engine.database.named import NamedStatements
from engine.errors import CatalogMoved, RowsMoved
from engine.system_tables import tg_event, tg_undelivered
from engine.working_time import read_working_time
from engine.workspace import Workspace
from metadata.documents.triggers import Schedule
from metadata.resolved_workflow import Automation
from workflow.alarms import once
from workflow.causes import NOTHING
from workflow.connectors.due import start_outside
from workflow.fan_out import fan_out
from workflow.jobs import bind
from workflow.limits import fire_limits
from workflow.moment_backfill import compare_rules, fill_moments
from workflow.run_tables import tg_due, tg_schedule
from workflow.starts import Start, automation_named, begin_if_met, start_automation
from workflow.trials.ending import end_trials, keep_trials
from workflow.trials.versions import read_ahead
from workflow.windows import keep_windows, look_at_windows

T = TypeVar("T")

MOST = 100
"""Moments taken in one transaction."""
FAR = datetime(9999, 1, 1, tzinfo=UTC)

SCHEDULE, DUE = tg_schedule.c, tg_due.c
NOW = sa.bindparam("now", type_=SCHEDULE.next_at.type)
TAKEN = sa.bindparam("most", type_=sa.Integer())
STATEMENTS = NamedStatements(
    {
        "schedules": sa.select(SCHEDULE.automation, SCHEDULE.cron, SCHEDULE.time_zone),
        "drop schedule": sa.delete(tg_schedule).where(
            SCHEDULE.automation == bind("of_automation", SCHEDULE.automation)
        ),
        "due schedules": sa.select(
            SCHEDULE.automation, SCHEDULE.cron, SCHEDULE.time_zone, SCHEDULE.next_at
        )
        .where(SCHEDULE.next_at <= NOW)
        .order_by(SCHEDULE.next_at)
        .limit(TAKEN)
        .with_for_update(skip_locked=True),
        "next": sa.update(tg_schedule)
        .where(SCHEDULE.automation == bind("of_automation", SCHEDULE.automation))
        .values(next_at=bind("at", SCHEDULE.next_at)),
        "oldest": sa.select(tg_event.c.at)
        .join(tg_undelivered, tg_undelivered.c.seq == tg_event.c.seq)
        .order_by(tg_undelivered.c.seq)
        .limit(1),
        "due": sa.select(DUE.automation, DUE.record, DUE.due_at)
        .where(DUE.due_at <= NOW, DUE.due_at < bind("before", DUE.due_at))
        .order_by(DUE.due_at)
        .limit(TAKEN)
        .with_for_update(skip_locked=True),
        "fired": sa.update(tg_due)
        .where(
            DUE.automation == bind("of_automation", DUE.automation),
            DUE.record == bind("of_record", DUE.record),
        )
        .values(due_at=None),
    }
)


PUTS = {
    dialect: NamedStatements({"schedule": once(tg_schedule, dialect)})
    for dialect in ("sqlite", "postgresql")
}


def tick(work: Workspace) -> int:
    """Everything that is due by now has started; how much it was. 0: nothing is due any more."""
    adopt_revision(work)
    return sum(in_transaction(work, look) for look in LOOKS)


def adopt_revision(work: Workspace) -> None:
    """Schedules and rules are those of the present revision; each process looks once."""
    adopted: set[str] = work.catalog.cache("moments adopted", set)
    calendar = work.database.read(lambda it: read_working_time(it, work.time_zone))
    if repr(calendar) in adopted:
        return

    def adopt(connection: Connection, work: Workspace) -> int:
        keep_schedules(connection, work)
        keep_windows(connection, work)
        keep_trials(connection, work)
        compare_rules(connection, work.catalog, calendar)
        return 1

    # Old documents are resolved while nobody waits for a transaction.
    work.database.read(lambda connection: read_ahead(connection, work))
    if in_transaction(work, adopt):
        adopted.add(repr(calendar))


def in_transaction(work: Workspace, act: Callable[[Connection, Workspace], int]) -> int:
    """What `act` did in a transaction of its own; 0 where a new revision came in between."""
    try:
        return work.database.write(lambda connection: act(connection, work))
    except (CatalogMoved, RowsMoved):
        work.refresh()
        return 0


def keep_schedules(connection: Connection, work: Workspace) -> None:
    """Every schedule of the present revision has its next moment, and no other has one."""
    wanted = schedules_of(work)
    rows = connection.rows(STATEMENTS.on(connection.dialect, "schedules"))
    present = {str(name): (cron, zone) for name, cron, zone in rows}
    for name, known in present.items():
        if known != wanted.get(name):
            drop = STATEMENTS.on(connection.dialect, "drop schedule")
            connection.run(drop, {"of_automation": name})
    put = PUTS[connection.dialect].on(connection.dialect, "schedule")
    for name, (cron, zone) in wanted.items():
        if present.get(name) != (cron, zone):
            moment = next_moment(cron, zone, work.now())
            row = {"automation": name, "cron": cron, "time_zone": zone, "next_at": moment}
            connection.run(put, row)


def schedules_of(work: Workspace) -> dict[str, tuple[str, str]]:
    """(cron, time zone) of every automation that is started by the clock."""
    found: dict[str, tuple[str, str]] = {}
    for automation in work.resolved.automations.values():
        document = automation.trigger.document
        if isinstance(document, Schedule) and automation.document.enabled:
            found[automation.name] = document.cron, document.time_zone or str(work.time_zone)
    return found


def next_moment(cron: str, zone: str, after: datetime) -> datetime:
    """The next moment of the expression after that one, in UTC; clocks that go forward or back are
    cronsim's affair."""
    return next(CronSim(cron, after.astimezone(ZoneInfo(zone)))).astimezone(UTC)


def fire_schedules(connection: Connection, work: Workspace) -> int:
    """What is due by a schedule has started, once however long nobody looked."""
    given = {"now": work.now(), "most": MOST}
    rows = connection.rows(STATEMENTS.on(connection.dialect, "due schedules"), given)
    for name, cron, zone, moment in rows:
        following = next_moment(cast(str, cron), cast(str, zone), work.now())
        moved = {"of_automation": name, "at": following}
        connection.run(STATEMENTS.on(connection.dialect, "next"), moved)
        automation = automation_named(work.catalog, cast(str, name))
        if automation is not None:
            start_scheduled(connection, work, automation, cast(datetime, moment))
    return len(rows)


def start_scheduled(
    connection: Connection, work: Workspace, automation: Automation, moment: datetime
) -> None:
    """The automation runs once, or for every record that its `when` finds."""
    if not automation.document.enabled:
        return
    cause = f"at:{moment.isoformat()}"
    if automation.table is not None:
        fan_out(connection, work, automation, cause)
        return
    start_automation(connection, work, automation.name, None, cause=NOTHING, once=cause)


def fire_moments(connection: Connection, work: Workspace) -> int:
    """Rules that are due for a record have started for it. What may have broken a silence is
    heard first: no moment fires before everything up to it was told."""
    dialect = connection.dialect
    oldest = connection.rows(STATEMENTS.on(dialect, "oldest"))
    before = oldest[0][0] if oldest else FAR
    given = {"now": work.now(), "most": MOST, "before": before}
    rows = connection.rows(STATEMENTS.on(dialect, "due"), given)
    for name, record, due in rows:
        connection.run(
            STATEMENTS.on(dialect, "fired"), {"of_automation": name, "of_record": record}
        )
        automation = automation_named(work.catalog, cast(str, name))
        if automation is None or not automation.document.enabled:
            continue
        cause = f"due:{record}:{cast(datetime, due).isoformat()}"
        begin_if_met(connection, work, Start(automation, cast(int, record), NOTHING, cause))
    return len(rows)


LOOKS: Sequence[Callable[[Connection, Workspace], int]] = (
    fill_moments,
    fire_schedules,
    fire_moments,
    fire_limits,
    look_at_windows,
    start_outside,
    end_trials,
)
"""What a tick looks at, each in a transaction of its own; each gives how much it found."""
