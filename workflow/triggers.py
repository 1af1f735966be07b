"""Which automations an event starts, and which runs it wakes (workflow.md, "Triggers")."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar, cast

from engine.actor import Origin
from engine.catalog import Catalog
from engine.database import Connection
from engine.workspace import Workspace
from engine.writing.change import Kind
from engine.writing.rows import Rows
from formula.context import Records
from metadata.documents.triggers import (
    FormSubmitted,
    RecordSaved,
    RecordUpdated,
    StateEntered,
    StateLeft,
)
from metadata.resolved import Resolved
from metadata.resolved_states import StateMachine
from metadata.resolved_workflow import Automation
from workflow.causes import Cause
from workflow.events import Event
from workflow.formulas import compiled, context_for, holds, run_of
from workflow.past import Past, past_of
from workflow.starts import Start, begin_run, versions_of_start
from workflow.streaks import has_streak
from workflow.waits import wake

T = TypeVar("T")

CHANGES = frozenset({Kind.UPDATE.value, Kind.TRANSITION.value})
DELETED = Kind.DELETE.value


@dataclass(slots=True)
class Listeners:
    """The automations that events of one table may start, by trigger; and those that moves and
    states of its machines name."""

    by_event: dict[str, list[Automation]] = field(default_factory=dict)

    def of(self, *names: str) -> Iterator[Automation]:
        """Those with one of these triggers."""
        for name in names:
            yield from self.by_event.get(name, ())


def listeners_of(catalog: Catalog, table: str) -> Listeners:
    """The automations of a table, by trigger; those that are switched off are left out."""
    found = catalog.cache("listeners", lambda: listeners_by_table(catalog.resolved))
    return found.get(table) or Listeners()


def listeners_by_table(resolved: Resolved) -> dict[str, Listeners]:
    """The same for all tables."""
    found: dict[str, Listeners] = {}
    for automation in resolved.automations.values():
        if automation.table is not None and automation.document.enabled:
            listeners = found.setdefault(automation.table, Listeners())
            listeners.by_event.setdefault(automation.trigger.event, []).append(automation)
    return found


def start_by_event(work: Workspace, connection: Connection, event: Event) -> None:
    """Every automation that the event starts is under way, once for this event."""
    catalog = work.catalog
    if event.table not in catalog.tables:
        return
    told = Told(work, connection, event)
    listeners = listeners_of(catalog, event.table)
    for automation in candidates(listeners, event):
        if matches(told, automation):
            begin(told, automation, f"event:{event.seq}", meets)
    for automation in listeners.of("streak"):
        if has_streak(connection, event, automation):
            begin(told, automation, f"event:{event.seq}", meets)
    table = catalog.resolved.tables[event.table]
    for machine in table.machines.values():
        for place, name in named_by_machine(machine, event):
            app, _, key = full_name(table.app, name).partition(".")
            called = catalog.resolved.automations.get((app, key))
            if called is not None and called.document.enabled:
                begin(told, called, f"event:{event.seq}:{place}", holds_now)


@dataclass(slots=True)
class Told:
    """An event with the record as it was then, read when somebody asks; `records` are the others,
    as they are now."""

    work: Workspace
    connection: Connection
    event: Event
    _past: Past | None = None
    _records: Records | None = None

    @property
    def past(self) -> Past:
        """The record right before and right after the event."""
        if self._past is None:
            zone = self.work.time_zone
            self._past = past_of(self.connection, self.work.catalog, zone, self.event)
        return self._past

    @property
    def records(self) -> Records:
        """What formulas find beside the record."""
        if self._records is None:
            self._records = Rows(self.connection, self.work.catalog, is_writing=False)
        return self._records


Narrowed = Callable[[Told, Automation], bool]
"""Whether what narrows an automation lets the event start it."""


def candidates(listeners: Listeners, event: Event) -> Iterator[Automation]:
    """The automations whose trigger looks at this kind of event."""
    if event.kind == Kind.CREATE.value:
        yield from listeners.of("record.created", "record.saved", "state.entered")
        yield from listeners.of("form.submitted")
    elif event.kind in CHANGES:
        yield from listeners.of("record.updated", "record.saved", "state.entered", "state.left")
    elif event.kind == DELETED:
        yield from listeners.of("record.deleted")


def matches(told: Told, automation: Automation) -> bool:
    """Whether the trigger itself fits the event: its fields, its states, its form."""
    event, document = told.event, automation.trigger.document
    after, before = event.after or {}, event.before or {}
    match document:
        case RecordUpdated(fields=fields) | RecordSaved(fields=fields):
            if event.kind == Kind.CREATE.value or not fields:
                return True
            return any(key in after for key in fields)
        case StateEntered():
            return document.field in after and after[document.field] in document.states
        case StateLeft():
            return document.field in after and before.get(document.field) in document.states
        case FormSubmitted():
            form = f"form:{automation.app}.{document.view}"
            return event.origin == Origin.FORM.value and event.via == form
    return True


def meets(told: Told, automation: Automation) -> bool:
    """Whether what narrows the automation came to hold with the event; with `meets: holds`, whether
    it holds after it. Of a creation and a deletion the two are the same."""
    if automation.when is None:
        return True
    past = told.past
    if told.event.kind == DELETED:
        return is_met(told, automation, past, is_old=False)
    if not is_met(told, automation, past, is_old=False):
        return False
    is_change = told.event.kind in CHANGES and past.old is not None
    if automation.document.meets == "holds" or not is_change:
        return True
    return not is_met(told, automation, past, is_old=True)


def holds_now(told: Told, automation: Automation) -> bool:
    """Whether what narrows an automation that others name holds after the event."""
    return automation.when is None or is_met(told, automation, told.past, is_old=False)


def is_met(told: Told, automation: Automation, past: Past, *, is_old: bool) -> bool:
    """Whether the condition holds of the record after the event, or before it."""
    assert automation.when is not None
    catalog = told.work.catalog
    record = told.event.record
    context = context_for(
        told.work,
        catalog,
        told.records,
        automation.app,
        user=told.event.user,
        variables={"record": record},
        old=past.old,
        changed=past.changed,
    )
    row = past.old if is_old or past.row is None else past.row
    return holds(compiled(catalog, (automation.name, "when"), automation.when), row, context)


def begin(told: Told, automation: Automation, once: str, narrowed: Narrowed) -> None:
    """The version that the event's record goes by runs for it, if it is not narrowed so that it
    does not, and nothing keeps it from starting."""
    event = told.event
    cause = Cause(event=event.seq, run=run_of(event.via), user=event.user)
    start = Start(automation, event.record, cause, once)
    for version in versions_of_start(told.connection, told.work, start):
        if narrowed(told, version.automation):
            begin_run(told.connection, told.work, version)


def named_by_machine(machine: StateMachine, event: Event) -> Iterator[tuple[str, str]]:
    """(place, automation) of what the machine starts with the event: the state that was left, the
    move, the state that was entered."""
    after, before = event.after or {}, event.before or {}
    if machine.field not in after:
        return
    left, entered = before.get(machine.field), after[machine.field]
    for place, state in (("leave", left), ("enter", entered)):
        document = machine.by_key.get(cast(str, state)) if state is not None else None
        if place == "enter":
            yield from moves_of(machine, event)
        if document is None:
            continue
        names = document.on_leave if place == "leave" else document.on_enter
        for index, name in enumerate(names):
            yield f"{machine.field}:{place}:{index}", name


def moves_of(machine: StateMachine, event: Event) -> Iterator[tuple[str, str]]:
    """What the transition taken starts."""
    for key in (event.move or "").split(","):
        move = machine.transitions.get(key)
        if move is not None and move.run is not None:
            yield f"{machine.field}:move", move.run


def full_name(app: str, name: str) -> str:
    """`app.key` of a name that may leave the app out."""
    return name if "." in name else f"{app}.{name}"


def wake_by_event(work: Workspace, connection: Connection, event: Event) -> None:
    """Runs that wait for the record to change look at it."""
    if event.record is not None:
        payload = {"kind": event.kind, "event": event.seq}
        wake(connection, work, f"record:{event.table}:{event.record}", payload)
