"""When the time for a task is over (超时): it is said again, passed on, or decided."""

from __future__ import annotations

from typing import cast

from engine.database import Connection
from engine.recompute_stale import recompute_stale
from engine.workspace import Workspace
from metadata.documents.approval import TimeoutDocument
from workflow.approvals.carrying import Said, carry, due_of, note, put_due, renew_if_changed
from workflow.approvals.case import Task, TaskState
from workflow.approvals.decide import Transfer, Vote
from workflow.approvals.delegations import delegates_of
from workflow.approvals.settling import settle_move
from workflow.approvals.sitting import Sitting, attempt, open_sitting
from workflow.approvals.telling import tell
from workflow.approvals.whom import stand_ins_of
from workflow.jobs import Job, enqueue

STALE = "approval_stale"
"""The kind of job that computes what an answer has left to be computed."""


def look_at_time(work: Workspace, job: Job) -> None:
    """What the node says happens to the job's task, if nobody has decided it."""
    approval = int(cast(str, job.payload["approval"]))
    number = cast(int, job.payload["task"])

    def look(connection: Connection) -> tuple[None, bool]:
        sitting = open_sitting(connection, work, approval)
        if not renew_if_changed(sitting):
            time_is_over(sitting, number)
        return None, sitting.is_stale

    attempt(work, look)
    settle_move(work, approval)


def time_is_over(sitting: Sitting, number: int) -> None:
    """The same in this transaction."""
    task = sitting.case.task(number)
    if sitting.case.is_over or task is None or task.state is not TaskState.PENDING:
        return
    timeout = sitting.definition.nodes[task.node].document.timeout
    assert timeout is not None
    match timeout.then:
        case "agree" | "refuse":
            agrees = timeout.then == "agree"
            said = Said("agreed" if agrees else "rejected", task=number, detail={"why": "timeout"})
            carry(sitting, Vote(number, agrees, is_automatic=True), said)
        case "remind":
            remind(sitting, task)
        case "pass_on" | "escalate":
            pass_on(sitting, task, next_people(sitting, task, timeout), timeout.then)


def remind(sitting: Sitting, task: Task) -> None:
    """The person hears of it again, and will once more after the same time."""
    work = sitting.work
    note(sitting, Said("reminded", people=(task.person,)), sitting.case.rule.key)
    told = task.person, "approval_urged"
    tell(sitting.connection, work, sitting, told)
    due_at = due_of(sitting, task, work.now())
    if due_at is not None:
        put_due(sitting, task, due_at)


def next_people(sitting: Sitting, task: Task, timeout: TimeoutDocument) -> list[int]:
    """Whom the task can go to: whom the node names, or who stands above the person."""
    ground = sitting.ground
    if timeout.then == "pass_on" and timeout.to is not None:
        formulas = sitting.definition.nodes[task.node].formulas
        return ground.people(formulas, "timeout/to", timeout.to)
    return stand_ins_of(ground, task.person)


def pass_on(sitting: Sitting, task: Task, people: list[int], what: str) -> None:
    """The first of the people who has not had this vote has it now; where there is none, its
    person is reminded."""
    had = {each.person for each in sitting.case.present if each.seat == task.seat}
    stands_for = delegates_of(sitting.connection, sitting.work, people, sitting.filed.approval)
    for person in people:
        delegate = stands_for.get(person, person)
        if delegate in had or delegate == sitting.filed.applicant:
            continue
        behalf = person if delegate != person else None
        said = Said(f"timeout_{what}", task=task.number, people=(delegate,))
        carry(sitting, Transfer(task.number, delegate, behalf, is_forced=True), said)
        return
    remind(sitting, task)


def leave_stale(sitting: Sitting) -> None:
    """Formulas that the sitting's writes left are computed after the commit."""
    if sitting.is_stale:
        enqueue(sitting.connection, sitting.work, STALE, {}, dedupe_key=STALE)


def compute_stale(work: Workspace, _: Job) -> None:
    """They are."""
    recompute_stale(work)
