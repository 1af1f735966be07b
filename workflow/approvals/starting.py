"""An approval is asked for: by a move that needs it, by a step of an automation, by a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from engine.access import access_of
from engine.actor import Actor
from engine.database import Connection
from engine.errors import Forbidden, UnknownRecord
from engine.grants import end_grant, read_grant
from engine.workspace import Workspace
from engine.writing.references import allows
from engine.writing.rows import Rows
from engine.writing.transaction import open_transaction
from metadata.documents.label import text_in
from metadata.resolved_workflow import Approval
from workflow.approvals.carrying import Said, begin
from workflow.approvals.case import Case
from workflow.approvals.choosing import check_chosen
from workflow.approvals.definition import present_approval, revoking
from workflow.approvals.settling import settle_move
from workflow.approvals.sitting import Sitting, attempt
from workflow.approvals.store import Filed, insert_approval, new_case, rows
from workflow.approvals.whom import Ground, ground_of, whom_to_ask
from workflow.errors import ApprovalRefused
from workflow.events import Event
from workflow.inbox import About, send_inbox
from workflow.messages import words
from workflow.texts import reader_of

NOBODY: Mapping[str, Sequence[int]] = {}


@dataclass(frozen=True, slots=True)
class Request:
    """Who asks for which approval (`app.key`) of which record; `grant` is the move that waits for
    it, `run` the run; `chosen` are the people that the applicant names, by node. `revokes` is the
    approval whose agreement is to be taken back."""

    approval: str
    record: int
    applicant: int | None = None
    reason: str | None = None
    grant: int | None = None
    run: int | None = None
    chosen: Mapping[str, Sequence[int]] = field(default_factory=lambda: NOBODY)
    revokes: int | None = None


def start_approval(connection: Connection, work: Workspace, request: Request) -> int:
    """The approval is under way after the caller's commit, or over where nobody need be asked; its
    id. Raises ApprovalRefused."""
    definition = present_approval(work, request.approval)
    if definition is None:
        raise ApprovalRefused(code="approval_absent")
    if request.revokes is not None:
        definition = revoking(definition)
    # Locked, so that nothing of it changes unseen before it is frozen.
    found = Rows(connection, work.catalog, is_writing=True).record(definition.table, request.record)
    if found is None:
        raise ApprovalRefused(code="record_gone")
    if is_under_way(connection, request, definition):
        raise ApprovalRefused(code="approval_pending_already")
    asked = request.applicant, request.chosen
    ground = ground_of(connection, work, definition, request.record, asked)
    if request.revokes is None:
        in_person = request.grant is None and request.run is None
        check_chosen(ground, request.chosen, in_person=in_person)
    case = new_case(definition, request.applicant)
    refuse_empty(ground, case)
    filed = Filed(
        id=work.new_id(),
        approval=request.approval,
        revision=work.catalog.number,
        table=definition.table,
        record=request.record,
        record_version=cast(int, found["version"]),
        grant=request.grant,
        run=request.run,
        applicant=request.applicant,
        reason=request.reason,
        chosen={node: list(people) for node, people in request.chosen.items()},
        at=work.now(),
        revokes=request.revokes,
    )
    insert_approval(connection, filed, case)
    sitting = Sitting(work, connection, filed, definition, case)
    begin(sitting, Said("asked", request.applicant, comment=request.reason))
    return filed.id


def is_under_way(connection: Connection, request: Request, definition: Approval) -> bool:
    """Whether the same is asked for already."""
    given = {"of_table": definition.table, "of_record": request.record}
    return any(name == request.approval for _, name in rows(connection, "open names", given))


def refuse_empty(ground: Ground, case: Case) -> None:
    """No node that must not be empty is. Raises ApprovalRefused."""
    for index, node in enumerate(ground.definition.nodes):
        if node.document.empty != "refuse_to_start":
            continue
        asked = whom_to_ask(ground, index)
        if asked.applies and not asked.people:
            raise ApprovalRefused({"node": text_in(node.labels, "zh")}, code="nobody_to_ask")


def open_by_grant(work: Workspace, connection: Connection, event: Event) -> None:
    """The approval that a move waits for is under way; where it cannot be, the move is given up
    and whoever made it hears why."""
    told = event.after or {}
    grant = read_grant(connection, connection.dialect, int(cast(str, told["grant"])))
    if grant is None or grant.state != "open":
        return
    request = Request(
        grant.approval,
        grant.record,
        applicant=grant.applicant,
        reason=grant.reason,
        grant=grant.id,
        chosen=grant.chosen or {},
    )
    try:
        connection.nested(lambda: start_approval(connection, work, request))
    except ApprovalRefused as refused:
        end_grant(work, connection, grant, "refused", refused.code)
        if grant.applicant is not None:
            tell_not_started(connection, work, request, refused)


def tell_not_started(
    connection: Connection, work: Workspace, request: Request, refused: ApprovalRefused
) -> None:
    """The applicant hears why there is no approval."""
    assert request.applicant is not None
    definition = present_approval(work, request.approval)
    language = reader_of(work, request.applicant).language
    labels = {} if definition is None else definition.labels
    label = text_in(labels, language) if labels else request.approval
    title = words("approval_not_started", {"approval": label}, language)
    text = words(refused.code, refused.parameters, language)
    table = None if definition is None else definition.table
    about = About(table, request.record)
    send_inbox(connection, work, request.applicant, title, text, about=about)


def start_by_person(work: Workspace, actor: Actor, request: Request) -> int:
    """The person has asked for the approval; its id. Raises ApprovalRefused, UnknownRecord,
    Forbidden: it takes the right to change the record, as it freezes it."""
    definition = present_approval(work, request.approval)
    if definition is None or definition.table not in access_of(work.catalog, actor).tables:
        raise ApprovalRefused(code="approval_absent")

    def start(connection: Connection) -> tuple[int, bool]:
        require_update(connection, work, actor, (definition.table, request.record))
        return start_approval(connection, work, request), False

    id = attempt(work, start)
    settle_move(work, id)
    return id


def require_update(
    connection: Connection, work: Workspace, actor: Actor, place: tuple[str, int]
) -> None:
    """The actor may change the record. Raises UnknownRecord, Forbidden."""
    table, record = place
    transaction = open_transaction(work, connection, actor, work.catalog, is_writing=False)
    mask = transaction.access.table(table)
    values = transaction.rows.record(table, record)
    if values is None or not allows(transaction, mask.read, mask, values):
        raise UnknownRecord(table, str(record))
    if not allows(transaction, mask.update, mask, values):
        raise Forbidden("update_forbidden")


def startable(work: Workspace, actor: Actor, table: str, record: int) -> list[Approval]:
    """The approvals that the actor may ask for of the record now. UnknownTable, UnknownRecord."""

    def find(connection: Connection) -> list[Approval]:
        try:
            require_update(connection, work, actor, (table, record))
        except Forbidden:
            return []
        given = {"of_table": table, "of_record": record}
        under_way = {str(name) for _, name in rows(connection, "open names", given)}
        approvals = work.catalog.resolved.approvals.values()
        return [it for it in approvals if it.table == table and it.name not in under_way]

    return work.database.read(find)
