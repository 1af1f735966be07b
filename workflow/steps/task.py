"""`task`: somebody gets a to-do; the run goes on."""

from __future__ import annotations

from functools import partial
from typing import cast

from metadata.step_kinds.task import TaskStep
from workflow.inbox import About
from workflow.steps.due import due_after
from workflow.steps.step import BoundStep, Done, StepOutcome
from workflow.todos import Terms, create_todo, may_answer

DONE = "done"


def perform(bound: BoundStep) -> StepOutcome:
    """Each of the people has a to-do of their own, led to the run's record."""
    step = cast(TaskStep, bound.step.document)
    terms = Terms(
        answers=may_answer(DONE),
        due_at=None if step.within is None else due_after(bound, step.within, step.time),
        source=bound.automation.name,
    )
    people = bound.people("who")
    for user in people:
        create_todo(
            bound.connection,
            bound.work,
            "task",
            (user,),
            partial(bound.text, "title"),
            terms=terms,
            text=None if step.text is None else partial(bound.text, "text"),
            about=About(bound.table, bound.record, run=bound.run),
        )
    return Done(note={"people": [str(user) for user in people]})
