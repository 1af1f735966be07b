"""The same request sent twice is done once: a row in the write's own transaction (decision 34)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from engine.database import Connection
from engine.database.statements import prepare
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


def recall_answer(connection: Connection, once: Once, now: datetime) -> KeptAnswer | None:
    """The answer that the same request got before; KeyReused where another request had the key."""
    keys = {"of_actor": once.actor, "of_key": once.key}
    rows = connection.rows(prepare(select_answer(), connection.dialect), keys)
    if not rows:
        return None
    body, answer, at = rows[0]
    assert isinstance(at, datetime)
    if now - at > KEPT:
        connection.run(prepare(delete_answer(), connection.dialect), keys)
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
    connection.run(prepare(sa.insert(tg_idempotency), connection.dialect), row)


def select_answer() -> sa.Select[tuple[object, ...]]:
    """The row of a key."""
    kept = tg_idempotency.c
    return sa.select(kept.body_sha256, kept.answer, kept.at).where(*same_key())


def delete_answer() -> sa.Delete:
    """The row of a key is gone."""
    return sa.delete(tg_idempotency).where(*same_key())


def same_key() -> tuple[sa.ColumnElement[bool], ...]:
    """The key of the parameters."""
    kept = tg_idempotency.c
    return (
        kept.actor == sa.bindparam("of_actor", type_=kept.actor.type),
        kept.key == sa.bindparam("of_key", type_=kept.key.type),
    )
