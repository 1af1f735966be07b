"""Answering a to-do: the first answer counts, a repeated one changes nothing."""

from __future__ import annotations

from engine.actor import Actor
from engine.database import Connection
from engine.people import read_user
from engine.workspace import Workspace
from workflow.errors import AnswerRefused, TodoClosed, TodoUnknown
from workflow.todo_kinds import TO_DO_KINDS
from workflow.todos import DONE, Answer, Todo, end_todo, load_todo, people_asked

MISSING_OPTIONS = "、"


def answer_todo(work: Workspace, actor: Actor, id: int, answer: Answer) -> Todo:
    """The to-do is answered, and what waited for the answer goes on; the same answer of the same
    person once more changes nothing. Raises TodoUnknown, TodoClosed, AnswerRefused, and what the
    kind refuses."""
    return work.database.write(lambda connection: answer_in(connection, work, actor, id, answer))


def answer_in(
    connection: Connection, work: Workspace, actor: Actor, id: int, answer: Answer
) -> Todo:
    """The same in the caller's transaction."""
    todo = load_todo(connection, id, lock=True)
    if todo is None or actor.user is None:
        raise TodoUnknown({"todo": str(id)})
    asked = {each.user: each.is_open for each in people_asked(connection, id)}
    if actor.user not in asked:
        raise TodoUnknown({"todo": str(id)})
    if not asked[actor.user]:
        if todo.state == DONE and todo.ended_by == actor.user and todo.answer == answer.answer:
            return todo
        raise too_late(connection, todo)
    check_answer(todo, answer)
    end_todo(connection, work, id, DONE, by=actor.user, answer=answer)
    TO_DO_KINDS[todo.kind].answered(work, connection, actor, todo, answer)
    ended = load_todo(connection, id)
    assert ended is not None
    return ended


def too_late(connection: Connection, todo: Todo) -> TodoClosed:
    """Why the to-do takes no answer any more."""
    if todo.state == DONE and todo.ended_by is not None:
        return TodoClosed({"by": read_user(connection, todo.ended_by).name})
    code = "todo_expired" if todo.state == "expired" else "todo_withdrawn"
    return TodoClosed(code=code)


def check_answer(todo: Todo, answer: Answer) -> None:
    """The to-do takes this answer. Raises AnswerRefused."""
    taken = {str(each["answer"]): each for each in todo.answers}
    if answer.answer not in taken:
        options = MISSING_OPTIONS.join(taken)
        raise AnswerRefused({"answer": answer.answer[:50], "options": options})
    if taken[answer.answer]["comment"] == "needed" and not answer.comment:
        raise AnswerRefused(code="comment_needed")
    if answer.values and not TO_DO_KINDS[todo.kind].takes_values:
        raise AnswerRefused(code="values_not_taken")
