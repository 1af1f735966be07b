"""To-dos and the inbox: what the caller is asked and told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Annotated, cast

from pydantic import Field

from engine.actor import Actor
from engine.database import Connection
from engine.people import list_users
from engine.read_records import record_titles
from engine.workspace import Workspace
from metadata.documents.label import text_in
from runtime.errors import BadRequest
from runtime.http.account import whole_person_of
from runtime.http.body import Body, read_body_as, schema_of
from runtime.http.call import Answer, Call, Endpoint, Schema
from runtime.http.identity import moment
from runtime.http.ids import read_id, read_number
from runtime.http.records import known_words
from workflow.answering import answer_todo
from workflow.errors import TodoUnknown
from workflow.inbox import Notification, count_unread, list_inbox, mark_read
from workflow.todo_lists import Listed, Page, State, count_todos, find_listed, list_todos
from workflow.todos import Answer as TodoAnswer
from workflow.todos import Todo, people_asked

Json = dict[str, object]

PATH = "/api/v1/todos"
INBOX = "/api/v1/notifications"
PAGE, MOST_PAGE = 50, 200
KINDS = ("confirm", "approval", "task")
Id = Annotated[str, Field(max_length=20)]


class GivenAnswer(Body):
    """One of the answers that the to-do takes; with values where it asks for them."""

    answer: Annotated[str, Field(min_length=1, max_length=40)]
    comment: Annotated[str, Field(max_length=2_000)] | None = None
    values: dict[str, object] | None = None


class Read(Body):
    """Which notifications have been read; all of them where none are named."""

    ids: Annotated[list[Id], Field(max_length=500)] | None = None


# -- to-dos


def answer_todos(call: Call) -> Answer:
    """The caller's open to-dos, what is due first at the front, or those that are done."""
    known_words(call, "state", "kind", "cursor", "limit")
    user = whole_person_of(call)
    state = cast(State, one_of(call, "state", ("open", "done")) or "open")
    limit = read_number(call.query, "limit", PAGE, MOST_PAGE) or PAGE
    page = Page(state, one_of(call, "kind", KINDS), call.query.get("cursor"), limit + 1)

    def read(connection: Connection) -> tuple[list[Listed], Mapping[str, int], Names]:
        try:
            found = list_todos(connection, user, page)
        except ValueError as error:
            raise BadRequest(
                "parameter_unusable", 400, {"parameter": "cursor", "wanted": "next"}
            ) from error
        return found, count_todos(connection, call.work, user), names_of(connection)

    found, counts, names = call.work.database.read(read)
    shown = found[:limit]
    titles = titles_for(call.work, call.actor, [place_of(each.todo) for each in shown])
    return Answer(
        {
            "todos": [todo_json(call, each, names, titles) for each in shown],
            "counts": counts,
            "next": shown[-1].place if len(found) > limit else None,
            "now": moment(call.work.now()),
        }
    )


def one_of(call: Call, name: str, options: Iterable[str]) -> str | None:
    """The value of a parameter that has few. Raises BadRequest."""
    value = call.query.get(name)
    if value is not None and value not in options:
        wanted = ", ".join(options)
        raise BadRequest("parameter_unusable", 400, {"parameter": name, "wanted": wanted})
    return value


def answer_counts(call: Call) -> Answer:
    """How much waits for the caller."""
    known_words(call)
    user = whole_person_of(call)

    def read(connection: Connection) -> Json:
        return {
            "todos": count_todos(connection, call.work, user),
            "unread": count_unread(connection, user),
        }

    return Answer(call.work.database.read(read))


def answer_one(call: Call) -> Answer:
    """One to-do of the caller, with everybody who was asked."""
    known_words(call)
    user, id = whole_person_of(call), todo_id(call)
    return Answer(whole_todo(call, user, id))


def todo_id(call: Call) -> int:
    """The id of the path's to-do."""
    return read_id(call.path["todo"], "unknown_todo", "todo")


def whole_todo(call: Call, user: int, id: int) -> Json:
    """The to-do as the person has it. Raises TodoUnknown."""

    def read(connection: Connection) -> Json:
        found = find_listed(connection, user, id)
        if found is None:
            raise TodoUnknown({"todo": str(id)})
        names = names_of(connection)
        asked = people_asked(connection, id)
        people = [
            person_json(each.user, names) for each in asked if each.is_open or each.user == user
        ]
        titles = titles_for(call.work, call.actor, [place_of(found.todo)])
        return {**todo_json(call, found, names, titles), "people": people}

    return call.work.database.read(read)


def answer_answer(call: Call) -> Answer:
    """The to-do is answered, or was so by the caller before: the same again changes nothing."""
    user, id = whole_person_of(call), todo_id(call)
    asked = read_body_as(GivenAnswer, call)
    comment = (asked.comment or "").strip() or None
    answer_todo(call.work, call.actor, id, TodoAnswer(asked.answer, comment, asked.values))
    return Answer(whole_todo(call, user, id))


Names = Mapping[int, str]
Place = tuple[str, int]
"""A record: its table and id."""
Titles = Mapping[Place, object]
"""What the records are called that the caller sees."""


def names_of(connection: Connection) -> Names:
    """What everybody is called."""
    return {user.id: user.name for user in list_users(connection)}


def todo_json(call: Call, listed: Listed, names: Names, titles: Titles) -> Json:
    """A to-do as its person sees it; the record only where they may see that."""
    todo, asked = listed.todo, listed.asked
    is_open = asked.is_open and todo.state == "open"
    return {
        "id": str(todo.id),
        "kind": todo.kind,
        "state": "open" if is_open else "withdrawn" if todo.state == "open" else todo.state,
        "title": asked.title,
        "text": asked.text,
        "source": source_json(call, todo.kind, todo.automation),
        "in_place_of": person_json(asked.in_place_of, names),
        "record": record_json(place_of(todo), titles),
        "subject": None if todo.subject is None else str(todo.subject),
        "answers": list(todo.answers) if is_open else [],
        "at": moment(todo.at),
        "due_at": moment(todo.due_at),
        "ended_at": moment(todo.ended_at),
        "ended_by": person_json(todo.ended_by, names),
        "answer": todo.answer,
        "comment": todo.comment,
    }


def person_json(user: int | None, names: Names) -> Json | None:
    """A person by id and name."""
    return None if user is None else {"id": str(user), "name": names.get(user, "")}


def source_json(call: Call, kind: str, name: str | None) -> Json | None:
    """What asks: the automation or approval, by what it is called."""
    if name is None:
        return None
    app, _, key = name.partition(".")
    resolved = call.work.resolved
    document = (resolved.approvals if kind == "approval" else resolved.automations).get((app, key))
    labels = {} if document is None else document.labels
    return {"app": app, "key": key, "label": text_in(labels, call.language) or key}


def place_of(told: Todo | Notification) -> Place | None:
    """The record that it is about."""
    if told.table is None or told.record is None:
        return None
    return told.table, told.record


def titles_for(work: Workspace, actor: Actor, places: Iterable[Place | None]) -> Titles:
    """What the records are called that the actor sees of these, by one statement for each table."""
    ids: dict[str, set[int]] = defaultdict(set)
    for table, record in filter(None, places):
        ids[table].add(record)
    return {
        (table, record): title
        for table, records in ids.items()
        for record, title in record_titles(work, actor, table, sorted(records)).items()
    }


def record_json(place: Place | None, titles: Titles) -> Json | None:
    """The record, where the caller sees it: table, id, and what it is called."""
    if place is None or place not in titles:
        return None
    app, _, key = place[0].partition(".")
    title = titles[place]
    return {
        "app": app,
        "table": key,
        "id": str(place[1]),
        "title": None if title is None else str(title),
    }


# -- the inbox


def answer_inbox(call: Call) -> Answer:
    """What the caller was told, newest first."""
    known_words(call, "unread", "cursor", "limit")
    user = whole_person_of(call)
    unread = one_of(call, "unread", ("true", "false")) == "true"
    before = read_number(call.query, "cursor", None, 2**63 - 1)
    limit = read_number(call.query, "limit", PAGE, MOST_PAGE) or PAGE

    def read(connection: Connection) -> tuple[list[Notification], int]:
        found = list_inbox(connection, user, unread=unread, before=before, most=limit + 1)
        return found, count_unread(connection, user)

    found, count = call.work.database.read(read)
    shown = found[:limit]
    titles = titles_for(call.work, call.actor, [place_of(each) for each in shown])
    return Answer(
        {
            "notifications": [notification_json(each, titles) for each in shown],
            "unread": count,
            "next": str(shown[-1].id) if len(found) > limit else None,
        }
    )


def notification_json(told: Notification, titles: Titles) -> Json:
    """A notification as its person sees it."""
    return {
        "id": str(told.id),
        "title": told.title,
        "text": told.text,
        "record": record_json(place_of(told), titles),
        "todo": None if told.todo is None else str(told.todo),
        "run": None if told.run is None else str(told.run),
        "at": moment(told.at),
        "read_at": moment(told.read_at),
    }


def answer_read(call: Call) -> Answer:
    """These notifications are read, or all of the caller's."""
    user = whole_person_of(call)
    asked = read_body_as(Read, call)
    ids = None
    if asked.ids is not None:
        ids = [read_id(text, "unknown_notification", "notification") for text in asked.ids]
    call.work.database.write(lambda it: mark_read(it, call.work, user, ids))
    return Answer({"unread": call.work.database.read(lambda it: count_unread(it, user))})


TO_DO: Schema = {
    "type": "object",
    "properties": {
        "id": {"type": "string"},
        "kind": {"enum": list(KINDS)},
        "state": {"enum": ["open", "done", "withdrawn", "expired"]},
        "title": {"type": "string"},
        "text": {"type": ["string", "null"]},
        "source": {"type": ["object", "null"]},
        "in_place_of": {"type": ["object", "null"]},
        "record": {"type": ["object", "null"]},
        "subject": {"type": ["string", "null"]},
        "answers": {"type": "array", "items": {"type": "object"}},
        "at": {"type": "string"},
        "due_at": {"type": ["string", "null"]},
        "ended_at": {"type": ["string", "null"]},
        "ended_by": {"type": ["object", "null"]},
        "answer": {"type": ["string", "null"]},
        "comment": {"type": ["string", "null"]},
        "people": {"type": "array", "items": {"type": "object"}},
    },
    "required": ["id", "kind", "state", "title"],
}
TO_DOS: Schema = {
    "type": "object",
    "properties": {
        "todos": {"type": "array", "items": TO_DO},
        "counts": {"type": "object"},
        "next": {"type": ["string", "null"]},
        "now": {"type": "string"},
    },
    "required": ["todos", "counts", "next", "now"],
}
NOTIFICATIONS: Schema = {
    "type": "object",
    "properties": {
        "notifications": {"type": "array", "items": {"type": "object"}},
        "unread": {"type": "integer"},
        "next": {"type": ["string", "null"]},
    },
    "required": ["notifications", "unread", "next"],
}
UNREAD: Schema = {
    "type": "object",
    "properties": {"unread": {"type": "integer"}},
    "required": ["unread"],
}
COUNTS: Schema = {
    "type": "object",
    "properties": {"todos": {"type": "object"}, "unread": {"type": "integer"}},
    "required": ["todos", "unread"],
}
CURSOR = {"cursor": "`next` of the page before", "limit": f"1 to {MOST_PAGE}"}

TO_DO_ENDPOINTS = (
    Endpoint(
        "GET",
        PATH,
        answer_todos,
        "What the caller must answer",
        answer=TO_DOS,
        query={"state": "open, done", "kind": ", ".join(KINDS), **CURSOR},
    ),
    Endpoint("GET", PATH + "/count", answer_counts, "How much waits for the caller", answer=COUNTS),
    Endpoint("GET", PATH + "/{todo}", answer_one, "One to-do", answer=TO_DO),
    Endpoint(
        "POST",
        PATH + "/{todo}/answer",
        answer_answer,
        "Answer a to-do; the first answer counts",
        body=schema_of(GivenAnswer),
        answer=TO_DO,
    ),
    Endpoint(
        "GET",
        INBOX,
        answer_inbox,
        "What the caller was told",
        answer=NOTIFICATIONS,
        query={"unread": "true: only what was not read", **CURSOR},
    ),
    Endpoint(
        "POST",
        INBOX + "/read",
        answer_read,
        "Mark notifications as read, all of them where none are named",
        body=schema_of(Read),
        answer=UNREAD,
    ),
)
