"""An approval while it is dealt with, in one transaction; and transactions that begin again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from engine.database import Connection
from engine.errors import CatalogMoved, RowsMoved, UniqueBroken
from engine.recompute_stale import recompute_stale
from engine.workspace import Workspace
from metadata.resolved_workflow import Approval
from workflow.approvals.case import Case
from workflow.approvals.store import Filed, load_approval
from workflow.approvals.whom import Ground, ground_of

T = TypeVar("T")

ATTEMPTS = 5
"""Beginnings of a transaction that others keep getting in the way of."""


@dataclass(slots=True, eq=False)
class Sitting:
    """The approval, locked, as it is by now. `is_stale`: a write has left formulas to be computed
    after the commit."""

    work: Workspace
    connection: Connection
    filed: Filed
    definition: Approval
    case: Case
    is_stale: bool = False

    @property
    def ground(self) -> Ground:
        """What its formulas stand on now."""
        asked = self.filed.applicant, self.filed.chosen
        return ground_of(self.connection, self.work, self.definition, self.filed.record, asked)


def open_sitting(connection: Connection, work: Workspace, id: int) -> Sitting:
    """The approval, which nobody else changes before the commit. Raises ApprovalUnknown."""
    stored = load_approval(connection, work, id, lock=True)
    return Sitting(work, connection, stored.filed, stored.definition, stored.case)


def attempt(work: Workspace, act: Callable[[Connection], tuple[T, bool]]) -> T:
    """What `act` gives beside whether formulas are left to be computed, once its transaction is
    durable; they are, then. It begins again where the catalog or rows have moved meanwhile."""
    for number in range(1, ATTEMPTS + 1):
        try:
            made, is_stale = work.database.write(act)
        except (CatalogMoved, RowsMoved, UniqueBroken):
            if number == ATTEMPTS:
                raise
            work.refresh()
        else:
            if is_stale:
                recompute_stale(work)
            return made
    raise AssertionError("the last attempt has raised")
