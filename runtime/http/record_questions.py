"""What the record screens ask before they draw: rights, and the record as it would be."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from engine.access import access_of
from engine.draft_record import DraftedRecord, draft_record
from engine.reading.rights import table_rights
from engine.reading.why import explain_value
from runtime.http.body import Body, read_body_as, schema_of
from runtime.http.call import Answer, Call, Endpoint
from runtime.http.errors import refusal_json
from runtime.http.ids import read_id
from runtime.http.records import RECORD_PATH, RECORDS_PATH, known_words, record_of, table_of

Json = dict[str, object]


class DraftedValues(Body):
    """The values of a form so far; `id` is the record that they would change."""

    values: dict[str, object]
    id: Annotated[str, Field(min_length=1, max_length=40)] | None = None


def answer_rights(call: Call) -> Answer:
    """What the caller may do with the table's records and with each of its fields."""
    known_words(call)
    return Answer(table_rights(access_of(call.work.catalog, call.actor), table_of(call)))


def answer_draft(call: Call) -> Answer:
    """What a form shows for these values; nothing is stored."""
    asked = read_body_as(DraftedValues, call)
    id = None if asked.id is None else read_id(asked.id)
    found = draft_record(call.work, call.actor, table_of(call), asked.values, id)
    return Answer(draft_json(found, call.language))


def draft_json(found: DraftedRecord, language: str) -> Json:
    """The draft in the caller's language."""
    answer: Json = {
        "values": found.values,
        "visible": found.visible,
        "required": found.required,
        "editable": found.editable,
        "problems": [refusal_json(it, language) for it in found.problems],
        "warnings": [refusal_json(it, language) for it in found.warnings],
    }
    if found.errors:
        answer["errors"] = found.errors
    return answer


def answer_why(call: Call) -> Answer:
    """How the value of the field came about."""
    known_words(call, "field")
    found = explain_value(
        call.work,
        call.actor,
        table_of(call),
        record_of(call),
        call.query.get("field", ""),
        language=call.language,
    )
    return Answer(found)


RECORD_QUESTIONS = (
    Endpoint(
        "GET",
        RECORD_PATH + "/why",
        answer_why,
        "How a value came about",
        query={"field": "the key of a field"},
    ),
    Endpoint(
        "GET",
        "/api/v1/apps/{app}/tables/{table}/rights",
        answer_rights,
        "What the caller may do with a table and its fields",
    ),
    Endpoint(
        "POST",
        RECORDS_PATH + "/draft",
        answer_draft,
        "What a form shows while somebody types; nothing is stored",
        body=schema_of(DraftedValues),
    ),
)
