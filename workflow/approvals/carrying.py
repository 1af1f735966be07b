"""★ Something happens to an approval: decided by the pure core, then stored with all that follows.

decide → enter nodes → store tasks → ask and release people → log → copies → end. All in the
transaction that holds the approval's row, so a race is decided by its lock.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from engine.frozen import freeze, take_changes, thaw
from engine.working_time import moment_after, read_working_time
from workflow.approvals.case import Case, CaseState, Note, Task
from workflow.approvals.decide import Event, Renew, decide
from workflow.approvals.ending import end_approval
from workflow.approvals.sitting import Sitting
from workflow.approvals.store import (
    Line,
    load_approval,
    note_line,
    rows,
    run,
    save_place,
    save_tasks,
)
from workflow.approvals.telling import tell, title_for
from workflow.approvals.whom import copied_people, whom_to_ask
from workflow.inbox import About
from workflow.jobs import Json, enqueue
from workflow.todos import DONE, WITHDRAWN, Answer, Terms, create_todo, end_todo, may_answer

DUE = "approval_due"
"""The kind of job for a task whose time is over."""
AGREE, REFUSE = "agree", "refuse"
RESUBMIT, WITHDRAW = "resubmit", "withdraw"
"""The answers of a to-do: of whoever is asked, of the applicant whom it was returned to."""
NO_DETAIL: Mapping[str, object] = {}


@dataclass(frozen=True, slots=True)
class Said:
    """What a person did (`user` None: nobody, time or a change did), for the log and the task."""

    what: str
    user: int | None = None
    task: int | None = None
    people: tuple[int, ...] = ()
    comment: str | None = None
    signature: int | None = None
    files: tuple[int, ...] = ()
    detail: Mapping[str, object] = field(default_factory=lambda: NO_DETAIL)


def carry(sitting: Sitting, event: Event, said: Said) -> None:
    """The event has happened, and so has all that follows by itself. Raises ApprovalRefused."""
    before = sitting.case
    settle(sitting, before, decide(before, event), said)


def begin(sitting: Sitting, said: Said) -> None:
    """The record is frozen, and the first people are asked."""
    freeze_record(sitting)
    settle(sitting, replace(sitting.case, tasks=()), sitting.case, said)


def settle(sitting: Sitting, before: Case, case: Case, said: Said) -> None:
    """The case goes on until somebody must decide, and is stored with what that means."""
    node = before.rule.key
    while case.state is CaseState.ENTERING:
        case = decide(case, whom_to_ask(sitting.ground, case.node))
    connection, work, filed = sitting.connection, sitting.work, sitting.filed
    sitting.case = replace(case, notes=())
    save_tasks(connection, work, filed.id, before, case)
    keep_words(sitting, said)
    note(sitting, said, node)
    for each in case.notes:
        note_by_itself(sitting, each)
    release(sitting, before, case, said)
    ask(sitting, before, case)
    keep_applicant(sitting, before, case, said)
    if case.is_over:
        if case.state is not CaseState.WITHDRAWN:
            send_copies(sitting, copied_people(sitting.ground, None))
        end_approval(sitting)
    save_place(connection, sitting.filed, sitting.case)


def keep_applicant(sitting: Sitting, before: Case, case: Case, said: Said) -> None:
    """While the applicant has it back they have a to-do, and the record may be changed; afterwards
    it is frozen again."""
    connection, filed = sitting.connection, sitting.filed
    was, is_back = (it.state is CaseState.RETURNED for it in (before, case))
    if is_back and not was:
        thaw(connection, filed.id)
        sitting.filed = replace(filed, todo=ask_applicant(sitting, said))
    if was and not is_back:
        if filed.todo is not None:
            end_todo(connection, sitting.work, filed.todo, WITHDRAWN)
        sitting.filed = replace(filed, todo=None)
        if not case.is_over:
            freeze_record(sitting)


def ask_applicant(sitting: Sitting, said: Said) -> int | None:
    """The applicant has the to-do to send it on again, or to take it back, and hears why."""
    connection, work, filed = sitting.connection, sitting.work, sitting.filed
    if filed.applicant is None:
        return None
    tell(connection, work, sitting, (filed.applicant, "approval_returned"))
    answers = (RESUBMIT,) if sitting.case.withdraw == "never" else (RESUBMIT, WITHDRAW)
    terms = Terms(answers=may_answer(*answers), source=filed.approval, subject=filed.id)
    return create_todo(
        connection,
        work,
        "approval",
        [filed.applicant],
        lambda reader: title_for(connection, work, sitting, reader),
        terms=terms,
        text=said.comment,
        about=About(filed.table, filed.record),
    )


def freeze_record(sitting: Sitting) -> None:
    """What is asked for is frozen."""
    filed, document = sitting.filed, sitting.definition.document
    freeze(
        sitting.connection,
        filed.id,
        filed.table,
        filed.record,
        document.freezes,
        mode=document.changed,
    )


def keep_words(sitting: Sitting, said: Said) -> None:
    """The task says when it was decided, and what its person added."""
    if said.task is None or said.what == "reminded":
        return
    given = {
        "of_approval": sitting.filed.id,
        "of_number": said.task,
        "new_decided_at": sitting.work.now(),
        "new_comment": said.comment,
        "new_signature": said.signature,
        "new_files": list(said.files) or None,
    }
    run(sitting.connection, "said", given)


def note(sitting: Sitting, said: Said, node: str | None) -> None:
    """What somebody did is in the log."""
    line = Line(
        at=sitting.work.now(),
        user=said.user,
        what=said.what,
        node=node,
        task=said.task,
        people=said.people,
        comment=said.comment,
        detail={**said.detail, "files": [str(id) for id in said.files]}
        if said.files
        else said.detail,
    )
    note_line(sitting.connection, sitting.work, sitting.filed.id, line)


def note_by_itself(sitting: Sitting, happened: Note) -> None:
    """What happened by itself is in the log; who gets copies of a node, gets them."""
    node = sitting.definition.nodes[happened.node]
    people = () if happened.person is None else (happened.person,)
    note(sitting, Said(happened.what, people=people), node.key)
    if happened.what == "node_entered":
        send_copies(sitting, copied_people(sitting.ground, node))


def send_copies(sitting: Sitting, people: Iterable[int]) -> None:
    """These people get to know of the approval; each once."""
    connection, filed = sitting.connection, sitting.filed
    known = {row[0] for row in rows(connection, "copies", {"of_approval": filed.id})}
    for person in people:
        if person in known:
            continue
        row = {"approval": filed.id, "user": person, "at": sitting.work.now(), "read_at": None}
        run(connection, "copy", row)
        tell(connection, sitting.work, sitting, (person, "approval_copied"))


def release(sitting: Sitting, before: Case, case: Case, said: Said) -> None:
    """Whoever is not asked any more has the to-do no longer."""
    pending = {task.number for task in case.pending}
    gone = [task.number for task in before.pending if task.number not in pending]
    if not gone:
        return
    asked = load_approval(sitting.connection, sitting.work, sitting.filed.id).asked
    for number in gone:
        todo = asked[number].todo
        if todo is None:
            continue
        if number == said.task and said.what in {"agreed", "rejected"}:
            answer = Answer(AGREE if said.what == "agreed" else REFUSE, said.comment)
            end_todo(sitting.connection, sitting.work, todo, DONE, by=said.user, answer=answer)
        else:
            end_todo(sitting.connection, sitting.work, todo, WITHDRAWN)


def ask(sitting: Sitting, before: Case, case: Case) -> None:
    """Whoever is asked now has a to-do, and the time that the node gives."""
    known = {task.number for task in before.pending}
    for task in case.pending:
        if task.number not in known:
            ask_person(sitting, task)


def ask_person(sitting: Sitting, task: Task) -> None:
    """The person has the to-do."""
    connection, work, filed = sitting.connection, sitting.work, sitting.filed
    due_at = due_of(sitting, task, work.now())
    terms = Terms(
        answers=answers_of(sitting, task),
        due_at=due_at,
        source=filed.approval,
        subject=filed.id,
        in_place_of={} if task.behalf is None else {task.person: task.behalf},
    )
    todo = create_todo(
        connection,
        work,
        "approval",
        [task.person],
        lambda reader: title_for(connection, work, sitting, reader),
        terms=terms,
        text=filed.reason,
        about=About(filed.table, filed.record),
    )
    given = {
        "of_approval": filed.id,
        "of_number": task.number,
        "new_todo": todo,
        "new_due_at": due_at,
    }
    run(connection, "asked", given)
    if due_at is not None:
        put_due(sitting, task, due_at)


def put_due(sitting: Sitting, task: Task, due_at: datetime) -> None:
    """When the task's time is over, it is looked at."""
    payload: Json = {"approval": str(sitting.filed.id), "task": task.number}
    enqueue(sitting.connection, sitting.work, DUE, payload, due_at=due_at)


def answers_of(sitting: Sitting, task: Task) -> list[Json]:
    """The answers of the to-do; which of them need a comment."""
    rule = sitting.definition.nodes[task.node].document.comment
    needed = {"optional": (), "on_refusal": (REFUSE,), "always": (AGREE, REFUSE)}[rule]
    return may_answer(AGREE, REFUSE, comment_on=needed)


def due_of(sitting: Sitting, task: Task, start: datetime) -> datetime | None:
    """When the time for the task is over; None where the node sets none."""
    timeout = sitting.definition.nodes[task.node].document.timeout
    if timeout is None:
        return None
    calendar = read_working_time(sitting.connection, sitting.work.time_zone)
    return moment_after(start, timeout.within, timeout.time, calendar)


def renew_if_changed(sitting: Sitting) -> bool:
    """Whether what was frozen has been changed: then everybody is asked anew."""
    changed = take_changes(sitting.connection, sitting.filed.id)
    if changed and not sitting.case.is_over:
        carry(sitting, Renew(), Said("renewed", detail={"fields": changed}))
        filed = sitting.filed
        if filed.applicant is not None:
            told = filed.applicant, "approval_renewed"
            tell(sitting.connection, sitting.work, sitting, told)
    return bool(changed)
