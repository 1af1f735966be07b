"""When a rule about time is due for a record (pure): moments of date fields, and silences."""

from __future__ import annotations

import datetime
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from engine.actor import Origin
from engine.catalog import Catalog
from engine.working_time import WorkingTime, moment_after
from formula.values import midnight
from metadata.documents.triggers import Inactive, MomentReached
from metadata.durations import milliseconds_in
from metadata.resolved import Resolved
from metadata.resolved_workflow import Automation
from workflow.events import Event

CREATE, DELETE, RESTORE = "create", "delete", "restore"


@dataclass(slots=True)
class TimeRules:
    """The automations of one table that wait for a moment of its records. `children` are those of
    a parent's table: (automation, the field of this table that points at the parent)."""

    moments: list[Automation] = field(default_factory=list)
    silences: list[Automation] = field(default_factory=list)
    children: list[tuple[Automation, str]] = field(default_factory=list)


def time_rules(catalog: Catalog) -> Mapping[str, TimeRules]:
    """The rules by table; automations that are switched off have none."""
    return catalog.cache("time rules", lambda: rules_by_table(catalog.resolved))


def rules_by_table(resolved: Resolved) -> Mapping[str, TimeRules]:
    """The same of these documents."""
    found: dict[str, TimeRules] = defaultdict(TimeRules)
    for automation in resolved.automations.values():
        document = automation.trigger.document
        if automation.table is None or not automation.document.enabled:
            continue
        if isinstance(document, MomentReached):
            found[automation.table].moments.append(automation)
        if isinstance(document, Inactive):
            found[automation.table].silences.append(automation)
            for child, back in children_of(resolved, automation.table, document):
                found[child].children.append((automation, back))
    return dict(found)


def children_of(resolved: Resolved, table: str, document: Inactive) -> Iterator[tuple[str, str]]:
    """(table, field that points here) of the children whose making breaks the silence."""
    fields = resolved.tables[table].fields
    for key in document.children:
        child, back = fields[key].target, fields[key].back
        if child is not None and back is not None:
            yield child, back


def signature(automation: Automation, calendar: WorkingTime) -> str:
    """What the due moments of a rule depend on, beside the records."""
    document = automation.trigger.document.model_dump(mode="json")
    return json.dumps([document, repr(calendar)], sort_keys=True)


def moment_of(
    automation: Automation, row: Mapping[str, object], calendar: WorkingTime, now: datetime.datetime
) -> datetime.datetime | None:
    """When the rule is due for the record: `offset` from the moment in its field.

    None where the field is blank, and where it is too late: what lies wholly in the past is not
    started after the fact. Of a warning whose time has passed while the moment it warns of has
    not, the moment is now.
    """
    document = automation.trigger.document
    assert isinstance(document, MomentReached)
    value = row.get(document.field)
    if isinstance(value, datetime.datetime):
        moment = value
    elif isinstance(value, datetime.date):
        moment = midnight(value, calendar.zone)
    else:
        return None
    due = moment_after(moment, document.offset, document.time, calendar)
    if due > now:
        return due
    return now if moment > now else None


def silent_until(
    automation: Automation, touched: datetime.datetime, calendar: WorkingTime
) -> datetime.datetime:
    """When the silence since that touch has lasted long enough."""
    document = automation.trigger.document
    assert isinstance(document, Inactive)
    return moment_after(touched, document.within, document.time, calendar)


def touches(automation: Automation, event: Event) -> bool:
    """Whether the event breaks the silence of its own record. Where no fields are named, what
    automations write does not: it is people who are waited for."""
    document = automation.trigger.document
    assert isinstance(document, Inactive)
    if event.kind in {CREATE, RESTORE}:
        return True
    if event.kind == DELETE:
        return False
    if document.fields:
        return any(key in (event.after or {}) for key in document.fields)
    return event.origin != Origin.AUTOMATION.value


def every(duration: str) -> timedelta:
    """The length of a duration of a document in calendar time, a second at least."""
    return max(timedelta(milliseconds=milliseconds_in(duration)), timedelta(seconds=1))
