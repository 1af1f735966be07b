"""The functions that SQLite connections run: `fx(key, …)` and `fx_error(key, …)` compute the parts
of formulas that SQLite has no exact operation for, `fx_sum`, `fx_min`, `fx_max` add and compare
numbers that are canonical text.

One registry belongs to one workspace; its functions are found by key, so a connection opened
earlier knows the formulas compiled later. Never used in indexes, triggers or generated columns.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from formula import values
from formula.errors import FormulaValueError

Stored = int | str | float | None
Body = Callable[[tuple[Stored, ...]], Stored]
CALL, CALL_ERROR = "fx", "fx_error"
SUM, LEAST, GREATEST = "fx_sum", "fx_min", "fx_max"


@dataclass(slots=True)
class Part:
    """A compiled part of a formula and its last result, which `fx` and `fx_error` share."""

    body: Body
    last: tuple[tuple[Stored, ...], Stored, str | None] = ((), None, "")


class SqliteFunctions:
    """The compiled parts by key."""

    count = 1
    """What a connection has to learn never grows: parts are found by key."""

    def __init__(self) -> None:
        self._parts: dict[str, Part] = {}

    def __contains__(self, key: str) -> bool:
        return key in self._parts

    def add(self, key: str, body: Body) -> None:
        """Make a part callable under its key."""
        self._parts.setdefault(key, Part(body))

    def register(self, connection: sqlite3.Connection) -> None:
        """Teach a connection the functions; once, when it is opened."""
        connection.create_function(CALL, -1, self._value, deterministic=True)
        connection.create_function(CALL_ERROR, -1, self._error, deterministic=True)
        for name, aggregate in ((SUM, TextSum), (LEAST, TextLeast), (GREATEST, TextGreatest)):
            connection.create_aggregate(name, 1, aggregate)  # type: ignore[arg-type]  # its stub wants step(*object)

    def _value(self, key: str, *arguments: Stored) -> Stored:
        return self._outcome(key, arguments)[0]

    def _error(self, key: str, *arguments: Stored) -> str | None:
        return self._outcome(key, arguments)[1]

    def _outcome(self, key: str, arguments: tuple[Stored, ...]) -> tuple[Stored, str | None]:
        part = self._parts[key]
        known, value, error = part.last
        if error == "" or known != arguments or not _same_kinds(known, arguments):
            value, error = _run(part.body, arguments)
            part.last = (arguments, value, error)
        return value, error


def _same_kinds(known: tuple[Stored, ...], arguments: tuple[Stored, ...]) -> bool:
    return [type(value) for value in known] == [type(value) for value in arguments]


def _run(body: Body, arguments: tuple[Stored, ...]) -> tuple[Stored, str | None]:
    try:
        return body(arguments), None
    except FormulaValueError as error:
        return None, error.code
    except ArithmeticError:
        return None, "NUM"


class TextSum:
    """SUM over canonical texts; NULL of nothing, as SQL's."""

    def __init__(self) -> None:
        self.total: values.Numeric | None = None

    def step(self, value: str | None) -> None:
        """Add a number."""
        if value is not None:
            self.total = values.add(self.total or 0, Decimal(value))

    def finalize(self) -> str | None:
        """Give the sum."""
        return None if self.total is None else values.number_text(self.total)


class TextLeast:
    """MIN over canonical texts, by their numbers."""

    def __init__(self) -> None:
        self.best: Decimal | None = None

    def step(self, value: str | None) -> None:
        """Look at a number."""
        if value is not None:
            number = Decimal(value)
            if self.best is None or self.is_better(number, self.best):
                self.best = number

    def finalize(self) -> str | None:
        """Give the best."""
        return None if self.best is None else values.number_text(self.best)

    def is_better(self, number: Decimal, best: Decimal) -> bool:
        """Say whether a number comes before the best so far."""
        return number < best


class TextGreatest(TextLeast):
    """MAX over canonical texts, by their numbers."""

    def is_better(self, number: Decimal, best: Decimal) -> bool:
        """Say whether a number comes before the best so far."""
        return number > best
