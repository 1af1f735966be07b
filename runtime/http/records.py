"""Records: list, get, create, update, delete, restore."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from engine.errors import UnknownRecord
from engine.idempotency import Once
from engine.read_records import get_record, list_records, visible_values
from engine.reading.colors import record_colors
from engine.reading.due_times import due_times
from engine.reading.query import read_list_query
from engine.reading.rights import record_rights
from engine.write_record import Also, write
from engine.writing.change import Change, Kind, Outcome
from metadata.fields.date import show_datetime
from runtime.errors import BadRequest, BodyProblem, InvalidBody
from runtime.http.call import Answer, Call, Endpoint, Schema
from runtime.http.errors import refusal_json
from runtime.http.ids import LARGEST, read_id
from runtime.http.once import keyed

Json = dict[str, object]

RECORDS_PATH = "/api/v1/apps/{app}/tables/{table}/records"
RECORD_PATH = RECORDS_PATH + "/{record}"
MOST_REASON = 1_000
BESIDE = ("rights", "colors", "due")
"""What a list is asked for beside its records."""


def table_of(call: Call) -> str:
    """The full name of the path's table."""
    return f"{call.path['app']}.{call.path['table']}"


def record_of(call: Call) -> int:
    """The id of the path's record; what can be no id is an unknown record."""
    text = call.path["record"]
    if text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST)):
        return min(int(text), LARGEST)
    raise UnknownRecord(table_of(call), text[:50])


# -- reading


def answer_list(call: Call) -> Answer:
    """One page of a table, as the caller may see it."""
    words = {name: text for name, text in call.query.items() if name not in BESIDE}
    found = list_records(call.work, call.actor, read_list_query(table_of(call), words))
    records = cast(list[Json], found["records"])
    if wants(call, "rights"):
        add_rights(call, records)
    if wants(call, "due"):
        add_due(call, records)
    if call.query.get("colors"):
        add_colors(call, records)
    return Answer(found)


def answer_get(call: Call) -> Answer:
    """One record."""
    known_words(call, "fields", "expand", "rights", "due")
    fields = parts(call.query["fields"]) if "fields" in call.query else None
    expand = parts(call.query.get("expand", ""))
    found = get_record(
        call.work, call.actor, table_of(call), record_of(call), fields=fields, expand=expand
    )
    if wants(call, "rights"):
        add_rights(call, [found])
    if wants(call, "due"):
        add_due(call, [found])
    return answer_record(found)


def wants(call: Call, name: str) -> bool:
    """Whether each record shall say more: what the caller may do with it (`rights`), until when it
    may stay in its states (`due`)."""
    text = call.query.get(name, "false")
    if text not in {"true", "false"}:
        raise BadRequest("unknown_parameter", 400, {"parameter": name})
    return text == "true"


def add_due(call: Call, records: Sequence[Json]) -> None:
    """Each record whose states have a limit says when their time is over, by field (`due`)."""
    ids = [int(str(it["id"])) for it in records]
    due = due_times(call.work, call.actor, table_of(call), ids)
    for record, id in zip(records, ids, strict=True):
        if id in due:
            record["due"] = {key: show_datetime(moment) for key, moment in due[id].items()}


def add_rights(call: Call, records: Sequence[Json]) -> None:
    """Each record has its `rights`; of one that has just gone nothing is allowed."""
    ids = [int(str(it["id"])) for it in records]
    rights = record_rights(call.work, call.actor, table_of(call), ids)
    nothing = {"edit": False, "delete": False, "readonly": []}
    for record, id in zip(records, ids, strict=True):
        record["rights"] = rights.get(id, nothing)


def add_colors(call: Call, records: Sequence[Json]) -> None:
    """Each record for which a rule of the view holds has its `colors`, by field."""
    view = call.query["colors"]
    ids = [int(str(it["id"])) for it in records]
    colors = record_colors(call.work, call.actor, table_of(call), view, ids)
    for record, id in zip(records, ids, strict=True):
        if id in colors:
            record["colors"] = colors[id]


def known_words(call: Call, *names: str) -> None:
    """No parameter but these is given."""
    for name in call.query:
        if name not in names:
            raise BadRequest("unknown_parameter", 400, {"parameter": name[:100]})


def parts(text: str) -> tuple[str, ...]:
    """The parts of a list with commas."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


# -- writing


def answer_create(call: Call) -> Answer:
    """A record is there."""
    values, reason = read_change(call, "values")
    change = Change(Kind.CREATE, table_of(call), values=values, reason=reason)
    return answer_write(call, change, 201)


def answer_update(call: Call) -> Answer:
    """The record has these values; with `If-Match` only if nobody else changed it."""
    values, reason = read_change(call, "values")
    version = call.if_match()
    change = Change(
        Kind.UPDATE, table_of(call), record_of(call), values, version=version, reason=reason
    )
    return answer_write(call, change)


def answer_delete(call: Call) -> Answer:
    """The record is deleted; it can be restored for 30 days."""
    known_words(call, "reason")
    reason = read_reason(call.query.get("reason"))
    version = call.if_match()
    change = Change(Kind.DELETE, table_of(call), record_of(call), version=version, reason=reason)
    write(call.work, call.actor, [change], once=once_of(call))
    return Answer(status=204)


def answer_restore(call: Call) -> Answer:
    """The record and what was deleted with it are there again."""
    _, reason = read_change(call, None)
    return answer_write(call, Change(Kind.RESTORE, table_of(call), record_of(call), reason=reason))


def read_change(
    call: Call, name: str | None, *, beside: str = "reason"
) -> tuple[Mapping[str, object], str | None]:
    """The values under `name`, and the reason; `beside` may stand there too. A body without values
    may be left out."""
    if not call.body and name != "values":
        return {}, None
    body = call.object()
    allowed = {"reason", beside} if name is None else {name, "reason", beside}
    wrong = [
        BodyProblem("unknown_property", f"/{key}", {"name": key[:100]})
        for key in body
        if key not in allowed
    ]
    values = {} if name is None else body.get(name, None if name == "values" else {})
    if not isinstance(values, dict):
        code = "missing" if name not in body else "must_be_object"
        wrong.append(BodyProblem(code, f"/{name}"))
    if wrong:
        raise InvalidBody(wrong)
    return values if isinstance(values, dict) else {}, read_reason(body.get("reason"))


def read_reason(value: object) -> str | None:
    """Why something is done, as people say it."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise InvalidBody([BodyProblem("not_a_text", "/reason")])
    if len(value) > MOST_REASON:
        raise InvalidBody([BodyProblem("too_long", "/reason", {"limit": MOST_REASON})])
    return value.strip() or None


def answer_write(
    call: Call, change: Change, status: int = 200, *, also: Also | None = None
) -> Answer:
    """The change is durable, and what is to be written or looked at `also` in its transaction; the
    answer is the record as the caller may see it."""
    written = write(call.work, call.actor, [change], once=once_of(call), also=also)
    if written.is_repeated:
        return answer_again(call, change, written.answer, status)
    outcome = written.outcomes[0]
    try:
        found = visible_values(call.work, call.actor, change.table, outcome.values)
    except UnknownRecord:
        # What was written may have taken the record out of the writer's own sight.
        found = {"id": str(outcome.id), "version": outcome.version, "values": {}}
    found["warnings"] = [refusal_json(it, call.language) for it in outcome.warnings]
    return answer_record(found, status)


def answer_again(call: Call, change: Change, kept: object, status: int) -> Answer:
    """What a request that was done before gets: the record as it is now."""
    first = kept[0] if isinstance(kept, list) and kept else {}
    id = read_id(str(first.get("id", "")))
    try:
        found = get_record(call.work, call.actor, change.table, id)
    except UnknownRecord:
        found = {"id": str(id), "version": first.get("version"), "values": {}}
    found["warnings"] = first.get("warnings", [])
    return answer_record(found, status)


def answer_record(found: Json, status: int = 200) -> Answer:
    """A record, with its version as `ETag`."""
    return Answer(found, status, {"ETag": f'"{found["version"]}"'})


def once_of(call: Call) -> Once | None:
    """The `Idempotency-Key` of the call, for the write's own transaction."""

    def present(outcomes: Sequence[Outcome]) -> object:
        return [
            {
                "id": None if it.id is None else str(it.id),
                "version": it.version,
                "warnings": [refusal_json(found, call.language) for found in it.warnings],
                "problems": [refusal_json(found, call.language) for found in it.refusals],
            }
            for it in outcomes
        ]

    return keyed(call, present)


VALUES: Schema = {
    "type": "object",
    "properties": {
        "values": {"type": "object", "description": "values by field key"},
        "reason": {"type": "string", "maxLength": MOST_REASON},
    },
    "required": ["values"],
    "additionalProperties": False,
}
REASON: Schema = {
    "type": "object",
    "properties": {"reason": {"type": "string", "maxLength": MOST_REASON}},
    "additionalProperties": False,
}
RECORD: Schema = {
    "type": "object",
    "properties": {
        "id": {"type": "string"},
        "version": {"type": "integer"},
        "values": {"type": "object"},
        "warnings": {"type": "array", "items": {"type": "object"}},
    },
    "required": ["id", "version", "values"],
}
PAGE: Schema = {
    "type": "object",
    "properties": {
        "records": {"type": "array", "items": RECORD},
        "next": {"type": ["string", "null"]},
        "count": {"type": "integer"},
        "expanded": {"type": "object"},
    },
    "required": ["records", "next"],
}
LIST_QUERY = {
    "filter": "a formula that is true for the records wanted",
    "sort": "field keys with commas, `-` before descending ones",
    "fields": "field keys with commas",
    "expand": "reference fields with commas",
    "search": "words",
    "view": "the key of a grid view",
    "limit": "1 to 500",
    "cursor": "`next` of the page before",
    "count": "true: how many there are in all",
    "rights": "true: what the caller may do with each record",
    "due": "true: when the time of each record's states is over",
    "colors": "the key of a grid view: what its colour rules say of each record",
}

RECORDS = (
    Endpoint(
        "GET", RECORDS_PATH, answer_list, "One page of a table", answer=PAGE, query=LIST_QUERY
    ),
    Endpoint(
        "POST",
        RECORDS_PATH,
        answer_create,
        "Create a record",
        body=VALUES,
        answer=RECORD,
        status=201,
    ),
    Endpoint(
        "GET",
        RECORD_PATH,
        answer_get,
        "One record",
        answer=RECORD,
        query={name: LIST_QUERY[name] for name in ("fields", "expand", "rights", "due")},
    ),
    Endpoint("PATCH", RECORD_PATH, answer_update, "Change a record", body=VALUES, answer=RECORD),
    Endpoint(
        "DELETE",
        RECORD_PATH,
        answer_delete,
        "Delete a record",
        query={"reason": "why"},
        status=204,
    ),
    Endpoint(
        "POST",
        RECORD_PATH + "/restore",
        answer_restore,
        "Restore a deleted record",
        body=REASON,
        answer=RECORD,
    ),
)
