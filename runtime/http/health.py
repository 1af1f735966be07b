"""Whether the process lives, and whether it can work."""

from __future__ import annotations

import sqlalchemy as sa

from engine.database.named import NamedStatements
from engine.errors import DatabaseError
from runtime.http.call import Answer, Call, Endpoint
from runtime.http.errors import RETRY_SECONDS

STATEMENTS = NamedStatements({"alive": sa.select(sa.literal(1))})


def answer_health(call: Call) -> Answer:
    """200 when requests can be answered; 503 while the database does not answer."""
    database = call.work.database
    try:
        database.rows(STATEMENTS.on(database.dialect, "alive"))
        revision = call.work.revision
    except DatabaseError as error:
        body = {"status": "unavailable", "database": database.dialect, "reason": error.code}
        return Answer(body, 503, {"Retry-After": str(RETRY_SECONDS)})
    return Answer({"status": "ready", "database": database.dialect, "revision": revision})


HEALTH = (
    Endpoint(
        "GET",
        "/api/v1/health",
        answer_health,
        "Whether the server lives and can work",
        is_public=True,
    ),
)
