"""What follows the end of an approval in its own transaction: the record is free, the run that
waits goes on, automations start, and the applicant hears of it."""

from __future__ import annotations

from dataclasses import replace

from engine.database import Connection
from engine.frozen import thaw
from engine.workspace import Workspace
from metadata.resolved_workflow import Approval
from workflow.approvals.case import CaseState
from workflow.approvals.sitting import Sitting
from workflow.approvals.store import Filed
from workflow.approvals.telling import tell
from workflow.causes import Cause
from workflow.jobs import enqueue
from workflow.starts import start_automation
from workflow.waits import wake

END = "approval_end"
"""The kind of job for what follows in transactions of its own (workflow.approvals.settling)."""


def end_approval(sitting: Sitting) -> None:
    """The approval is over: its record is free, its run goes on, its applicant knows."""
    connection, work, state = sitting.connection, sitting.work, sitting.case.state
    filed = sitting.filed = replace(sitting.filed, ended_at=work.now())
    thaw(connection, filed.id)
    if filed.applicant is not None:
        told = filed.applicant, f"approval_{state.value}"
        tell(connection, work, sitting, told)
    if filed.run is not None:
        wake(connection, work, topic_of(filed.id), {"verdict": state.value})
    if filed.grant is None and filed.revokes is None:
        start_follower(connection, work, sitting.definition, filed, state)
    else:
        payload: dict[str, object] = {"approval": str(filed.id)}
        enqueue(connection, work, END, payload, dedupe_key=f"{END}:{filed.id}")


def topic_of(approval: int) -> str:
    """What a run waits for that has started the approval."""
    return f"approval:{approval}"


def start_follower(
    connection: Connection,
    work: Workspace,
    definition: Approval,
    filed: Filed,
    state: CaseState,
) -> None:
    """The automation that follows the verdict runs, once."""
    document = definition.document
    key = {CaseState.AGREED: document.on_agreed, CaseState.REJECTED: document.on_rejected}.get(
        state
    )
    if key is not None:
        start_automation(
            connection,
            work,
            f"{definition.app}.{key}",
            filed.record,
            cause=Cause(run=filed.run, user=filed.applicant),
            once=topic_of(filed.id),
        )
