"""The two databases behind one small contract.

SQLAlchemy builds and compiles statements (`engine.database.statements.prepare`, once per table
revision and shape); the driver runs them. A `Connection` is one driver connection inside a
transaction; nothing below `Database.write` commits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeVar

from sqlalchemy import Connection as AlchemyConnection

from engine.database.statements import Prepared

T = TypeVar("T")

Row = tuple[object, ...]
Parameters = Mapping[str, object]


class Connection(Protocol):
    """A driver connection in a transaction. Values go in and come out in their Python form
    (formula.types): the prepared statement knows the columns' types."""

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""

    def rows(self, statement: Prepared, parameters: Parameters = ...) -> list[Row]:
        """All rows of a query."""

    def run(self, statement: Prepared, parameters: Parameters = ...) -> int:
        """Run a statement; the number of rows it touched."""

    def run_many(self, statement: Prepared, parameters: Sequence[Parameters]) -> int:
        """Run a statement once for each set of parameters."""

    def alchemy(self) -> AlchemyConnection:
        """This very connection for SQLAlchemy and Alembic (structure steps only)."""


class Database(Protocol):
    """One workspace's database."""

    @property
    def dialect(self) -> str: ...

    def read(self, work: Callable[[Connection], T], *, long: bool = False) -> T:
        """`work`'s result from one consistent snapshot. `long` scans do not hold up short ones."""

    def write(self, work: Callable[[Connection], T]) -> T:
        """`work`'s result once its transaction is durable. An exception rolls everything back and
        is raised here. Serialization failures and deadlocks run `work` again, three times."""

    def close(self) -> None:
        """Nothing is open any more."""
