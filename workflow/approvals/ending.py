"""What follows the end of an approval: the move it was asked for, the run that waits, automations,
and that the applicant hears of it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import cast

from engine.database import Connection
from engine.errors import GrantEnded
from engine.frozen import thaw
from engine.grants import REFUSALS, USED, Verdict, read_grant, settle_grant
from engine.workspace import Workspace
from metadata.resolved_workflow import Approval
from workflow.approvals.case import CaseState
from workflow.approvals.sitting import Sitting, open_sitting
from workflow.approvals.store import Filed, Line, load_approval, note_line, save_place
from workflow.approvals.telling import tell
from workflow.causes import Cause
from workflow.jobs import Job, enqueue
from workflow.starts import start_automation
from workflow.waits import wake

END = "approval_end"
"""The kind of job that makes, or gives up, the move that an approval was asked for."""
VERDICTS: dict[CaseState, Verdict] = {
    CaseState.AGREED: "agreed",
    CaseState.REJECTED: "refused",
    CaseState.WITHDRAWN: "withdrawn",
}


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
    if filed.grant is None:
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


def end_move(work: Workspace, job: Job) -> None:
    """The move of the job's approval is made or given up."""
    settle_move(work, int(cast(str, job.payload["approval"])))


def settle_move(work: Workspace, approval: int) -> None:
    """The move that the approval was asked for is made if that agrees, else given up, with what
    follows; done twice it changes nothing more."""
    stored = work.database.read(lambda it: load_approval(it, work, approval))
    filed, state = stored.filed, stored.case.state
    if filed.grant is None or state not in VERDICTS:
        return
    verdict = VERDICTS[state]
    # Refused or made: what the grant says afterwards counts, also where it was settled before.
    with suppress(GrantEnded, *REFUSALS):
        settle_grant(work, filed.grant, verdict)
    grant = read_grant(work.database, work.database.dialect, filed.grant)
    if grant is None:
        return
    if verdict == "agreed" and grant.state != USED:
        why = grant.ended_why or ""
        work.database.write(lambda it: note_refused_move(it, work, approval, why))
        return
    work.database.write(lambda it: start_follower(it, work, stored.definition, filed, state))


def note_refused_move(connection: Connection, work: Workspace, approval: int, why: str) -> None:
    """The approval says that its move was refused after all, and the applicant hears of it."""
    sitting = open_sitting(connection, work, approval)
    filed = sitting.filed
    if filed.ended_why is not None:
        return
    save_place(connection, replace(filed, ended_why="move_refused"), sitting.case)
    line = Line(work.now(), None, "move_refused", None, None, (), None, {"why": why})
    note_line(connection, work, approval, line)
    if filed.applicant is not None:
        told = filed.applicant, "move_refused"
        tell(connection, work, sitting, told)
