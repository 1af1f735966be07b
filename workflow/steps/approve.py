"""`approve`: the run starts an approval of its record, and waits for the verdict."""

from __future__ import annotations

from typing import cast

from metadata.step_kinds.approve import ApproveStep
from workflow.approvals.ending import topic_of
from workflow.approvals.starting import Request, start_approval
from workflow.approvals.store import load_approval
from workflow.errors import ApprovalRefused
from workflow.steps.step import BoundStep, Done, Failed, StepOutcome, WaitFor

APPROVAL = "approval"
VERDICTS = ("agreed", "rejected", "withdrawn")


def perform(bound: BoundStep) -> StepOutcome:
    """The approval is under way, and the run goes on with its verdict. One that asks nobody is
    over at once."""
    if APPROVAL not in bound.memory:
        return ask(bound)
    id = int(cast(str, bound.memory[APPROVAL]))
    state = load_approval(bound.connection, bound.work, id).case.state.value
    if state not in VERDICTS:
        return WaitFor((topic_of(id),))
    bound.memory.pop(APPROVAL)
    return Done(f"on_{state}", {"verdict": state}, {APPROVAL: str(id), "verdict": state})


def ask(bound: BoundStep) -> StepOutcome:
    """The approval is asked for, by the person at the beginning of the run if there is one."""
    step = cast(ApproveStep, bound.step.document)
    if bound.record is None:
        return Failed("record_gone")
    people = {key: bound.people(f"chosen/{key}") for key in step.chosen}
    request = Request(
        f"{bound.automation.app}.{step.approval}",
        bound.record,
        applicant=bound.context.user,
        run=bound.run,
        # Where nobody is found it is as if nobody had been named: the node says what then.
        chosen={key: found for key, found in people.items() if found},
    )
    try:
        id = bound.connection.nested(lambda: start_approval(bound.connection, bound.work, request))
    except ApprovalRefused as refused:
        return Failed(refused.code, refused.parameters)
    bound.memory[APPROVAL] = str(id)
    return perform(bound)
