"""Stored formulas computed by the database for many rows at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import cast

import sqlalchemy as sa

from engine.catalog import Catalog
from engine.catalog_sources import stored_type
from engine.catalog_table import CompiledTable
from engine.database.statements import Prepared, one_of, prepare
from engine.database.types import RecordId
from formula.errors import NotCompilable
from formula.sql import to_stored
from formula.sql_types import Column, SqlSource

Condition = sa.ColumnElement[bool]


def recompute_statement(catalog: Catalog, table: str, fields: tuple[str, ...]) -> Prepared | None:
    """`UPDATE` of the stored formula fields of the records with the parameter `ids`, where a value
    differs; it returns the ids of the records it changed. None where the database cannot compute
    a field.

    Several fields must not read each other: they are computed from the values before.
    """

    def build() -> Prepared | None:
        try:
            update = update_where_different(catalog, table, fields)
            changed = update.returning(catalog.tables[table].sql.c.id)
            return prepare(changed, catalog.dialect)
        except NotCompilable:
            return None

    return catalog.cache(("recompute", table, fields), build)


def recompute_range(catalog: Catalog, table: str, fields: tuple[str, ...]) -> Prepared | None:
    """As `recompute_statement`, for the records, deleted ones too, whose id is above the parameter
    `after` and not above `until`: what goes through a whole table asks no list of ids, and does not
    ask which records changed."""

    def among(source: SqlSource) -> tuple[Condition, ...]:
        kind = RecordId()
        above = source.id > sa.bindparam("after", type_=kind)
        return above, source.id <= sa.bindparam("until", type_=kind)

    def build() -> Prepared | None:
        try:
            update = update_where_different(catalog, table, fields, among)
            return prepare(update, catalog.dialect)
        except NotCompilable:
            return None

    return catalog.cache(("recompute range", table, fields), build)


def alive_among_ids(source: SqlSource) -> tuple[Condition, ...]:
    """The records with the parameter `ids` that are there."""
    listed = one_of(source.id, "ids")
    return (listed,) if source.alive is None else (listed, cast(Condition, source.alive))


def update_where_different(
    catalog: Catalog,
    table: str,
    fields: Iterable[str],
    among: Callable[[SqlSource], tuple[Condition, ...]] = alive_among_ids,
) -> sa.Update:
    """The statement itself, over the records that `among` says."""
    compiled = catalog.tables[table]
    source = catalog.sql_tables.source(table)
    context = catalog.sql_context(compiled.table.app)
    names: list[str] = []
    values: list[Column] = []
    for key in fields:
        field = compiled.table.fields[key]
        assert field.formula is not None
        found = to_stored(field.formula, stored_type(field), catalog.sql_tables, source, context)
        columns = compiled.columns(key)
        names.extend(column.name for column in columns)
        values.append(sa.type_coerce(found.value, columns[0].type))
        if len(columns) > 1:
            error = sa.null() if found.error is None else found.error
            values.append(sa.type_coerce(error, columns[1].type))
    labelled = [value.label(f"new_{index}") for index, value in enumerate(values)]
    query = sa.select(source.id.label("id"), *labelled).where(*among(source))
    if catalog.dialect == "sqlite":
        # By itself SQLite puts each value where it is used, and computes it once for each place.
        query = query.limit(sa.literal_column("-1"))
    return assign_different(compiled, names, query.subquery("new"))


def assign_different(compiled: CompiledTable, names: list[str], new: sa.Subquery) -> sa.Update:
    """The rows of the subquery are written where one of their values differs."""
    sql = compiled.sql
    pairs = [(sql.c[name], new.c[f"new_{index}"]) for index, name in enumerate(names)]
    differs = sa.or_(*(column.is_distinct_from(value) for column, value in pairs))
    return (
        sa.update(sql)
        .where(sql.c.id == new.c.id, differs)
        .values({column.name: value for column, value in pairs})
    )
