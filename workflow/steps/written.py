"""What steps write: values of formulas as a change takes them, and the record they are for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from engine.errors import UnknownRecord
from engine.writing.change import Change, Outcome
from engine.writing.fitting import fitted
from metadata.fields import FIELD_TYPES
from metadata.resolved import Field
from workflow.people import first_id, ids_in
from workflow.steps.step import BoundStep, Json, Stop

GONE: Json = {"code": "record_gone"}
NO_RECORD = Stop(note=GONE)
"""The run is over: what it is for is not there any more."""


def field_values(bound: BoundStep, pointer: str, table: str) -> dict[str, object]:
    """The values of the formulas below `pointer` for a record of the table, as JSON: read, brought
    to one form and checked like everything that is written. Raises FormulaValueError."""
    fields = bound.work.catalog.tables[table].table.fields
    return {
        key: json_value(fields[key], value)
        for key, value in bound.values(pointer).items()
        if key in fields
    }


def json_value(field: Field, value: object) -> object:
    """A formula's value as JSON of the field."""
    if field.target is not None and field.type not in {"reference", "user", "department"}:
        return [str(id) for id in ids_in(value)]
    plain = first_id(value) if field.target is not None else fitted(field, value)
    return None if plain is None else FIELD_TYPES[field.type].shower(field)(plain)


def record_named(bound: BoundStep, pointer: str = "record") -> tuple[str, int] | None:
    """The record that the step names, or the run's own where it names none."""
    if pointer in bound.step.formulas:
        id = first_id(bound.value(pointer))
        table = bound.step.table or bound.table
    else:
        id, table = bound.record, bound.table
    return None if id is None or table is None else (table, id)


def write_if_there(bound: BoundStep, change: Change) -> Outcome | None:
    """What became of the change; None where its record is gone. Raises WriteRefused."""
    try:
        return bound.write([change])[0]
    except UnknownRecord:
        return None


def note_of(outcome: Outcome, values: Mapping[str, object]) -> Json:
    """What the trace tells of a write."""
    note: Json = {"record": str(outcome.id), "values": dict(values)}
    if outcome.warnings:
        note["warnings"] = [cast(object, warning.code) for warning in outcome.warnings]
    return note
