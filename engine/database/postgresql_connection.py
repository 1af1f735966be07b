"""One connection to PostgreSQL, and what its errors mean.

Statements go to libpq directly, with psycopg converting values and rows: psycopg's own cursor
works out parameters, types and prepared statements anew at each call, which costs more than the
call. Parameters carry no types (the statement casts them, see `statements`), so one statement has
one plan, whatever is blank.
"""

from __future__ import annotations

import re
import select
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import psycopg
import sqlalchemy as sa
from psycopg import pq
from psycopg.abc import Buffer
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq.abc import PGresult

from engine.database import NO_PARAMETERS, Parameters, Row
from engine.database.guest import connect_guest
from engine.database.statements import Load, Prepared
from engine.errors import (
    DatabaseError,
    DatabaseUnavailable,
    OutcomeUnknown,
    StorageFull,
    UniqueBroken,
    UnsuitableDatabase,
)

T = TypeVar("T")

# Each costs memory in the server process. When there are more, all are forgotten: what is hot is
# back after one use, and no bookkeeping of recency is paid for at each call.
STATEMENTS_KEPT = 500
# Answers to one pipeline must fit into the socket's buffer, for nobody reads while we send.
PIPELINED = 100

UNIQUE_DETAIL = re.compile(r"\((.+?)\)=\(")


class KnownStatement:
    """What a connection knows about a statement: its name once prepared, how its rows are read."""

    __slots__ = ("loader", "name")

    def __init__(self, connection: psycopg.Connection[Row]) -> None:
        self.loader = Transformer(connection)
        self.name: bytes | None = None


class PostgresConnection:
    """A connection for one thread at a time; transactions are begun and ended by its owner."""

    dialect = "postgresql"

    def __init__(self, raw: psycopg.Connection[Row], channel: str) -> None:
        """`raw` is in autocommit mode, in UTC and looks into the workspace's schema."""
        self.raw = raw
        self.pg = raw.pgconn
        self.topics: list[str] = []
        self.generation = 0
        self._channel = channel
        self._dumper = Transformer(raw)
        self._known: dict[Prepared, KnownStatement] = {}
        self._names = 0
        self._alchemy: sa.Connection | None = None
        self._depth = 0
        self._is_due = False
        self._is_over = False

    @property
    def is_broken(self) -> bool:
        """Whether the server cannot be reached by this connection any more."""
        return self.pg.status != pq.ConnStatus.OK

    @property
    def is_in_transaction(self) -> bool:
        """Whether a transaction is open, failed or not."""
        return self.pg.transaction_status != pq.TransactionStatus.IDLE

    @property
    def has_failed(self) -> bool:
        """Whether a statement failed that was not nested: the transaction can only be undone."""
        return self.pg.transaction_status == pq.TransactionStatus.INERROR

    def rows(self, statement: Prepared, parameters: Parameters = NO_PARAMETERS) -> list[Row]:
        """All rows of a query, or of a statement with RETURNING."""
        known, result = self._execute(statement, parameters)
        known.loader.set_pgresult(result)
        rows = known.loader.load_rows(0, result.ntuples, tuple)
        return rows if statement.read is None else statement.read(rows)

    def scan(self, statement: Prepared, parameters: Parameters, size: int) -> Iterator[list[Row]]:
        """All rows of a query, at most `size` at a time."""
        loader = Transformer(self.raw)
        self._names += 1
        name = b"tg_scan_%d" % self._names
        declared = b"DECLARE " + name + b" NO SCROLL CURSOR FOR " + statement.encoded
        self._begin()
        self._ask(self.pg.exec_params, declared, self._dump(statement.bind(parameters)))
        while True:
            result = self._ask(self.pg.exec_, b"FETCH %d FROM %s" % (size, name))
            loader.set_pgresult(result)
            rows = loader.load_rows(0, result.ntuples, tuple)
            if not rows:
                break
            yield rows if statement.read is None else statement.read(rows)
        self.say(b"CLOSE " + name)

    def run(self, statement: Prepared, parameters: Parameters = NO_PARAMETERS) -> int:
        """Run a statement; the number of rows it touched."""
        return self._execute(statement, parameters)[1].command_tuples or 0

    def run_last(self, statement: Prepared, parameters: Parameters) -> int:
        """As `run`, where nothing follows in this write: alone, it is a transaction by itself."""
        self._prepare(statement, self._know(statement))
        if not self._is_due:
            return self.run(statement, parameters)
        self._require_peer()
        self._is_due = False
        try:
            return self.run(statement, parameters)
        except DatabaseUnavailable as error:
            raise OutcomeUnknown(error.parameters) from error
        finally:
            self._is_due = self._is_over = True

    def run_many(self, statement: Prepared, parameters: Sequence[Parameters]) -> int:
        """Run a statement once for each set of parameters; the number of rows touched."""
        if len(parameters) < 2:
            return sum(self.run(statement, one) for one in parameters)
        name = self._prepare(statement, self._know(statement))
        touched = 0
        for start in range(0, len(parameters), PIPELINED):
            touched += self._pipeline(name, statement, parameters[start : start + PIPELINED])
        return touched

    def load(self, load: Load, rows: Sequence[Parameters]) -> None:
        """All rows are in the table; the fastest way in."""
        self._begin()
        try:
            with self.raw.cursor() as cursor, cursor.copy(load.encoded) as copy:
                for row in rows:
                    copy.write_row(load.bind(row))
        except psycopg.Error as error:
            raise meaning_of(error) from error

    def nested(self, work: Callable[[], T]) -> T:
        """`work`'s result. When it raises, what it wrote is undone and the transaction goes on."""
        self._depth += 1
        name = f"nested_{self._depth}".encode()
        topics = len(self.topics)
        self.say(b"SAVEPOINT " + name)
        try:
            result = work()
        except BaseException:
            if not self.is_broken:
                self.say(b"ROLLBACK TO " + name)
                self.say(b"RELEASE " + name)
            del self.topics[topics:]
            raise
        finally:
            self._depth -= 1
        self.say(b"RELEASE " + name)
        return result

    def announce(self, topic: str) -> None:
        """All listeners of all processes hear `topic` once this transaction is committed."""
        self._begin()
        if topic not in self.topics:
            self.topics.append(topic)
            with self.raw.cursor() as cursor:
                cursor.execute("SELECT pg_notify(%s, %s)", (self._channel, topic))

    def hint(self, topic: str) -> None:
        """This process's listeners hear `topic` once this transaction is committed."""
        self.topics.append(topic)

    def alchemy(self) -> sa.Connection:
        """This very connection for SQLAlchemy and Alembic."""
        self._begin()
        if self._alchemy is None:
            self._alchemy = connect_guest("postgresql", self.raw)
        return self._alchemy

    def say(self, command: bytes) -> None:
        """A command without parameters and rows is done."""
        self._begin()
        self._ask(self.pg.exec_, command)

    def expect(self) -> None:
        """A transaction begins with the next statement."""
        self._is_due = True

    def end(self) -> None:
        """SQLAlchemy's guest is gone; the next transaction gets another."""
        self._is_due = self._is_over = False
        self.topics.clear()
        if self._alchemy is not None:
            self._alchemy.close()
            self._alchemy = None

    def forget(self) -> None:
        """No statement is prepared any more."""
        self._known.clear()
        self.say(b"DEALLOCATE ALL")

    def _begin(self) -> None:
        """The transaction is begun, if one is due. RuntimeError after the last statement."""
        if not self._is_due:
            return
        if self._is_over:
            raise RuntimeError("a write went on after its last statement")
        self._is_due = False
        self.say(b"BEGIN")

    def _require_peer(self) -> None:
        """The server has not hung up while the connection was idle. What is sent to one that has
        may or may not be done; before that, another connection will do."""
        ear = select.poll()
        ear.register(self.pg.socket, select.POLLIN)
        # A server that goes down says so before it hangs up: the end comes after a notice.
        while ear.poll(0):
            try:
                self.pg.consume_input()
            except psycopg.Error as error:
                raise meaning_of(error) from error
            if self.is_broken:
                raise DatabaseUnavailable({"reason": self.pg.get_error_message()})

    def _execute(
        self, statement: Prepared, parameters: Parameters
    ) -> tuple[KnownStatement, PGresult]:
        """The statement is done. At its first use on this connection it is sent whole: most
        statements of a rare filter are never seen again."""
        values = self._dump(statement.bind(parameters))
        if self._is_due:
            self._begin()
        known = self._known.get(statement)
        if known is None:
            known = self._know(statement)
            return known, self._ask(self.pg.exec_params, statement.encoded, values)
        name = known.name or self._prepare(statement, known)
        return known, self._ask(self.pg.exec_prepared, name, values)

    def _know(self, statement: Prepared) -> KnownStatement:
        """The statement's entry, made when there is none."""
        known = self._known.get(statement)
        if known is None:
            if len(self._known) >= STATEMENTS_KEPT:
                self.forget()
            known = self._known[statement] = KnownStatement(self.raw)
        return known

    def _prepare(self, statement: Prepared, known: KnownStatement) -> bytes:
        """The server has the statement under a name."""
        if known.name is None:
            self._names += 1
            name = b"tg_%d" % self._names
            self._ask(self.pg.prepare, name, statement.encoded)
            known.name = name
        return known.name

    def _dump(self, values: tuple[object, ...]) -> Sequence[Buffer]:
        """Values as the server reads them."""
        try:
            return self._dumper.dump_sequence(values, TEXT_FORMATS[: len(values)])  # type: ignore[return-value] # None is NULL; psycopg's types for libpq forget it
        except psycopg.Error as error:
            raise meaning_of(error) from error

    def _pipeline(self, name: bytes, statement: Prepared, parameters: Sequence[Parameters]) -> int:
        """Run the prepared statement for each, sending all before the first answer is read."""
        values = [self._dump(statement.bind(one)) for one in parameters]
        self._begin()
        self.pg.enter_pipeline_mode()
        try:
            for one in values:
                self.pg.send_query_prepared(name, one)
            self.pg.pipeline_sync()
            results = list(self._results(len(values)))
        except psycopg.Error as error:
            raise meaning_of(error) from error
        finally:
            if not self.is_broken:
                self.pg.exit_pipeline_mode()
        return sum(self._check(result).command_tuples or 0 for result in results)

    def _results(self, count: int) -> Iterator[PGresult]:
        """The answers of a pipeline; the first that failed raises when it is checked."""
        for _ in range(count):
            while (result := self._next_result()) is not None:
                yield result
        # The answer to the sync itself ends the pipeline.
        self._next_result()

    def _next_result(self) -> PGresult | None:
        """The next answer, waited for here: psycopg's `get_result` keeps all threads of the
        process from running while it waits, even the one whose row lock is waited for."""
        while self.pg.is_busy():
            ear = select.poll()
            ear.register(self.pg.socket, select.POLLIN)
            ear.poll()
            self.pg.consume_input()
        return self.pg.get_result()

    def _ask(self, ask: Callable[..., PGresult], *words: object) -> PGresult:
        """The server's answer, if it is a success; what it means otherwise."""
        try:
            result = ask(*words)
        except psycopg.Error as error:
            # Where libpq noticed only now that the server is gone, it gives no result at all.
            raise meaning_of(error) from error
        return self._check(result)

    def _check(self, result: PGresult) -> PGresult:
        """`result`, if it is a success; what it means otherwise."""
        status = result.status
        if status in (pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK):
            return result
        if self.is_broken:
            raise DatabaseUnavailable({"reason": self.pg.get_error_message()})
        error = error_from_result(result)
        raise meaning_of(error) from error


TEXT_FORMATS: Sequence[PyFormat] = (PyFormat.TEXT,) * 65_535
"""As many as PostgreSQL takes parameters."""


def meaning_of(error: psycopg.Error) -> Exception:
    """What a driver's error means to us; a bug stays what it is, and so do the failures that
    `PostgresDatabase.write` answers by trying again."""
    state = error.sqlstate or ""
    if state == "23505":
        return broken_index(error)
    if state in ("53100", "53200"):
        return StorageFull()
    if state in ("57P01", "57P02", "57P03", "53300") or state.startswith(("08", "58")):
        return DatabaseUnavailable({"reason": str(error)})
    if state in ("3D000", "28000", "28P01", "42501"):
        return UnsuitableDatabase({"reason": str(error)})
    # Without a state it is libpq that speaks: about a server that is gone, or (DataError) about a
    # value that cannot be sent.
    if not state and not isinstance(error, psycopg.DataError):
        return DatabaseUnavailable({"reason": str(error)})
    return error


def broken_index(error: psycopg.Error) -> DatabaseError:
    """Which index a doubled value would have broken."""
    diagnosis = error.diag
    named = UNIQUE_DETAIL.search(diagnosis.message_detail or "")
    columns = tuple(column.strip(' "') for column in named[1].split(",")) if named else ()
    return UniqueBroken(diagnosis.table_name or "", columns, diagnosis.constraint_name)
