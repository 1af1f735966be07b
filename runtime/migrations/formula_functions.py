"""The functions that formulas call on PostgreSQL, in the schema `fx` that all workspaces of one
database share."""

from __future__ import annotations

import hashlib

import sqlalchemy as sa

from engine.database import Connection
from engine.database.postgresql_connection import PostgresConnection
from engine.database.statements import prepare
from engine.database.types import TextC
from formula.sql_routines import POSTGRESQL_ROUTINES

VERSION = hashlib.sha256("\n".join(POSTGRESQL_ROUTINES).encode()).hexdigest()

# Workspaces lock by their own name; these functions are everybody's.
LOCK = int.from_bytes(hashlib.sha256(b"tangram fx").digest()[:8], signed=True)

INSTALLED = prepare(
    sa.select(sa.literal_column("obj_description(oid, 'pg_namespace')", TextC()))
    .select_from(sa.table("pg_namespace"))
    .where(sa.literal_column("nspname", TextC()) == "fx"),
    "postgresql",
)


def install_formula_functions(connection: Connection) -> None:
    """The schema `fx` holds the functions of this version of the language (PostgreSQL only).

    What it holds is written in its comment, so that a start usually costs one question.
    """
    if not isinstance(connection, PostgresConnection):
        return
    if connection.rows(INSTALLED) == [(VERSION,)]:
        return
    connection.say(b"SELECT pg_advisory_xact_lock(%d)" % LOCK)
    if connection.rows(INSTALLED) == [(VERSION,)]:
        return
    for statement in POSTGRESQL_ROUTINES:
        connection.say(statement.encode())
    connection.say(f"COMMENT ON SCHEMA fx IS '{VERSION}'".encode())
