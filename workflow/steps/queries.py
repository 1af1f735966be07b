"""Statements of steps over the records of a table: everything that is not deleted takes part.

What the run's earlier steps gave is computed beforehand and bound (`formula.lifting`), so that one
statement serves all runs of an automation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import sqlalchemy as sa

from engine.access import access_of
from engine.catalog import Catalog
from engine.database.statements import Prepared, prepare
from engine.reading.masking import MaskedTables
from engine.reading.paging import SortKey, order_by
from engine.reading.query import Sort
from engine.reading.shape import sort_key
from formula.lifting import Lifting
from formula.sql import sql_parameters, to_condition, to_sql
from formula.sql_types import from_storage
from formula.typed import Typed
from formula.types import Type
from workflow.steps.step import BoundStep

MOST = sa.bindparam("most", type_=sa.Integer())


@dataclass(frozen=True, slots=True)
class Query:
    """A prepared statement and what must be computed for each execution."""

    statement: Prepared
    lifting: Lifting

    def parameters(self, bound: BoundStep) -> Mapping[str, object]:
        """The parameters that formulas name."""
        context, dialect = bound.context, bound.connection.dialect
        return {
            **sql_parameters(context, dialect),
            **self.lifting.parameters(context, dialect),
        }


@dataclass(frozen=True, slots=True)
class Measured:
    """The statement of several measures, and the type and scale of each."""

    query: Query
    names: tuple[str, ...]
    types: tuple[Type, ...]
    scales: tuple[int | None, ...]


def found_ids(bound: BoundStep, sorts: Sequence[Sort], most: int) -> list[int]:
    """The ids of the records of the step's table that its `filter` finds, in that order, at most
    `most`; without a filter of all of them."""
    catalog, table = bound.work.catalog, table_of(bound)
    typed = bound.step.formulas.get("filter")
    key = ("found ids", bound.automation.name, table, id(typed), tuple(sorts))
    query, _ = catalog.cache(key, lambda: (compile_ids(bound, table, typed, sorts), typed))
    given = {**query.parameters(bound), "most": most}
    return [cast(int, id) for (id,) in bound.connection.rows(query.statement, given)]


def table_of(bound: BoundStep) -> str:
    """The table that the step looks into."""
    assert bound.step.table is not None, "the model asks for a table"
    return bound.step.table


def compile_ids(bound: BoundStep, table: str, typed: Typed | None, sorts: Sequence[Sort]) -> Query:
    """The statement of `found_ids`."""
    catalog = bound.work.catalog
    tables = tables_of(bound, catalog)
    source = tables.mask(catalog.sql_tables.own(table), table)
    lifting = Lifting()
    conditions = [] if source.alive is None else [source.alive]
    if typed is not None:
        conditions.append(to_condition(lifting.take(typed), tables, source, tables.context))
    keys = [sort_key(source.access, source, sort) for sort in sorts]
    descends = bool(sorts) and sorts[0].descending
    keys.append(SortKey(source.id, descends, nullable=False))
    statement = (
        sa.select(source.id)
        .select_from(source.table)
        .where(*conditions)
        .order_by(*order_by(keys, catalog.dialect))
        .limit(MOST)
    )
    return Query(prepare(statement, catalog.dialect), lifting)


def measured(bound: BoundStep) -> Mapping[str, object]:
    """Each of the step's measures over the records that its `filter` finds, by name, as Python
    values; one that fails is blank."""
    catalog = bound.work.catalog
    typed = bound.step.formulas
    key = ("measured", bound.automation.name, bound.step.pointer, tuple(map(id, typed.values())))
    found, _ = catalog.cache(key, lambda: (compile_measures(bound), typed))
    (row,) = bound.connection.rows(found.query.statement, found.query.parameters(bound))
    return {
        name: from_storage(value, type_, scale)
        for name, value, type_, scale in zip(
            found.names, row, found.types, found.scales, strict=True
        )
    }


def compile_measures(bound: BoundStep) -> Measured:
    """The statement of `measured`."""
    catalog, table = bound.work.catalog, table_of(bound)
    tables = tables_of(bound, catalog)
    source = tables.mask(catalog.sql_tables.own(table), table)
    lifting = Lifting()
    conditions = [] if source.alive is None else [source.alive]
    typed = bound.step.formulas
    if "filter" in typed:
        condition = lifting.take(typed["filter"])
        conditions.append(to_condition(condition, tables, source, tables.context))
    names = tuple(name for name in typed if name.startswith("measures/"))
    columns = [to_sql(lifting.take(typed[name]), tables, source, tables.context) for name in names]
    statement = (
        sa.select(*(column.value for column in columns))
        .select_from(source.table)
        .where(*conditions)
    )
    return Measured(
        Query(prepare(statement, catalog.dialect), lifting),
        tuple(name.removeprefix("measures/") for name in names),
        tuple(typed[name].type for name in names),
        tuple(column.scale for column in columns),
    )


def tables_of(bound: BoundStep, catalog: Catalog) -> MaskedTables:
    """The tables as the automation sees them: all of them, without deleted records."""
    access = access_of(catalog, bound.actor)
    return MaskedTables(catalog.sql_tables, access, catalog.sql_context(bound.automation.app))
