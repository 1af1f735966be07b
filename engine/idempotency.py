"""The same request sent twice is done once: a row in the write's own transaction (decision 34)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from engine.database import Connection
from engine.database.named import NamedStatements
from engine.errors import KeyReused
from engine.system_tables import tg_idempotency
from engine.writing.change import Outcome

KEPT = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Once:
    """A request that is done at most once. `actor` tells callers apart, `body_sha256` requests;
    `present` makes the JSON answer that is kept and given again."""

    actor: str
    key: str
    body_sha256: str
    present: Callable[[Sequence[Outcome]], object]


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """The answer of the first time; the JSON value may be None."""

    answer: object


KEPT_ROW = tg_idempotency.c
SAME_KEY = sa.and_(
    KEPT_ROW.actor == sa.bindparam("of_actor", type_=KEPT_ROW.actor.type),
    KEPT_ROW.key == sa.bindparam("of_key", type_=KEPT_ROW.key.type),
)
STATEMENTS = NamedStatements(
    {
        "find": sa.select(KEPT_ROW.body_sha256, KEPT_ROW.answer, KEPT_ROW.at).where(SAME_KEY),
        "drop": sa.delete(tg_idempotency).where(SAME_KEY),
        "keep": sa.insert(tg_idempotency),
    }
)


def recall_answer(connection: Connection, once: Once, now: datetime) -> KeptAnswer | None:
    """The answer that the same request got before; KeyReused where another request had the key."""
    keys = {"of_actor": once.actor, "of_key": once.key}
    rows = connection.rows(STATEMENTS.on(connection.dialect, "find"), keys)
    if not rows:
        return None
    body, answer, at = rows[0]
    assert isinstance(at, datetime)
    if now - at > KEPT:
        connection.run(STATEMENTS.on(connection.dialect, "drop"), keys)
        return None
    if body != once.body_sha256:
        raise KeyReused({"key": once.key})
    return KeptAnswer(answer)


def keep_answer(connection: Connection, once: Once, answer: object, now: datetime) -> None:
    """The answer will be given again for the next 24 hours."""
    row = {
        "actor": once.actor,
        "key": once.key,
        "body_sha256": once.body_sha256,
        "answer": answer,
        "at": now,
    }
    connection.run(STATEMENTS.on(connection.dialect, "keep"), row)
