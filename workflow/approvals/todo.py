"""To-dos of approvals: answered in place, and handed over when somebody leaves."""

from __future__ import annotations

from typing import cast

from engine.actor import Actor
from engine.database import Connection
from engine.workspace import Workspace
from workflow.approvals.acting import Decision, Words, give_decision
from workflow.approvals.carrying import AGREE, Said, carry, renew_if_changed
from workflow.approvals.decide import Transfer
from workflow.approvals.due import leave_stale
from workflow.approvals.sitting import open_sitting
from workflow.approvals.store import rows
from workflow.errors import ApprovalClosed
from workflow.todos import Answer, Todo


def answered(
    work: Workspace, connection: Connection, actor: Actor, todo: Todo, answer: Answer
) -> None:
    """The task of the to-do is decided."""
    approval, number = place_of(connection, todo)
    sitting = open_sitting(connection, work, approval)
    if renew_if_changed(sitting):
        raise ApprovalClosed(code="changed_meanwhile")
    words = Words(number, answer.comment)
    decision = Decision(answer.answer == AGREE, words, answer.values or {})
    give_decision(sitting, actor, decision)
    leave_stale(sitting)


def handed_over(
    work: Workspace, connection: Connection, todo: Todo, leaver: int, people: tuple[int, ...]
) -> None:
    """The leaver's task is that of whoever takes it over."""
    approval, number = place_of(connection, todo)
    sitting = open_sitting(connection, work, approval)
    if people and any(task.number == number for task in sitting.case.pending):
        said = Said("handed_over", task=number, people=people[:1], detail={"from": leaver})
        carry(sitting, Transfer(number, people[0], is_forced=True), said)
        leave_stale(sitting)


def place_of(connection: Connection, todo: Todo) -> tuple[int, int]:
    """The approval and the number of the task that the to-do is about."""
    ((approval, number),) = rows(connection, "of todo", {"of_todo": todo.id})
    return cast(int, approval), cast(int, number)
