"""What another formula would change in the records that are there: counted, with examples."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

import sqlalchemy as sa

from engine.access import access_of
from engine.actor import Actor
from engine.catalog_sources import stored_type
from engine.database import Connection
from engine.database.statements import Prepared, prepare
from engine.errors import InvalidQuery
from engine.formula_context import request_parameters
from engine.reading.explaining import SeenRecords
from engine.reading.masking import MaskedSource, MaskedTables
from engine.reading.shape import unknown_field
from engine.reading.telling import Telling
from engine.workspace import Workspace
from engine.writing.program import storing_step
from engine.writing.transaction import Transaction, open_transaction
from formula.check import check
from formula.context import Context, Row
from formula.errors import FormulaValueError, NotCompilable
from formula.scope import Use
from formula.sql import to_stored
from formula.typed import Typed
from metadata.fields.field_type import Showing
from metadata.resolved import Field

SECONDS = 2.0
SLICE = 5_000
EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Example:
    """A record whose value would change, as people read it."""

    id: int
    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Effect:
    """Of `rows` records that the caller sees, `changed` would get another value; None where that
    is not a matter of counting: the type changes, or the database cannot compute the formula.
    Where time ran out not all records were looked at, and it is not complete."""

    rows: int
    changed: int | None
    is_complete: bool
    examples: tuple[Example, ...]


def formula_effect(work: Workspace, actor: Actor, table: str, key: str, text: str) -> Effect:
    """What `text` in place of the present formula of the field would change.

    UnknownTable, InvalidFormula; InvalidQuery where the caller sees no such formula field.
    """
    catalog = work.catalog
    access = access_of(catalog, actor)
    mask = access.table(table)
    field = mask.table.fields.get(key)
    if field is None or key not in mask.visible or field.type != "formula":
        raise InvalidQuery([unknown_field(mask, key, "field")])
    typed = check(text, access.scope_of(table), Use.FIELD).require()
    tables = MaskedTables(catalog.sql_tables, access, catalog.sql_context(mask.table.app))
    source = tables.mask(catalog.sql_tables.own(table), table)
    differs = difference(tables, source, field, typed)
    statement = prepare(select_slice(source, differs), catalog.dialect)
    given = request_parameters(work, actor, statement)

    def run(connection: Connection) -> Effect:
        rows, changed, is_complete = count_changes(connection, statement, given)
        if differs is None:
            return Effect(rows, None, is_complete, ())
        transaction = open_transaction(work, connection, actor, catalog, is_writing=False)
        examples = tuple(show_examples(transaction, field, (table, typed), changed[:EXAMPLES]))
        return Effect(rows, len(changed), is_complete, examples)

    return work.database.read(run, long=True)


def difference(
    tables: MaskedTables, source: MaskedSource, field: Field, typed: Typed
) -> sa.ColumnElement[bool] | None:
    """Whether a row would hold another value or another error; None where that cannot be said."""
    if type(typed.type) is not type(field.value_type):
        return None
    try:
        new = to_stored(typed, stored_type(field), tables, source, tables.context)
    except NotCompilable:
        return None
    old = source.field(field.key)
    value = sa.type_coerce(new.value, old.value.type)
    before, after = (sa.null() if it is None else it for it in (old.error, new.error))
    return sa.or_(
        old.value.is_distinct_from(value),
        sa.cast(before, sa.Text()).is_distinct_from(sa.cast(after, sa.Text())),
    )


def select_slice(
    source: MaskedSource, differs: sa.ColumnElement[bool] | None
) -> sa.Select[tuple[int, int]]:
    """The next records after the id `after`, each with 1 where it would change."""
    flag = sa.literal(0) if differs is None else sa.case((differs, 1), else_=0)
    after = sa.bindparam("after", type_=source.id.type)
    return (
        sa.select(source.id, flag)
        .select_from(source.table)
        .where(sa.true() if source.alive is None else source.alive, source.id > after)
        .order_by(source.id)
        .limit(SLICE)
    )


def count_changes(
    connection: Connection, statement: Prepared, given: Mapping[str, object]
) -> tuple[int, list[int], bool]:
    """How many records were looked at, which would change, and whether these are all."""
    until = time.monotonic() + SECONDS
    rows, last = 0, 0
    changed: list[int] = []
    while time.monotonic() < until:
        found = connection.rows(statement, {**given, "after": last})
        rows += len(found)
        changed += [cast(int, id) for id, differs in found if differs]
        if len(found) < SLICE:
            return rows, changed, True
        last = cast(int, found[-1][0])
    return rows, changed, False


def show_examples(
    transaction: Transaction, field: Field, formula: tuple[str, Typed], ids: Sequence[int]
) -> Iterator[Example]:
    """The records with the value they have and the one they would have, as the caller sees them."""
    table, typed = formula
    records = SeenRecords(transaction)
    telling = Telling(records, Showing(transaction.actor.language, transaction.work.time_zone))
    compiled = transaction.catalog.tables[table]
    context = replace(transaction.context(compiled), records=records)
    for id in ids:
        row = records.record(table, id)
        if row is None:
            continue
        assert field.formula is not None
        before = (
            row[field.key] if field.key in row else run_step(field, field.formula, row, context)
        )
        after = run_step(field, typed, row, context)
        title = telling.title(table, id)
        yield Example(id, title, tell(telling, field, before), tell(telling, field, after))


def run_step(field: Field, typed: Typed, row: Row, context: Context) -> object:
    """What the field would hold; a failure is the value."""
    try:
        return storing_step(field, typed).run(row, context)
    except FormulaValueError as error:
        return error


def tell(telling: Telling, field: Field, value: object) -> str:
    """The value as people read it; an error by its code."""
    return f"#{value.code}" if isinstance(value, FormulaValueError) else telling.field(field, value)
