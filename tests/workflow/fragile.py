"""A database whose process dies between two statements: what it had not committed is gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar, cast

import sqlalchemy as sa

from engine.database import Connection, Database, Parameters, Row
from engine.database.named import NamedStatements
from engine.database.statements import Load, Prepared
from workflow.jobs import rescue
from workflow.run_tables import tg_job

T = TypeVar("T")

STATEMENTS = NamedStatements(
    {
        "expire": sa.update(tg_job)
        .where(tg_job.c.state == "leased")
        .values(lease_until=sa.bindparam("long_ago", type_=tg_job.c.lease_until.type))
    }
)


class Died(BaseException):
    """The process is gone. No code of ours catches it."""


class Fragile:
    """Lives for so many more statements; a commit is one too. It stands before a real database and
    hands everything on."""

    def __init__(self, inner: Database) -> None:
        self._inner = inner
        self.left: int | None = None
        self.deaths = 0

    def __getattr__(self, name: str) -> object:
        """Whatever else there is."""
        return getattr(self._inner, name)

    def spend(self) -> None:
        """One statement less to live."""
        if self.left is None:
            return
        self.left -= 1
        if self.left <= 0:
            self.left = None
            raise Died

    def write(self, work: Callable[[Connection], T]) -> T:
        """As the database does, dying before a statement or right after the commit."""
        found = self._inner.write(lambda it: work(cast(Connection, FragileConnection(it, self))))
        self.spend()
        return found


class FragileConnection:
    """A connection whose every statement costs some life."""

    def __init__(self, inner: Connection, life: Fragile) -> None:
        self._inner = inner
        self._life = life

    def __getattr__(self, name: str) -> object:
        """Whatever else there is."""
        return getattr(self._inner, name)

    def rows(self, statement: Prepared, parameters: Parameters | None = None) -> list[Row]:
        """A query."""
        self._life.spend()
        return self._inner.rows(statement, parameters or {})

    def scan(self, statement: Prepared, parameters: Parameters, size: int) -> Iterator[list[Row]]:
        """A long query."""
        self._life.spend()
        return self._inner.scan(statement, parameters, size)

    def run(self, statement: Prepared, parameters: Parameters | None = None) -> int:
        """A statement."""
        self._life.spend()
        return self._inner.run(statement, parameters or {})

    def run_last(self, statement: Prepared, parameters: Parameters) -> int:
        """A last statement."""
        self._life.spend()
        return self._inner.run_last(statement, parameters)

    def run_many(self, statement: Prepared, parameters: Sequence[Parameters]) -> int:
        """A statement several times."""
        self._life.spend()
        return self._inner.run_many(statement, parameters)

    def load(self, load: Load, rows: Sequence[Parameters]) -> None:
        """Many rows."""
        self._life.spend()
        self._inner.load(load, rows)


def expire_leases(database: Database, long_ago: object) -> None:
    """The minute is over that a dead worker's leases last: its jobs can be claimed again."""
    statement = STATEMENTS.on(database.dialect, "expire")
    database.write(lambda it: it.run(statement, {"long_ago": long_ago}))
    database.write(rescue)
