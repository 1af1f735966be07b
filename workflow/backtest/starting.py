"""Which automations of a side an event, or a moment, starts: by the same conditions as in fact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from metadata.resolved_workflow import Automation
from workflow.backtest.foreseen import Begin
from workflow.backtest.happenings import Due
from workflow.backtest.sides import Side
from workflow.backtest.timers import LIMIT
from workflow.backtest.vantage import Beside
from workflow.events import Event
from workflow.formulas import compiled, context_for, holds
from workflow.past import Past
from workflow.streaks import has_streak
from workflow.triggers import (
    Told,
    candidates,
    full_name,
    holds_now,
    matches,
    meets,
    named_by_machine,
)

Causes = tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True)
class Started:
    """What starts, and what for: both sides name the same cause the same."""

    cause: str
    begin: Begin

    @property
    def key(self) -> tuple[str, str]:
        """The automation and the cause."""
        return self.begin.automation.name, self.cause


def may_start(side: Side, event: Event) -> bool:
    """Whether the event could start anything, before any record is looked at."""
    listeners = side.listeners.get(event.table)
    told = Told(side.vantage, side.connection, event)
    if listeners is not None:
        if any(matches(told, it) for it in candidates(listeners, event)):
            return True
        if any(True for _ in listeners.of("streak")):
            return True
    return any(True for _ in named(side, event))


def named(side: Side, event: Event) -> Iterator[tuple[str, Automation]]:
    """(place, automation) of those that machines start with the event."""
    table = side.table(event.table)
    for machine in () if table is None else table.table.machines.values():
        for place, name in named_by_machine(machine, event):
            automation = side.automations.get(full_name(machine_app(event.table), name))
            if automation is not None:
                yield place, automation


def machine_app(table: str) -> str:
    """The app of a table."""
    return table.partition(".")[0]


def starts_by_event(
    side: Side, event: Event, past: Past, beside: Beside, causes: Causes
) -> Iterator[Started]:
    """Everything that the event starts on this side."""
    listeners = side.listeners.get(event.table)
    told = Told(side.vantage, side.connection, event, past, beside)
    found: list[tuple[str, Automation]] = []
    if listeners is not None:
        for automation in candidates(listeners, event):
            if matches(told, automation) and meets(told, automation):
                found.append(("event", automation))
        for automation in listeners.of("streak"):
            if has_streak(side.connection, event, automation) and meets(told, automation):
                found.append(("event", automation))
    for place, automation in named(side, event):
        if holds_now(told, automation):
            found.append((place, automation))
    for place, automation in found:
        if (automation.name, event.record) in causes and not automation.document.reenters:
            continue
        begin = Begin(automation, event.record, past.row, event.seq, past, event.user, causes)
        yield Started(f"{place}:{event.seq}", begin)


def start_by_due(
    side: Side, due: Due, row: Mapping[str, object] | None, beside: Beside
) -> Started | None:
    """What the alarm starts, if its conditions hold of the record then."""
    alarm = due.alarm
    name = alarm.name if alarm.kind != LIMIT else named_by_limit(side, due)
    automation = side.automations.get(name or "")
    if automation is None:
        return None
    record = alarm.record if due.place is not None else None
    values = None if row is None else dict(row)
    if due.place is not None and values is None:
        return None
    if automation.when is not None:
        variables = {"record": record}
        context = context_for(
            side.vantage, side.catalog, beside, automation.app, variables=variables
        )
        when = compiled(side.catalog, (automation.name, "when"), automation.when)
        if not holds(when, values, context):
            return None
    begin = Begin(automation, record, values, alarm.cause)
    # Each stage of a limit is a cause of its own.
    stage = alarm.name if alarm.kind == LIMIT else alarm.kind
    return Started(f"{stage}:{alarm.record}:{alarm.cause}", begin)


def named_by_limit(side: Side, due: Due) -> str | None:
    """The automation that a stage of a limit starts."""
    place, state, stage = due.alarm.name.split(":")
    table = side.catalog.resolved.tables[due.alarm.table]
    document = table.machines[place.rpartition(".")[2]].by_key[state]
    limit = document.limit
    run = None if limit is None else (limit.run if stage == "over" else limit.warn_run)
    return None if run is None else full_name(table.app, run)
