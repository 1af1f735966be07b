"""To-dos of somebody who leaves go to others: never stuck (workflow.md, 离职/停用)."""

from __future__ import annotations

from engine.database import Connection
from engine.workspace import Workspace
from workflow.people import Everybody, read_everybody
from workflow.todo_kinds import TO_DO_KINDS
from workflow.todos import (
    Asked,
    add_person,
    load_todo,
    people_asked,
    remove_person,
    todos_of_person,
)


def hand_over_todos(
    connection: Connection, work: Workspace, leaver: int, heir: int | None = None
) -> None:
    """Nobody waits for the person any more: the others who are asked stay asked, and where there is
    none, the heir is; without one whoever stands above the person, or else the administrators."""
    # Not what is kept of people: that they left may be written in this very transaction.
    known = read_everybody(connection)
    successors = successors_of(known, leaver) if heir is None else (heir,)
    for id in todos_of_person(connection, leaver):
        todo = load_todo(connection, id, lock=True)
        asked = {each.user: each for each in people_asked(connection, id) if each.is_open}
        if todo is None or leaver not in asked:
            continue
        remove_person(connection, id, leaver)
        if known.present(user for user in asked if user != leaver):
            continue
        own = asked[leaver]
        for user in successors:
            add_person(connection, id, Asked(user, own.title, own.text, leaver, is_open=True))
        moved = TO_DO_KINDS[todo.kind].moved
        if moved is not None:
            moved(work, connection, todo, leaver, successors)


def successors_of(known: Everybody, leaver: int) -> tuple[int, ...]:
    """Who takes over: the nearest present supervisor, or else all administrators."""
    above = next(known.supervisors(leaver), None)
    others = (user for user in known.administrators() if user != leaver)
    return tuple(others) if above is None else (above,)
