"""When rules about time would have been due in the past: solved from what happened.

A silence is due a while after the last touch, a limit a while after the state was entered, a
moment by its field: each is armed by an event, and disarmed by the next one that matters.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import cast
from zoneinfo import ZoneInfo

from cronsim import CronSim

from engine.catalog import Catalog
from engine.state_limits import OVER
from engine.working_time import WorkingTime, moment_after
from metadata.documents.states import LimitDocument
from metadata.documents.triggers import Inactive, MomentReached, TimeKind
from metadata.resolved_states import StateMachine
from metadata.resolved_workflow import Automation
from workflow.events import Event
from workflow.moment_rules import (
    CREATE,
    DELETE,
    moment_of,
    silent_until,
    time_rules,
    touches,
)
from workflow.past import values_of

MOMENT, SILENCE, LIMIT, SCHEDULE = "moment", "silence", "limit", "schedule"
MOST_FIRINGS = 20_000
"""Of one schedule within the days that are replayed."""


@dataclass(frozen=True, slots=True, order=True)
class Alarm:
    """What may become due: `name` is an automation, or `table.field:state:stage` of a limit;
    `cause` the number of the event that armed it."""

    kind: str
    name: str
    table: str
    record: int
    cause: int


@dataclass(slots=True)
class Timers:
    """The alarms of one side that are armed: of the automations `names`, and of the limits of
    `states` (`table.field:state`)."""

    catalog: Catalog
    calendar: WorkingTime
    names: frozenset[str]
    states: frozenset[str]
    heap: list[tuple[datetime, Alarm]] = field(default_factory=list)
    armed: dict[tuple[str, str, int], int] = field(default_factory=dict)
    """The cause of the alarm that counts, by (kind, name, record)."""

    def arm(self, alarm: Alarm, due: datetime | None) -> None:
        """The alarm is due then, instead of an earlier one of its kind."""
        key = alarm.kind, alarm.name, alarm.record
        if due is None:
            self.armed.pop(key, None)
            return
        self.armed[key] = alarm.cause
        heapq.heappush(self.heap, (due, alarm))

    def due(self, until: datetime) -> Iterator[tuple[datetime, Alarm]]:
        """What is due by then, in order; it is not due any more."""
        while self.heap and self.heap[0][0] <= until:
            due, alarm = heapq.heappop(self.heap)
            if alarm.kind == LIMIT:
                state = alarm.name.rpartition(":")[0]
                if self.armed.get((LIMIT, state, alarm.record)) == alarm.cause:
                    yield due, alarm
                continue
            key = alarm.kind, alarm.name, alarm.record
            if self.armed.get(key) == alarm.cause:
                del self.armed[key]
                yield due, alarm

    def hear(self, event: Event) -> None:
        """What the event arms is armed, what it puts an end to is not."""
        record = event.record
        if record is None or event.table not in self.catalog.tables:
            return
        self.hear_rules(event, record)
        table = self.catalog.tables[event.table].table
        after = event.after or {}
        for machine in table.machines.values():
            if event.kind == DELETE or machine.field in after:
                self.enter(table.name, machine, event)

    def hear_rules(self, event: Event, record: int) -> None:
        """Moments and silences of automations."""
        rules = time_rules(self.catalog).get(event.table)
        if rules is None:
            return
        after = event.after or {}
        for rule in self.among(rules.moments):
            document = cast(MomentReached, rule.trigger.document)
            if event.kind in {CREATE, DELETE} or document.field in after:
                row = values_of(
                    self.catalog.tables[event.table],
                    {document.field: after.get(document.field)},
                    self.calendar.zone,
                )
                due = moment_of(rule, row, self.calendar, event.at)
                self.arm(Alarm(MOMENT, rule.name, event.table, record, event.seq), due)
        for rule in self.among(rules.silences):
            alarm = Alarm(SILENCE, rule.name, event.table, record, event.seq)
            if event.kind == DELETE:
                self.arm(alarm, None)
            elif touches(rule, event):
                self.arm(alarm, silent_until(rule, event.at, self.calendar))
        if event.kind != CREATE:
            return
        for rule, back in rules.children:
            if rule.name not in self.names:
                continue
            parent = after.get(back)
            if isinstance(parent, str) and parent.isdigit() and rule.table is not None:
                alarm = Alarm(SILENCE, rule.name, rule.table, int(parent), event.seq)
                self.arm(alarm, silent_until(rule, event.at, self.calendar))

    def among(self, rules: list[Automation]) -> list[Automation]:
        """Those of the rules that are replayed."""
        return [rule for rule in rules if rule.name in self.names]

    def enter(self, table: str, machine: StateMachine, event: Event) -> None:
        """The record is in another state, whose limit counts from now on; or it is gone."""
        after, before = event.after or {}, event.before or {}
        record = cast(int, event.record)
        place = f"{table}.{machine.field}"
        left = before.get(machine.field)
        for state in machine.limited if event.kind == DELETE else ():
            self.armed.pop((LIMIT, f"{place}:{state.key}", record), None)
        if left is not None:
            self.armed.pop((LIMIT, f"{place}:{left}", record), None)
        entered = machine.by_key.get(str(after.get(machine.field)))
        if entered is None or entered.limit is None:
            return
        name = f"{place}:{entered.key}"
        if name not in self.states:
            return
        self.armed[LIMIT, name, record] = event.seq
        for stage, due in stages_of(entered.limit, event.at, self.calendar):
            alarm = Alarm(LIMIT, f"{name}:{stage}", table, record, event.seq)
            heapq.heappush(self.heap, (due, alarm))


def stages_of(
    limit: LimitDocument, entered: datetime, calendar: WorkingTime
) -> Iterator[tuple[str, datetime]]:
    """The stages of a limit, `warning.<i>` and `over`, with their moments."""
    over = moment_after(entered, limit.within, limit.time, calendar)
    for index, warning in enumerate(limit.warnings):
        yield f"warning.{index}", moment_after(over, backward(warning), limit.time, calendar)
    yield OVER, over


def firings(cron: str, zone: str, since: datetime, until: datetime) -> Iterator[datetime]:
    """The moments of a schedule in between, the first of them where they are very many."""
    moments = CronSim(cron, since.astimezone(ZoneInfo(zone)))
    for _, moment in zip(range(MOST_FIRINGS), moments, strict=False):
        if moment > until:
            return
        yield moment.astimezone(UTC)


def heard_from(timers: Timers, since: datetime) -> datetime:
    """The moment from which on events must be heard, to know what is due from `since` on."""
    found = since
    for literal, kind in lengths_of(timers):
        found = min(found, moment_after(since, backward(literal), kind, timers.calendar))
    return found


def backward(literal: str) -> str:
    """The duration, negative."""
    return f"-{literal.removeprefix('-')}"


def lengths_of(timers: Timers) -> Iterator[tuple[str, TimeKind]]:
    """How long silences and limits last, and how their time is counted."""
    for rules in time_rules(timers.catalog).values():
        for rule in timers.among(rules.silences):
            document = rule.trigger.document
            assert isinstance(document, Inactive)
            yield document.within, document.time
    machines = (
        (f"{name}.{machine.field}", machine)
        for name, table in timers.catalog.resolved.tables.items()
        for machine in table.machines.values()
    )
    for place, machine in machines:
        for state in machine.limited:
            if f"{place}:{state.key}" in timers.states:
                limit = cast(LimitDocument, state.limit)
                yield limit.within, limit.time
