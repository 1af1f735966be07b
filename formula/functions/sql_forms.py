"""How a declaration says its SQL form without knowing SQL: the emitter does the rest.

`routine("fx.mod", "DIV0")` means: on PostgreSQL call `fx.mod` (of `formula.sql_routines`); where
it gives NULL though no argument is blank, the value is the error DIV0.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from formula.typed import Call, Typed


class FunctionEmitter(Protocol):
    """The part of the SQL emitter that function declarations use."""

    def emit(self, node: Typed) -> object:
        """Give the SqlValue of another tree."""

    def call_function(self, name: str, call: Call, how: Calling) -> object:
        """Give the SqlValue of a call of a database function."""

    def has_role(self, call: Call) -> object:
        """Give the SqlValue of HASROLE."""

    def in_department(self, call: Call) -> object:
        """Give the SqlValue of INDEPT."""


@dataclass(frozen=True, slots=True)
class Calling:
    """How a database function is called: the code that NULL means when no argument is blank;
    dates and instants as local times; the time zone as first argument; the position of an
    argument that names a unit (another text than a unit is VALUE)."""

    error: str | None = None
    local: bool = False
    zone: bool = False
    unit: int | None = None


SqlForm = Callable[[FunctionEmitter, Call], object]


def routine(name: str, how: Calling = Calling()) -> SqlForm:
    """Give the form that calls one database function."""

    def emit(emitter: FunctionEmitter, call: Call) -> object:
        return emitter.call_function(name, call, how)

    return emit


def on_postgresql(
    name: str, error: str | None = None, *, local: bool = False
) -> dict[str, SqlForm]:
    """Give the forms of a function that SQLite runs as Python and PostgreSQL as a routine."""
    return {"postgresql": routine(name, Calling(error=error, local=local))}


def on_both(name: str) -> dict[str, SqlForm]:
    """Give the forms of a function that both databases have under one name."""
    return {"postgresql": routine(name), "sqlite": routine(name)}


def rewritten(rewrite: Callable[[Call], Typed]) -> dict[str, SqlForm]:
    """Give the form of a function that PostgreSQL computes as another tree."""
    return {"postgresql": lambda emitter, call: emitter.emit(rewrite(call))}
