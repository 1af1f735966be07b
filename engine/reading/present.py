"""Records as JSON: what a caller gets of the Python values of a row.

A presenter is made once per table revision and set of fields; presenting a record then costs a
dictionary and one call for each value that JSON does not know (numbers, instants, ids).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from engine.catalog_table import CompiledTable
from formula.errors import FormulaValueError
from metadata.fields import FIELD_TYPES, SYSTEM_FIELDS
from metadata.fields.date import show_date, show_datetime
from metadata.fields.field_type import Shower, as_is
from metadata.fields.number import show_number

Presented = dict[str, object]
Presenter = Callable[[Mapping[str, object]], Presented]

SHOWN_SYSTEM_FIELDS = ("created_at", "created_by", "updated_at", "updated_by")
"""Beside id and version, which stand outside `values`."""


def presenter_of(table: CompiledTable, keys: Sequence[str]) -> Presenter:
    """What makes `{id, version, values, errors?}` of a record.

    `values` holds exactly `keys` (blank is null), `errors` the code of each formula that failed;
    it is absent where none did.
    """
    return table.made(("presenter", tuple(keys)), lambda: _make_presenter(table, keys))


def show_id(value: object) -> object:
    """A record's id: a decimal string."""
    return None if value is None else str(value)


def _make_presenter(table: CompiledTable, keys: Sequence[str]) -> Presenter:
    fields = table.table.fields
    showers = [(key, shower_of(table, key)) for key in keys]
    plain = tuple(key for key, show in showers if show is None)
    converted = tuple((key, show) for key, show in showers if show is not None)
    failing = tuple(key for key in keys if key in fields and fields[key].may_error)
    template: Mapping[str, object] = dict.fromkeys(keys)

    def present(record: Mapping[str, object]) -> Presented:
        values = dict(template)
        for key in plain:
            values[key] = record.get(key)
        for key, show in converted:
            value = record.get(key)
            if value is not None and value.__class__ is not FormulaValueError:
                values[key] = show(value)
        presented = {"id": str(record["id"]), "version": record.get("version"), "values": values}
        if failing:
            errors = _take_errors(record, failing, values)
            if errors:
                presented["errors"] = errors
        return presented

    return present


def _take_errors(
    record: Mapping[str, object], failing: Sequence[str], values: dict[str, object]
) -> dict[str, str]:
    errors = {}
    for key in failing:
        value = record.get(key)
        if isinstance(value, FormulaValueError):
            errors[key] = value.code
            values[key] = None
    return errors


def shower_of(table: CompiledTable, key: str) -> Shower | None:
    """What shows a value of the field that is not blank, None where the JSON encoder takes it as
    it is: it writes days by itself, as show_date would."""
    own = table.table.fields.get(key)
    if own is not None:
        show = FIELD_TYPES[own.type].shower(own)
        return None if show in (as_is, show_date) else show
    kind = SYSTEM_FIELDS[key].type
    if kind == "datetime":
        return show_datetime
    return show_number if kind == "integer" else show_id
