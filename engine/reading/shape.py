"""A list query made ready: fields authorized, filter typed, statement compiled, once per shape.

Two requests that differ only in whose records, in the moment and in the page are of one shape;
the compiled form is kept with the catalog, so that a request costs its rows and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa

from engine.access import Access, TableAccess
from engine.catalog import Catalog
from engine.catalog_table import CompiledTable, Values, row_reader
from engine.database import Row
from engine.database.statements import Prepared, prepare
from engine.errors import InvalidQuery, QueryProblem
from engine.reading.masking import MaskedSource, MaskedTables
from engine.reading.paging import SortKey, after, order_by
from engine.reading.present import SHOWN_SYSTEM_FIELDS, Presenter, presenter_of
from engine.reading.query import ListQuery, Sort
from engine.reading.rows_shown import RowsShown, shower_of_rows
from engine.reading.searching import search_condition
from formula.check import check
from formula.nearest import nearest
from formula.scope import Use
from formula.sql import to_condition
from formula.sql_types import Column, SqlSource
from formula.types import Json, ListOf, Money, MultiSelect, RecordSet, Select
from metadata.fields import SYSTEM_FIELDS
from metadata.resolved import Field

NOT_SORTABLE = (Json, ListOf, MultiSelect, RecordSet)
HEAD = ("id", "version")


@dataclass(frozen=True, slots=True)
class Shape:
    """What of a list query goes into the statement. `blanks` says which values of the cursor are
    blank (None: first page); `only_id` asks for one record. With `exports` a field shows only
    where the actor may export it; with `is_found` a search looks only where the index says."""

    table: str
    fields: tuple[str, ...] | None
    filters: tuple[str, ...]
    sort: tuple[Sort, ...]
    is_searching: bool
    blanks: tuple[bool, ...] | None
    only_id: bool = False
    exports: bool = False
    is_found: bool = False


@dataclass(frozen=True)
class CompiledList:
    """A shape, compiled. `read` makes the record of a row's first columns; the sort values follow
    from column `sorts_at` on. `linked` are the many-references among the fields."""

    table: CompiledTable
    access: TableAccess
    statement: Prepared
    count: Prepared
    keys: tuple[str, ...]
    read_row: Callable[[Row], Values]
    width: int
    present: Presenter
    linked: tuple[str, ...]
    show_rows: RowsShown | None
    """What shows rows at once, where they are all there is to a record."""

    def record(self, row: Row) -> Values:
        """The record of a row, without its many-references."""
        return self.read_row(row[: self.width])


def compile_list(catalog: Catalog, access: Access, shape: Shape) -> CompiledList:
    """The compiled form of a shape for everybody with this mask. InvalidQuery and InvalidFormula
    where it asks for what the actor cannot see."""
    return catalog.cache(("list", access, shape), lambda: _compile(catalog, access, shape))


def authorize_fields(access: TableAccess, query: ListQuery) -> None:
    """Everything the query names is there for the actor; InvalidQuery with all that is not.

    Precedes filters and sorts, so that a hidden field is unknown before anything could tell.
    """
    problems = [
        unknown_field(access, key, "fields")
        for key in query.fields or ()
        if not is_visible(access, key)
    ]
    for sort in query.sort:
        if not is_visible(access, sort.key):
            problems.append(unknown_field(access, sort.key, "sort"))
        elif isinstance(_value_type(access, sort.key), NOT_SORTABLE):
            problems.append(QueryProblem("not_sortable", "sort", {"field": sort.key}))
    for key in query.expand:
        if not is_visible(access, key):
            problems.append(unknown_field(access, key, "expand"))
        elif _target(access, key) is None:
            problems.append(QueryProblem("not_expandable", "expand", {"field": key}))
    if problems:
        raise InvalidQuery(problems)


def is_visible(access: TableAccess, key: str) -> bool:
    """Whether the actor sees the field in any row."""
    return key in access.visible or key in SHOWN_SYSTEM_FIELDS or key in HEAD


def unknown_field(access: TableAccess, key: str, place: str) -> QueryProblem:
    """The problem of naming a field that is not there, with the nearest visible one."""
    near = nearest(key, access.visible)
    return QueryProblem("unknown_field", place, {"field": key}, near[0] if near else None)


def _value_type(access: TableAccess, key: str) -> object:
    own = access.table.fields.get(key)
    return own.value_type if own is not None else SYSTEM_FIELDS[key].value_type


def _target(access: TableAccess, key: str) -> str | None:
    own = access.table.fields.get(key)
    if own is None:
        return "user" if key in {"created_by", "updated_by"} else None
    return None if own.type == "children" else own.target


def selected_fields(access: TableAccess, fields: Sequence[str] | None) -> tuple[str, ...]:
    """The keys a record is shown with: what is asked for, else all that is visible. Children are
    records of their own and are asked for where they live."""
    if fields is not None:
        return tuple(key for key in dict.fromkeys(fields) if key not in HEAD)
    own = (key for key in access.visible if access.table.fields[key].type != "children")
    return (*own, *SHOWN_SYSTEM_FIELDS)


def _compile(catalog: Catalog, access: Access, shape: Shape) -> CompiledList:
    mask = access.table(shape.table)
    table = catalog.tables[shape.table]
    tables = MaskedTables(catalog.sql_tables, access, catalog.sql_context(mask.table.app))
    source = tables.mask(catalog.sql_tables.own(shape.table), shape.table)
    shown = source
    if shape.exports:
        mask = replace(mask, visible=mask.exportable)
        shown = replace(source, access=mask)
    keys = selected_fields(mask, shape.fields)
    linked = tuple(key for key in keys if key in table.linked)
    plain = tuple(
        key for key in (*HEAD, *keys) if key not in linked and not _is_children(mask, key)
    )
    if table.table.log:
        plain = tuple(key for key in plain if key in table.stored or key in mask.visible)
    marks = tuple(key for key in linked if mask.visible[key] is not True)
    columns, read_row = _columns(table, shown, (*plain, *marks))
    conditions = _conditions(catalog, access, shape, tables, source)
    sort_keys = [
        *(sort_key(source.access, source, sort) for sort in shape.sort),
        _id_key(shape, source),
    ]
    page = [] if shape.blanks is None else [after(sort_keys, _placeholders(shape.blanks))]
    query = (
        sa.select(*columns, *(key.expression for key in sort_keys))
        .select_from(source.table)
        .where(*conditions, *page)
    )
    if not shape.only_id:
        query = query.order_by(*order_by(sort_keys, catalog.dialect)).limit(
            sa.bindparam("page", type_=sa.Integer)
        )
    counted = sa.select(sa.func.count()).select_from(source.table).where(*conditions)
    return CompiledList(
        table=table,
        access=mask,
        statement=prepare(query, catalog.dialect),
        count=prepare(counted, catalog.dialect),
        keys=keys,
        read_row=read_row,
        width=len(columns),
        present=presenter_of(table, keys),
        linked=linked,
        show_rows=None if linked else shower_of_rows(table, plain, keys),
    )


def _is_children(mask: TableAccess, key: str) -> bool:
    own = mask.table.fields.get(key)
    return own is not None and own.type == "children"


def _columns(
    table: CompiledTable, source: MaskedSource, keys: Sequence[str]
) -> tuple[list[Column], Callable[[Row], Values]]:
    """The select list of the fields, companions beside them, and what reads its rows. A
    many-reference has no column: in its place stands whether it is seen."""
    columns: list[Column] = []
    fields: dict[str, Field] = {}
    for key in keys:
        if key in table.linked:
            columns.append(source.mark(key))
            continue
        own = table.table.fields.get(key)
        if own is not None:
            fields[key] = own
        if own is not None and isinstance(own.value_type, Money):
            columns += [source.field(f"{key}.amount").value, source.field(f"{key}.currency").value]
            continue
        found = source.field(key)
        columns.append(found.value)
        if found.error is not None:
            columns.append(found.error)
    return columns, row_reader(keys, fields)


def _conditions(
    catalog: Catalog, access: Access, shape: Shape, tables: MaskedTables, source: SqlSource
) -> list[Column | sa.ColumnElement[bool]]:
    conditions: list[Column | sa.ColumnElement[bool]] = []
    if source.alive is not None:
        conditions.append(source.alive)
    scope = access.scope_of(shape.table)
    for text in shape.filters:
        typed = check(text, scope, Use.FILTER).require()
        conditions.append(to_condition(typed, tables, source, tables.context))
    if shape.is_searching:
        mask = access.table(shape.table)
        conditions.append(search_condition(mask, source, catalog.dialect, is_found=shape.is_found))
    if shape.only_id:
        conditions.append(source.id == sa.bindparam("record", type_=source.id.type))
    return conditions


def sort_key(mask: TableAccess, source: SqlSource, sort: Sort) -> SortKey:
    """What orders rows by the field: options by their place in the list, money by its amount."""
    own = mask.table.fields.get(sort.key)
    amount = ".amount" if own is not None and isinstance(own.value_type, Money) else ""
    expression = source.field(sort.key + amount).value
    if own is None:
        return SortKey(expression, sort.descending, SYSTEM_FIELDS[sort.key].nullable)
    if isinstance(own.value_type, Select) and own.options:
        order = {option.value: rank for rank, option in enumerate(own.options)}
        expression = sa.case(order, value=expression)
    is_masked = mask.visible[sort.key] is not True
    return SortKey(expression, sort.descending, own.nullable or own.may_error or is_masked)


def _id_key(shape: Shape, source: SqlSource) -> SortKey:
    """Ties go the way of the first key, so that one index serves both."""
    descends = bool(shape.sort) and shape.sort[0].descending
    return SortKey(source.id, descends, nullable=False)


def _placeholders(blanks: Sequence[bool]) -> list[object]:
    return [None if blank else 0 for blank in blanks]
