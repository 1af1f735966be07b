"""Totals: groups and measures over the records a reader may see, as one statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa

from engine.access import Access, TableAccess, access_of
from engine.actor import Actor
from engine.catalog import Catalog
from engine.database import Connection
from engine.database.statements import Prepared, prepare
from engine.errors import InvalidQuery, QueryProblem
from engine.formula_context import request_parameters
from engine.reading.masking import MaskedSource, MaskedTables
from engine.reading.present import Presented, show_id
from engine.reading.query import GroupBy, Sort, TotalsQuery
from engine.reading.shape import is_visible, unknown_field
from engine.workspace import Workspace
from formula.check import check
from formula.scope import Scope, Use
from formula.sql import to_condition, to_sql
from formula.sql_types import Column, SqlSource, from_storage
from formula.types import (
    Date,
    DateTime,
    Json,
    ListOf,
    MultiSelect,
    Number,
    RecordSet,
    Ref,
    Type,
)
from metadata.fields import FIELD_TYPES, SYSTEM_FIELDS
from metadata.fields.date import show_date, show_datetime
from metadata.fields.field_type import Shower, as_is
from metadata.fields.number import show_number

NOT_GROUPABLE = (Json, ListOf, MultiSelect, RecordSet)


PERIODS = {
    "day": "TODATE({field})",
    "week": "TODATE({field})-(WEEKDAY({field},2)-1)",
    "month": "DATE(YEAR({field}),MONTH({field}),1)",
    "quarter": "DATE(YEAR({field}),QUARTER({field})*3-2,1)",
    "year": "DATE(YEAR({field}),1,1)",
}
"""The first day of the period, in the language itself: the same on both databases, in the
workspace's time zone. Braces are the language's own way of quoting a name."""


@dataclass(frozen=True)
class Total:
    """One column of the answer: what is selected, its error code if it can fail, and how a
    driver's value is shown."""

    name: str
    value: Column
    error: Column | None
    show: Shower


@dataclass(frozen=True)
class CompiledTotals:
    """A totals query, compiled. A row holds the groups, the measures, and then the error codes of
    the measures at the positions `failing`."""

    statement: Prepared
    columns: tuple[Total, ...]
    groups: int
    failing: tuple[int, ...]


def measure_totals(work: Workspace, actor: Actor, query: TotalsQuery) -> Presented:
    """`{groups: [{group: {field: value}, measures: {name: value}, errors?}], more}`.

    Raises UnknownTable, InvalidQuery and InvalidFormula with everything wrong.
    """
    catalog = work.catalog
    access = access_of(catalog, actor)
    mask = access.table(query.table)
    authorize_groups(mask, query)
    compiled = catalog.cache(("totals", access, query), lambda: _compile(catalog, access, query))
    parameters = {
        **request_parameters(work, actor, compiled.statement),
        "page": query.limit + 1,
    }

    def fetch(connection: Connection) -> Presented:
        rows = connection.rows(compiled.statement, parameters)
        shown = [present_group(compiled, row) for row in rows[: query.limit]]
        return {"groups": shown, "more": len(rows) > query.limit}

    return work.database.read(fetch, long=True)


def authorize_groups(mask: TableAccess, query: TotalsQuery) -> None:
    """Everything the query groups and orders by is there for the actor."""
    problems: list[QueryProblem] = []
    for index, group in enumerate(query.group_by):
        place = f"group_by/{index}/field"
        if not is_visible(mask, group.key):
            problems.append(unknown_field(mask, group.key, place))
            continue
        type_ = _type_of(mask, group.key)
        if isinstance(type_, NOT_GROUPABLE):
            problems.append(QueryProblem("not_groupable", place, {"field": group.key}))
        elif group.bucket is not None and not isinstance(type_, Date | DateTime):
            problems.append(QueryProblem("bucket_needs_date", place, {"field": group.key}))
    names = {group.key for group in query.group_by} | {m.name for m in query.measures}
    problems += [
        QueryProblem("unknown_measure", f"order/{index}")
        for index, sort in enumerate(query.order)
        if sort.key not in names
    ]
    if problems:
        raise InvalidQuery(problems)


def present_group(compiled: CompiledTotals, row: Sequence[object]) -> Presented:
    """One row of totals as JSON."""
    shown = {
        column.name: None if value is None else column.show(value)
        for column, value in zip(compiled.columns, row, strict=False)
    }
    names = [column.name for column in compiled.columns]
    cut = compiled.groups
    presented: Presented = {
        "group": {name: shown[name] for name in names[:cut]},
        "measures": {name: shown[name] for name in names[cut:]},
    }
    codes = zip(compiled.failing, row[len(names) :], strict=True)
    errors = {names[index]: code for index, code in codes if code is not None}
    if errors:
        presented["errors"] = errors
    return presented


def _compile(catalog: Catalog, access: Access, query: TotalsQuery) -> CompiledTotals:
    mask = access.table(query.table)
    tables = MaskedTables(catalog.sql_tables, access, catalog.sql_context(mask.table.app))
    source = tables.mask(catalog.sql_tables.own(query.table), query.table)
    scope = access.scope_of(query.table)
    conditions = [] if source.alive is None else [source.alive]
    if query.filter is not None:
        typed = check(query.filter, scope, Use.FILTER).require()
        conditions.append(to_condition(typed, tables, source, tables.context))
    groups = [_group(tables, source, group, scope) for group in query.group_by]
    measures = [
        _computed(tables, source, scope, (m.name, m.formula, Use.MEASURE)) for m in query.measures
    ]
    columns = (*groups, *measures)
    failing = tuple(i for i, column in enumerate(columns) if column.error is not None)
    # Groups by position: PostgreSQL does not know two places of one expression as the same once
    # they hold parameters. Around it, so that the order can name what was computed.
    inner = (
        sa.select(
            *(column.value.label(f"v{i}") for i, column in enumerate(columns)),
            *(columns[i].error.label(f"e{i}") for i in failing),  # type: ignore[union-attr]
        )
        .select_from(source.table)
        .where(*conditions)
        .group_by(*(sa.literal_column(str(i + 1)) for i in range(len(groups))))
        .subquery()
    )
    named: dict[str, Column] = {column.name: inner.c[f"v{i}"] for i, column in enumerate(columns)}
    statement = (
        sa.select(*inner.c)
        .order_by(*_order(query.order or _by_groups(query), named))
        .limit(sa.bindparam("page", type_=sa.Integer))
    )
    return CompiledTotals(prepare(statement, catalog.dialect), columns, len(groups), failing)


def _by_groups(query: TotalsQuery) -> tuple[Sort, ...]:
    return tuple(Sort(group.key) for group in query.group_by)


def _order(
    order: Sequence[Sort], named: dict[str, Column]
) -> list[sa.ColumnElement[object] | sa.ColumnElement[bool]]:
    parts: list[sa.ColumnElement[object] | sa.ColumnElement[bool]] = []
    for sort in order:
        expression = named[sort.key]
        parts.append(expression.is_(None))
        parts.append(expression.desc() if sort.descending else expression.asc())
    return parts


def _group(tables: MaskedTables, source: MaskedSource, group: GroupBy, scope: Scope) -> Total:
    mask = source.access
    if group.bucket is not None:
        text = PERIODS[group.bucket]
        if isinstance(_type_of(mask, group.key), Date):
            text = text.replace("TODATE({field})", "{field}")
        wanted = (group.key, text.replace("field", group.key), Use.FIELD)
        # The first day of a period fails for no day that a field can hold.
        return replace(_computed(tables, source, scope, wanted), error=None)
    own = mask.table.fields.get(group.key)
    value = source.field(group.key).value
    if own is None:
        return Total(group.key, value, None, shower_of_type(_type_of(mask, group.key)))
    return Total(group.key, value, None, FIELD_TYPES[own.type].shower(own))


def _computed(
    tables: MaskedTables, source: SqlSource, scope: Scope, wanted: tuple[str, str, Use]
) -> Total:
    name, text, use = wanted
    typed = check(text, scope, use).require()
    found = to_sql(typed, tables, source, tables.context)
    show = shower_of_type(typed.type)
    return Total(
        name,
        found.value,
        found.error,
        lambda value: show(from_storage(value, typed.type, found.scale)),
    )


def _type_of(mask: TableAccess, key: str) -> Type:
    own = mask.table.fields.get(key)
    return own.value_type if own is not None else SYSTEM_FIELDS[key].value_type


def shower_of_type(type_: Type) -> Shower:
    """How a computed value of this type is shown."""
    match type_:
        case Number():
            return show_number
        case Date():
            return show_date
        case DateTime():
            return show_datetime
        case Ref():
            return show_id
    return as_is
