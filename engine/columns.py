"""Field type → columns and indexes: one entry for each field type, and the SQL tables made of them.

A field has a main column named by the layout; its companions derive from it (`…__currency` of
money in several currencies, `…__err` of a formula that may fail). References and users fields live
in link tables, children fields nowhere (decision 6).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.types import TypeEngine

from engine.database.types import (
    Day,
    ExactNumber,
    Flag,
    Instant,
    JsonValue,
    Milliseconds,
    RecordId,
    TextC,
    TextList,
)
from formula import types
from metadata.layout import TableLayout
from metadata.plan_columns import Place, number_scale, place_of
from metadata.plan_columns import columns_of as column_names
from metadata.plan_layout import MOST_NAME
from metadata.resolved import Field, Table
from metadata.resolved_states import DUE

ColumnType = TypeEngine[object]

SYSTEM_COLUMNS = (
    "id",
    "created_at",
    "created_by",
    "updated_at",
    "updated_by",
    "version",
    "deleted_at",
    "deletion",
)
LOG_COLUMNS = ("id", "created_at", "created_by")


def text_column(_: Field) -> ColumnType:
    """Texts are compared by code point on both databases."""
    return TextC()


def number_column(field: Field) -> ColumnType:
    """An exact number with the field's decimals."""
    return ExactNumber(number_scale(field))


def id_column(_: Field) -> ColumnType:
    """A record's id."""
    return RecordId()


def value_column(field: Field) -> ColumnType:
    """The column of a computed field follows from the type of its values."""
    match field.value_type:
        case types.Number():
            return ExactNumber(number_scale(field))
        case types.Boolean():
            return Flag()
        case types.Date():
            return Day()
        case types.DateTime():
            return Instant()
        case types.Duration():
            return Milliseconds()
        case types.Ref():
            return RecordId()
        case types.MultiSelect():
            return TextList()
        case types.Json() | types.ListOf():
            return JsonValue()
        case _:
            return TextC()


COLUMNS: Mapping[str, Callable[[Field], ColumnType]] = {
    "text": text_column,
    "long_text": text_column,
    "rich_text": text_column,
    "number": number_column,
    "integer": number_column,
    "percent": number_column,
    "money": number_column,
    "boolean": lambda _: Flag(),
    "date": lambda _: Day(),
    "datetime": lambda _: Instant(),
    "duration": lambda _: Milliseconds(),
    "select": text_column,
    "multi_select": lambda _: TextList(),
    "state": text_column,
    "user": id_column,
    "users": id_column,
    "department": id_column,
    "reference": id_column,
    "references": id_column,
    "children": id_column,
    "file": id_column,
    "image": id_column,
    "signature": id_column,
    "phone": text_column,
    "email": text_column,
    "url": text_column,
    "region": text_column,
    "address": text_column,
    "location": lambda _: JsonValue(),
    "auto_number": text_column,
    "generated": value_column,
    "formula": value_column,
    "rating": number_column,
    "json": lambda _: JsonValue(),
    "barcode": text_column,
}
"""The type of the main column; of the ids in the link table for many-reference fields; children
fields have no column at all (see metadata.plan_columns.place_of)."""


def is_stored(field: Field) -> bool:
    """Whether the field has a column of its own."""
    return place_of(field) is Place.COLUMN


def companions_of(field: Field) -> tuple[str, ...]:
    """The suffixes of the columns beside the main one that hold parts of the field's value; when a
    state's time is over is a value of its own."""
    return () if field.type == "state" else column_names(field, "")[1:]


def columns_of(field: Field, column: str) -> tuple[sa.Column[object], ...]:
    """Fresh columns of a stored field: the main one, then its companions."""
    main_type = COLUMNS[field.type](field)
    is_flag = field.type == "boolean"
    main: sa.Column[object] = sa.Column(
        column, main_type, nullable=not is_flag, server_default=sa.false() if is_flag else None
    )
    rest: list[sa.Column[object]] = [
        sa.Column(name, Instant() if name.endswith(DUE) else TextC())
        for name in column_names(field, column)[1:]
    ]
    return (main, *rest)


def system_columns(*, log: bool) -> tuple[sa.Column[object], ...]:
    """Fresh system columns of a user table; a log table has only the first three (decision 15)."""
    columns: tuple[sa.Column[object], ...] = (
        sa.Column("id", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("created_by", RecordId()),
    )
    if log:
        return columns
    return (
        *columns,
        sa.Column("updated_at", Instant(), nullable=False),
        sa.Column("updated_by", RecordId()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", Instant()),
        sa.Column("deletion", RecordId()),
    )


def build_table(table: Table, layout: TableLayout) -> sa.Table:
    """The SQL table of a user table with its system columns and the columns of every field."""
    columns = [
        column
        for key, field in table.fields.items()
        if is_stored(field)
        for column in columns_of(field, layout.columns[key])
    ]
    return sa.Table(layout.physical, sa.MetaData(), *system_columns(log=table.log), *columns)


def link_table(physical: str) -> sa.Table:
    """The SQL table of a references or users field."""
    return sa.Table(
        physical,
        sa.MetaData(),
        sa.Column("record", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("target", RecordId(), primary_key=True, autoincrement=False, index=True),
        sa.Column("position", sa.Integer(), nullable=False),
    )


def index_name(physical: str, columns: Sequence[str], kind: str) -> str:
    """The name of an index; a long one ends in a hash of the whole."""
    name = f"{physical}__{'__'.join(columns)}__{kind}"
    if len(name) <= MOST_NAME:
        return name
    return f"{name[: MOST_NAME - 9]}_{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def build_due_index(sql: sa.Table, column: str) -> sa.Index:
    """The index by which records are found whose time in a state is over: no others are in it."""
    has_limit: sa.ColumnElement[bool] = sql.c[column].is_not(None)
    if "deleted_at" in sql.c:
        has_limit = sa.and_(has_limit, sql.c["deleted_at"].is_(None))
    name = index_name(sql.name, (column,), "index")
    parts = (sql.c[column], sql.c["id"])
    return sa.Index(name, *parts, sqlite_where=has_limit, postgresql_where=has_limit)


def build_indexes(
    sql: sa.Table, columns: Sequence[str], dialect: str, *, unique: bool
) -> tuple[sa.Index, ...]:
    """The indexes of a field or a unique rule, by their columns' names, not attached to `sql`'s
    creation.

    Unique ones leave deleted rows out, and blanks never collide. A column that may be blank has a
    second one: blanks come last in both directions (decision 42), which the plain index gives in
    the direction in which the database itself has them last (reading.paging).
    """
    parts = [sql.c[name] for name in columns]
    if columns[-1].endswith(DUE):
        return (build_due_index(sql, columns[-1]),)
    if unique:
        alive = sql.c["deleted_at"].is_(None) if "deleted_at" in sql.c else None
        name = index_name(sql.name, columns, "unique")
        return (sa.Index(name, *parts, unique=True, sqlite_where=alive, postgresql_where=alive),)
    if isinstance(parts[0].type, TextList):
        return (sa.Index(index_name(sql.name, columns, "list"), *parts, postgresql_using="gin"),)
    plain = sa.Index(index_name(sql.name, columns, "index"), *parts, sql.c["id"])
    if len(parts) > 1 or not parts[0].nullable:
        return (plain,)
    name = index_name(sql.name, columns, "order")
    if dialect == "sqlite":
        return (plain, sa.Index(name, parts[0].is_(None), parts[0], sql.c["id"]))
    return (plain, sa.Index(name, parts[0].asc().nulls_first(), sql.c["id"]))
