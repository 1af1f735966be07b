"""Do views show fields that are there?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from formula.nearest import nearest
from formula.scope import Use
from metadata.checks.known import twice, unknown, unknown_fields, unknown_table
from metadata.documents.view import (
    DetailView,
    FormView,
    GridView,
    KanbanView,
    PublicFormDocument,
    SectionDocument,
)
from metadata.draft import Draft, TableDraft
from metadata.fields import SYSTEM_FIELDS
from metadata.problems import Place, Problem

Named = list[tuple[str, Place]]

PUBLIC_TYPES = frozenset(
    {
        "text",
        "long_text",
        "number",
        "integer",
        "percent",
        "money",
        "boolean",
        "date",
        "datetime",
        "select",
        "multi_select",
        "phone",
        "email",
        "url",
        "region",
        "address",
        "rating",
        "barcode",
    }
)
"""The types of fields that a public form takes: what a stranger can fill in without seeing any
record, person or department of the workspace."""


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
        elif isinstance(view, KanbanView):
            yield from check_board(draft, table, view, place)
        elif isinstance(view, FormView):
            yield from check_sections(table, view.sections, place.at("sections"))
            if view.public is not None:
                yield from check_public(table, view, view.public, place)
        else:
            yield from check_detail(draft, table, view, place)


def check_grid(draft: Draft, table: TableDraft, view: GridView, place: Place) -> Iterator[Problem]:
    """Columns, sort keys and groups are fields; filter and colours are conditions."""
    columns = [(item.field, place.at("columns", i, "field")) for i, item in enumerate(view.columns)]
    yield from twice(columns, "duplicate_key")
    groups = [(key, place.at("group", i)) for i, key in enumerate(view.group)]
    yield from unknown_fields(table, [*columns, *groups], system=True)
    yield from check_records(draft, table, view, place)


def check_records(
    draft: Draft, table: TableDraft, view: GridView | KanbanView, place: Place
) -> Iterator[Problem]:
    """Which records, in what order and colours: fields that are there, and conditions."""
    colored = [
        (item.field, place.at("colors", i, "field"))
        for i, item in enumerate(view.colors)
        if item.field is not None
    ]
    named = [*sort_keys(view.sort, place.at("sort")), *colored]
    yield from unknown_fields(table, named, system=True)
    if view.filter is not None:
        draft.check(view.filter, place.at("filter"), table.name, Use.FILTER)
    for index, color in enumerate(view.colors):
        where = place.at("colors", index, "when")
        draft.check(color.when, where, table.name, Use.FILTER)


def check_board(
    draft: Draft, table: TableDraft, view: KanbanView, place: Place
) -> Iterator[Problem]:
    """The field is one of states, the columns are states or phases of it, cards show fields."""
    where = place.at("field")
    yield from unknown_fields(table, [(view.field, where)])
    field = table.fields.get(view.field)
    if field is not None and field.type != "state":
        yield Problem("not_a_state", where, {"name": field.key, "type": field.type})
    cards = [(key, place.at("cards", i)) for i, key in enumerate(view.cards)]
    yield from twice(cards, "duplicate_key")
    yield from unknown_fields(table, cards, system=True)
    columns = [(key, place.at("columns", i)) for i, key in enumerate(view.columns)]
    yield from twice(columns, "duplicate_key")
    for machine in table.document.state_machines:
        if machine.field == view.field:
            is_state = view.by == "state"
            parts = machine.states if is_state else machine.phases
            known = {part.key for part in parts}
            if not known:
                yield Problem("no_phases", place.at("by"), {"name": view.field})
            code = "unknown_state" if is_state else "unknown_phase"
            yield from (unknown(code, at, key, known) for key, at in columns if key not in known)
    if view.total is not None:
        draft.check(view.total, place.at("total"), table.name, Use.MEASURE)
    yield from check_records(draft, table, view, place)


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


def check_public(
    table: TableDraft, view: FormView, public: PublicFormDocument, place: Place
) -> Iterator[Problem]:
    """What a public form writes are fields that strangers can fill in; a field that is shown is
    not written behind their backs."""
    where = place.at("public")
    shown = [
        (item.field, place.at("sections", i, "fields", j, "field"))
        for i, section in enumerate(view.sections)
        for j, item in enumerate(section.fields)
    ]
    addressed = [(key, where.at("from_url", name)) for name, key in public.from_url.items()]
    fixed = [(key, where.at("values", key)) for key in public.values]
    yield from unknown_fields(table, [*addressed, *fixed])
    seen = {key for key, _ in shown}
    for key, at in (*addressed, *fixed):
        if key in seen:
            yield Problem("duplicate_key", at, {"name": key})
    for key, at in (*shown, *addressed, *fixed):
        field = table.fields.get(key)
        if field is None and key in SYSTEM_FIELDS:
            kind = SYSTEM_FIELDS[key].type
            yield Problem("not_public", at, {"name": key, "type": kind})
        elif field is not None and field.type not in PUBLIC_TYPES:
            yield Problem("not_public", at, {"name": key, "type": field.type})
    for key, at in fixed:
        field = table.fields.get(key)
        options = [option.value for option in field.options] if field is not None else []
        if options and public.values[key] not in options:
            value = str(public.values[key])
            near = next(iter(nearest(value, options)), None)
            yield Problem("unknown_option", at, {"value": value}, near)


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
