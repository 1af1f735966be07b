"""Workspaces for servers: a directory, and on PostgreSQL a schema that goes afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from tests.scenarios.server import Place

BOTH = ("sqlite", "postgresql")


@contextmanager
def new_place(request: pytest.FixtureRequest, kind: str, data: Path) -> Iterator[Place]:
    """A workspace of that kind of database, empty."""
    if kind == "sqlite":
        yield Place(data)
        return
    server: str = request.getfixturevalue("postgres_server")
    schema = f"s_{uuid4().hex[:12]}"
    name = sql.Identifier(schema)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE SCHEMA {}").format(name))
        yield Place(data, f"{server}{'&' if '?' in server else '?'}schema={schema}")
        # Connections of a killed server end when PostgreSQL notices.
        connection.execute("SET lock_timeout = '10s'")
        connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(name))
