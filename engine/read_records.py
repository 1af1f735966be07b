"""The life of a query: from the words of a request to records as their reader may see them.

read_query → authorize_fields → compile_filters → scope_rows → order_and_page → fetch_rows →
present_records. The middle four are one compiled statement per shape (engine.reading.shape); it
is made of masked tables only, so nothing a reader may not see takes part in a filter, an order or
a count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import cast

from engine.access import Access, TableAccess, access_of
from engine.actor import Actor
from engine.catalog_table import Values
from engine.database import Reader, Row
from engine.errors import InvalidQuery, QueryProblem, UnknownRecord
from engine.formula_context import request_parameters
from engine.reading.at_hand import sight_of
from engine.reading.expanding import Expanded, expand_records, titles_of
from engine.reading.links import read_links
from engine.reading.paging import after_parameters, blank_shape
from engine.reading.present import Presented
from engine.reading.query import ListQuery, Sort, write_cursor
from engine.reading.searching import Found, look_up, search_parameter
from engine.reading.shape import (
    CompiledList,
    Shape,
    authorize_fields,
    compile_list,
    is_visible,
)
from engine.reading.sort_values import cursor_values, sort_values
from engine.workspace import Workspace
from formula.check import check
from formula.scope import Use
from metadata.documents.view import GridView, KanbanView


def list_records(work: Workspace, actor: Actor, query: ListQuery) -> Presented:
    """One page: `{records, next, count?, expanded?}`, ready for JSON.

    Raises UnknownTable, InvalidQuery (fields, sorts, cursor) and InvalidFormula (the filter).
    """
    catalog = work.catalog
    access = access_of(catalog, actor)
    mask = access.table(query.table)
    query = apply_view(access, query)
    authorize_fields(mask, query)
    found = find_records(work, mask, query)
    shape = replace(shape_of(query), is_found=found is not None and found.among is not None)
    compiled = compile_list(catalog, access, shape)
    values = sort_values(mask, query) if query.after is not None else ()
    given = partial(request_parameters, work, actor)
    parameters = {
        **given(compiled.statement),
        **after_parameters(values),
        **search_parameter(query.search, found),
        "page": query.limit + 1,
    }

    def fetch(connection: Reader) -> Presented:
        rows = connection.rows(compiled.statement, parameters)
        page, records = rows[: query.limit], list[Values]()
        if compiled.show_rows is not None and not query.expand:
            shown = compiled.show_rows(page)
        else:
            records = [compiled.record(row) for row in page]
            read_links(connection, compiled.table, compiled.linked, records)
            shown = [compiled.present(record) for record in records]
        answer = page_of(compiled, query, shown, rows)
        if query.count:
            answer["count"] = connection.rows(compiled.count, parameters)[0][0]
        if query.expand:
            answer["expanded"] = expand_records(
                connection, catalog, access, compiled, (query.expand, records, given)
            )
        return answer

    if compiled.linked or query.count or query.expand:
        return work.database.read(fetch)
    return fetch(work.database)


def find_records(work: Workspace, mask: TableAccess, query: ListQuery) -> Found | None:
    """What the index of searched fields says of the query; None where nothing is searched."""
    if query.search is None:
        return None
    return look_up(work.database, mask, work.catalog.tables[query.table], query.search)


def get_record(
    work: Workspace,
    actor: Actor,
    table: str,
    record: int,
    *,
    fields: Sequence[str] | None = None,
    expand: Sequence[str] = (),
) -> Presented:
    """One record, `{id, version, values, errors?, expanded?}`; UnknownRecord where it is not
    there for the actor."""
    catalog = work.catalog
    access = access_of(catalog, actor)
    query = ListQuery(table, fields=None if fields is None else tuple(fields), expand=tuple(expand))
    if fields is not None or expand:
        authorize_fields(access.table(table), query)
    compiled = compile_list(catalog, access, shape_of(query, only_id=True))
    given = partial(request_parameters, work, actor)
    parameters = {**given(compiled.statement), "record": record}

    def fetch(connection: Reader) -> Presented:
        rows = connection.rows(compiled.statement, parameters)
        if not rows:
            raise UnknownRecord(table, str(record))
        if compiled.show_rows is not None and not expand:
            return compiled.show_rows(rows)[0]
        found = [compiled.record(rows[0])]
        read_links(connection, compiled.table, compiled.linked, found)
        answer = compiled.present(found[0])
        if expand:
            answer["expanded"] = expand_records(
                connection, catalog, access, compiled, (query.expand, found, given)
            )
        return answer

    if compiled.linked or expand:
        return work.database.read(fetch)
    return fetch(work.database)


def expand_values(
    work: Workspace, actor: Actor, table: str, values: Mapping[str, object]
) -> Expanded:
    """`{field: {id: {title, …}}}` for ids that are written in no record yet: JSON values of fields
    of the table that name something, as a form holds them."""
    catalog = work.catalog
    access = access_of(catalog, actor)
    compiled = compile_list(catalog, access, shape_of(ListQuery(table), only_id=True))
    named: Values = {key: ids_of(value) for key, value in values.items()}
    given = partial(request_parameters, work, actor)
    return work.database.read(
        lambda it: expand_records(it, catalog, access, compiled, (tuple(named), [named], given))
    )


def ids_of(value: object) -> tuple[int, ...]:
    """The ids of a JSON value: of one, of a list, of none."""
    listed = value if isinstance(value, list) else [] if value is None else [value]
    return tuple(int(str(id)) for id in listed)


def record_titles(
    work: Workspace, actor: Actor, table: str, ids: Sequence[int]
) -> Mapping[int, object]:
    """What those of the records are called that are there for the actor, by one statement."""
    given = partial(request_parameters, work, actor)
    catalog = work.catalog
    found = titles_of(work.database, catalog, access_of(catalog, actor), table, (ids, given))
    return {int(id): told["title"] for id, told in found.items()}


def shape_of(query: ListQuery, *, only_id: bool = False) -> Shape:
    """What of the query the compiled statement depends on."""
    return Shape(
        table=query.table,
        fields=query.fields,
        filters=query.filters,
        sort=query.sort,
        is_searching=query.search is not None,
        blanks=blank_shape(query.after),
        only_id=only_id,
    )


def apply_view(access: Access, query: ListQuery) -> ListQuery:
    """The query within a grid or board: the view's filter narrows it, the view's sort stands in
    where the query says none, without the fields that the actor does not see. InvalidQuery where
    there is no such view of the table, or its filter asks for what the actor does not see."""
    if query.view is None:
        return query
    app, table = query.table.split(".")
    view = access.catalog.resolved.views.get((app, query.view))
    unknown = InvalidQuery([QueryProblem("unknown_view", "view", {"view": query.view})])
    if not isinstance(view, GridView | KanbanView) or view.table not in {table, query.table}:
        raise unknown
    if not is_clear(access, query.table, view):
        raise unknown
    mask = access.table(query.table)
    sort = tuple(Sort(part.removeprefix("-"), part.startswith("-")) for part in view.sort)
    found = replace(
        query,
        filters=(*((view.filter,) if view.filter else ()), *query.filters),
        sort=query.sort or tuple(part for part in sort if is_visible(mask, part.key)),
        view=None,
    )
    if found.after is not None and found.after_sort != found.sort_text:
        raise InvalidQuery([QueryProblem("cursor_unusable", "cursor")])
    return found


def is_clear(access: Access, table: str, view: GridView | KanbanView) -> bool:
    """Whether the view's filter names nothing that the actor does not see."""
    text = view.filter
    if not text:
        return True
    scope = access.scope_of(table)
    key = ("view filter", access, table, text)
    return access.catalog.cache(key, lambda: check(text, scope, Use.FILTER).typed is not None)


def page_of(
    compiled: CompiledList, query: ListQuery, shown: Sequence[Presented], rows: Sequence[Row]
) -> Presented:
    """The records as they are shown, and the cursor of the next page where there is one."""
    answer: Presented = {"records": shown}
    is_last = len(rows) <= query.limit
    last = None if is_last else rows[query.limit - 1][compiled.width :]
    answer["next"] = None if last is None else write_cursor(query.sort, cursor_values(last))
    return answer


def visible_values(
    work: Workspace, actor: Actor, table: str, values: Mapping[str, object]
) -> Presented:
    """A record just written, as its writer may see it: `{id, version, values, errors?}`.

    UnknownRecord where the write took it out of the writer's sight. The record is read again
    only where the mask looks at other records, or fields are computed at each reading.
    """
    catalog = work.catalog
    sight = sight_of(access_of(catalog, actor), catalog.tables[table])
    record = cast(int, values["id"])
    if sight is None:
        return get_record(work, actor, table, record)
    shown = sight.present(work, actor, values)
    if shown is None:
        raise UnknownRecord(table, str(record))
    return shown
