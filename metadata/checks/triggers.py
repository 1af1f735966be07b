"""Can what starts an automation ever happen, and does it speak of what is there?"""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo, available_timezones

from metadata.checks.conditions import verdict
from metadata.checks.known import unknown, unknown_fields, unknown_table
from metadata.checks.site import Site, named, of_type
from metadata.cron import wrong_part
from metadata.documents.triggers import (
    Called,
    ConnectorChanged,
    FormSubmitted,
    Inactive,
    MetricWindow,
    MomentReached,
    RecordSaved,
    RecordUpdated,
    Schedule,
    StateEntered,
    StateLeft,
    Streak,
    WebhookReceived,
)
from metadata.documents.view import FormView
from metadata.draft import TableDraft
from metadata.durations import milliseconds_in
from metadata.fields import SYSTEM_FIELDS
from metadata.problems import Place, Problem

MOMENTS = frozenset({"date", "datetime"})
NUMBERS = frozenset({"number", "integer", "percent", "money", "rating", "duration", "formula"})
CHILDREN = frozenset({"children"})


def check_trigger(site: Site) -> Iterator[Problem]:
    """Everything that the trigger and the condition of an automation say."""
    trigger, place = site.automation.document.on, site.place.at("on")
    written = getattr(trigger, "table", None)
    if written is not None:
        yield from unknown_table(site.draft, site.app, written, place.at("table"))
    table = site.table(None)
    if table is not None:
        yield from check_fields(table, trigger, place)
    match trigger:
        case Inactive(within=within):
            yield from positive(within, place.at("within"))
        case Schedule():
            yield from check_schedule(trigger, place)
        case MetricWindow():
            yield from check_metric(trigger, place)
        case FormSubmitted():
            yield from check_form(site, trigger, place)
        case WebhookReceived(parts=parts):
            yield from pointers(parts, place.at("parts"))
        case ConnectorChanged(connector=connector):
            where = place.at("connector")
            yield from named(site.draft, site.workflow, "connector", (site.app, connector), where)
            found = site.workflow.connectors.get((site.app, connector))
            if found is not None and found.document.probe is None:
                yield Problem("connector_without_probe", where, {"name": connector})
        case _:
            pass
    yield from check_condition(site)


def check_fields(table: TableDraft, trigger: object, place: Place) -> Iterator[Problem]:
    """The fields, states and children that a trigger about records names."""
    match trigger:
        case RecordUpdated(fields=fields) | RecordSaved(fields=fields):
            yield from known_fields(table, fields, place.at("fields"))
        case StateEntered() | StateLeft():
            yield from check_states(table, trigger, place)
        case MomentReached(field=field):
            if field not in SYSTEM_FIELDS:
                yield from of_type(table, field, MOMENTS, place.at("field"), "not_a_moment")
            elif SYSTEM_FIELDS[field].type not in MOMENTS:
                parameters = {"name": field, "type": SYSTEM_FIELDS[field].type}
                yield Problem("not_a_moment", place.at("field"), parameters)
        case Inactive(fields=fields, children=children):
            yield from known_fields(table, fields, place.at("fields"))
            for index, key in enumerate(children):
                yield from of_type(
                    table, key, CHILDREN, place.at("children", index), "not_children"
                )
        case Streak(field=field):
            yield from of_type(table, field, NUMBERS, place.at("field"), "not_a_number")
            found = table.fields.get(field)
            if found is not None and not getattr(found.document, "history", False):
                yield Problem("no_history", place.at("field"), {"name": field})


def known_fields(table: TableDraft, fields: tuple[str, ...], place: Place) -> Iterator[Problem]:
    """The fields of a list are there."""
    yield from unknown_fields(table, [(key, place.at(index)) for index, key in enumerate(fields)])


def check_states(
    table: TableDraft, trigger: StateEntered | StateLeft, place: Place
) -> Iterator[Problem]:
    """The field has a state machine with these states."""
    yield from of_type(table, trigger.field, frozenset({"state"}), place.at("field"), "not_a_state")
    machine = next(
        (one for one in table.document.state_machines if one.field == trigger.field), None
    )
    if machine is None:
        return
    known = {state.key for state in machine.states}
    for index, state in enumerate(trigger.states):
        if state not in known:
            yield unknown("unknown_state", place.at("states", index), state, known)


def check_schedule(trigger: Schedule, place: Place) -> Iterator[Problem]:
    """There are such moments, and such a time zone."""
    part = wrong_part(trigger.cron)
    if part is not None:
        yield Problem("bad_cron", place.at("cron"), {"value": trigger.cron, "part": part})
    if trigger.time_zone is not None and not is_time_zone(trigger.time_zone):
        where = place.at("time_zone")
        yield unknown("unknown_time_zone", where, trigger.time_zone, available_timezones())


def is_time_zone(name: str) -> bool:
    """Whether there is such a time zone."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def check_metric(trigger: MetricWindow, place: Place) -> Iterator[Problem]:
    """A measure is held against a bound, at most one on each side."""
    if trigger.below is None and trigger.above is None:
        yield Problem("metric_without_bound", place)
    yield from positive(trigger.every, place.at("every"))


def check_form(site: Site, trigger: FormSubmitted, place: Place) -> Iterator[Problem]:
    """The view is a public form of the table."""
    views = {view.key: view for app, view in site.draft.views() if app == site.app}
    where = place.at("view")
    if trigger.view not in views:
        if not site.draft.is_unread("view", f"{site.app}.{trigger.view}"):
            forms = [key for key, view in views.items() if isinstance(view, FormView)]
            yield unknown("unknown_view", where, trigger.view, forms)
        return
    view = views[trigger.view]
    full = site.draft.full_name(site.app, view.table)
    is_form = isinstance(view, FormView) and view.public is not None
    if not is_form or full != site.automation.table:
        yield Problem("not_a_public_form", where, {"name": trigger.view})


def pointers(parts: dict[str, str], place: Place) -> Iterator[Problem]:
    """JSON pointers begin with a slash, or are empty for the whole."""
    for name, pointer in parts.items():
        if pointer and not pointer.startswith("/"):
            parameters = {"value": pointer}
            yield Problem("bad_pointer", place.at(name), parameters, f"/{pointer}")


def positive(duration: str | None, place: Place) -> Iterator[Problem]:
    """A length of time is more than nothing."""
    if duration is not None and milliseconds_in(duration) <= 0:
        yield Problem("duration_not_positive", place, {"value": duration})


def check_condition(site: Site) -> Iterator[Problem]:
    """The condition can hold, and can fail to: another says nothing."""
    automation, place = site.automation, site.place.at("when")
    found = verdict(automation.when)
    if found is False:
        yield Problem("never_holds", place)
    elif found is True:
        yield Problem("always_holds", place, severity="warning")
    document = automation.document
    is_single = isinstance(document.on, Called | WebhookReceived | Schedule)
    if is_single and "meets" in document.model_fields_set and document.meets == "becomes":
        yield Problem("becomes_needs_a_change", site.place.at("meets"), severity="warning")
