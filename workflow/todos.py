"""To-dos: what persons must answer. The first answer counts; the others see who gave it.

A to-do is one row, with one more for each person asked. Whoever changes it locks its row first.
Answering is `workflow.answering`, what follows an answer `workflow.todo_kinds`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, cast

import sqlalchemy as sa

from engine.database import Connection, Row
from engine.database.named import NamedStatements
from engine.hints import MARK
from engine.workspace import Workspace
from engine.writing.change import Kind
from workflow.events import Event
from workflow.inbox import NOTHING, About
from workflow.jobs import Json, bind, enqueue
from workflow.todo_tables import tg_todo, tg_todo_person

TodoName = Literal["confirm", "approval", "task"]
Say = str | Callable[[int], str]
"""A text, or what makes it for a reader."""

OPEN, DONE, WITHDRAWN, EXPIRED = "open", "done", "withdrawn", "expired"
REMIND = "remind"
"""The kind of job that says it again."""

T, P = tg_todo.c, tg_todo_person.c
COLUMNS = (
    "id",
    "kind",
    "state",
    "run",
    "automation",
    "subject",
    "table",
    "record",
    "answers",
    "at",
    "due_at",
    "ended_at",
    "ended_by",
    "answer",
    "comment",
    "values",
)
SELECTED = sa.select(*(T[name] for name in COLUMNS))
OF_ID = T.id == bind("of_id", T.id)
OF_TO_DO = P.todo == bind("of_todo", P.todo)
OF_USER = P.user == bind("of_user", P.user)
IS_OPEN = T.state == sa.literal_column("'open'")
ENDING = ("state", "ended_at", "ended_by", "answer", "comment", "values")
STATEMENTS = NamedStatements(
    {
        "put": sa.insert(tg_todo),
        "put person": sa.insert(tg_todo_person),
        "load": SELECTED.where(OF_ID),
        "lock": SELECTED.where(OF_ID).with_for_update(),
        "people": sa.select(P.user, P.title, P.text, P.in_place_of, P.is_open)
        .where(OF_TO_DO)
        .order_by(P.user),
        "end": sa.update(tg_todo)
        .where(OF_ID)
        .values({name: bind(f"new_{name}", T[name]) for name in ENDING}),
        "close people": sa.update(tg_todo_person).where(OF_TO_DO).values(is_open=False),
        "close person": sa.update(tg_todo_person).where(OF_TO_DO, OF_USER).values(is_open=False),
        "reopen person": sa.update(tg_todo_person)
        .where(OF_TO_DO, OF_USER)
        .values(is_open=True, in_place_of=bind("new_place", P.in_place_of)),
        "of run": sa.select(T.id).where(T.run == bind("of_run", T.run), IS_OPEN).order_by(T.id),
        "of record": sa.select(T.id)
        .where(
            T.table == bind("of_table", T.table),
            T.record == bind("of_record", T.record),
            T.kind != sa.literal_column("'approval'"),
            IS_OPEN,
        )
        .order_by(T.id),
        "of person": sa.select(P.todo).where(OF_USER, P.is_open).order_by(P.todo),
    }
)


@dataclass(frozen=True, slots=True)
class Todo:
    """A row of tg_todo."""

    id: int
    kind: str
    state: str
    run: int | None
    automation: str | None
    subject: int | None
    table: str | None
    record: int | None
    answers: Sequence[Json]
    at: datetime
    due_at: datetime | None
    ended_at: datetime | None
    ended_by: int | None
    answer: str | None
    comment: str | None
    values: Json | None


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who is asked, in their own words; `in_place_of`: whose it was."""

    user: int
    title: str
    text: str | None
    in_place_of: int | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody answers, and the values of fields that go with it."""

    answer: str
    comment: str | None = None
    values: Mapping[str, object] | None = None


NOBODY: Mapping[int, int] = {}


@dataclass(frozen=True, slots=True)
class Terms:
    """How a to-do may be answered (`may_answer`), until when, and when it is said again. `source`
    is the `app.key` of the automation or approval that asks, `subject` what of its kind's own it
    is about (the task of an approval); `in_place_of` says of a person for whom they are asked."""

    answers: Sequence[Json]
    due_at: datetime | None = None
    remind_at: datetime | None = None
    source: str | None = None
    subject: int | None = None
    in_place_of: Mapping[int, int] = field(default_factory=lambda: NOBODY)


def may_answer(*answers: str, comment_on: Collection[str] = ()) -> list[Json]:
    """The answers that a to-do takes; those of `comment_on` need a comment."""
    return [
        {"answer": each, "comment": "needed" if each in comment_on else "optional"}
        for each in answers
    ]


def create_todo(
    connection: Connection,
    work: Workspace,
    kind: TodoName,
    people: Sequence[int],
    title: Say,
    *,
    terms: Terms,
    text: Say | None = None,
    about: About = NOTHING,
) -> int:
    """The people have the to-do after the caller's commit; its id."""
    id, now = work.new_id(), work.now()
    row: dict[str, object] = dict.fromkeys(COLUMNS)
    row.update(
        id=id,
        kind=kind,
        state=OPEN,
        run=about.run,
        automation=terms.source,
        subject=terms.subject,
        table=about.table,
        record=about.record,
        answers=list(terms.answers),
        at=now,
        due_at=terms.due_at,
    )
    connection.run(STATEMENTS.on(connection.dialect, "put"), row)
    for user in dict.fromkeys(people):
        words = None if text is None else said(text, user)
        place = terms.in_place_of.get(user)
        add_person(connection, id, Asked(user, said(title, user), words, place, is_open=True))
    remind_at = terms.remind_at
    if remind_at is not None and remind_at > now:
        payload: Json = {"todo": str(id)}
        enqueue(connection, work, REMIND, payload, due_at=remind_at, dedupe_key=f"remind:{id}")
    return id


def said(text: Say, reader: int) -> str:
    """The text for that reader."""
    return text if isinstance(text, str) else text(reader)


def add_person(connection: Connection, todo: int, asked: Asked) -> None:
    """The person is asked too; no change where they are already."""
    known = {each.user: each for each in people_asked(connection, todo)}
    if asked.user in known:
        given = {"of_todo": todo, "of_user": asked.user, "new_place": asked.in_place_of}
        connection.run(STATEMENTS.on(connection.dialect, "reopen person"), given)
    else:
        row = {
            "todo": todo,
            "user": asked.user,
            "title": asked.title,
            "text": asked.text,
            "in_place_of": asked.in_place_of,
            "is_open": asked.is_open,
        }
        connection.run(STATEMENTS.on(connection.dialect, "put person"), row)
    hint_todos(connection, asked.user)


def remove_person(connection: Connection, todo: int, user: int) -> None:
    """The person is not asked any more."""
    given = {"of_todo": todo, "of_user": user}
    connection.run(STATEMENTS.on(connection.dialect, "close person"), given)
    hint_todos(connection, user)


def load_todo(connection: Connection, id: int, *, lock: bool = False) -> Todo | None:
    """The to-do; with `lock` nobody else changes it before the commit."""
    name = "lock" if lock else "load"
    rows = connection.rows(STATEMENTS.on(connection.dialect, name), {"of_id": id})
    return todo_of(rows[0]) if rows else None


def people_asked(connection: Connection, todo: int) -> list[Asked]:
    """Everybody who was ever asked, those from whom it was taken included."""
    rows = connection.rows(STATEMENTS.on(connection.dialect, "people"), {"of_todo": todo})
    return [
        Asked(
            cast(int, user),
            str(title),
            cast("str | None", text),
            cast("int | None", place),
            bool(is_open),
        )
        for user, title, text, place, is_open in rows
    ]


def end_todo(
    connection: Connection,
    work: Workspace,
    id: int,
    state: str,
    *,
    by: int | None = None,
    answer: Answer | None = None,
) -> bool:
    """Whether the to-do was open, and is in that state now: nobody is asked any more."""
    todo = load_todo(connection, id, lock=True)
    if todo is None or todo.state != OPEN:
        return False
    given = {
        "of_id": id,
        "new_state": state,
        "new_ended_at": work.now(),
        "new_ended_by": by,
        "new_answer": None if answer is None else answer.answer,
        "new_comment": None if answer is None else answer.comment,
        "new_values": None if answer is None or answer.values is None else dict(answer.values),
    }
    people = [each.user for each in people_asked(connection, id) if each.is_open]
    connection.run(STATEMENTS.on(connection.dialect, "end"), given)
    connection.run(STATEMENTS.on(connection.dialect, "close people"), {"of_todo": id})
    for user in people:
        hint_todos(connection, user)
    return True


def withdraw_todo(connection: Connection, work: Workspace, id: int) -> bool:
    """Whether the to-do was open: nobody is asked any more."""
    return end_todo(connection, work, id, WITHDRAWN)


def withdraw_of_run(work: Workspace, connection: Connection, run: int) -> None:
    """Confirmations that the run asked for are withdrawn: nobody waits for the answers. Tasks stay:
    they are work to be done, whatever became of the run."""
    for id in found(connection, "of run", {"of_run": run}):
        todo = load_todo(connection, id)
        if todo is not None and todo.kind == "confirm":
            withdraw_todo(connection, work, id)


def withdraw_of_gone(work: Workspace, connection: Connection, event: Event) -> None:
    """Nobody is asked about a record that was deleted; its approvals see to their own."""
    if event.kind != Kind.DELETE:
        return
    given = {"of_table": event.table, "of_record": event.record}
    for id in found(connection, "of record", given):
        withdraw_todo(connection, work, id)


def todos_of_person(connection: Connection, user: int) -> list[int]:
    """The open to-dos of a person, oldest first."""
    return found(connection, "of person", {"of_user": user})


def found(connection: Connection, name: str, given: Mapping[str, object]) -> list[int]:
    """The ids that a statement gives."""
    rows: Iterable[Row] = connection.rows(STATEMENTS.on(connection.dialect, name), given)
    return [cast(int, id) for (id,) in rows]


def hint_todos(connection: Connection, user: int) -> None:
    """Whoever looks at the person's to-dos hears of it after the commit."""
    connection.hint(f"{MARK}todos:{user}")


def todo_of(row: Row) -> Todo:
    """The to-do of a row of COLUMNS."""
    return Todo(**cast(Mapping[str, object], dict(zip(COLUMNS, row, strict=True))))  # type: ignore[arg-type] # the columns are the fields
