"""Every statement of a package by name, and how SQLite would go about it."""

from __future__ import annotations

import importlib
import pkgutil
import sqlite3
from collections.abc import Iterator
from typing import cast

from engine.database.named import NamedStatements

OTHERS = "hashtextextended"
"""A function of PostgreSQL: its statements are never run on SQLite."""


def named_statements(package: str) -> Iterator[tuple[str, NamedStatements]]:
    """(module, its statements) of all modules of the package, those for SQLite."""
    found = importlib.import_module(package)
    for each in pkgutil.walk_packages(found.__path__, f"{package}."):
        for held in vars(importlib.import_module(each.name)).values():
            chosen = held.get("sqlite") if type(held) is dict else held
            if isinstance(chosen, NamedStatements):
                yield each.name, chosen


def plans(connection: sqlite3.Connection, package: str) -> Iterator[tuple[str, str]]:
    """(module and statement, a line of its plan)."""
    for module, statements in named_statements(package):
        for name in statements.names:
            text = statements.on("sqlite", name).text
            if OTHERS in text:
                continue
            given = (None,) * text.count("?")
            for row in connection.execute(f"EXPLAIN QUERY PLAN {text}", given):
                yield f"{module}: {name}", cast(str, row[-1])
