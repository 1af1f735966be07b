"""The two databases behind one small contract.

SQLAlchemy builds and compiles statements (`engine.database.statements.prepare`, once per table
revision and shape); the driver runs them. A `Connection` is one driver connection inside a
transaction; nothing below `Database.write` commits. `engine.database.opening.open_database` opens
one by its address.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from types import MappingProxyType
from typing import Protocol, TypeVar

from sqlalchemy import Connection as AlchemyConnection

from engine.database.statements import Load, Prepared

T = TypeVar("T")

Row = tuple[object, ...]
Parameters = Mapping[str, object]
Listener = Callable[[str], None]
"""Called with a topic; with "" when anything may have changed unheard."""

NO_PARAMETERS: Parameters = MappingProxyType({})


class Reader(Protocol):
    """What answers a query: a connection in a transaction, or the database by itself."""

    def rows(self, statement: Prepared, parameters: Parameters = ...) -> list[Row]:
        """All rows of a query."""


class Connection(Protocol):
    """A driver connection in a transaction. Values go in and come out in their Python form
    (formula.types): the prepared statement knows the columns' types."""

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""

    def rows(self, statement: Prepared, parameters: Parameters = ...) -> list[Row]:
        """All rows of a query, or of a statement with RETURNING."""

    def scan(self, statement: Prepared, parameters: Parameters, size: int) -> Iterator[list[Row]]:
        """All rows of a query, at most `size` at a time: no more of them are held."""

    def run(self, statement: Prepared, parameters: Parameters = ...) -> int:
        """Run a statement; the number of rows it touched."""

    def run_last(self, statement: Prepared, parameters: Parameters) -> int:
        """As `run`, where nothing follows in this write: a write of a single statement needs no
        transaction around it, which spares PostgreSQL two of three journeys."""

    def run_many(self, statement: Prepared, parameters: Sequence[Parameters]) -> int:
        """Run a statement once for each set of parameters; the number of rows touched."""

    def load(self, load: Load, rows: Sequence[Parameters]) -> None:
        """All rows are in the table (`statements.prepare_load`); the fastest way in."""

    def nested(self, work: Callable[[], T]) -> T:
        """`work`'s result. When it raises, what it wrote is undone and the transaction goes on."""

    def announce(self, topic: str) -> None:
        """All listeners of all processes hear `topic` once this transaction is committed."""

    def hint(self, topic: str) -> None:
        """This process's listeners hear `topic` once this transaction is committed: for what is
        said so often that nothing of it may go through the database (engine.hints)."""

    def alchemy(self) -> AlchemyConnection:
        """This very connection for SQLAlchemy and Alembic (structure steps only)."""


class SqlFunctions(Protocol):
    """Python functions that SQLite statements call (formula.sql). They are only ever added."""

    @property
    def count(self) -> int:
        """How many there are; a connection that has seen fewer registers anew."""

    def register(self, connection: sqlite3.Connection) -> None:
        """The connection knows all of them."""


class Database(Protocol):
    """One workspace's database."""

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""

    @property
    def is_heard(self) -> bool:
        """Whether changes of other processes reach the listeners now: what is cached is fresh."""

    def rows(self, statement: Prepared, parameters: Parameters = ...) -> list[Row]:
        """All rows of one query by itself: the cheapest way to read."""

    def read(self, work: Callable[[Connection], T], *, long: bool = False) -> T:
        """`work`'s result from one consistent snapshot. `long` scans do not hold up short ones."""

    def snapshot(self) -> AbstractContextManager[Connection]:
        """A connection of one's own that sees one state of everything until it is given back: for
        what is read bit by bit, by whichever thread."""

    def write(self, work: Callable[[Connection], T]) -> T:
        """`work`'s result once its transaction is durable. An exception rolls everything back and
        is raised here. `work` may run again: after a serialization failure or a deadlock (three
        times), after a lost connection, and when another write spoiled its group."""

    def restructure(self, work: Callable[[Connection], T]) -> T:
        """As `write`, for changes of tables: nobody waits behind it for more than 50 ms. It is
        tried again until the tables are free; StructureBusy after a minute."""

    def apart(self, work: Callable[[AlchemyConnection], T]) -> T:
        """`work`'s result, each of its statements committed by itself: indexes are built so on
        PostgreSQL while writers go on."""

    def alone(self, name: str, work: Callable[[], T]) -> T:
        """`work`'s result; in no process another `work` of that name ran meanwhile."""

    def use_functions(self, functions: SqlFunctions) -> None:
        """Statements may call these functions (SQLite only; PostgreSQL has its own)."""

    def forget_statements(self) -> None:
        """Every connection compiles its statements anew: tables have changed."""

    def survey(self, tables: Iterable[str]) -> None:
        """The planner knows how many values these tables have, and how often each comes: without,
        SQLite takes any index for a good one. A look at no more than a part of a large table."""

    def listen(self, listener: Listener) -> None:
        """`listener` hears every topic announced from now on, in this process at once."""

    def close(self) -> None:
        """Nothing is open any more. Writes already handed in are done or refused."""
