"""Are keys unique in their place, and does every text name one thing?"""

from __future__ import annotations

from collections.abc import Iterator

from metadata.checks.known import twice
from metadata.documents.label import label_texts
from metadata.draft import Draft, TableDraft
from metadata.fields import RESERVED_KEYS, SYSTEM_FIELDS
from metadata.fields.people import PEOPLE_TABLES
from metadata.problems import Place, Problem
from metadata.resolve_fields import texts_of

RESERVED_APPS = frozenset({"tg"})
"""The prefix of system tables (decision 2)."""


def check_names(draft: Draft) -> Iterator[Problem]:
    """Keys and labels of apps, tables, fields, rules, roles and views."""
    for app, _ in draft.apps():
        if app in RESERVED_APPS:
            yield Problem("reserved_key", Place(app, "app", app).at("key"), {"name": app})
    for table in draft.tables.values():
        if table.document.key in PEOPLE_TABLES:
            yield Problem("reserved_key", table.place.at("key"), {"name": table.document.key})
        yield from field_keys(table)
        yield from field_labels(table)
        rules = enumerate(table.document.rules)
        keys = [(rule.key, table.place.at("rules", index, "key")) for index, rule in rules]
        yield from twice(keys, "duplicate_key")
    yield from table_labels(draft)
    yield from renamed_keys(draft)


def field_keys(table: TableDraft) -> Iterator[Problem]:
    """Field keys that come twice or belong to the system."""
    fields = enumerate(table.document.fields)
    keys = [(field.key, table.place.at("fields", index, "key")) for index, field in fields]
    yield from twice(keys, "duplicate_key")
    for key, place in keys:
        if key in RESERVED_KEYS:
            yield Problem("reserved_key", place, {"name": key})


def field_labels(table: TableDraft) -> Iterator[Problem]:
    """Labels that would name two fields of the table, or a field and a system field."""
    owners: dict[str, str] = {}
    system = {
        text for field in SYSTEM_FIELDS.values() for text in texts_of(field.key, field.labels)
    }
    owners.update({document.key: document.key for document in table.document.fields})
    for index, document in enumerate(table.document.fields):
        place = table.place.at("fields", index, "label")
        for text in dict.fromkeys(label_texts(document.label, document.key).values()):
            if text in system:
                yield Problem("reserved_label", place, {"name": text})
            elif owners.setdefault(text, document.key) != document.key:
                parameters = {"name": text, "other": owners[text]}
                yield Problem("duplicate_label", place, parameters)


def table_labels(draft: Draft) -> Iterator[Problem]:
    """Labels that would name two tables of one app."""
    owners: dict[tuple[str, str], str] = {}
    for table in draft.tables.values():
        for text in texts_of(table.document.key, label_texts(table.document.label, "")):
            other = owners.setdefault((table.app, text), table.document.key)
            if other != table.document.key:
                parameters = {"name": text, "other": other}
                yield Problem("duplicate_label", table.place.at("label"), parameters)


def renamed_keys(draft: Draft) -> Iterator[Problem]:
    """`renamed_from` must not name something that is still there (decision 3)."""
    for table in draft.tables.values():
        old = table.document.renamed_from
        if old is not None and f"{table.app}.{old}" in draft.tables:
            yield Problem("renamed_from_present", table.place.at("renamed_from"), {"name": old})
        renamed = [
            (field.renamed_from, table.place.at("fields", index, "renamed_from"))
            for index, field in enumerate(table.document.fields)
            if field.renamed_from is not None
        ]
        yield from twice(renamed, "renamed_from_twice")
        for name, place in renamed:
            if name in table.fields:
                yield Problem("renamed_from_present", place, {"name": name})
