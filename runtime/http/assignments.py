"""Why a record is whose, and who is away."""

from __future__ import annotations

from datetime import UTC, datetime

from pydantic import AwareDatetime, Field

from engine.access import access_of
from engine.database import Connection
from engine.people import list_users
from metadata.documents.label import text_in
from runtime.errors import NotAllowed
from runtime.http.body import Body, read_body_as, schema_of
from runtime.http.call import Answer, Call, Endpoint, Schema
from runtime.http.identity import moment, person_of
from runtime.http.ids import read_id, read_number
from runtime.http.people import find_person
from runtime.http.records import RECORD_PATH, known_words, record_of, table_of
from runtime.http.todos import Names, person_json
from workflow.assigning.absences import (
    Absence,
    add_absence,
    drop_absence,
    find_absence,
    list_absences,
    list_everybodys_absences,
)
from workflow.assigning.showing import Shown, shown_assignments
from workflow.errors import AbsenceUnknown

Json = dict[str, object]

PATH = RECORD_PATH + "/assignments"
ABSENCES = "/api/v1/people/users/{user}/absences"
PAGE, MOST_PAGE = 20, 100


class NewAbsence(Body):
    """From when to when somebody is away."""

    starts_at: AwareDatetime
    ends_at: AwareDatetime
    note: str | None = Field(default=None, max_length=200)


# -- assignments


def answer_assignments(call: Call) -> Answer:
    """How the record found its people, newest first."""
    known_words(call, "cursor", "limit")
    before = read_number(call.query, "cursor", None, 2**63 - 1)
    limit = read_number(call.query, "limit", PAGE, MOST_PAGE) or PAGE
    place = (table_of(call), record_of(call))
    found = shown_assignments(call.work, call.actor, place, before=before, most=limit + 1)
    names = {user.id: user.name for user in call.work.database.read(list_users)}
    shown = found[:limit]
    return Answer(
        {
            "assignments": [assignment_json(call, each, names) for each in shown],
            "next": str(shown[-1].made.id) if len(found) > limit else None,
        }
    )


def assignment_json(call: Call, shown: Shown, names: Names) -> Json:
    """One decision: when, by which automation and rule, who, and how long it took."""
    made = shown.made
    app, _, key = made.automation.partition(".")
    automation = call.work.resolved.automations.get((app, key))
    label = None if automation is None else text_in(automation.labels, call.language)
    return {
        "id": str(made.id),
        "field": made.field,
        "automation": {"app": app, "key": key, "label": label or key},
        "run": None if made.run is None else str(made.run),
        "triggered_at": moment(made.triggered_at),
        "at": moment(made.at),
        "milliseconds": (made.at - made.triggered_at).total_seconds() * 1_000,
        "decided_in_microseconds": made.microseconds,
        "before": person_json(made.before, names),
        "chosen": person_json(made.chosen, names),
        "rule": made.rule,
        "reason": made.reason,
        "rules": list(shown.rules),
    }


# -- absences


def answer_absences(call: Call) -> Answer:
    """When the person is and will be away."""
    known_words(call)
    user = person_looked_after(call)
    found = call.work.database.read(lambda it: list_absences(it, call.work, user))
    return Answer({"absences": [absence_json(each) for each in found]})


def answer_everybodys_absences(call: Call) -> Answer:
    """Who is and will be away. Raises NotAllowed."""
    known_words(call)
    if not access_of(call.work.catalog, call.actor).has_power("people"):
        raise NotAllowed("power_needed", {"power": "people"})
    found = call.work.database.read(lambda it: list_everybodys_absences(it, call.work))
    return Answer({"absences": [absence_json(each) for each in found]})


def person_looked_after(call: Call) -> int:
    """The person of the path: the caller, or somebody of those whom the caller looks after. Raises
    NotFound and NotAllowed."""
    user = read_id(call.path["user"], "unknown_person", "user")
    if call.actor.user != user or call.actor.scopes is not None:
        if not access_of(call.work.catalog, call.actor).has_power("people"):
            raise NotAllowed("power_needed", {"power": "people"})
        call.work.database.read(lambda it: find_person(it, user))
    return user


def answer_new_absence(call: Call) -> Answer:
    """Nothing is assigned to the person meanwhile."""
    user, by = person_looked_after(call), person_of(call)
    asked = read_body_as(NewAbsence, call)
    starts_at, ends_at = in_milliseconds(asked.starts_at), in_milliseconds(asked.ends_at)
    absence = Absence(0, user, starts_at, ends_at, asked.note)
    made = call.work.database.write(lambda it: add_absence(it, call.work, absence, by))
    return Answer(absence_json(made), 201)


def in_milliseconds(at: datetime) -> datetime:
    """The moment in UTC as both databases keep it."""
    return at.astimezone(UTC).replace(microsecond=at.microsecond // 1000 * 1000)


def answer_drop_absence(call: Call) -> Answer:
    """The person is back."""
    user = person_looked_after(call)
    id = read_id(call.path["absence"], "unknown_id")

    def drop(connection: Connection) -> None:
        if find_absence(connection, id).user != user:
            raise AbsenceUnknown({"absence": str(id)})
        drop_absence(connection, id)

    call.work.database.write(drop)
    return Answer(status=204)


def absence_json(absence: Absence) -> Json:
    """An absence."""
    return {
        "id": str(absence.id),
        "user": str(absence.user),
        "starts_at": moment(absence.starts_at),
        "ends_at": moment(absence.ends_at),
        "note": absence.note,
    }


ASSIGNMENTS: Schema = {
    "type": "object",
    "properties": {
        "assignments": {"type": "array", "items": {"type": "object"}},
        "next": {"type": ["string", "null"]},
    },
    "required": ["assignments", "next"],
}

ASSIGNMENT_ENDPOINTS = (
    Endpoint(
        "GET",
        PATH,
        answer_assignments,
        "How the record found its people: rules, candidates, choice",
        answer=ASSIGNMENTS,
        query={"cursor": "`next` of the page before", "limit": f"1 to {MOST_PAGE}"},
    ),
    Endpoint("GET", ABSENCES, answer_absences, "When a person is away"),
    Endpoint(
        "GET",
        "/api/v1/people/absences",
        answer_everybodys_absences,
        "Who is away, now and later",
    ),
    Endpoint(
        "POST",
        ABSENCES,
        answer_new_absence,
        "A person is away: nothing is assigned to them meanwhile",
        body=schema_of(NewAbsence),
        status=201,
    ),
    Endpoint(
        "DELETE", ABSENCES + "/{absence}", answer_drop_absence, "The person is back", status=204
    ),
)
