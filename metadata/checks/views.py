"""Do views show fields that are there?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from formula.scope import Use
from metadata.checks.known import twice, unknown_fields, unknown_table
from metadata.documents.view import DetailView, FormView, GridView, SectionDocument
from metadata.draft import Draft, TableDraft
from metadata.problems import Place, Problem

Named = list[tuple[str, Place]]


def check_views(draft: Draft) -> Iterator[Problem]:
    """The table, the fields and the formulas of every view."""
    for app, view in draft.views():
        place = Place(app, "view", view.key)
        name = draft.full_name(app, view.table)
        yield from unknown_table(draft, app, view.table, place.at("table"))
        table = draft.tables.get(name)
        if table is None:
            continue
        if isinstance(view, GridView):
            yield from check_grid(draft, table, view, place)
        elif isinstance(view, FormView):
            yield from check_sections(table, view.sections, place.at("sections"))
        else:
            yield from check_detail(draft, table, view, place)


def check_grid(draft: Draft, table: TableDraft, view: GridView, place: Place) -> Iterator[Problem]:
    """Columns, sort keys and groups are fields; filter and colours are conditions."""
    columns = [(item.field, place.at("columns", i, "field")) for i, item in enumerate(view.columns)]
    yield from twice(columns, "duplicate_key")
    groups = [(key, place.at("group", i)) for i, key in enumerate(view.group)]
    colored = [
        (item.field, place.at("colors", i, "field"))
        for i, item in enumerate(view.colors)
        if item.field is not None
    ]
    named = [*columns, *sort_keys(view.sort, place.at("sort")), *groups, *colored]
    yield from unknown_fields(table, named, system=True)
    if view.filter is not None:
        draft.check(view.filter, place.at("filter"), table.name, Use.FILTER)
    for index, color in enumerate(view.colors):
        where = place.at("colors", index, "when")
        draft.check(color.when, where, table.name, Use.FILTER)


def sort_keys(sort: Sequence[str], place: Place) -> Named:
    """The fields of sort keys without their sign."""
    return [(key.removeprefix("-"), place.at(index)) for index, key in enumerate(sort)]


def check_sections(
    table: TableDraft, sections: Sequence[SectionDocument], place: Place
) -> Iterator[Problem]:
    """Each field is there and stands once."""
    named = [
        (item.field, place.at(i, "fields", j, "field"))
        for i, section in enumerate(sections)
        for j, item in enumerate(section.fields)
    ]
    yield from twice(named, "duplicate_key")
    yield from unknown_fields(table, named, system=True)


def check_detail(
    draft: Draft, table: TableDraft, view: DetailView, place: Place
) -> Iterator[Problem]:
    """Header and sections show fields; child lists name children fields and fields of those."""
    header = [(key, place.at("header", i)) for i, key in enumerate(view.header)]
    yield from unknown_fields(table, header, system=True)
    yield from check_sections(table, view.sections, place.at("sections"))
    for index, child_list in enumerate(view.children):
        where = place.at("children", index)
        yield from unknown_fields(table, [(child_list.field, where.at("field"))])
        field = table.fields.get(child_list.field)
        if field is None:
            continue
        if field.type != "children":
            parameters = {"name": field.key, "type": field.type}
            yield Problem("not_children", where.at("field"), parameters)
            continue
        child = draft.tables.get(field.target or "")
        if child is not None:
            columns = [
                (item.field, where.at("columns", i, "field"))
                for i, item in enumerate(child_list.columns)
            ]
            named = [*columns, *sort_keys(child_list.sort, where.at("sort"))]
            yield from unknown_fields(child, named, system=True)
