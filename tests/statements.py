"""How many statements are asked of the database, by whatever thread."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from unittest.mock import patch

from engine.database.postgresql_connection import PostgresConnection
from engine.database.sqlite_connection import SqliteConnection


@contextmanager
def statements_asked() -> Iterator[list[str]]:
    """The texts of the queries that are asked within the block, in their order."""
    asked: list[str] = []
    with ExitStack() as patched:
        for kind in (SqliteConnection, PostgresConnection):
            original = kind.rows

            def rows(self, statement, *given, original=original):  # type: ignore[no-untyped-def] # as the original
                asked.append(statement.text)
                return original(self, statement, *given)

            patched.enter_context(patch.object(kind, "rows", rows))
        yield asked
