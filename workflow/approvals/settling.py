"""What follows the end of an approval in transactions of its own: the move that it was asked for,
or what it takes back. A job sees to it, and whoever has ended it does not wait for that."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import cast

from engine.actor import Actor, Origin
from engine.database import Connection
from engine.errors import GrantEnded
from engine.frozen import via_of
from engine.grants import REFUSALS, USED, Verdict, read_grant, settle_grant, told_refusal
from engine.workspace import Workspace
from engine.write_record import write
from engine.writing.change import Change, Kind, Outcome
from metadata.documents.label import text_in
from workflow.approvals.case import CaseState
from workflow.approvals.ending import start_follower, topic_of
from workflow.approvals.sitting import Sitting, open_sitting
from workflow.approvals.store import Line, Stored, load_approval, note_line, run, save_place
from workflow.approvals.telling import tell
from workflow.causes import Cause
from workflow.errors import ApprovalClosed
from workflow.jobs import Job
from workflow.starts import start_automation

VERDICTS: dict[CaseState, Verdict] = {
    CaseState.AGREED: "agreed",
    CaseState.REJECTED: "refused",
    CaseState.WITHDRAWN: "withdrawn",
}
MOVE_REFUSED, REVOKED = "move_refused", "revoked"


def end_move(work: Workspace, job: Job) -> None:
    """The move of the job's approval is made or given up."""
    settle_move(work, int(cast(str, job.payload["approval"])))


def settle_move(work: Workspace, approval: int) -> None:
    """The move that the approval was asked for is made if that agrees, else given up, with what
    follows; done twice it changes nothing more."""
    stored = work.database.read(lambda it: load_approval(it, work, approval))
    filed, state = stored.filed, stored.case.state
    if filed.revokes is not None:
        settle_revocation(work, stored)
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
    if sitting.filed.ended_why is None:
        tell_refused_move(sitting, why)


def tell_refused_move(sitting: Sitting, why: str) -> None:
    """The same in the transaction of the sitting."""
    connection, work, filed = sitting.connection, sitting.work, sitting.filed
    save_place(connection, replace(filed, ended_why=MOVE_REFUSED), sitting.case)
    line = Line(work.now(), None, MOVE_REFUSED, None, None, (), None, {"why": why})
    note_line(connection, work, filed.id, line)
    if filed.applicant is not None:
        told = filed.applicant, MOVE_REFUSED
        tell(connection, work, sitting, told)


def settle_revocation(work: Workspace, stored: Stored) -> None:
    """What was agreed is taken back, where that is agreed: by the move that leads back, or where
    there is none, or the machine refuses it, by saying so; done twice it changes nothing more."""
    filed, revoke = stored.filed, stored.definition.document.revoke
    if stored.case.state is not CaseState.AGREED or filed.ended_why is not None:
        return

    def mark(connection: Connection, _: Sequence[Outcome] = ()) -> None:
        mark_revoked(connection, work, filed.id, None)

    # Somebody else has settled it meanwhile: then nothing of this is written.
    with suppress(ApprovalClosed):
        if revoke is None or revoke.transition is None:
            work.database.write(mark)
            return
        change = Change(
            Kind.TRANSITION,
            filed.table,
            filed.record,
            transition=revoke.transition,
            reason=filed.reason,
        )
        try:
            write(work, taker_back(stored), [change], also=mark)
        except REFUSALS as refused:
            why = told_refusal(refused)
            work.database.write(lambda it: mark_revoked(it, work, filed.id, why))


def taker_back(stored: Stored) -> Actor:
    """Who makes the move that leads back: nobody's person, for the approval that agreed to it."""
    return Actor(
        user=None,
        name=text_in(stored.definition.labels, "zh"),
        roles=frozenset(),
        is_admin=True,
        origin=Origin.AUTOMATION,
        via=via_of(stored.filed.id),
    )


def mark_revoked(connection: Connection, work: Workspace, approval: int, why: str | None) -> None:
    """What was agreed says that it was taken back by this approval, and what follows starts; `why`
    the move that leads back was refused, where it was. ApprovalClosed where it was done before."""
    sitting = open_sitting(connection, work, approval)
    filed = sitting.filed
    if filed.ended_why is not None:
        raise ApprovalClosed(code="approval_over")
    assert filed.revokes is not None
    if why is None:
        save_place(connection, replace(filed, ended_why=REVOKED), sitting.case)
    else:
        tell_refused_move(sitting, why)
    run(connection, "revoked", {"of_id": filed.revokes, "by": filed.id})
    line = Line(work.now(), None, REVOKED, None, None, (), filed.reason, {})
    note_line(connection, work, filed.revokes, line)
    revoke = sitting.definition.document.revoke
    if revoke is not None and revoke.on_revoked is not None:
        start_automation(
            connection,
            work,
            f"{sitting.definition.app}.{revoke.on_revoked}",
            filed.record,
            cause=Cause(user=filed.applicant),
            once=topic_of(filed.id),
        )
