"""Do tables and fields name things that are there, within bounds that can hold?"""

from __future__ import annotations

from collections.abc import Iterator

from formula.nearest import nearest
from metadata.checks.known import twice, unknown_fields
from metadata.currencies import CURRENCIES
from metadata.documents.field import (
    ChildrenField,
    FieldDocument,
    IntegerField,
    MoneyField,
    NumberField,
    PercentField,
    ReferenceField,
    StateField,
)
from metadata.draft import Draft, TableDraft
from metadata.problems import Place, Problem

TITLES = frozenset(
    {
        *("text", "phone", "email", "url", "address", "barcode", "auto_number", "generated"),
        *("formula", "integer", "number", "select", "state", "date", "datetime", "user"),
        *("reference", "region", "department"),
    }
)
"""Types whose value can stand for a record in one line."""
OTHER_CODES = {"RMB": "CNY", "CNH": "CNY", "NTD": "TWD", "UKP": "GBP"}
"""What people write for a currency that has another code."""
SEARCHABLE = frozenset(
    {
        *("text", "long_text", "rich_text", "phone", "email", "url", "address", "barcode"),
        *("auto_number", "generated", "formula"),
    }
)


def check_fields(draft: Draft) -> Iterator[Problem]:
    """Titles, searched fields, currencies, bounds, and both ends of children fields."""
    for table in draft.tables.values():
        yield from title_and_search(table)
        for index, field in enumerate(table.document.fields):
            yield from check_field(draft, table, field, table.place.at("fields", index))


def check_field(
    draft: Draft, table: TableDraft, field: FieldDocument, place: Place
) -> Iterator[Problem]:
    """What can be wrong with one field."""
    yield from bounds(field, place)
    if isinstance(field, MoneyField):
        yield from currencies(field, place)
    elif isinstance(field, ChildrenField):
        yield from child_end(draft, table, field, place)
    elif isinstance(field, StateField):
        machines = table.document.state_machines
        if all(machine.field != field.key for machine in machines):
            yield Problem("state_without_machine", place, {"name": field.key})


def title_and_search(table: TableDraft) -> Iterator[Problem]:
    """The title and the searched fields are there and are texts."""
    document = table.document
    named = [(key, table.place.at("search", index)) for index, key in enumerate(document.search)]
    yield from twice(named, "duplicate_key")
    for key, place in named:
        field = table.fields.get(key)
        if field is not None and field.type not in SEARCHABLE:
            yield Problem("not_searchable", place, {"name": key, "type": field.type})
    if document.title is not None:
        place = table.place.at("title")
        field = table.fields.get(document.title)
        if field is not None and field.type not in TITLES:
            yield Problem("not_a_title", place, {"name": document.title, "type": field.type})
        named.append((document.title, place))
    yield from unknown_fields(table, named)


def bounds(field: FieldDocument, place: Place) -> Iterator[Problem]:
    """`min` is not above `max`."""
    if isinstance(field, NumberField | IntegerField | PercentField | MoneyField):
        low, high = field.min, field.max
        if low is not None and high is not None and low > high:
            yield Problem("bounds_crossed", place.at("min"), {"min": str(low), "max": str(high)})


def currencies(field: MoneyField, place: Place) -> Iterator[Problem]:
    """Exactly one of `currency` and `currencies` is there, and they exist (decision 8)."""
    if (field.currency is None) == (field.currencies is None):
        yield Problem("currency_or_currencies", place, {"name": field.key})
    named = [(code, place.at("currencies", i)) for i, code in enumerate(field.currencies or ())]
    yield from twice(named, "duplicate_key")
    if field.currency is not None:
        named.append((field.currency, place.at("currency")))
    for code, where in named:
        if code not in CURRENCIES:
            close = OTHER_CODES.get(code) or next(iter(nearest(code, sorted(CURRENCIES))), None)
            yield Problem("no_currency", where, {"name": code}, close)


def child_end(
    draft: Draft, table: TableDraft, field: ChildrenField, place: Place
) -> Iterator[Problem]:
    """The other table has the named reference field, and it points here."""
    other = draft.tables.get(draft.full_name(table.app, field.table))
    if other is None:
        return
    where = place.at("field")
    yield from unknown_fields(other, [(field.field, where)])
    back = other.fields.get(field.field)
    if back is None:
        return
    if not isinstance(back.document, ReferenceField):
        yield Problem("not_a_reference", where, {"name": field.field, "type": back.type})
    elif back.target is not None and back.target != table.name:
        parameters = {"name": field.field, "target": back.target, "table": table.name}
        yield Problem("points_elsewhere", where, parameters)
