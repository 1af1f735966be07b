"""PostgreSQL: a pool of connections, each write in its own transaction on the caller's thread.

Decisions 6, 32 and 39. A write that meets a serialization failure or a deadlock runs again, three
times. A connection that turns out to be dead before its commit is replaced and the write runs
again; one that dies while committing leaves OutcomeUnknown.
"""

from __future__ import annotations

import hashlib
import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import TypeVar, cast

import orjson
import psycopg
import sqlalchemy as sa
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.types.json import set_json_loads
from psycopg_pool import ConnectionPool, PoolClosed, PoolTimeout

from engine.database import NO_PARAMETERS, Connection, Listener, Parameters, Row, SqlFunctions
from engine.database.listeners import tell_listeners
from engine.database.notifications import NotificationThread
from engine.database.postgresql_connection import PostgresConnection, meaning_of
from engine.database.statements import Prepared
from engine.database.surveying import survey_table
from engine.errors import (
    DatabaseUnavailable,
    OutcomeUnknown,
    StructureBusy,
    TooManyConflicts,
    UnsuitableDatabase,
)

T = TypeVar("T")

OLDEST_VERSION = 140_000
LARGEST_POOL = 20
# How long a request waits for a connection while all are taken, and when it asks whether there is
# a server at all: while there is none, nobody should wait.
CONNECTION_SECONDS = 5.0
IMPATIENT_SECONDS = 0.25
CONFLICT_RETRIES = 3
LOST_RETRIES = 2
STRUCTURE_SECONDS = 60.0
READING = b"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
LOCK_TIMEOUT = b"SET LOCAL lock_timeout = '50ms'"

CONFLICTS = (psycopg.errors.SerializationFailure, psycopg.errors.DeadlockDetected)

# A peer that vanished without a word is noticed within half a minute.
CONNECT: Mapping[str, str | int] = {
    "connect_timeout": 5,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
    "application_name": "tangram",
    "client_encoding": "utf8",
}
SETTINGS = (
    ("TimeZone", "UTC"),
    ("jit", "off"),
    ("standard_conforming_strings", "on"),
    ("idle_in_transaction_session_timeout", "60s"),
)


class PooledConnection(psycopg.Connection[Row]):
    """A connection of the pool, with what we keep beside it."""

    ours: PostgresConnection


class PostgresDatabase:
    """A workspace in one schema of a PostgreSQL database."""

    dialect = "postgresql"

    def __init__(self, address: str, schema: str) -> None:
        """The server answers and has the schema."""
        self.schema = schema
        address = make_conninfo(address, **missing_settings(address))
        self._address = address
        self._generation = 0
        self._listeners: list[Listener] = []
        self._notifications: NotificationThread | None = None
        create_schema(address, schema)
        self._pool = ConnectionPool(
            address,
            kwargs={"autocommit": True, "prepare_threshold": None},
            connection_class=PooledConnection,
            configure=self._configure,
            min_size=1,
            max_size=LARGEST_POOL,
            timeout=CONNECTION_SECONDS,
            # Shorter than a request waits: an attempt that goes on for long waits between tries
            # for longer than the server is away.
            reconnect_timeout=2.0,
            num_workers=1,
            open=True,
        )

    @property
    def is_heard(self) -> bool:
        """Whether changes of other processes reach the listeners now."""
        return self._notifications is not None and self._notifications.is_connected

    def rows(self, statement: Prepared, parameters: Parameters = NO_PARAMETERS) -> list[Row]:
        """All rows of one query by itself."""
        return self._persist(lambda connection: connection.rows(statement, parameters))

    def read(self, work: Callable[[Connection], T], *, long: bool = False) -> T:
        """`work`'s result from one consistent snapshot; all readers go on side by side."""

        def transaction(connection: PostgresConnection) -> T:
            connection.say(READING)
            result = work(connection)
            connection.say(b"COMMIT")
            return result

        return self._persist(transaction)

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection of one's own that sees one state of everything."""
        connection = self._take()
        try:
            connection.say(READING)
            yield connection
        finally:
            self._give_back(connection)

    def write(self, work: Callable[[Connection], T]) -> T:
        """`work`'s result once its transaction is durable."""
        result, topics = self._persist(lambda connection: transact(connection, work))
        for topic in topics:
            tell_listeners(self._listeners, topic)
        return result

    def restructure(self, work: Callable[[Connection], T]) -> T:
        """As `write`, but gives up a lock that is not there within 50 ms, and tries again: those
        who wait behind a waiting ACCESS EXCLUSIVE lock would be everyone."""

        def impatient(connection: Connection) -> T:
            cast(PostgresConnection, connection).say(LOCK_TIMEOUT)
            return work(connection)

        until = time.monotonic() + STRUCTURE_SECONDS
        while True:
            try:
                return self.write(impatient)
            except psycopg.errors.LockNotAvailable as error:
                if time.monotonic() > until:
                    raise StructureBusy from error
                time.sleep(random.uniform(0.02, 0.2))

    def apart(self, work: Callable[[sa.Connection], T]) -> T:
        """`work`'s result, each of its statements committed by itself."""
        connection = self._take()
        try:
            return work(connection.alchemy())
        except sa.exc.DBAPIError as error:
            raise original(error) from error
        finally:
            self._give_back(connection)

    def alone(self, name: str, work: Callable[[], T]) -> T:
        """`work`'s result; in no process another `work` of that name ran meanwhile."""
        digest = hashlib.sha256(f"{self.schema}/{name}".encode()).digest()
        key = int.from_bytes(digest[:8], signed=True)
        connection = self._take()
        try:
            connection.say(b"SELECT pg_advisory_lock(%d)" % key)
            try:
                return work()
            finally:
                # A connection that broke has let go of its locks.
                if not connection.is_broken:
                    connection.say(b"SELECT pg_advisory_unlock(%d)" % key)
        finally:
            self._give_back(connection)

    def use_functions(self, functions: SqlFunctions) -> None:
        """PostgreSQL has its own, in the schema `fx`."""

    def forget_statements(self) -> None:
        """Every connection prepares its statements anew before its next use."""
        self._generation += 1

    def survey(self, tables: Iterable[str]) -> None:
        """The planner knows the tables now, not only when the server looks at them by itself."""
        for table in tables:
            self.apart(partial(survey_table, table=table))

    def listen(self, listener: Listener) -> None:
        """`listener` hears every topic announced from now on."""
        self._listeners.append(listener)
        if self._notifications is None:
            self._notifications = NotificationThread(
                self._address, self.schema, lambda topic: tell_listeners(self._listeners, topic)
            )
        else:
            listener("")

    def close(self) -> None:
        """Nothing is open any more."""
        if self._notifications is not None:
            self._notifications.close()
        self._pool.close()

    def _configure(self, raw: PooledConnection) -> None:
        """A new connection looks into the workspace's schema and lives in UTC."""
        set_json_loads(orjson.loads, raw)
        path = psycopg.sql.Identifier(self.schema).as_string(raw)
        chosen = (*SETTINGS, ("search_path", path))
        calls = ", ".join(["set_config(%s, %s, false)"] * len(chosen))
        raw.execute(f"SELECT {calls}", [part for setting in chosen for part in setting])
        raw.ours = PostgresConnection(raw, self.schema)
        raw.ours.generation = self._generation

    def _persist(self, work: Callable[[PostgresConnection], T]) -> T:
        """`work`'s result, run again after conflicts and on another connection when one is lost."""
        conflicts = losses = 0
        while True:
            connection = self._take()
            try:
                return work(connection)
            except CONFLICTS as error:
                conflicts += 1
                if conflicts > CONFLICT_RETRIES:
                    raise TooManyConflicts from error
            except OutcomeUnknown:
                raise
            except DatabaseUnavailable:
                connection.raw.close()
                losses += 1
                if losses > LOST_RETRIES:
                    raise
            finally:
                self._give_back(connection)
            if losses:
                # All connections to a server that restarted are dead, not only this one.
                self._pool.check()
            time.sleep(random.uniform(0, 0.01 * 2 ** (conflicts + losses)))

    def _take(self) -> PostgresConnection:
        """A connection of the pool, outside any transaction."""
        connection = self._wait_for_connection().ours
        if connection.generation != self._generation:
            connection.generation = self._generation
            connection.forget()
        return connection

    def _wait_for_connection(self) -> PooledConnection:
        """A connection of the pool, as soon as there is one."""
        try:
            try:
                return self._pool.getconn(timeout=IMPATIENT_SECONDS)
            except PoolTimeout:
                psycopg.connect(self._address).close()
                return self._pool.getconn()
        except (PoolTimeout, PoolClosed, psycopg.Error) as error:
            raise DatabaseUnavailable({"reason": str(error)}) from error

    def _give_back(self, connection: PostgresConnection) -> None:
        """The connection is in the pool again, its transaction undone unless committed."""
        connection.end()
        if not connection.is_broken and connection.is_in_transaction:
            try:
                connection.say(b"ROLLBACK")
            except DatabaseUnavailable:
                # The server undoes what it lost sight of; why the write failed is told already.
                connection.raw.close()
        self._pool.putconn(cast(PooledConnection, connection.raw))


def transact(
    connection: PostgresConnection, work: Callable[[Connection], T]
) -> tuple[T, tuple[str, ...]]:
    """`work`'s result and what it announced, committed."""
    connection.expect()
    try:
        result = work(connection)
    except sa.exc.DBAPIError as error:
        raise original(error) from error
    if connection.has_failed:
        raise RuntimeError("a write went on after a failed statement: nothing can be committed")
    topics = tuple(connection.topics)
    if not connection.is_in_transaction:
        return result, topics
    try:
        connection.say(b"COMMIT")
    except DatabaseUnavailable as error:
        raise OutcomeUnknown(error.parameters) from error
    return result, topics


def original(error: sa.exc.DBAPIError) -> Exception:
    """What an error means that came through SQLAlchemy."""
    return meaning_of(error.orig) if isinstance(error.orig, psycopg.Error) else error


def missing_settings(address: str) -> dict[str, str | int]:
    """Those of our settings for a connection that the address does not set itself."""
    given = conninfo_to_dict(address)
    return {name: value for name, value in CONNECT.items() if name not in given}


def create_schema(address: str, schema: str) -> None:
    """The server answers, is one we can use, and has the schema."""
    try:
        with psycopg.connect(address, autocommit=True) as raw:
            version, encoding = (
                raw.info.server_version,
                raw.info.parameter_status("server_encoding"),
            )
            if version < OLDEST_VERSION:
                raise UnsuitableDatabase({"reason": f"PostgreSQL {version // 10_000} < 14"})
            if encoding != "UTF8":
                raise UnsuitableDatabase({"reason": f"server_encoding {encoding}, not UTF8"})
            known = raw.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", (schema,))
            # IF NOT EXISTS alone asks for a right that is not needed where it exists.
            if known.fetchone() is None:
                name = psycopg.sql.Identifier(schema)
                raw.execute(psycopg.sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(name))
    except psycopg.Error as error:
        raise meaning_of(error) from error
