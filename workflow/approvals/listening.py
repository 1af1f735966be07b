"""What happens to records while an approval of them is under way."""

from __future__ import annotations

from typing import cast

from engine.database import Connection
from engine.workspace import Workspace
from workflow.approvals.carrying import Said, carry, renew_if_changed
from workflow.approvals.decide import Withdraw
from workflow.approvals.sitting import open_sitting
from workflow.approvals.store import rows
from workflow.events import Event

CHANGED = frozenset({"update", "transition"})


def follow_record(work: Workspace, connection: Connection, event: Event) -> None:
    """What was asked for begins anew where it was changed, and is withdrawn with its record."""
    if event.record is None or event.kind not in CHANGED | {"delete"}:
        return
    if event.table not in {it.table for it in work.catalog.resolved.approvals.values()}:
        return
    given = {"of_table": event.table, "of_record": event.record}
    for id, _ in rows(connection, "open names", given):
        sitting = open_sitting(connection, work, cast(int, id))
        if sitting.case.is_over:
            continue
        if event.kind in CHANGED:
            renew_if_changed(sitting)
        else:
            said = Said("withdrawn", detail={"why": "record_gone"})
            carry(sitting, Withdraw(is_forced=True), said)
