"""One connection to a SQLite file, and what its errors mean."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa

from engine.database import NO_PARAMETERS, Parameters, Row, SqlFunctions
from engine.database.guest import connect_guest
from engine.database.statements import Load, Prepared
from engine.errors import DatabaseError, DatabaseUnavailable, StorageFull, UniqueBroken

T = TypeVar("T")

# One process holds the file; only a person's own tool can be in the way, and not for long.
BUSY_MILLISECONDS = 5_000
STATEMENTS_KEPT = 1_024
# Of each index; a hundred thousand rows are not worth another 10 ms of the only writer's time.
ROWS_SURVEYED = 20_000

PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -16384",
    "PRAGMA trusted_schema = OFF",
    f"PRAGMA analysis_limit = {ROWS_SURVEYED}",
)

# The primary code is the low byte of the extended one.
FULL_CODES = frozenset({sqlite3.SQLITE_FULL})
FAILED_CODES = frozenset(
    {
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_AUTH,
        sqlite3.SQLITE_PROTOCOL,
    }
)
UNIQUE_CODES = frozenset(
    {
        sqlite3.SQLITE_CONSTRAINT_UNIQUE,
        sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY,
        sqlite3.SQLITE_CONSTRAINT_ROWID,
    }
)
UNIQUE_COLUMN = re.compile(r"(\w+)\.(\w+)")
UNIQUE_INDEX = re.compile(r"index '([^']+)'")


class SqliteConnection:
    """A connection for one thread at a time; transactions are begun and ended by its owner."""

    dialect = "sqlite"

    def __init__(self, path: Path, *, writes: bool) -> None:
        """The connection is open; a reader's refuses to write."""
        self.raw = sqlite3.connect(
            path,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=STATEMENTS_KEPT,
        )
        for pragma in PRAGMAS:
            self.raw.execute(pragma)
        if not writes:
            self.raw.execute("PRAGMA query_only = ON")
        self.topics: list[str] = []
        self._alchemy: sa.Connection | None = None
        self._depth = 0
        self._functions = 0
        self._surveys = 0

    def rows(self, statement: Prepared, parameters: Parameters = NO_PARAMETERS) -> list[Row]:
        """All rows of a query, or of a statement with RETURNING."""
        try:
            rows = self.raw.execute(statement.text, statement.bind(parameters)).fetchall()
        except sqlite3.Error as error:
            raise meaning_of(error) from error
        return rows if statement.read is None else statement.read(rows)

    def scan(self, statement: Prepared, parameters: Parameters, size: int) -> Iterator[list[Row]]:
        """All rows of a query, at most `size` at a time."""
        cursor = self.raw.cursor()
        try:
            cursor.execute(statement.text, statement.bind(parameters))
            while rows := cursor.fetchmany(size):
                yield rows if statement.read is None else statement.read(rows)
        except sqlite3.Error as error:
            raise meaning_of(error) from error
        finally:
            cursor.close()

    def run(self, statement: Prepared, parameters: Parameters = NO_PARAMETERS) -> int:
        """Run a statement; the number of rows it touched."""
        try:
            return self.raw.execute(statement.text, statement.bind(parameters)).rowcount
        except sqlite3.Error as error:
            raise meaning_of(error) from error

    def run_last(self, statement: Prepared, parameters: Parameters) -> int:
        """As `run`: the group's transaction is there anyway."""
        return self.run(statement, parameters)

    def run_many(self, statement: Prepared, parameters: Sequence[Parameters]) -> int:
        """Run a statement once for each set of parameters; the number of rows touched."""
        try:
            return self.raw.executemany(statement.text, map(statement.bind, parameters)).rowcount
        except sqlite3.Error as error:
            raise meaning_of(error) from error

    def load(self, load: Load, rows: Sequence[Parameters]) -> None:
        """All rows are in the table; the fastest way in."""
        try:
            self.raw.executemany(load.text, map(load.bind, rows))
        except sqlite3.Error as error:
            raise meaning_of(error) from error

    def nested(self, work: Callable[[], T]) -> T:
        """`work`'s result. When it raises, what it wrote is undone and the transaction goes on."""
        self._depth += 1
        name = f"nested_{self._depth}"
        topics = len(self.topics)
        self.raw.execute(f"SAVEPOINT {name}")
        try:
            result = work()
        except BaseException:
            # A full disk has ended the whole transaction, savepoints with it.
            if self.raw.in_transaction:
                self.raw.execute(f"ROLLBACK TO {name}")
                self.raw.execute(f"RELEASE {name}")
            del self.topics[topics:]
            raise
        finally:
            self._depth -= 1
        self.raw.execute(f"RELEASE {name}")
        return result

    def announce(self, topic: str) -> None:
        """Listeners hear `topic` once this transaction is committed."""
        if topic not in self.topics:
            self.topics.append(topic)

    def hint(self, topic: str) -> None:
        """This process's listeners hear `topic` once this transaction is committed."""
        self.topics.append(topic)

    def alchemy(self) -> sa.Connection:
        """This very connection for SQLAlchemy and Alembic."""
        if self._alchemy is None:
            # PRAGMAs, by which SQLAlchemy looks at tables, answer out of a schema that another
            # connection may have changed; a query reads it anew.
            self.raw.execute("SELECT 1 FROM sqlite_master").fetchone()
            self._alchemy = connect_guest("sqlite", self.raw)
        return self._alchemy

    def learn(self, functions: SqlFunctions | None, surveys: int) -> None:
        """The connection knows all functions that statements may call by now, and what the last
        survey found."""
        if surveys != self._surveys:
            # What others found is read together with the schema, and only then.
            self.raw.execute("PRAGMA writable_schema = RESET")
            self._surveys = surveys
        if functions is not None and functions.count != self._functions:
            count = functions.count
            functions.register(self.raw)
            self._functions = count

    def end(self) -> None:
        """SQLAlchemy's guest is gone; the next transaction gets another."""
        if self._alchemy is not None:
            self._alchemy.close()
            self._alchemy = None

    def close(self) -> None:
        """The connection is closed."""
        self.end()
        self.raw.close()


def meaning_of(error: sqlite3.Error) -> Exception:
    """What a driver's error means to us; a bug stays what it is."""
    code = getattr(error, "sqlite_errorcode", 0)
    if code in UNIQUE_CODES:
        return broken_index(str(error))
    primary = code & 0xFF
    if primary in FULL_CODES:
        return StorageFull()
    if primary in FAILED_CODES:
        return DatabaseUnavailable({"reason": str(error)})
    return error


def broken_index(message: str) -> DatabaseError:
    """`UNIQUE constraint failed: t.a, t.b`, or `… index 'name'` where it is over expressions."""
    named = UNIQUE_INDEX.search(message)
    if named:
        return UniqueBroken("", (), named[1])
    pairs = UNIQUE_COLUMN.findall(message)
    return UniqueBroken(pairs[0][0], tuple(column for _, column in pairs), None)
