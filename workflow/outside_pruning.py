"""What was asked of the outside and sent there is forgotten after its time."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from engine.database import Connection
from engine.database.named import NamedStatements
from workflow.jobs import bind
from workflow.outside_tables import tg_call, tg_delivery, tg_webhook

CALLS_KEPT = timedelta(days=30)
MESSAGES_KEPT = timedelta(days=90)

STATEMENTS = NamedStatements(
    {
        "calls": sa.delete(tg_call).where(tg_call.c.at < bind("before", tg_call.c.at)),
        "deliveries": sa.delete(tg_delivery).where(
            tg_delivery.c.ended_at < bind("before", tg_delivery.c.ended_at)
        ),
        "webhooks": sa.delete(tg_webhook).where(
            tg_webhook.c.ended_at < bind("before", tg_webhook.c.ended_at)
        ),
    }
)


def prune_outside(connection: Connection, now: datetime) -> int:
    """Calls of more than 30 days ago and messages that ended 90 days ago are gone; how many. What
    is still on its way stays."""
    kept = {"calls": CALLS_KEPT, "deliveries": MESSAGES_KEPT, "webhooks": MESSAGES_KEPT}
    return sum(
        connection.run(STATEMENTS.on(connection.dialect, name), {"before": now - span})
        for name, span in kept.items()
    )
