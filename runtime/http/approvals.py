"""Approvals: what waits for the caller, what becomes of what they asked for."""

from __future__ import annotations

from typing import Annotated, Literal, cast

from pydantic import Field

from engine.database import Connection
from metadata.documents.label import text_in
from runtime.errors import BadRequest
from runtime.http.account import whole_person_of
from runtime.http.approval_json import (
    choices_json,
    look_at,
    look_whole,
    path_json,
    row_json,
    whole_json,
)
from runtime.http.body import Body, read_body_as, schema_of
from runtime.http.call import Answer, Call, Endpoint, Schema
from runtime.http.ids import LARGEST, read_id, read_number
from runtime.http.records import RECORD_PATH, known_words, record_of, table_of
from workflow.approvals.acting import (
    Decision,
    Words,
    add_people,
    comment_on,
    decide_approval,
    resubmit_approval,
    return_approval,
    transfer_task,
    urge_people,
    withdraw_approval,
)
from workflow.approvals.reading import (
    Mine,
    approvals_of_record,
    list_approvals,
    mark_copy_read,
    see_approval,
)
from workflow.approvals.revoking import ask_to_revoke
from workflow.approvals.starting import Request, start_by_person, startable
from workflow.errors import WorkflowError
from workflow.messages import words as workflow_words

Json = dict[str, object]

PATH = "/api/v1/approvals"
ONE = PATH + "/{approval}"
LISTS = ("asked", "to_decide", "decided", "cc")
PAGE, MOST_PAGE = 50, 100
MOST_AT_ONCE = 100
Id = Annotated[str, Field(pattern=r"^[0-9]{1,19}$")]
Comment = Annotated[str, Field(max_length=2_000)]
Files = Annotated[list[Id], Field(default_factory=list, max_length=20)]


class Spoken(Body):
    """Words that go with what is done; `task` is the number of one of the caller's tasks where
    they have several, `files` are uploads."""

    comment: Comment | None = None
    task: int | None = None
    files: Files


class Verdict(Spoken):
    """`values` are of the fields that the node lets its people write, `signature` an upload."""

    verdict: Literal["agree", "refuse"]
    values: dict[str, object] | None = None
    signature: Id | None = None


class Passed(Spoken):
    """Who decides instead."""

    to: Id


class Added(Spoken):
    """Who decides too: before the caller, after them, or beside them."""

    people: Annotated[list[Id], Field(min_length=1, max_length=20)]
    where: Literal["before", "after", "beside"]


class Returned(Spoken):
    """Back to an earlier node, or to the applicant (null); from there through all nodes again, or
    straight back to the caller."""

    node: Annotated[str, Field(max_length=60)] | None = None
    resume: Literal["restart", "return_to_me"] = "restart"


class Several(Body):
    """Approvals that the caller agrees to, one by one."""

    approvals: Annotated[list[Id], Field(min_length=1, max_length=MOST_AT_ONCE)]
    comment: Comment | None = None


class Started(Body):
    """Of which record; `chosen` are people by node, where the applicant names them."""

    record: Id
    reason: Comment | None = None
    chosen: dict[str, Annotated[list[Id], Field(max_length=50)]] | None = None


# -- reading


def answer_list(call: Call) -> Answer:
    """The caller's approvals, newest first."""
    known_words(call, "mine", "cursor", "limit")
    user = whole_person_of(call)
    mine = call.query.get("mine", "to_decide")
    if mine not in LISTS:
        wanted = {"parameter": "mine", "wanted": ", ".join(LISTS)}
        raise BadRequest("parameter_unusable", 400, wanted)
    limit = read_number(call.query, "limit", PAGE, MOST_PAGE) or PAGE
    before = read_number(call.query, "cursor", None, LARGEST)

    def read(connection: Connection) -> tuple[list[Json], str | None]:
        page = before, limit + 1
        found = list_approvals(connection, call.work, user, cast(Mine, mine), page)
        shown = look_at(connection, call.work, call.actor, found[:limit])
        last = str(found[limit - 1].filed.id) if len(found) > limit else None
        return [row_json(call, each) for each in shown], last

    shown, last = call.work.database.read(read)
    return Answer({"approvals": shown, "next": last})


def answer_one(call: Call) -> Answer:
    """One approval with its whole path, and the record as the caller may see it; a copy of theirs
    counts as read."""
    known_words(call)
    user, id = whole_person_of(call), approval_id(call)
    shown = whole_approval(call, id)
    if shown["read_at"] is None and any(it["person"] == str(user) for it in copies_in(shown)):
        call.work.database.write(lambda it: mark_copy_read(it, call.work, id, user))
    return Answer(shown)


def copies_in(shown: Json) -> list[Json]:
    """Who has a copy."""
    return cast("list[Json]", shown["copies"])


def whole_approval(call: Call, id: int) -> Json:
    """The approval as the caller sees it. Raises ApprovalUnknown."""
    work, actor = call.work, call.actor
    seen = work.database.read(
        lambda it: look_whole(it, work, actor, see_approval(it, work, actor, id))
    )
    return whole_json(call, seen)


def approval_id(call: Call) -> int:
    """The id of the path's approval."""
    return read_id(call.path["approval"], "unknown_approval", "approval")


def answer_of_record(call: Call) -> Answer:
    """The approvals of a record with their paths, newest first, and those that may be asked for."""
    known_words(call)
    whole_person_of(call)
    work, actor, place = call.work, call.actor, (table_of(call), record_of(call))

    def read(connection: Connection) -> list[Json]:
        found = approvals_of_record(connection, work, actor, place)
        return [path_json(call, look_whole(connection, work, actor, each)) for each in found]

    shown = work.database.read(read)
    offered = [
        {
            "key": it.key,
            "app": it.app,
            "label": text_in(it.labels, call.language),
            "choose": choices_json(call, it, place[1]),
        }
        for it in startable(work, actor, *place)
    ]
    return Answer({"approvals": shown, "startable": offered})


# -- acting


def known(text: str) -> int:
    """The number of an id; one that is too large is nobody's."""
    return min(int(text), LARGEST)


def spoken_in(call: Call) -> Spoken:
    """What the body says; nothing is a body too."""
    return read_body_as(Spoken, call) if call.body else Spoken(files=[])


def words_of(spoken: Spoken) -> Words:
    """What the body says besides."""
    return Words(spoken.task, spoken.comment, tuple(known(file) for file in spoken.files))


def done(call: Call) -> Answer:
    """The approval as it is now."""
    return Answer(whole_approval(call, approval_id(call)))


def answer_decide(call: Call) -> Answer:
    """The caller has agreed or refused."""
    whole_person_of(call)
    asked = read_body_as(Verdict, call)
    signature = None if asked.signature is None else known(asked.signature)
    decision = Decision(asked.verdict == "agree", words_of(asked), asked.values or {}, signature)
    decide_approval(call.work, call.actor, approval_id(call), decision)
    return done(call)


def answer_decide_several(call: Call) -> Answer:
    """The caller has agreed to each of these, as far as nothing speaks against it."""
    whole_person_of(call)
    asked = read_body_as(Several, call)
    results: list[Json] = []
    for text in dict.fromkeys(asked.approvals):
        decision = Decision(agrees=True, words=Words(comment=asked.comment))
        result: Json = {"id": text, "is_done": True}
        try:
            decide_approval(call.work, call.actor, known(text), decision)
        except WorkflowError as error:
            message = workflow_words(error.code, error.parameters, call.language)
            result = {"id": text, "is_done": False, "code": error.code, "message": message}
        results.append(result)
    return Answer({"results": results})


def answer_transfer(call: Call) -> Answer:
    """Somebody else decides in the caller's place."""
    whole_person_of(call)
    asked = read_body_as(Passed, call)
    transfer_task(call.work, call.actor, approval_id(call), known(asked.to), words_of(asked))
    return done(call)


def answer_add(call: Call) -> Answer:
    """More people decide."""
    whole_person_of(call)
    asked = read_body_as(Added, call)
    people = [known(person) for person in asked.people]
    where = asked.where, words_of(asked)
    add_people(call.work, call.actor, approval_id(call), people, where)
    return done(call)


def answer_return(call: Call) -> Answer:
    """An earlier node, or the applicant, has it again."""
    whole_person_of(call)
    asked = read_body_as(Returned, call)
    back = asked.node, asked.resume
    return_approval(call.work, call.actor, approval_id(call), back, words_of(asked))
    return done(call)


def answer_resubmit(call: Call) -> Answer:
    """The applicant sends what was returned on again."""
    whole_person_of(call)
    asked = spoken_in(call)
    resubmit_approval(call.work, call.actor, approval_id(call), words_of(asked))
    return done(call)


def answer_withdraw(call: Call) -> Answer:
    """The applicant takes it back."""
    whole_person_of(call)
    asked = spoken_in(call)
    withdraw_approval(call.work, call.actor, approval_id(call), words_of(asked))
    return done(call)


def answer_revoke(call: Call) -> Answer:
    """The applicant has asked that what was agreed be taken back."""
    whole_person_of(call)
    asked = spoken_in(call)
    made = ask_to_revoke(call.work, call.actor, approval_id(call), words_of(asked))
    return Answer(whole_approval(call, made), 201)


def answer_urge(call: Call) -> Answer:
    """Whoever is asked hears of it again."""
    whole_person_of(call)
    asked = spoken_in(call)
    urge_people(call.work, call.actor, approval_id(call), words_of(asked))
    return done(call)


def answer_comment(call: Call) -> Answer:
    """Somebody has said something about it."""
    whole_person_of(call)
    asked = spoken_in(call)
    if not asked.comment:
        raise BadRequest("comment_missing", 400)
    comment_on(call.work, call.actor, approval_id(call), words_of(asked))
    return done(call)


def answer_start(call: Call) -> Answer:
    """The caller has asked for an approval of a record."""
    user = whole_person_of(call)
    asked = read_body_as(Started, call)
    chosen = asked.chosen or {}
    request = Request(
        f"{call.path['app']}.{call.path['approval']}",
        known(asked.record),
        applicant=user,
        reason=asked.reason,
        chosen={node: [known(person) for person in people] for node, people in chosen.items()},
    )
    id = start_by_person(call.work, call.actor, request)
    return Answer(whole_approval(call, id), 201)


SHOWN: Schema = {"type": "object", "description": "the approval with its whole path"}
APPROVALS = (
    Endpoint(
        "GET",
        PATH,
        answer_list,
        "The caller's approvals, newest first",
        query={
            "mine": "asked, to_decide, decided or cc",
            "cursor": "`next` of the page before",
            "limit": "1 to 100",
        },
    ),
    Endpoint(
        "POST",
        PATH + "/decide",
        answer_decide_several,
        "Agree to several approvals",
        body=schema_of(Several),
    ),
    Endpoint("GET", ONE, answer_one, "One approval with its whole path", answer=SHOWN),
    *(
        Endpoint("POST", f"{ONE}/{act}", handler, summary, body=schema_of(body), answer=SHOWN)
        for act, handler, summary, body in (
            ("decide", answer_decide, "Agree or refuse", Verdict),
            ("transfer", answer_transfer, "Let somebody else decide", Passed),
            ("add", answer_add, "Let more people decide", Added),
            ("return", answer_return, "Send it back", Returned),
            ("resubmit", answer_resubmit, "Send on what was returned", Spoken),
            ("withdraw", answer_withdraw, "Take it back", Spoken),
            ("urge", answer_urge, "Remind whoever is asked", Spoken),
            ("comment", answer_comment, "Say something about it", Spoken),
        )
    ),
    Endpoint(
        "POST",
        ONE + "/revoke",
        answer_revoke,
        "Ask that what was agreed be taken back: a new approval",
        body=schema_of(Spoken),
        answer=SHOWN,
        status=201,
    ),
    Endpoint(
        "GET",
        RECORD_PATH + "/approvals",
        answer_of_record,
        "The approvals of a record, and which may be asked for",
    ),
    Endpoint(
        "POST",
        "/api/v1/apps/{app}/approvals/{approval}/start",
        answer_start,
        "Ask for an approval of a record",
        body=schema_of(Started),
        answer=SHOWN,
        status=201,
    ),
)
