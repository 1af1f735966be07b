"""How a declaration says its SQL form without knowing SQL: the emitter does the rest.

`helper("fx.mod", "DIV0")` means: on PostgreSQL call `fx.mod` (made by `formula.sql_helpers`); where
it gives NULL though no argument is blank, the value is the error DIV0.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from formula.typed import Call


class FunctionEmitter(Protocol):
    """The part of the SQL emitter that function declarations use."""

    def call_function(
        self, name: str, call: Call, *, error: str | None, zoned: bool
    ) -> object:
        """Give the SqlValue of a call of a database function."""


SqlForm = Callable[[FunctionEmitter, Call], object]


def helper(name: str, error: str | None = None, *, zoned: bool = False) -> SqlForm:
    """Give the form that calls one database function; `zoned` passes the time zone first."""

    def emit(emitter: FunctionEmitter, call: Call) -> object:
        return emitter.call_function(name, call, error=error, zoned=zoned)

    return emit


def on_postgresql(
    name: str, error: str | None = None, *, zoned: bool = False
) -> dict[str, SqlForm]:
    """Give the forms of a function that SQLite runs as Python and PostgreSQL as a helper."""
    return {"postgresql": helper(name, error, zoned=zoned)}


def on_both(name: str) -> dict[str, SqlForm]:
    """Give the forms of a function that both databases have under one name."""
    return {"postgresql": helper(name), "sqlite": helper(name)}
