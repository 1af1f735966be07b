"""`confirm`: a person is asked and the run waits: accept, decline, time-out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import cast

from metadata.durations import milliseconds_in
from metadata.step_kinds.confirm import ConfirmStep
from workflow.inbox import About
from workflow.steps.due import due_after
from workflow.steps.step import BoundStep, Done, StepOutcome, WaitFor
from workflow.steps.written import NO_RECORD
from workflow.todos import (
    DONE,
    EXPIRED,
    OPEN,
    Terms,
    create_todo,
    end_todo,
    load_todo,
    may_answer,
    withdraw_todo,
)

ACCEPT, DECLINE, TIMEOUT = "accept", "decline", "timeout"
ABOUT = "about"
"""In the memory: whether there was a record to ask about."""


def perform(bound: BoundStep) -> StepOutcome:
    """The people have the to-do, and the run goes on with the first answer, or once the time is
    over. Where there is nobody to ask it is as if the time were over at once."""
    if "todo" not in bound.memory:
        return ask(bound)
    todo = int(cast(str, bound.memory["todo"]))
    woken = bound.woken
    if woken is not None and woken.topic == topic_of(todo):
        return answered(bound, woken.payload)
    if bound.memory.get(ABOUT) and bound.record is None:
        withdraw_todo(bound.connection, bound.work, todo)
        return NO_RECORD
    kept = load_todo(bound.connection, todo, lock=True)
    if kept is not None and kept.state == DONE:
        # Answered in the very moment in which the time was over.
        return answered(
            bound, {"answer": kept.answer, "by": kept.ended_by, "comment": kept.comment}
        )
    if kept is None or kept.state != OPEN or (kept.due_at is not None and kept.due_at <= bound.now):
        end_todo(bound.connection, bound.work, todo, EXPIRED)
        return timed_out(bound)
    return WaitFor(topics_of(bound, todo), kept.due_at)


def ask(bound: BoundStep) -> StepOutcome:
    """The to-do is there, and the people hear of it."""
    step = cast(ConfirmStep, bound.step.document)
    people = bound.people("who")
    if not people:
        return timed_out(bound)
    due_at = None if step.within is None else due_after(bound, step.within, step.time)
    comment_on = (DECLINE,) if step.reason_on_decline else ()
    terms = Terms(
        answers=may_answer(ACCEPT, DECLINE, comment_on=comment_on),
        due_at=due_at,
        remind_at=remind_at(step, due_at),
        source=bound.automation.name,
    )
    say = partial(bound.text, "ask")
    about = About(bound.table, bound.record, run=bound.run)
    todo = create_todo(
        bound.connection, bound.work, "confirm", people, say, terms=terms, about=about
    )
    bound.memory["todo"] = str(todo)
    bound.memory[ABOUT] = bound.record is not None
    note = {"todo": str(todo), "people": [str(user) for user in people]}
    return WaitFor(topics_of(bound, todo), due_at, note)


def topic_of(todo: int) -> str:
    """What wakes a run whose question was answered."""
    return f"todo:{todo}"


def topics_of(bound: BoundStep, todo: int) -> tuple[str, ...]:
    """The answer, and that the record goes: then there is nothing to ask about any more."""
    if bound.record is None:
        return (topic_of(todo),)
    return topic_of(todo), f"record:{bound.table}:{bound.record}"


def remind_at(step: ConfirmStep, due_at: datetime | None) -> datetime | None:
    """When those who have not answered hear of it again."""
    if due_at is None or step.remind is None:
        return None
    return due_at - timedelta(milliseconds=abs(milliseconds_in(step.remind)))


def answered(bound: BoundStep, found: Mapping[str, object]) -> StepOutcome:
    """What follows the answer."""
    bound.memory.pop("todo")
    answer, by = str(found["answer"]), cast("int | None", found.get("by"))
    values = {"answer": answer, "by": by, "comment": found.get("comment")}
    return Done(f"on_{answer}", values, {"answer": answer, "by": None if by is None else str(by)})


def timed_out(bound: BoundStep) -> StepOutcome:
    """What follows where nobody has answered."""
    bound.memory.pop("todo", None)
    return Done("on_timeout", {"answer": TIMEOUT, "by": None, "comment": None})
