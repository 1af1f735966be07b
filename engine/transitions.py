"""What may happen next to a record, and why not (workflow.md, "State machines")."""

from __future__ import annotations

from engine.access import access_of
from engine.actor import Actor
from engine.database import Connection
from engine.errors import UnknownRecord
from engine.workspace import Workspace
from engine.writing.batch import Draft
from engine.writing.change import Change, Kind
from engine.writing.compute import hidden_fields
from engine.writing.program import program_of
from engine.writing.references import allows
from engine.writing.transaction import open_transaction
from engine.writing.transitions import AvailableTransition, offered_moves

__all__ = ["AvailableTransition", "available_transitions"]


def available_transitions(
    work: Workspace, actor: Actor, table: str, id: int
) -> list[AvailableTransition]:
    """The moves that the actor is offered for a record, open ones and closed ones with their
    reasons. UnknownTable, UnknownRecord. The browser never decides."""
    catalog = work.catalog
    mask = access_of(catalog, actor).table(table)

    def find(connection: Connection) -> list[AvailableTransition]:
        transaction = open_transaction(work, connection, actor, catalog, is_writing=False)
        values = transaction.rows.record(table, id)
        if values is None or not allows(transaction, mask.read, mask, values):
            raise UnknownRecord(table, str(id))
        compiled = catalog.tables[table]
        draft = Draft(Change(Kind.TRANSITION, table, id), compiled, 0, id)
        draft.old, draft.new = values, dict(values)
        context = transaction.context(compiled)
        draft.hidden = hidden_fields(program_of(compiled).visibles, values, context)
        return list(offered_moves(transaction, draft, mask))

    return work.database.read(find)
