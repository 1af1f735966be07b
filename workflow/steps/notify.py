"""`notify`: people hear of something, through channels."""

from __future__ import annotations

from typing import cast

from metadata.step_kinds.notify import NotifyStep
from workflow.deliveries import deliver
from workflow.inbox import About, send_inbox
from workflow.steps.step import BoundStep, Done, StepOutcome

INBOX = "inbox"


def perform(bound: BoundStep) -> StepOutcome:
    """Each of the people hears it once by each channel, in their own language and with what they
    may see."""
    step = cast(NotifyStep, bound.step.document)
    people = list(dict.fromkeys(bound.people("who")))
    if step.cc is not None:
        people = list(dict.fromkeys((*people, *bound.people("cc"))))
    for user in people:
        tell(bound, step, user)
    return Done(note={"people": [str(user) for user in people], "by": list(step.by)})


def tell(bound: BoundStep, step: NotifyStep, user: int) -> None:
    """One person hears it by each channel."""
    text = bound.text("text", user)
    title = None if step.title is None else bound.text("title", user)
    key = bound.effect_key(str(user))
    for channel in dict.fromkeys(step.by):
        if channel != INBOX:
            deliver(bound.connection, bound.work, channel, user, title=title, text=text, key=key)
            continue
        about = About(bound.table, bound.record, run=bound.run)
        head, rest = (text, "") if title is None else (title, text)
        send_inbox(bound.connection, bound.work, user, head, rest, about=about, once=key)
