"""Stored formulas computed by the database for many rows at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

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
Pair = tuple[sa.Column[Any], Column]
"""A column, and what it is to hold. Any: as in formula.sql_types."""


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
    own = catalog.sql_tables.own(table)
    new = new_values(catalog, compiled, fields, own)
    if all(found.cheap for found in new):
        # What is compared and assigned is computed twice, but the table is read once.
        pairs = [pair for found in new for pair in found.pairs]
        return assign_different(compiled, pairs).where(*among(own))
    source = catalog.sql_tables.source(table)
    columns: list[sa.Column[Any]] = []
    values: list[sa.Label[Any]] = []
    for found in new_values(catalog, compiled, fields, source):
        for column, value in found.pairs:
            columns.append(column)
            values.append(value.label(f"new_{len(values)}"))
    query = sa.select(source.id.label("id"), *values).where(*among(source))
    # By themselves both databases put a value where it is used and compute it for each place.
    text = "-1" if catalog.dialect == "sqlite" else "ALL"
    new_rows = query.limit(sa.literal_column(text)).offset(sa.literal_column("0")).subquery("new")
    pairs = [(column, new_rows.c[f"new_{index}"]) for index, column in enumerate(columns)]
    # PostgreSQL does not see that ids which are equal are among the same ids.
    is_same = compiled.sql.c.id == new_rows.c.id
    return assign_different(compiled, pairs).where(is_same, *among(own))


@dataclass(frozen=True, slots=True)
class NewValue:
    """The columns of a stored formula with what they are to hold, and whether that is cheap."""

    pairs: tuple[Pair, ...]
    cheap: bool


def new_values(
    catalog: Catalog, table: CompiledTable, fields: Iterable[str], source: SqlSource
) -> list[NewValue]:
    """What stored formula fields are to hold, read from this appearance of the table."""
    context, found = catalog.sql_context(table.table.app), []
    for key in fields:
        field = table.table.fields[key]
        assert field.formula is not None
        kind = stored_type(field)
        stored = to_stored(field.formula, kind, catalog.sql_tables, source, context, once=True)
        error = sa.null() if stored.error is None else stored.error
        # A column of errors is there where the formula can fail.
        values = zip(table.columns(key), (stored.value, error), strict=False)
        pairs = tuple((column, sa.type_coerce(value, column.type)) for column, value in values)
        found.append(NewValue(pairs, stored.cheap))
    return found


def assign_different(table: CompiledTable, pairs: Sequence[Pair]) -> sa.Update:
    """The rows where a column does not hold its value get it."""
    differs = sa.or_(*(column.is_distinct_from(value) for column, value in pairs))
    return (
        sa.update(table.sql).where(differs).values({column.name: value for column, value in pairs})
    )
