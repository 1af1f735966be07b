"""Who sees an approval, and what of its record: participants what their nodes show, others what
their roles do."""

from __future__ import annotations

from dataclasses import replace

from engine.access import access_of
from engine.actor import Actor
from engine.approval_role import approval_role_key
from engine.database import Connection
from engine.errors import UnknownTable
from engine.workspace import Workspace
from engine.writing.references import allows
from engine.writing.transaction import open_transaction
from workflow.approvals.case import Case
from workflow.approvals.sitting import Sitting
from workflow.approvals.store import Filed, Stored, rows
from workflow.errors import ApprovalUnknown


def require_sight(
    connection: Connection, work: Workspace, actor: Actor, seen: Sitting | Stored
) -> None:
    """The actor has to do with the approval, or sees its record. Raises ApprovalUnknown."""
    filed = seen.filed
    if takes_part(connection, actor, filed, seen.case):
        return
    if not sees_record(connection, work, actor, (filed.table, filed.record)):
        raise ApprovalUnknown({"approval": str(filed.id)})


def takes_part(connection: Connection, actor: Actor, filed: Filed, case: Case) -> bool:
    """Whether the actor asks for it, is or was asked, or has a copy."""
    user = actor.user
    if user is None or not token_reads(actor, filed.table):
        return False
    if user == filed.applicant or any(user in {it.person, it.behalf} for it in case.tasks):
        return True
    return any(row[0] == user for row in rows(connection, "copies", {"of_approval": filed.id}))


def token_reads(actor: Actor, table: str) -> bool:
    """Whether the actor's token, if any, may read in the table's app."""
    app = table.partition(".")[0]
    return actor.scopes is None or not actor.scopes.isdisjoint({f"{app}:read", f"{app}:write"})


def sees_record(
    connection: Connection, work: Workspace, actor: Actor, place: tuple[str, int]
) -> bool:
    """Whether the actor sees the record by their roles."""
    table, record = place
    try:
        mask = access_of(work.catalog, actor).table(table)
    except UnknownTable:
        return False
    transaction = open_transaction(work, connection, actor, work.catalog, is_writing=False)
    values = transaction.rows.record(table, record)
    return values is not None and allows(transaction, mask.read, mask, values)


def with_node_rights(actor: Actor, seen: Sitting | Stored, *, writing: int | None = None) -> Actor:
    """The actor with what the nodes show them that asked them; for a write with what the node
    `writing` lets them write, and no other."""
    if writing is not None:
        nodes = {writing}
    else:
        nodes = {task.node for task in seen.case.tasks if task.person == actor.user}
    definition = seen.definition
    keys = {
        approval_role_key(definition.app, definition.key, definition.nodes[node].key)
        for node in nodes
    }
    return replace(actor, roles=actor.roles | keys)


def hidden_by_node(actor: Actor, seen: Sitting | Stored) -> frozenset[str]:
    """The fields that the present node hides from those it asks."""
    if not any(task.person == actor.user for task in seen.case.pending):
        return frozenset()
    fields = seen.case.rule.fields
    return frozenset(key for key, level in fields.items() if level == "hidden")
