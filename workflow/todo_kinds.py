"""The kinds of to-dos: what follows an answer, and what follows when one changes hands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from engine.actor import Actor
from engine.database import Connection
from engine.workspace import Workspace
from workflow.approvals import todo as approval_todo
from workflow.todos import Answer, Todo
from workflow.waits import wake

Follow = Callable[[Workspace, Connection, Actor, Todo, Answer], None]
"""Called in the transaction of the answer, with the to-do as it was while it was open; raises
AnswerRefused or WriteRefused where the answer cannot stand."""

Move = Callable[[Workspace, Connection, Todo, int, tuple[int, ...]], None]
"""Called in the transaction in which a leaver's to-do goes to others."""


@dataclass(frozen=True, slots=True)
class TodoKind:
    """What one kind does. `takes_values`: an answer may bring values of fields."""

    name: Literal["confirm", "approval", "task"]
    answered: Follow
    moved: Move | None = None
    takes_values: bool = False


def wake_run(
    work: Workspace, connection: Connection, actor: Actor, todo: Todo, answer: Answer
) -> None:
    """The run that asked goes on."""
    payload: dict[str, object] = {
        "answer": answer.answer,
        "by": actor.user,
        "comment": answer.comment,
    }
    wake(connection, work, f"todo:{todo.id}", payload)


TO_DO_KINDS: Mapping[str, TodoKind] = {
    kind.name: kind
    for kind in (
        TodoKind("confirm", wake_run),
        TodoKind("task", wake_run),
        TodoKind("approval", approval_todo.answered, approval_todo.handed_over, takes_values=True),
    )
}
