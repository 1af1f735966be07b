"""What `formula.sql` needs of a database and what it gives back: the contract with `engine`.

=============  ==============================  =============================================
type           PostgreSQL                      SQLite
=============  ==============================  =============================================
Number         numeric                         INTEGER, the number times 10**scale; canonical
                                               TEXT where `SqlValue.scale` is None
Date           date                            TEXT YYYY-MM-DD
DateTime       timestamptz                     INTEGER, milliseconds from 1970 UTC
Duration       bigint (numeric in formulas)    INTEGER, milliseconds
Boolean        boolean                         INTEGER 0 or 1
MultiSelect    text[]                          TEXT, a JSON list
Text, Select   text COLLATE "C"                TEXT
Ref            bigint                          INTEGER
=============  ==============================  =============================================
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.selectable import FromClause
from sqlalchemy.sql.type_api import TypeEngine

from formula import values
from formula.sql_functions import SqliteFunctions
from formula.types import (
    Boolean,
    Date,
    DateTime,
    Duration,
    ListOf,
    MultiSelect,
    Number,
    Ref,
    Type,
)

SQLITE, POSTGRESQL = "sqlite", "postgresql"
Column = ColumnElement[Any]
StorageType = TypeEngine[Any]
"""Any: SQLAlchemy's types are invariant, and the Python type of an expression says nothing here."""


@dataclass(frozen=True, slots=True)
class SqlValue:
    """A formula as SQL: `value` is NULL where it is blank or an error; `error` gives the code of
    the error or NULL, and is None where there cannot be one. `scale` is that of SQLite's integer
    for a number, None where the number is text (or on PostgreSQL, or for other types). `cheap`
    says of what `to_stored` gives that it may well be computed twice: no rows are read for it, and
    no Python is called."""

    value: Column
    error: Column | None = None
    scale: int | None = None
    cheap: bool = False


@dataclass(frozen=True, slots=True)
class SqlField:
    """A column in its storage form, and the column of its error codes where it can hold one."""

    value: Column
    error: Column | None = None


class SqlSource(Protocol):
    """One appearance of a table in a statement: a fresh alias, or the table being selected."""

    @property
    def table(self) -> FromClause:
        """What stands in FROM."""

    @property
    def id(self) -> Column:
        """The primary key."""

    @property
    def alive(self) -> Column | None:
        """The condition of rows that exist for the reader; None where all do."""

    def field(self, key: str) -> SqlField:
        """Give a field by key; `price.amount` and `price.currency` for money."""


@dataclass(frozen=True, slots=True)
class SqlLink:
    """One appearance of a link table: from `record` of the owner to `target`."""

    table: FromClause
    record: Column
    target: Column


class SqlTables(Protocol):
    """The tables of one database, as formulas reach them."""

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""

    def source(self, table: str) -> SqlSource:
        """Give a fresh alias of a table by its full name."""

    def link(self, owner_table: str, key: str) -> SqlLink:
        """Give a fresh alias of the link table of a many-reference field."""

    def in_department(
        self, user: Column, department: Column, *, by_code: bool, deep: bool
    ) -> Column:
        """Give the condition that a user belongs to a department, or one below it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SqlContext:
    """What is fixed when a statement is built: the time zone, the language of labels, the values
    of the package's parameters, and for SQLite the functions that its connections run."""

    time_zone: ZoneInfo = ZoneInfo("Asia/Shanghai")
    language: str = "zh"
    parameters: Mapping[str, object] = field(default_factory=dict)
    functions: SqliteFunctions | None = None


def column_type(kind: Type, dialect: str, scale: int | None = None) -> StorageType:
    """Give the SQLAlchemy type of a formula type's SQL form."""
    if dialect == POSTGRESQL:
        return _postgresql_type(kind)
    match kind:
        case Number():
            found: StorageType = sa.Text() if scale is None else sa.BigInteger()
        case DateTime() | Duration() | Ref():
            found = sa.BigInteger()
        case Boolean():
            found = sa.Boolean()
        case _:
            found = sa.Text()
    return found


def _postgresql_type(kind: Type) -> StorageType:
    match kind:
        case Number() | Duration():
            found: StorageType = sa.Numeric()
        case Boolean():
            found = sa.Boolean()
        case Date():
            found = sa.Date()
        case DateTime():
            found = sa.DateTime(timezone=True)
        case Ref():
            found = sa.BigInteger()
        case MultiSelect():
            found = postgresql.ARRAY(sa.Text())
        case ListOf():
            found = postgresql.ARRAY(_postgresql_type(kind.item))
        case _:
            found = sa.Text()
    return found


def to_storage(value: object, kind: Type, dialect: str, scale: int | None = None) -> object:
    """Give a Python value (formula.types) as the database's driver takes it."""
    if value is None:
        return None
    if isinstance(value, tuple | list):
        return list(value) if dialect == POSTGRESQL else values.list_json(tuple(value))
    if dialect == POSTGRESQL:
        return Decimal(value) if isinstance(kind, Number | Duration) else value  # type: ignore[arg-type]
    if isinstance(value, datetime.datetime):
        return values.to_milliseconds(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(kind, Number) and isinstance(value, int | Decimal):
        return values.number_text(value) if scale is None else values.scaled(value, scale)
    return value


def from_storage(value: object, kind: Type, scale: int | None = None) -> object:
    """Give the Python value (formula.types) of what a driver returned for a SQL form."""
    if value is None:
        return None
    found: object = value
    match kind:
        case Number():
            found = _number(value, scale)
        case Boolean():
            found = bool(value)
        case Date() if isinstance(value, str):
            found = datetime.date.fromisoformat(value)
        case DateTime():
            found = (
                value.astimezone(datetime.UTC)
                if isinstance(value, datetime.datetime)
                else values.from_milliseconds(int(str(value)))
            )
        case Duration() | Ref():
            found = int(value)  # type: ignore[call-overload]  # a number by its type
        case ListOf() | MultiSelect():
            found = values.list_items(value) if isinstance(value, str) else tuple(value)  # type: ignore[arg-type]
    return found


def _number(value: object, scale: int | None) -> values.Numeric:
    if isinstance(value, int) and scale is not None:
        return values.unscaled(value, scale)
    if isinstance(value, float):
        return values.overflow()
    return value if isinstance(value, int | Decimal) else Decimal(str(value))
