"""What happened to a record, and what may happen next."""

from __future__ import annotations

from engine.history import record_history
from engine.transitions import AvailableTransition, available_transitions
from engine.writing.change import Change, Kind
from metadata.documents.label import text_in
from runtime.http.call import Answer, Call, Endpoint, Schema
from runtime.http.errors import refusal_json
from runtime.http.ids import LARGEST, read_number
from runtime.http.records import (
    MOST_REASON,
    RECORD,
    RECORD_PATH,
    answer_write,
    known_words,
    read_change,
    record_of,
    table_of,
)

Json = dict[str, object]

MOST_HISTORY = 500


def answer_history(call: Call) -> Answer:
    """What happened to the record, newest first."""
    known_words(call, "limit", "before")
    limit = read_number(call.query, "limit", 50, MOST_HISTORY) or 1
    before = read_number(call.query, "before", None, LARGEST)
    found = record_history(
        call.work, call.actor, table_of(call), record_of(call), limit=limit, before=before
    )
    return Answer(found)


def answer_transitions(call: Call) -> Answer:
    """What may happen to the record next, and why not."""
    known_words(call)
    found = available_transitions(call.work, call.actor, table_of(call), record_of(call))
    return Answer({"transitions": [transition_json(it, call.language) for it in found]})


def transition_json(move: AvailableTransition, language: str) -> Json:
    """A move as the caller sees it."""
    return {
        "key": move.key,
        "label": text_in(move.labels, language),
        "to": move.to,
        "is_open": move.is_open,
        "form": [{"field": field, "required": needed} for field, needed in move.form.items()],
        "problems": [refusal_json(it, language) for it in move.refusals],
    }


def answer_move(call: Call) -> Answer:
    """The record made a move of its state machine."""
    form, reason = read_change(call, "form")
    change = Change(
        Kind.TRANSITION,
        table_of(call),
        record_of(call),
        form,
        version=call.if_match(),
        transition=call.path["transition"],
        reason=reason,
    )
    return answer_write(call, change)


FORM: Schema = {
    "type": "object",
    "properties": {
        "form": {"type": "object", "description": "the fields that the move asks for"},
        "reason": {"type": "string", "maxLength": MOST_REASON},
    },
    "additionalProperties": False,
}
MOVES = (
    Endpoint(
        "GET",
        RECORD_PATH + "/history",
        answer_history,
        "Who changed what, and why",
        query={"limit": "1 to 500", "before": "`next` of the page before"},
    ),
    Endpoint(
        "GET",
        RECORD_PATH + "/transitions",
        answer_transitions,
        "What may happen next, and why not",
    ),
    Endpoint(
        "POST",
        RECORD_PATH + "/transitions/{transition}",
        answer_move,
        "Make a move of the state machine",
        body=FORM,
        answer=RECORD,
    ),
)
