"""What happened to a record, and what may happen next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated

import orjson
from pydantic import Field, StringConstraints, ValidationError

from engine.checklists import set_tick
from engine.database import Connection
from engine.grants import Grant
from engine.history import record_history
from engine.transitions import (
    AskedField,
    AvailableTransition,
    PresentState,
    Prospect,
    Trial,
    look_ahead,
)
from engine.writing.change import Change, Kind, Outcome
from engine.writing.stays import Tick
from metadata.documents.label import Label, label_texts, text_in
from metadata.documents.states import FormFieldDocument
from metadata.fields.date import show_datetime
from runtime.errors import BadRequest, InvalidBody
from runtime.http.approval_json import choices_json
from runtime.http.batch import Id
from runtime.http.body import Body, body_problem, read_body_as, schema_of
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
    read_reason,
    record_of,
    table_of,
)
from workflow.approvals.choosing import check_move

Json = dict[str, object]

MOST_HISTORY = 500
PENDING = "approval_pending"
"""The warning of a write whose move waits."""


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
    """What may happen to the record next, and why not; where it is, since when and until when."""
    known_words(call, "transition", "form")
    found = look_ahead(call.work, call.actor, table_of(call), record_of(call), read_trial(call))
    moves = [transition_json(call, it) for it in found.transitions]
    return Answer({"transitions": moves, "states": states_json(found, call.language)})


def read_trial(call: Call) -> Trial | None:
    """The move that is tried, with its form."""
    if "transition" not in call.query:
        return None
    try:
        form = orjson.loads(call.query.get("form", "{}"))
    except orjson.JSONDecodeError:
        form = None
    if not isinstance(form, dict):
        raise BadRequest("unknown_parameter", 400, {"parameter": "form"})
    return Trial(call.query["transition"], form)


def transition_json(call: Call, move: AvailableTransition) -> Json:
    """A move as the caller sees it."""
    language, document = call.language, move.transition.document
    asked = {it.field: it for it in move.asked}
    return {
        "key": move.key,
        "label": text_in(move.labels, language),
        "field": move.field,
        "to": move.to,
        "is_open": move.is_open,
        "reason": document.reason,
        "confirm": None if document.confirm is None else said(document.confirm, language),
        "approval": approval_json(call, move.transition.approval),
        "form": [form_json(it, asked.get(it.field)) for it in document.form],
        "problems": [refusal_json(it, language) for it in move.refusals],
    }


def form_json(item: FormFieldDocument, asked: AskedField | None) -> Json:
    """A field of a move's form; `is_asked` says whether, with the record as it is."""
    return {
        "field": item.field,
        "required": item.required,
        "is_asked": asked is not None,
        "default": None if asked is None else asked.default,
        "accept": list(item.accept),
        "max_mb": item.max_mb,
    }


def approval_json(call: Call, name: str | None) -> Json | None:
    """The approval that a move waits for, and whom the caller chooses for it."""
    app, _, key = (name or "").partition(".")
    found = call.work.resolved.approvals.get((app, key))
    if found is None:
        return None
    return {
        "key": name,
        "label": text_in(found.labels, call.language),
        "choose": choices_json(call, found, record_of(call)),
    }


def said(label: Label, language: str) -> str:
    """A text of the documents in the caller's language."""
    return text_in(label_texts(label, ""), language)


def states_json(found: Prospect, language: str) -> list[Json]:
    """Where the record is by each of its machines, as the caller sees it."""
    return [state_json(it, language) for it in found.states]


def state_json(present: PresentState, language: str) -> Json:
    """The record's state by one machine."""
    document = present.machine.by_key.get(present.state or "")
    description = None if document is None else document.description
    return {
        "field": present.machine.field,
        "state": present.state,
        "description": None if description is None else said(description, language),
        "phase": None if document is None else document.phase,
        "since": moment_json(present.since),
        "due": moment_json(present.due),
        "checklist": [
            {
                "key": item.key,
                "label": said(item.label, language),
                "required": item.required,
                "ticked": tick_json(present.ticks.get(item.key)),
            }
            for item in (() if document is None else document.checklist)
        ],
        "pending": None if present.grant is None else grant_json(present.grant),
        "may_override": present.may_override,
    }


def moment_json(moment: datetime | None) -> str | None:
    """A moment, or none."""
    return None if moment is None else str(show_datetime(moment))


def tick_json(tick: Tick | None) -> Json | None:
    """Who ticked an item, and when."""
    if tick is None:
        return None
    return {"user": id_json(tick.user), "at": show_datetime(tick.at)}


def grant_json(grant: Grant) -> Json:
    """The move that waits for an approval."""
    return {
        "grant": str(grant.id),
        "transition": grant.transition,
        "approval": grant.approval,
        "applicant": id_json(grant.applicant),
        "reason": grant.reason,
        "at": show_datetime(grant.at),
    }


def id_json(id: int | None) -> str | None:
    """An id, or none."""
    return None if id is None else str(id)


def answer_move(call: Call) -> Answer:
    """The record made a move of its state machine, or waits for the approval of that."""
    form, reason = read_change(call, "form", beside="approvers")
    change = Change(
        Kind.TRANSITION,
        table_of(call),
        record_of(call),
        form,
        version=call.if_match(),
        transition=call.path["transition"],
        reason=reason,
        approvers=read_approvers(call),
    )

    def check(connection: Connection, outcomes: Sequence[Outcome]) -> None:
        waits = any(it.code == PENDING for outcome in outcomes for it in outcome.warnings)
        check_move(connection, call.work, change, call.actor.user, waits=waits)

    return answer_write(call, change, also=check)


def read_approvers(call: Call) -> Mapping[str, Sequence[int]]:
    """The people whom the caller names for the approval that the move waits for, by node."""
    given = call.object().get("approvers", {}) if call.body else {}
    try:
        asked = Approvers.model_validate({"approvers": given})
    except ValidationError as error:
        raise InvalidBody([body_problem(found) for found in error.errors()]) from error
    return {
        node: [min(int(person), LARGEST) for person in people]
        for node, people in asked.approvers.items()
    }


class Approvers(Body):
    """People by the key of the node that they decide in."""

    approvers: dict[str, Annotated[list[Id], Field(max_length=50)]]


def answer_tick(call: Call) -> Answer:
    """The item of the present state's checklist is ticked."""
    return answer_ticked(call, is_ticked=True)


def answer_untick(call: Call) -> Answer:
    """The item is ticked no more."""
    return answer_ticked(call, is_ticked=False)


def answer_ticked(call: Call, *, is_ticked: bool) -> Answer:
    """The checklists of the record's states, one item ticked or not any more."""
    known_words(call)
    table, record = table_of(call), record_of(call)
    set_tick(call.work, call.actor, table, record, call.path["item"], is_ticked=is_ticked)
    found = look_ahead(call.work, call.actor, table, record)
    return Answer({"states": states_json(found, call.language)})


def answer_override(call: Call) -> Answer:
    """The record is in another state, past its machine, and the reason is written down."""
    asked = read_body_as(OverriddenState, call)
    change = Change(
        Kind.UPDATE,
        table_of(call),
        record_of(call),
        {call.path["field"]: asked.state},
        version=call.if_match(),
        reason=read_reason(asked.reason),
        override=True,
    )
    return answer_write(call, change)


class OverriddenState(Body):
    """The state that a record gets, and why."""

    state: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    reason: Annotated[str, StringConstraints(min_length=1, max_length=MOST_REASON, pattern=r"\S")]


FORM: Schema = {
    "type": "object",
    "properties": {
        "form": {"type": "object", "description": "the fields that the move asks for"},
        "reason": {"type": "string", "maxLength": MOST_REASON},
        "approvers": {
            "type": "object",
            "description": "by node, who is to decide in the approval that the move waits for",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
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
        query={
            "transition": "try this move alone",
            "form": "what its form holds so far, as a JSON object",
        },
    ),
    Endpoint(
        "POST",
        RECORD_PATH + "/transitions/{transition}",
        answer_move,
        "Make a move of the state machine",
        body=FORM,
        answer=RECORD,
    ),
    Endpoint(
        "PUT",
        RECORD_PATH + "/checklist/{item}",
        answer_tick,
        "Tick an item of the present state's checklist",
    ),
    Endpoint(
        "DELETE",
        RECORD_PATH + "/checklist/{item}",
        answer_untick,
        "Take a tick back",
    ),
    Endpoint(
        "PUT",
        RECORD_PATH + "/states/{field}",
        answer_override,
        "Set a state past its machine, with a reason",
        body=schema_of(OverriddenState),
        answer=RECORD,
    ),
)
