"""Rows of the CRM as values, what its formulas give for them and whether its rules hold."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from formula.context import Context
from formula.evaluate import evaluate
from formula.typed import Typed
from metadata.fields import FIELD_TYPES
from metadata.fields.field_type import Reading, Unreadable
from metadata.resolved import Resolved, Table

NOW = datetime.datetime(2026, 11, 20, 2, 0, tzinfo=datetime.UTC)


def read_row(table: Table, row: dict[str, str]) -> dict[str, object]:
    """The cells of a row as values; what the file leaves out has its default."""
    values: dict[str, object] = dict.fromkeys(table.fields)
    for key, field in table.fields.items():
        text = row.get(key) or None
        is_person = field.type in {"user", "department"}
        if (is_person or key not in row) and field.default is not None:
            # Files name people by login; these are not here, and the default stands for them.
            values[key] = evaluate(field.default, {}, Context(now=NOW, user=1))
        elif is_person or field.type in {"state", "reference", "references"}:
            values[key] = text
        elif text is not None:
            values[key] = FIELD_TYPES[field.type].reader(field, Reading(lenient=True))(text)
        assert not isinstance(values[key], Unreadable), (row["ref"], key, values[key])
    return values


def broken_rules(crm: Resolved, table: Table, values: dict[str, object]) -> list[str]:
    """The keys of the rules that refuse these values."""
    hidden = {
        key
        for rule in table.rules
        if rule.kind == "visible" and rule.when and not holds(crm, rule.when, values)
        for key in rule.fields
    }
    return [
        rule.key
        for rule in table.rules
        if rule.when is None or holds(crm, rule.when, values)
        if (rule.kind == "required" and any(values[k] is None for k in set(rule.fields) - hidden))
        or (rule.kind == "validate" and rule.expression and holds(crm, rule.expression, values))
    ]


def holds(crm: Resolved, condition: Typed, values: dict[str, object]) -> bool:
    """Whether a condition is true of these values."""
    parameters = crm.parameters["crm"]
    return evaluate(condition, values, Context(now=NOW, parameters=parameters)) is True


def value_of(
    crm: Resolved,
    place: str,
    row: Mapping[str, object],
    parameters: Mapping[str, object] | None = None,
) -> object:
    """The value of the formula field `table.field` for a row of plain values."""
    table, _, field = place.partition(".")
    typed = crm.tables[f"crm.{table}"].fields[field].formula
    assert typed is not None
    values = {**crm.parameters["crm"], **(parameters or {})}
    return evaluate(typed, row, Context(now=NOW, parameters=values))


def is_file(table: Table, key: str) -> bool:
    """Whether the field holds files, which no sample file brings."""
    return table.fields[key].type in {"file", "image", "signature"}
