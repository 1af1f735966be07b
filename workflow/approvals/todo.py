"""To-dos of approvals: answered in place, and handed over when somebody leaves."""

from __future__ import annotations

from typing import cast

from engine.actor import Actor
from engine.database import Connection
from engine.workspace import Workspace
from workflow.approvals.acting import Decision, Words, give_decision
from workflow.approvals.carrying import AGREE, RESUBMIT, Said, carry, renew_if_changed
from workflow.approvals.decide import Resubmit, Transfer, Withdraw
from workflow.approvals.due import leave_stale
from workflow.approvals.sitting import Sitting, open_sitting
from workflow.approvals.store import rows
from workflow.errors import ApprovalClosed
from workflow.people import everybody
from workflow.todos import Answer, Todo


def answered(
    work: Workspace, connection: Connection, actor: Actor, todo: Todo, answer: Answer
) -> None:
    """The task of the to-do is decided, or what was returned goes on."""
    sitting = open_sitting(connection, work, cast(int, todo.subject))
    number = task_of(connection, todo)
    if number is None:
        answer_returned(sitting, actor, answer)
        return
    if renew_if_changed(sitting):
        raise ApprovalClosed(code="changed_meanwhile")
    words = Words(number, answer.comment)
    decision = Decision(answer.answer == AGREE, words, answer.values or {})
    give_decision(sitting, actor, decision)
    leave_stale(sitting)


def answer_returned(sitting: Sitting, actor: Actor, answer: Answer) -> None:
    """Whoever has the to-do of the applicant sends it on again, or takes it back."""
    if answer.answer == RESUBMIT:
        said = Said("resubmitted", actor.user, comment=answer.comment)
        carry(sitting, Resubmit(), said)
    else:
        said = Said("withdrawn", actor.user, comment=answer.comment)
        carry(sitting, Withdraw(is_forced=True), said)


def handed_over(
    work: Workspace, connection: Connection, todo: Todo, leaver: int, people: tuple[int, ...]
) -> None:
    """The leaver's task is that of one of those who take over, of the applicant only where there
    is nobody else. What was returned to a leaver they have as it is."""
    number = task_of(connection, todo)
    if number is None:
        return
    sitting = open_sitting(connection, work, cast(int, todo.subject))
    others = [*people, *everybody(work, connection).administrators()]
    fit = [person for person in others if person not in {leaver, sitting.filed.applicant}]
    successor = next(iter([*fit, *people]), None)
    if successor is None or all(task.number != number for task in sitting.case.pending):
        return
    said = Said("handed_over", task=number, people=(successor,), detail={"from": leaver})
    carry(sitting, Transfer(number, successor, is_forced=True), said)
    leave_stale(sitting)


def task_of(connection: Connection, todo: Todo) -> int | None:
    """The number of the task that the to-do is about; None where it is the applicant's."""
    found = rows(connection, "of todo", {"of_todo": todo.id})
    return cast(int, found[0][1]) if found else None
