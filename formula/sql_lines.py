"""A formula line (formula.lines) computed by a database: the values stand in the statement itself.

PostgreSQL is the server that TANGRAM_DATABASE_URL names; where it lacks the helpers of formulas
they are made for the one transaction, which is rolled back.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.pool import NullPool
from sqlalchemy.sql.selectable import FromClause

from formula.context import Row
from formula.errors import FormulaValueError, NotCompilable
from formula.lines import Line
from formula.scope import TableNames
from formula.sql import sql_parameters, to_sql
from formula.sql_functions import SqliteFunctions
from formula.sql_routines import POSTGRESQL_ROUTINES
from formula.sql_types import (
    POSTGRESQL,
    SQLITE,
    Column,
    SqlContext,
    SqlField,
    SqlLink,
    SqlSource,
    column_type,
    from_storage,
    to_storage,
)
from formula.typed import NO_SPAN, Typed
from formula.types import Number, RecordSet, Ref, Type

DATABASE_URL = "TANGRAM_DATABASE_URL"


@dataclass(frozen=True, slots=True)
class WrittenTable:
    """A table whose rows are written out in the statement."""

    table: FromClause

    @property
    def id(self) -> Column:
        """The primary key."""
        return self.table.c.id

    @property
    def alive(self) -> Column | None:
        """All rows are there."""
        return None

    def field(self, key: str) -> SqlField:
        """Give a column."""
        return SqlField(self.table.c[key])


@dataclass(frozen=True, slots=True)
class WrittenTables:
    """The tables of a line."""

    dialect: str
    names: Mapping[str, TableNames]
    rows: Mapping[str, Sequence[Row]]

    def source(self, table: str) -> SqlSource:
        """Give a fresh appearance of a table."""
        kinds: dict[str, Type] = {"id": Ref(table), "parent": Ref(table)}
        for key, field in self.names[table].fields.items():
            if not isinstance(field.type, RecordSet):
                kinds[key] = field.type
        rows = self.rows[table]
        selects = [sa.select(*self._columns(kinds, row)) for row in rows or ({},)]
        if not rows:
            selects = [selects[0].where(sa.false())]
        return WrittenTable(sa.union_all(*selects).subquery())

    def _columns(self, kinds: Mapping[str, Type], row: Row) -> list[sa.Label[object]]:
        found: list[sa.Label[object]] = []
        for key, kind in kinds.items():
            scale = kind.scale if isinstance(kind, Number) else None
            form = column_type(kind, self.dialect, scale)
            value: Column = sa.literal(to_storage(row.get(key), kind, self.dialect, scale), form)
            if self.dialect == POSTGRESQL:
                value = sa.cast(value, form)
            found.append(value.label(key))
        return found

    def link(self, owner_table: str, key: str) -> SqlLink:
        """Refuse: a line has no links."""
        raise KeyError(owner_table, key)

    def in_department(
        self, user: Column, department: Column, *, by_code: bool, deep: bool
    ) -> Column:
        """Give FALSE: a line knows no departments."""
        return sa.false()


def evaluate_on(backend: str, typed: Typed, line: Line) -> object:
    """Give the value in Python's form, computed by `sqlite` or `postgresql`.

    FormulaValueError where it is an error, NotCompilable where the database has no form for it.
    """
    functions = SqliteFunctions()
    rows = {**line.tables, OWN: (line.row,)}
    tables = WrittenTables(backend, line.scope.tables, rows)
    context = SqlContext(
        time_zone=line.context.time_zone, language=line.context.language, functions=functions
    )
    own = tables.source(OWN)
    found = to_sql(typed, tables, own, context)
    error = sa.null() if found.error is None else found.error
    statement = sa.select(found.value, error).select_from(own.table)
    with connected(backend, functions) as connection:
        parameters = sql_parameters(line.context, backend)
        value, code = connection.execute(statement, parameters).one()
    if code is not None:
        raise FormulaValueError(str(code))
    return from_storage(value, typed.type, found.scale)


OWN = "line"


@contextmanager
def connected(backend: str, functions: SqliteFunctions) -> Iterator[sa.Connection]:
    """Give a connection that knows the functions; what is done on it is not kept."""
    url = "sqlite://" if backend == SQLITE else _postgresql_url()
    engine = sa.create_engine(url, poolclass=NullPool)
    if backend == SQLITE:
        sa.event.listen(engine, "connect", lambda opened, _: functions.register(opened))
    with engine.connect() as connection:
        if backend == POSTGRESQL and connection.scalar(sa.text(ROUTINES_THERE)) is None:
            for statement in POSTGRESQL_ROUTINES:
                connection.exec_driver_sql(statement)
        yield connection
        connection.rollback()


ROUTINES_THERE = "SELECT to_regproc('fx.duration_text')"


def _postgresql_url() -> sa.URL:
    url = os.environ.get(DATABASE_URL, "")
    if not url.startswith("postgres"):
        raise NotCompilable(DATABASE_URL, NO_SPAN)
    return sa.make_url(url).set(drivername="postgresql+psycopg")
