"""An ad-hoc formula on one record: its value, the value of every part, and its outline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from engine.access import Access, access_of
from engine.actor import Actor
from engine.catalog_table import Values
from engine.database import Connection
from engine.errors import UnknownRecord, WriteRefused
from engine.reading.explaining import SeenRecords, explain, spans_of, value_of
from engine.reading.outline import Outline, Outliner, Sight, outcome
from engine.reading.telling import Telling
from engine.workspace import Workspace
from engine.writing.change import Change, Kind, Outcome, Refusal
from engine.writing.transaction import open_transaction
from formula.check import check
from formula.context import Context, Row
from formula.errors import FormulaValueError
from formula.evaluate import compile_python
from formula.scope import Use
from formula.types import type_name
from metadata.fields import FIELD_TYPES
from metadata.fields.field_type import Reading, Showing, Unreadable

Json = dict[str, object]

NEW_RECORD = 0


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a formula gave: `value` as JSON or the code of an `error`, and its parts in the order
    of the text, each with its span, its text and its own value or error. `display` is the value
    as people read it; `outline` says which branch was taken and why."""

    type: str
    value: object
    error: str | None
    parts: tuple[Json, ...]
    display: str
    outline: Outline


def evaluate_formula(
    work: Workspace, actor: Actor, table: str, text: str, row: int | Mapping[str, object]
) -> Evaluation:
    """The formula's value on a record, by its id, or on values that are not saved.

    Raises UnknownTable, UnknownRecord, InvalidFormula, and WriteRefused with every value that
    cannot be read.
    """
    catalog = work.catalog
    access = access_of(catalog, actor)
    access.table(table)
    checked = check(text, access.scope_of(table), Use.TEXT)
    typed = checked.require()
    assert checked.tree is not None
    spans = frozenset(spans_of(checked.tree))

    def run(connection: Connection) -> Evaluation:
        transaction = open_transaction(work, connection, actor, catalog, is_writing=False)
        records = SeenRecords(transaction)
        compiled = catalog.tables[table]
        context = replace(transaction.context(compiled), records=records)
        if isinstance(row, int):
            found = records.record(table, row)
            if found is None:
                raise UnknownRecord(table, str(row))
        else:
            found = read_unsaved(work, access, table, row, context)
        value, error = value_of(typed, found, context)
        parts = tuple(explain(typed, checked.text, spans, (found, context)))
        telling = Telling(records, Showing(actor.language, work.time_zone))
        sight = Sight(access, found, context, found, context, telling)
        display = telling.type(typed.type, outcome(typed, found, context)[0])
        outline = Outliner(typed, checked.text, sight).outline()
        return Evaluation(type_name(typed.type), value, error, parts, display, outline)

    return work.database.read(run)


def read_unsaved(
    work: Workspace, access: Access, table: str, given: Mapping[str, object], context: Context
) -> Row:
    """The JSON values as a row, stored formulas computed. Raises WriteRefused."""
    mask = access.table(table)
    row: Values = {"id": NEW_RECORD}
    refusals: list[Refusal] = []
    for key, value in given.items():
        field = mask.table.fields.get(key)
        if field is None or key not in {*mask.visible, *mask.creatable}:
            refusals.append(Refusal("unknown_field", key, f"/values/{key}", {"name": key}))
            continue
        read = FIELD_TYPES[field.type].reader(field, Reading(work.time_zone))(value)
        if isinstance(read, Unreadable):
            place = f"/values/{key}"
            refused = Refusal(read.code, key, place, read.parameters, suggestion=read.suggestion)
            refusals.append(refused)
        else:
            row[key] = read
    if refusals:
        change = Change(Kind.CREATE, table)
        raise WriteRefused([Outcome(change, None, 0, {}, refusals=tuple(refusals))])
    for key in mask.table.order:
        formula = mask.table.fields[key].formula
        if key not in row and formula is not None:
            try:
                row[key] = compile_python(formula)(row, context)
            except FormulaValueError as error:
                row[key] = error
    return row
