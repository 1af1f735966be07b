"""What was agreed is to be taken back (撤销): its applicant asks for a new approval of that."""

from __future__ import annotations

from engine.actor import Actor
from engine.database import Connection
from engine.working_time import moment_after, read_working_time
from engine.workspace import Workspace
from metadata.documents.approval import RevokeDocument
from workflow.approvals.acting import Words, keep_files, require_asker, said_by
from workflow.approvals.carrying import note
from workflow.approvals.case import CaseState
from workflow.approvals.definition import present_approval
from workflow.approvals.settling import settle_move
from workflow.approvals.sight import require_sight
from workflow.approvals.sitting import Sitting, attempt, open_sitting
from workflow.approvals.starting import Request, start_approval
from workflow.approvals.store import Stored
from workflow.errors import ApprovalRefused


def ask_to_revoke(work: Workspace, actor: Actor, id: int, words: Words) -> int:
    """An approval that decides about taking the agreement back is under way, or over where nobody
    need be asked; its id. Takes a reason. Raises ApprovalRefused, ApprovalUnknown."""

    def ask(connection: Connection) -> tuple[int, bool]:
        sitting = open_sitting(connection, work, id)
        require_sight(connection, work, actor, sitting)
        require_asker(sitting, actor)
        refuse_to_revoke(connection, work, sitting)
        if not words.comment:
            raise ApprovalRefused(code="reason_for_decision")
        filed = sitting.filed
        # Whom the applicant chose before decides again.
        request = Request(
            filed.approval,
            filed.record,
            applicant=actor.user,
            reason=words.comment,
            chosen=filed.chosen,
            revokes=filed.id,
        )
        made = start_approval(connection, work, request)
        keep_files(open_sitting(connection, work, made), actor, words.files)
        note(sitting, said_by(actor, "revocation_asked", words, None, ()), None)
        return made, False

    made = attempt(work, ask)
    settle_move(work, made)
    return made


def may_revoke(connection: Connection, work: Workspace, stored: Stored) -> bool:
    """Whether its applicant may ask that what was agreed be taken back, as things are."""
    try:
        refuse_to_revoke(connection, work, stored)
    except ApprovalRefused:
        return False
    return True


def refuse_to_revoke(connection: Connection, work: Workspace, seen: Sitting | Stored) -> None:
    """There is something to take back, in time, and the present definition allows it. Raises
    ApprovalRefused."""
    filed = seen.filed
    revoke = revoke_of(work, filed.approval)
    if revoke is None or filed.revokes is not None or filed.ended_why is not None:
        raise ApprovalRefused(code="not_revocable")
    if seen.case.state is not CaseState.AGREED or filed.ended_at is None:
        raise ApprovalRefused(code="not_revocable")
    if filed.revoked_by is not None:
        raise ApprovalRefused(code="revoked_already")
    if revoke.within is None:
        return
    calendar = read_working_time(connection, work.time_zone)
    if work.now() > moment_after(filed.ended_at, revoke.within, revoke.time, calendar):
        raise ApprovalRefused({"within": revoke.within}, code="revoke_too_late")


def revoke_of(work: Workspace, name: str) -> RevokeDocument | None:
    """How what was agreed is taken back, as the approval is defined now."""
    found = present_approval(work, name)
    return None if found is None else found.document.revoke
