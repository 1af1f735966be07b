"""Do rules speak of fields that are there, and that they can do something about?"""

from __future__ import annotations

from collections.abc import Iterator

from metadata.checks.known import twice, unknown_fields
from metadata.documents.rule import (
    CleanRule,
    FillRule,
    RequiredRule,
    RuleDocument,
    UniqueRule,
    ValidateRule,
)
from metadata.draft import Draft, TableDraft
from metadata.fields import FIELD_TYPES
from metadata.plan_columns import FILES
from metadata.problems import Place, Problem

UNCOUNTED = frozenset(
    {"children", "references", "users", "json", "location", "multi_select", *FILES}
)
"""Types whose values no unique index compares."""


def check_rules(draft: Draft) -> Iterator[Problem]:
    """The fields of every rule."""
    for table in draft.tables.values():
        for index, rule in enumerate(table.document.rules):
            yield from check_rule(table, rule, table.place.at("rules", index))


def check_rule(table: TableDraft, rule: RuleDocument, place: Place) -> Iterator[Problem]:
    """The fields of one rule."""
    if isinstance(rule, CleanRule | FillRule):
        named = [(rule.field, place.at("field"))]
    elif isinstance(rule, ValidateRule):
        named = [(key, place.at("fields", i)) for i, key in enumerate(rule.fields or ())]
    else:
        named = [(key, place.at("fields", i)) for i, key in enumerate(rule.fields)]
    yield from unknown_fields(table, named)
    yield from twice(named, "duplicate_key")
    for key, where in named:
        field = table.fields.get(key)
        if field is None:
            continue
        parameters = {"name": key, "type": field.type}
        if isinstance(rule, CleanRule | FillRule):
            if not FIELD_TYPES[field.type].writable or field.type == "state":
                yield Problem("rule_cannot_write", where, parameters)
        elif isinstance(rule, RequiredRule):
            if field.type in {"formula", "generated", "auto_number", "boolean"}:
                yield Problem("rule_cannot_require", where, parameters)
        elif isinstance(rule, UniqueRule) and (field.type in UNCOUNTED or field.volatile):
            yield Problem("rule_cannot_compare", where, parameters)
