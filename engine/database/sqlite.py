"""SQLite: one thread that writes, readers beside it.

Decision 33. A write is handed to the writer thread and waits. The thread takes all writes that
wait, runs each in its savepoint, commits once (one fsync for the whole group) and answers all. A
disk that is full or fails ends the group's transaction: then each is tried alone and refused with
its own reason. Short reads share one connection behind a lock, because sqlite3 gives up the GIL
on every row and two threads that read at once are slower than one; long scans have their own.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar, cast

import sqlalchemy as sa

from engine.database import NO_PARAMETERS, Connection, Listener, Parameters, Row, SqlFunctions
from engine.database.listeners import tell_listeners
from engine.database.sqlite_connection import SqliteConnection, meaning_of
from engine.database.statements import Prepared
from engine.database.surveying import survey_table
from engine.errors import DatabaseUnavailable, UnsuitableDatabase, WorkspaceInUse

T = TypeVar("T")

OLDEST_VERSION = (3, 35, 0)
LARGEST_GROUP = 100
LONG_READERS_KEPT = 2


class Write(Generic[T]):
    """A write that waits, and its outcome once `done` can be taken."""

    __slots__ = ("done", "error", "result", "topics", "work")

    def __init__(self, work: Callable[[Connection], T]) -> None:
        self.work = work
        self.result: T | None = None
        self.error: BaseException | None = None
        self.topics: tuple[str, ...] = ()
        self.done = threading.Lock()
        self.done.acquire()


class SqliteDatabase:
    """A workspace in one file."""

    dialect = "sqlite"
    is_heard = True

    def __init__(self, path: Path) -> None:
        """The file is there, held by this process alone, and the writer runs."""
        if sqlite3.sqlite_version_info < OLDEST_VERSION:
            raise UnsuitableDatabase({"reason": f"SQLite {sqlite3.sqlite_version} < 3.35"})
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._hold = hold_file(path)
        try:
            self._writer = SqliteConnection(path, writes=True)
            self._reader = SqliteConnection(path, writes=False)
        except sqlite3.Error as error:
            self._hold.close()
            raise meaning_of(error) from error
        self._functions: SqlFunctions | None = None
        self._surveys = 0
        self._listeners: list[Listener] = []
        self._reading = threading.Lock()
        self._reading_thread = 0
        self._long_readers: SimpleQueue[SqliteConnection] = SimpleQueue()
        self._names: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._closing = threading.Lock()
        self._is_closed = False
        self._waiting: SimpleQueue[Write[object] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._write_groups, name="writer", daemon=True)
        self._thread.start()

    def rows(self, statement: Prepared, parameters: Parameters = NO_PARAMETERS) -> list[Row]:
        """All rows of one query by itself."""
        with self._long_reader() if self._is_reading() else self._short_reader() as reader:
            return reader.rows(statement, parameters)

    def read(self, work: Callable[[Connection], T], *, long: bool = False) -> T:
        """`work`'s result from one consistent snapshot."""
        with self._long_reader() if long or self._is_reading() else self._short_reader() as reader:
            reader.raw.execute("BEGIN")
            try:
                return work(reader)
            finally:
                reader.raw.execute("ROLLBACK")
                reader.end()

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A reader of one's own that sees one state of everything."""
        with self._long_reader() as reader:
            reader.raw.execute("BEGIN")
            try:
                yield reader
            finally:
                reader.raw.execute("ROLLBACK")
                reader.end()

    def write(self, work: Callable[[Connection], T]) -> T:
        """`work`'s result once its transaction is durable."""
        if threading.get_ident() == self._thread.ident:
            raise RuntimeError("a write inside a write would wait for itself")
        write = Write(work)
        with self._closing:
            if self._is_closed:
                raise DatabaseUnavailable({"reason": "closed"})
            self._waiting.put(cast(Write[object], write))
        write.done.acquire()
        if write.error is None:
            return cast(T, write.result)
        try:
            raise write.error
        finally:
            # The error's trace holds this frame; without this they would keep each other alive.
            del write

    def restructure(self, work: Callable[[Connection], T]) -> T:
        """As `write`: nobody else changes or locks tables of this file."""
        return self.write(work)

    def apart(self, work: Callable[[sa.Connection], T]) -> T:
        """`work` in one write: SQLite builds indexes in the only writer there is."""
        return self.write(lambda connection: work(connection.alchemy()))

    def alone(self, name: str, work: Callable[[], T]) -> T:
        """`work`'s result; no other `work` of that name ran meanwhile."""
        with self._names[name]:
            return work()

    def use_functions(self, functions: SqlFunctions) -> None:
        """Statements may call these functions; each connection learns them before its next use."""
        self._functions = functions

    def forget_statements(self) -> None:
        """SQLite notices changed tables by itself."""

    def survey(self, tables: Iterable[str]) -> None:
        """The planner knows the tables; each is a write by itself, of some 30 ms at most."""
        for table in tables:
            self.apart(partial(survey_table, table=table))
        self._surveys += 1

    def listen(self, listener: Listener) -> None:
        """`listener` hears every topic announced from now on."""
        self._listeners.append(listener)

    def close(self) -> None:
        """Writes already handed in are done; nothing is open any more."""
        with self._closing:
            if self._is_closed:
                return
            self._is_closed = True
            self._waiting.put(None)
        self._thread.join()
        with self._reading:
            self._reader.close()
        while not self._long_readers.empty():
            self._long_readers.get().close()
        self._writer.close()
        self._hold.close()

    def _is_reading(self) -> bool:
        """Whether this thread holds the short reader already and would wait for itself."""
        return self._reading_thread == threading.get_ident()

    @contextmanager
    def _short_reader(self) -> Iterator[SqliteConnection]:
        """The one reader that all short reads share."""
        with self._reading:
            if self._is_closed:
                raise DatabaseUnavailable({"reason": "closed"})
            self._reading_thread = threading.get_ident()
            try:
                self._reader.learn(self._functions, self._surveys)
                yield self._reader
            finally:
                self._reading_thread = 0

    @contextmanager
    def _long_reader(self) -> Iterator[SqliteConnection]:
        """A reader of one's own."""
        try:
            reader = self._long_readers.get_nowait()
        except Empty:
            reader = SqliteConnection(self.path, writes=False)
        try:
            reader.learn(self._functions, self._surveys)
            yield reader
        finally:
            if self._is_closed or self._long_readers.qsize() >= LONG_READERS_KEPT:
                reader.close()
            else:
                self._long_readers.put(reader)

    def _write_groups(self) -> None:
        """The life of the writer thread: take what waits, run it, commit it, answer."""
        while True:
            group, is_last = self._take_group()
            if group:
                self._run_group(group)
            if is_last:
                return

    def _take_group(self) -> tuple[list[Write[object]], bool]:
        """All writes that wait, at least one; whether the database is being closed."""
        group: list[Write[object]] = []
        write = self._waiting.get()
        while write is not None:
            group.append(write)
            if len(group) == LARGEST_GROUP:
                return group, False
            try:
                write = self._waiting.get_nowait()
            except Empty:
                return group, False
        return group, True

    def _run_group(self, group: list[Write[object]]) -> None:
        """Every write of the group has its outcome and its thread goes on."""
        is_stored = self._store_group(group)
        if not is_stored and len(group) == 1:
            self._answer(group[0])
        elif not is_stored:
            for write in group:
                self._run_group([write])
        else:
            for write in group:
                self._answer(write)

    def _store_group(self, group: list[Write[object]]) -> bool:
        """Whether the group's transaction could be carried to its end. If not, nothing of it is
        stored, and a single write has its error."""
        writer = self._writer
        try:
            writer.learn(self._functions, self._surveys)
            writer.raw.execute("BEGIN IMMEDIATE")
            if len(group) == 1:
                # What is undone, if it fails, is all there is.
                if not self._attempt(group[0], lambda work: work()):
                    return False
                writer.raw.execute("COMMIT" if group[0].error is None else "ROLLBACK")
                return True
            if not all(self._attempt(write, writer.nested) for write in group):
                return False
            writer.raw.execute("COMMIT")
        except sqlite3.Error as error:
            if writer.raw.in_transaction:
                writer.raw.execute("ROLLBACK")
            for write in group:
                write.error = meaning_of(error)
            return False
        return True

    def _attempt(
        self, write: Write[object], surround: Callable[[Callable[[], object]], object]
    ) -> bool:
        """The write is done inside the open transaction, or has its error; `surround` undoes one
        that fails. Whether the transaction is still there: a full disk or an I/O error ends that
        of all."""
        writer = self._writer
        write.error = None
        try:
            write.result = surround(lambda: write.work(writer))
        except sa.exc.DBAPIError as error:
            cause = error.orig
            write.error = meaning_of(cause) if isinstance(cause, sqlite3.Error) else error
        except BaseException as error:  # noqa: BLE001 - it is raised again on the caller's thread
            write.error = error
        finally:
            write.topics = tuple(writer.topics)
            writer.topics.clear()
            writer.end()
        if writer.raw.in_transaction:
            return True
        # Even the work itself may have taken no notice.
        if write.error is None or isinstance(write.error, sqlite3.Error):
            write.error = DatabaseUnavailable({"reason": "rolled back"})
        return False

    def _answer(self, write: Write[object]) -> None:
        """Listeners have heard what the write announced, and its caller goes on."""
        if write.error is None:
            for topic in write.topics:
                tell_listeners(self._listeners, topic)
        write.done.release()


def hold_file(path: Path) -> sqlite3.Connection:
    """A lock on the workspace that ends with this process, however it ends.

    SQLite's own file lock on a small file beside the database: it works alike on every system,
    and the database itself stays open to readers of other programs.
    """
    hold = sqlite3.connect(
        path.with_name(path.name + ".lock"),
        isolation_level=None,
        timeout=0,
        check_same_thread=False,
    )
    try:
        hold.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        hold.close()
        raise WorkspaceInUse({"path": str(path)}) from error
    return hold
