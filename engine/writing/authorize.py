"""Step 3: the powers over table, row and field, all from the one mask (engine.access).

What the actor may not see answers as unknown; what is seen and not allowed is forbidden.
"""

from __future__ import annotations

from engine.access import TableAccess
from engine.errors import UnknownTable
from engine.writing.batch import Batch, Draft
from engine.writing.change import Kind
from engine.writing.references import allows
from engine.writing.transaction import Transaction

FORBIDDEN = frozenset(
    {
        "create_forbidden",
        "update_forbidden",
        "delete_forbidden",
        "field_forbidden",
        "transition_forbidden",
        "override_forbidden",
    }
)
"""The codes that say: seen, but not allowed."""


def authorize(transaction: Transaction, batch: Batch) -> None:
    """Every draft is within the actor's powers, or says what is not. What the engine itself causes
    (on_delete) asks nobody: the power to delete covers it."""
    mask = mask_of(transaction, batch)
    for draft in batch.open:
        if draft.is_caused:
            continue
        if mask is None:
            draft.close("unknown_record")
        elif draft.is_new:
            authorize_creation(draft, mask)
        else:
            authorize_change(transaction, draft, mask)


def mask_of(transaction: Transaction, batch: Batch) -> TableAccess | None:
    """The actor's mask of the table, None where nothing of it is open."""
    try:
        return transaction.access.table(batch.table.name)
    except UnknownTable:
        return None


def authorize_creation(draft: Draft, mask: TableAccess) -> None:
    """The table may be added to, and every field given may be filled in at creation."""
    if not mask.create:
        draft.close("create_forbidden")
        return
    machines = draft.table.table.machines
    back = None if draft.parent is None else draft.parent[0]
    for key in draft.written:
        if key not in mask.creatable and key not in machines and key != back:
            draft.refuse("field_forbidden", key)


def authorize_change(transaction: Transaction, draft: Draft, mask: TableAccess) -> None:
    """The record may be seen, this may be done to it, and every field given may be changed."""
    assert draft.old is not None
    if not allows(transaction, mask.read, mask, draft.old):
        draft.close("unknown_record")
        return
    if draft.kind in {Kind.DELETE, Kind.RESTORE}:
        if not allows(transaction, mask.delete, mask, draft.old):
            # Nobody sees that a record was deleted but those who may bring it back.
            is_seen = draft.kind is Kind.DELETE
            draft.close("delete_forbidden" if is_seen else "unknown_record")
        return
    if draft.kind is Kind.TRANSITION:
        return
    if not allows(transaction, mask.update, mask, draft.old):
        draft.close("update_forbidden")
        return
    machines = draft.table.table.machines
    for key, value in draft.written.items():
        if key in machines:
            continue
        # What is there already may come back, but not from those who can only guess it.
        is_seen = allows(transaction, mask.visible.get(key, False), mask, draft.old)
        if is_seen and draft.old.get(key) == value:
            continue
        if not allows(transaction, mask.editable.get(key, False), mask, draft.old):
            draft.refuse("field_forbidden", key)
