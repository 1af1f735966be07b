"""Locks by name until the transaction ends: what belongs together goes one after the other."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa

from engine.database import Connection
from engine.database.named import NamedStatements
from engine.database.types import TextC

NAME = sa.bindparam("name", type_=TextC())
HASH = sa.func.hashtextextended(NAME, 0)
STATEMENTS = NamedStatements(
    {
        "lock": sa.select(sa.func.pg_advisory_xact_lock(HASH)),
        "share": sa.select(sa.func.pg_advisory_xact_lock_shared(HASH)),
        "try": sa.select(sa.func.pg_try_advisory_xact_lock(HASH)),
    }
)


def lock_key(connection: Connection, name: str) -> None:
    """Nobody else has the name until the commit. SQLite has one writer anyway."""
    if connection.dialect == "postgresql":
        connection.rows(STATEMENTS.on("postgresql", "lock"), {"name": name})


def share_key(connection: Connection, name: str) -> None:
    """Nobody has the name for themselves until the commit; others may share it."""
    if connection.dialect == "postgresql":
        connection.rows(STATEMENTS.on("postgresql", "share"), {"name": name})


def locked_keys(connection: Connection, names: Collection[str]) -> set[str]:
    """Those of the names that are this transaction's from now on; nobody is waited for."""
    if connection.dialect != "postgresql":
        return set(names)
    statement = STATEMENTS.on("postgresql", "try")
    return {name for name in names if connection.rows(statement, {"name": name})[0][0]}
