"""What people have not answered is said to them again, before it is too late."""

from __future__ import annotations

from engine.database import Connection
from engine.workspace import Workspace
from workflow.inbox import About, send_inbox
from workflow.jobs import Job
from workflow.messages import words
from workflow.people import everybody
from workflow.todos import OPEN, load_todo, people_asked


def remind(work: Workspace, job: Job) -> None:
    """Everybody who has the to-do of the job still open hears of it again, once."""
    work.database.write(
        lambda connection: remind_in(connection, work, int(str(job.payload["todo"])))
    )


def remind_in(connection: Connection, work: Workspace, id: int) -> None:
    """The same in the caller's transaction."""
    todo = load_todo(connection, id)
    if todo is None or todo.state != OPEN:
        return
    known = everybody(work, connection)
    about = About(todo.table, todo.record, todo.id, todo.run)
    for asked in people_asked(connection, id):
        if not asked.is_open or not known.is_present(asked.user):
            continue
        language = known.users[asked.user].language
        title = words("todo_reminder", {"title": asked.title}, language)
        once = f"remind:{id}:{asked.user}"
        send_inbox(connection, work, asked.user, title, asked.text or "", about=about, once=once)
