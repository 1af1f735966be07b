"""★ The life of an approval: `decide(case, event) → case`. Pure; people and clocks are elsewhere.

A case that is `entering` a node wants to be told whom it asks (`Asked`); one that is `deciding` has
somebody pending; one that is over takes nothing any more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from workflow.approvals.asking import seats_to_ask
from workflow.approvals.case import Asked, Case, CaseState, How, Task, TaskState
from workflow.approvals.votes import seat_says, verdict_of, votes_of
from workflow.errors import ApprovalClosed, ApprovalRefused

Resume = Literal["restart", "return_to_me"]
Where = Literal["before", "after", "beside"]


@dataclass(frozen=True, slots=True)
class Vote:
    """The person of the task agrees, or rejects; `is_automatic`: time has run out on them."""

    task: int
    agrees: bool
    is_automatic: bool = False


@dataclass(frozen=True, slots=True)
class Transfer:
    """Somebody else decides in the place of the task's person. `is_forced`: time ran out, or the
    person left; then whoever it goes to may be asked twice."""

    task: int
    to: int
    behalf: int | None = None
    is_forced: bool = False


@dataclass(frozen=True, slots=True)
class Add:
    """These people decide too: before the task's person, after them (who agrees by that), or
    beside them with votes of their own."""

    task: int
    people: tuple[int, ...]
    where: Where


@dataclass(frozen=True, slots=True)
class Return:
    """Back to an earlier node, or to the applicant (None). From there it goes on through all that
    follows (`restart`), or straight back to whoever sent it (`return_to_me`)."""

    task: int
    node: int | None
    resume: Resume


@dataclass(frozen=True, slots=True)
class Resubmit:
    """The applicant has seen to what it was returned for."""


@dataclass(frozen=True, slots=True)
class Withdraw:
    """The applicant takes it back; `is_forced`: an administrator, or there is no record any
    more."""

    is_forced: bool = False


@dataclass(frozen=True, slots=True)
class Renew:
    """What was asked for has changed: everybody is asked again."""


Event = Asked | Vote | Transfer | Add | Return | Resubmit | Withdraw | Renew


def decide(case: Case, event: Event) -> Case:
    """The case after the event. Raises ApprovalRefused."""
    if case.is_over:
        raise ApprovalClosed(code="approval_over")
    match event:
        case Asked():
            return enter(case, event)
        case Vote():
            return vote(case, event)
        case Transfer():
            return transfer(case, event)
        case Add():
            return add(case, event)
        case Return():
            return send_back(case, event)
        case Resubmit():
            return resubmit(case)
        case Withdraw():
            return withdraw(case, event)
        case Renew():
            return renew(case)


def enter(case: Case, asked: Asked) -> Case:
    """The node's people are asked; where it needs none it is passed."""
    assert case.state is CaseState.ENTERING
    case = replace(case, visit=case.visits + 1, visits=case.visits + 1)
    if not asked.applies:
        return go_on(case.noting("not_needed"))
    seats, why = seats_to_ask(case, asked)
    for note, person in why:
        case = case.noting(note, person)
    if seats is None:
        return go_on(case)
    if not seats:
        return finish(case.noting("nobody_left"), CaseState.REJECTED)
    first = len(case.tasks) + 1
    tasks = [
        Task(
            number=first + index,
            node=case.node,
            visit=case.visit,
            seat=first + index,
            place=index,
            person=seat.person,
            behalf=seat.behalf,
            state=TaskState.AGREED if seat.has_agreed else TaskState.WAITING,
            is_automatic=seat.has_agreed,
        )
        for index, seat in enumerate(seats)
    ]
    case = replace(case, state=CaseState.DECIDING, asks_all=False)
    return settle(case.having(tuple(tasks)).noting("node_entered"))


def settle(case: Case) -> Case:
    """The node is decided if its votes say so, else whoever's turn it is can decide."""
    verdict = verdict_of(case.rule, case.present)
    if verdict is None:
        return open_turns(case)
    case = closing(case, TaskState.SKIPPED)
    if verdict:
        return go_on(case.noting("node_agreed"))
    return finish(case.noting("node_rejected"), CaseState.REJECTED)


def open_turns(case: Case) -> Case:
    """In each seat whose turn it is, the people added before its person can decide, else the
    person."""
    opened: list[Task] = []
    for tasks in seats_in_turn(case):
        waiting = [task for task in tasks if task.state is TaskState.WAITING]
        first = [task for task in waiting if task.how == "before"]
        if not first and any(task.state is TaskState.PENDING for task in tasks):
            continue
        opened += [replace(task, state=TaskState.PENDING) for task in first or waiting]
    return case.having(tuple(opened))


def seats_in_turn(case: Case) -> list[list[Task]]:
    """The tasks of each undecided seat whose turn it is."""
    seats: dict[int, list[Task]] = {}
    for task in case.present:
        seats.setdefault(task.seat, []).append(task)
    undecided = [it for it in seats.values() if seat_says({task.state for task in it}) is None]
    if votes_of(case.rule) != "sequence" or not undecided:
        return undecided
    turn = min(tasks[0].place for tasks in undecided)
    return [tasks for tasks in undecided if tasks[0].place == turn]


def go_on(case: Case) -> Case:
    """The case is where it goes after the present node: back where it was returned from, to the
    next node, or agreed."""
    if case.resume:
        return reopen(case)
    if case.node + 1 == len(case.nodes):
        return finish(case, CaseState.AGREED)
    return replace(case, node=case.node + 1, state=CaseState.ENTERING, asks_all=False)


def reopen(case: Case) -> Case:
    """The visit that was left by a return goes on: who had agreed has agreed, the others are
    asked again."""
    node, visit = case.resume[-1]
    case = replace(
        case,
        node=node,
        visit=visit,
        resume=case.resume[:-1],
        state=CaseState.DECIDING,
        asks_all=False,
    )
    left = [
        task
        for task in case.present
        if task.state in {TaskState.RETURNED, TaskState.CANCELLED} and not task.is_void
    ]
    fresh = [
        replace(
            task, number=len(case.tasks) + 1 + index, source=task.number, state=TaskState.WAITING
        )
        for index, task in enumerate(left)
    ]
    case = case.having(tuple(replace(task, is_void=True) for task in left))
    return settle(case.having(tuple(fresh)).noting("node_entered"))


def finish(case: Case, state: CaseState) -> Case:
    """The case is over."""
    left = TaskState.CANCELLED if state is CaseState.WITHDRAWN else TaskState.SKIPPED
    return replace(closing(case, left), state=state, resume=())


def closing(case: Case, state: TaskState) -> Case:
    """Nobody is asked any more: open tasks are in that state."""
    return case.having(tuple(replace(task, state=state) for task in case.tasks if task.is_open))


def pending_task(case: Case, number: int, wants: str | None = None) -> Task:
    """The task, which can be decided now, in a node whose people may do what is wanted."""
    task = case.task(number)
    if task is None or case.state is not CaseState.DECIDING:
        raise ApprovalRefused(code="not_asked")
    if task.state is not TaskState.PENDING:
        raise ApprovalClosed(code="already_decided")
    if wants is not None and wants not in case.rule.may:
        raise ApprovalRefused(code="not_in_this_node")
    return task


def vote(case: Case, event: Vote) -> Case:
    """The task is decided."""
    task = pending_task(case, event.task)
    state = TaskState.AGREED if event.agrees else TaskState.REJECTED
    done = replace(task, state=state, is_automatic=event.is_automatic)
    return settle(case.having((done,)))


def transfer(case: Case, event: Transfer) -> Case:
    """Another person is asked in the task's place."""
    task = pending_task(case, event.task, None if event.is_forced else "transfer")
    if not event.is_forced:
        refuse_asked(case, task, event.to)
    moved = replace(task, state=TaskState.TRANSFERRED)
    given = replace(
        task,
        number=len(case.tasks) + 1,
        person=event.to,
        behalf=event.behalf,
        source=task.number,
    )
    return settle(case.having((moved, given)))


def refuse_asked(case: Case, task: Task, person: int) -> None:
    """The person can be asked besides: not the applicant where that does not decide, nobody who is
    asked already, nobody who gave this very vote away. Raises ApprovalRefused."""
    if person == case.applicant and case.rule.applicant != "decides":
        raise ApprovalRefused(code="applicant_may_not")
    for other in case.present:
        if other.person != person:
            continue
        if other.is_open or other.state is TaskState.AGREED or other.seat == task.seat:
            raise ApprovalRefused(code="already_asked")


def add(case: Case, event: Add) -> Case:
    """More people are asked."""
    task = pending_task(case, event.task, "add")
    if task.how != "asked":
        raise ApprovalRefused(code="added_do_not_add")
    people = tuple(dict.fromkeys(event.people))
    if not people:
        raise ApprovalRefused(code="nobody_named")
    for person in people:
        refuse_asked(case, task, person)
    own = {"before": TaskState.WAITING, "after": TaskState.AGREED}.get(event.where, task.state)
    first = len(case.tasks) + 1
    added = [
        added_task(task, first + index, person, event.where) for index, person in enumerate(people)
    ]
    return settle(case.having((replace(task, state=own), *added)))


def added_task(task: Task, number: int, person: int, how: How) -> Task:
    """A task beside another; before and after it on the same seat."""
    return replace(
        task,
        number=number,
        seat=number if how == "beside" else task.seat,
        person=person,
        behalf=None,
        how=how,
        source=task.number,
        state=TaskState.PENDING,
    )


def send_back(case: Case, event: Return) -> Case:
    """An earlier node, or the applicant, has it again."""
    task = pending_task(case, event.task, "return")
    if event.node is not None and not 0 <= event.node < case.node:
        raise ApprovalRefused(code="not_earlier")
    if event.node is None and case.applicant is None:
        raise ApprovalRefused(code="no_applicant")
    left = case.having((replace(task, state=TaskState.RETURNED),))
    left = closing(left, TaskState.CANCELLED)
    start = -1 if event.node is None else event.node
    if event.resume == "restart":
        left = voiding(left, lambda it: it.node >= start)
        resume: tuple[tuple[int, int], ...] = ()
    else:
        left = voiding(left, lambda it: it.node == start)
        resume = (*case.resume, (case.node, case.visit))
    left = replace(left, resume=resume)
    if event.node is None:
        return replace(left, state=CaseState.RETURNED)
    return replace(left, node=event.node, state=CaseState.ENTERING, asks_all=True)


def resubmit(case: Case) -> Case:
    """It goes on where it was returned from, or from the first node."""
    if case.state is not CaseState.RETURNED:
        raise ApprovalRefused(code="not_returned")
    if case.resume:
        return reopen(case)
    return replace(case, node=0, state=CaseState.ENTERING)


def withdraw(case: Case, event: Withdraw) -> Case:
    """Nothing is asked for any more."""
    if not event.is_forced:
        if case.withdraw == "never":
            raise ApprovalRefused(code="never_withdrawn")
        if case.withdraw == "until_first" and has_decision(case):
            raise ApprovalRefused(code="decided_meanwhile")
    return finish(case, CaseState.WITHDRAWN)


def has_decision(case: Case) -> bool:
    """Whether a person has decided on what is asked for now; not while it is back with the
    applicant."""
    if case.state is CaseState.RETURNED:
        return False
    decided = {TaskState.AGREED, TaskState.REJECTED}
    return any(
        task.state in decided and not task.is_automatic and not task.is_void for task in case.tasks
    )


def renew(case: Case) -> Case:
    """Everything begins anew; while the applicant has it, that is what will happen anyway."""
    case = closing(voiding(case, lambda _: True), TaskState.CANCELLED)
    if case.state is CaseState.RETURNED:
        return replace(case, resume=())
    return replace(case, node=0, state=CaseState.ENTERING, resume=(), asks_all=False)


def voiding(case: Case, covers: Callable[[Task], bool]) -> Case:
    """What was agreed in these tasks is no sign of agreement any more."""
    return case.having(tuple(replace(task, is_void=True) for task in case.tasks if covers(task)))
