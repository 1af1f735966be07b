"""The rows of a report as its reader may see them: for each query one statement over masked
tables.

The formulas are those of the document, typed with every field; the mask is laid under them
(engine.reading.masking), so that what the reader does not see counts as blank wherever it is read
(decision 43). What was measured before is computed beforehand and bound (`formula.lifting`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from engine.access import Access
from engine.catalog import Catalog
from engine.database import Reader
from engine.database.statements import Prepared, prepare
from engine.errors import UnknownTable
from engine.reading.masking import MaskedSource, MaskedTables
from formula.context import Context
from formula.lifting import Lifting
from formula.sql import sql_parameters, to_condition, to_sql
from formula.sql_types import Column, from_storage
from formula.typed import Typed
from formula.types import Type
from metadata.resolved_reports import ReportQuery

MOST = sa.bindparam("most", type_=sa.Integer())

Rows = Sequence[Mapping[str, object]]
"""Values by the name of the group or column."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A query as a statement; None where its reader may see nothing of its table."""

    statement: Prepared | None
    lifting: Lifting
    types: Mapping[str, tuple[Type, int | None]]
    """The type and scale of each column, in their order."""


@dataclass(frozen=True, slots=True)
class Whose:
    """For whom, and in which app, a query is compiled."""

    catalog: Catalog
    access: Access
    app: str


def read_rows(connection: Reader, whose: Whose, query: ReportQuery, context: Context) -> Rows:
    """The rows of the query. Of measures there is one row always: blank where the reader may see
    nothing of the table."""
    compiled = compiled_query(whose, query)
    names = (*query.groups, *query.columns)
    if compiled.statement is None:
        return [dict.fromkeys(names)] if query.is_measured else []
    dialect = whose.catalog.dialect
    given = {
        **sql_parameters(context, dialect),
        **compiled.lifting.parameters(context, dialect),
        "most": query.most,
    }
    return [
        {
            name: from_storage(value, *compiled.types[name])
            for name, value in zip(compiled.types, row, strict=True)
        }
        for row in connection.rows(compiled.statement, given)
    ]


def compiled_query(whose: Whose, query: ReportQuery) -> Compiled:
    """The statement of the query for everybody with this mask."""
    key = ("report query", whose.access, whose.app, id(query))
    # The query is kept beside: while it is, its id is no other one's.
    made = whose.catalog.cache(key, lambda: (compile_query(whose, query), query))
    return made[0]


def compile_query(whose: Whose, query: ReportQuery) -> Compiled:
    """The same, made anew."""
    catalog, lifting = whose.catalog, Lifting()
    tables = MaskedTables(catalog.sql_tables, whose.access, catalog.sql_context(whose.app))
    try:
        source = tables.mask(catalog.sql_tables.own(query.table), query.table)
        conditions = [] if source.alive is None else [source.alive]
        if query.filter is not None:
            wanted = lifting.take(query.filter)
            conditions.append(to_condition(wanted, tables, source, tables.context))
    except UnknownTable:
        return Compiled(None, lifting, {})
    columns: dict[str, Column] = {}
    types: dict[str, tuple[Type, int | None]] = {}
    for name, typed in {**query.groups, **query.columns}.items():
        columns[name], scale = column_of(tables, source, lifting.take(typed))
        types[name] = (typed.type, scale)
    # Groups by position: PostgreSQL does not know two places of one expression as the same once
    # they hold parameters. Around it, so that the order can name what was computed.
    inner = (
        sa.select(*(column.label(f"v{index}") for index, column in enumerate(columns.values())))
        .select_from(source.table)
        .where(*conditions)
        .group_by(*(sa.literal_column(str(index + 1)) for index in range(len(query.groups))))
    )
    if not (query.groups or query.is_measured):
        inner = inner.add_columns(source.id.label("id"))
    found = inner.subquery()
    named = dict(zip(columns, found.c, strict=False))
    statement = sa.select(*named.values()).order_by(*ordered(query, named, found)).limit(MOST)
    return Compiled(prepare(statement, catalog.dialect), lifting, types)


def column_of(
    tables: MaskedTables, source: MaskedSource, typed: Typed
) -> tuple[Column, int | None]:
    """The column and its scale; blank where it reads a table of which nothing is seen."""
    try:
        made = to_sql(typed, tables, source, tables.context)
    except UnknownTable:
        return sa.null(), None
    return made.value, made.scale


def ordered(
    query: ReportQuery, named: Mapping[str, Column], found: sa.Subquery
) -> list[sa.ColumnElement[object] | sa.ColumnElement[bool]]:
    """The order of the rows: as the query says, then by the groups or as the records came."""
    parts: list[sa.ColumnElement[object] | sa.ColumnElement[bool]] = []
    for sort in (*query.order, *query.groups):
        column = named[sort.removeprefix("-")]
        parts += [column.is_(None), column.desc() if sort.startswith("-") else column.asc()]
    if "id" in found.c:
        parts.append(found.c.id.asc())
    return parts
