"""Approvals as they are stored: read, locked, written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

import sqlalchemy as sa

from engine.database import Connection, Row
from engine.database.named import NamedStatements
from engine.database.statements import one_of
from engine.hints import MARK
from engine.workspace import Workspace
from metadata.resolved_workflow import Approval
from workflow.approval_tables import (
    tg_approval,
    tg_approval_copy,
    tg_approval_log,
    tg_approval_task,
)
from workflow.approvals.case import Case, CaseState, How, Task, TaskState
from workflow.approvals.definition import pinned_approval, revoking
from workflow.errors import ApprovalUnknown
from workflow.jobs import Json, bind

A, T, L, C = tg_approval.c, tg_approval_task.c, tg_approval_log.c, tg_approval_copy.c
FILED = (
    "id",
    "approval",
    "revision",
    "table",
    "record",
    "record_version",
    "grant",
    "run",
    "applicant",
    "reason",
    "chosen",
    "at",
    "ended_at",
    "ended_why",
    "urged_at",
    "todo",
    "revokes",
    "revoked_by",
)
PLACE = ("state", "node", "visit", "visits", "resume", "asks_all")
BESIDE = ("ended_at", "ended_why", "urged_at", "todo")
KEPT = (*PLACE, *BESIDE)
TASK = (
    "number",
    "node",
    "visit",
    "seat",
    "place",
    "person",
    "behalf",
    "how",
    "source",
    "state",
    "is_automatic",
    "is_void",
)
ASKED = ("todo", "at", "due_at", "decided_at", "comment", "signature", "files")
LOG = ("at", "user", "what", "node", "task", "people", "comment", "detail")
ASKED_TASKS = sa.select(T.approval, *(T[name] for name in (*TASK, *ASKED)))
OF_ID = A.id == bind("of_id", A.id)
OF_APPROVAL = T.approval == bind("of_approval", T.approval)
OF_TASK = sa.and_(OF_APPROVAL, T.number == bind("of_number", T.number))
READ = sa.select(*(A[name] for name in (*FILED, *PLACE))).where(OF_ID)
STATEMENTS = NamedStatements(
    {
        "read": READ,
        "lock": READ.with_for_update(),
        "put": sa.insert(tg_approval),
        "save": sa.update(tg_approval)
        .where(OF_ID)
        .values({name: bind(f"new_{name}", A[name]) for name in KEPT}),
        "several": sa.select(*(A[name] for name in (*FILED, *PLACE))).where(one_of(A.id, "ids")),
        "tasks": ASKED_TASKS.where(one_of(T.approval, "ids")).order_by(T.approval, T.number),
        "put task": sa.insert(tg_approval_task),
        "save task": sa.update(tg_approval_task)
        .where(OF_TASK)
        .values(
            state=bind("new_state", T.state),
            is_automatic=bind("new_automatic", T.is_automatic),
            is_void=bind("new_void", T.is_void),
        ),
        "asked": sa.update(tg_approval_task)
        .where(OF_TASK)
        .values(todo=bind("new_todo", T.todo), due_at=bind("new_due_at", T.due_at)),
        "said": sa.update(tg_approval_task)
        .where(OF_TASK)
        .values(
            {
                name: bind(f"new_{name}", T[name])
                for name in ("decided_at", "comment", "signature", "files")
            }
        ),
        "log": sa.insert(tg_approval_log),
        "read log": sa.select(*(L[name] for name in LOG))
        .where(L.approval == bind("of_approval", L.approval))
        .order_by(L.id),
        "copy": sa.insert(tg_approval_copy),
        "copies": sa.select(C.user)
        .where(C.approval == bind("of_approval", C.approval))
        .order_by(C.at, C.user),
        "read copy": sa.update(tg_approval_copy)
        .where(
            C.approval == bind("of_approval", C.approval),
            C.user == bind("of_user", C.user),
            C.read_at.is_(None),
        )
        .values(read_at=bind("now", C.read_at)),
        "open names": sa.select(A.id, A.approval)
        .where(
            A.table == bind("of_table", A.table),
            A.record == bind("of_record", A.record),
            A.ended_at.is_(None),
        )
        .order_by(A.id),
        "of record": sa.select(A.id)
        .where(A.table == bind("of_table", A.table), A.record == bind("of_record", A.record))
        .order_by(A.id.desc()),
        "revoked": sa.update(tg_approval).where(OF_ID).values(revoked_by=bind("by", A.revoked_by)),
        "revocation": sa.select(A.id, A.state, A.applicant, A.reason, A.at, A.ended_at)
        .where(A.revokes == bind("of_id", A.revokes))
        .order_by(A.id.desc())
        .limit(1),
        "of todo": sa.select(T.approval, T.number).where(T.todo == bind("of_todo", T.todo)),
    }
)


@dataclass(frozen=True, slots=True)
class Filed:
    """A row of tg_approval, but for where it is (`Case`)."""

    id: int
    approval: str
    revision: int
    table: str
    record: int
    record_version: int
    grant: int | None
    run: int | None
    applicant: int | None
    reason: str | None
    chosen: Mapping[str, list[int]]
    at: datetime
    ended_at: datetime | None = None
    ended_why: str | None = None
    urged_at: datetime | None = None
    todo: int | None = None
    revokes: int | None = None
    revoked_by: int | None = None


@dataclass(frozen=True, slots=True)
class AskedTask:
    """A task with what is known of the asking: its to-do, its moments, what the person said."""

    task: Task
    todo: int | None
    at: datetime
    due_at: datetime | None
    decided_at: datetime | None
    comment: str | None
    signature: int | None
    files: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Stored:
    """An approval as it is in the database, with the definition that it goes by."""

    filed: Filed
    definition: Approval
    case: Case
    asked: Mapping[int, AskedTask]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the log."""

    at: datetime
    user: int | None
    what: str
    node: str | None
    task: int | None
    people: tuple[int, ...]
    comment: str | None
    detail: Mapping[str, object]


def run(connection: Connection, name: str, given: Mapping[str, object]) -> int:
    """Run a statement of this module; how many rows it touched."""
    return connection.run(STATEMENTS.on(connection.dialect, name), given)


def rows(connection: Connection, name: str, given: Mapping[str, object]) -> list[Row]:
    """The rows of a query of this module."""
    return connection.rows(STATEMENTS.on(connection.dialect, name), given)


def load_approval(
    connection: Connection, work: Workspace, id: int, *, lock: bool = False
) -> Stored:
    """The approval; with `lock` nobody else changes it before the commit. Raises
    ApprovalUnknown."""
    found = rows(connection, "lock" if lock else "read", {"of_id": id})
    if not found:
        raise ApprovalUnknown({"approval": str(id)})
    return stored_of(connection, work, found[0], tasks_of(connection, [id])[id])


def load_approvals(connection: Connection, work: Workspace, ids: Sequence[int]) -> list[Stored]:
    """The approvals, in this order; those there are not left out."""
    found = {row[0]: row for row in rows(connection, "several", {"ids": list(ids)})}
    tasks = tasks_of(connection, ids)
    return [stored_of(connection, work, found[id], tasks[id]) for id in ids if id in found]


def tasks_of(connection: Connection, ids: Sequence[int]) -> Mapping[int, list[AskedTask]]:
    """The tasks of the approvals, in the order of their numbers."""
    found: dict[int, list[AskedTask]] = {id: [] for id in ids}
    for row in rows(connection, "tasks", {"ids": list(ids)}):
        found[cast(int, row[0])].append(asked_of(row[1:]))
    return found


def stored_of(
    connection: Connection, work: Workspace, found: Row, tasks: Iterable[AskedTask]
) -> Stored:
    """The approval of a row of FILED and PLACE."""
    row = dict(zip((*FILED, *PLACE), found, strict=True))
    filed = Filed(**cast(Mapping[str, object], {name: row[name] for name in FILED}))  # type: ignore[arg-type] # the columns are the fields
    definition = pinned_approval(connection, work, filed.approval, filed.revision)
    if filed.revokes is not None:
        definition = revoking(definition)
    asked = {each.task.number: each for each in tasks}
    resume = cast("list[list[int]]", row["resume"])
    case = replace(
        new_case(definition, filed.applicant),
        state=CaseState(str(row["state"])),
        node=cast(int, row["node"]),
        visit=cast(int, row["visit"]),
        visits=cast(int, row["visits"]),
        resume=tuple((node, visit) for node, visit in resume),
        asks_all=bool(row["asks_all"]),
        tasks=tuple(each.task for each in asked.values()),
    )
    return Stored(filed, definition, case, asked)


def new_case(definition: Approval, applicant: int | None) -> Case:
    """The case of an approval that begins."""
    nodes = tuple(node.document for node in definition.nodes)
    return Case(nodes=nodes, applicant=applicant, withdraw=definition.document.withdraw)


def asked_of(row: Row) -> AskedTask:
    """The task of a row of TASK and ASKED."""
    found = dict(zip((*TASK, *ASKED), row, strict=True))
    task = Task(
        **cast(  # type: ignore[arg-type] # the columns are the fields
            Mapping[str, object],
            {
                **{name: found[name] for name in TASK},
                "how": cast(How, found["how"]),
                "state": TaskState(str(found["state"])),
                "is_automatic": bool(found["is_automatic"]),
                "is_void": bool(found["is_void"]),
            },
        )
    )
    given = {name: found[name] for name in ASKED}
    given["files"] = tuple(cast("list[int]", found["files"] or []))
    return AskedTask(task, **cast(Mapping[str, object], given))  # type: ignore[arg-type] # the columns are the fields


def insert_approval(connection: Connection, filed: Filed, case: Case) -> None:
    """The approval is there, where the case says."""
    row: Json = {name: getattr(filed, name) for name in FILED}
    run(connection, "put", {**row, **place_of(case)})


def save_place(connection: Connection, filed: Filed, case: Case) -> None:
    """The approval is where the case says."""
    given = {f"new_{name}": value for name, value in place_of(case).items()}
    for name in BESIDE:
        given[f"new_{name}"] = getattr(filed, name)
    run(connection, "save", {**given, "of_id": filed.id})


def place_of(case: Case) -> Json:
    """Where the case is, as columns."""
    return {
        "state": case.state.value,
        "node": case.node,
        "visit": case.visit,
        "visits": case.visits,
        "resume": [list(pair) for pair in case.resume],
        "asks_all": case.asks_all,
    }


def save_tasks(
    connection: Connection, work: Workspace, approval: int, before: Case, after: Case
) -> None:
    """The tasks are stored as they now are."""
    known = {task.number: task for task in before.tasks}
    for task in after.tasks:
        old = known.get(task.number)
        if old == task:
            continue
        if old is None:
            row: Json = {name: getattr(task, name) for name in TASK}
            blank: Json = dict.fromkeys(ASKED)
            run(
                connection,
                "put task",
                {**blank, **row, "approval": approval, "at": work.now(), "state": task.state.value},
            )
            continue
        given = {
            "of_approval": approval,
            "of_number": task.number,
            "new_state": task.state.value,
            "new_automatic": task.is_automatic,
            "new_void": task.is_void,
        }
        run(connection, "save task", given)


def note_line(connection: Connection, work: Workspace, approval: int, line: Line) -> None:
    """The line is in the log, and whoever looks at the approval hears of it."""
    row: Json = {name: getattr(line, name) for name in LOG}
    row["people"] = list(line.people)
    run(connection, "log", {**row, "id": work.new_id(), "approval": approval})
    connection.hint(f"{MARK}approval:{approval}")


def read_log(connection: Connection, approval: int) -> list[Line]:
    """What happened, in its order."""
    return [
        Line(**cast(Mapping[str, object], dict(zip(LOG, row, strict=True))))  # type: ignore[arg-type] # the columns are the fields
        for row in rows(connection, "read log", {"of_approval": approval})
    ]


def ids_of(found: Iterable[Row]) -> list[int]:
    """The ids in the first column."""
    return [cast(int, row[0]) for row in found]
