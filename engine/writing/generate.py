"""Values that are made once: generated fields and automatic numbers (decision 27)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from engine.catalog_table import CompiledTable
from engine.database.statements import one_of
from engine.system_tables import tg_counter
from engine.writing.batch import Draft
from engine.writing.fitting import fitted
from engine.writing.program import Program, Step
from engine.writing.transaction import Transaction
from formula.errors import FormulaValueError
from metadata.documents.field import AutoNumberField

ENDINGS = 50
"""Endings (`-2`, `-3` …) looked up at once when a value is taken."""


def generate_values(transaction: Transaction, program: Program, drafts: Sequence[Draft]) -> None:
    """Generated fields whose sources are all there have their value, and new records their
    numbers; neither ever changes again."""
    new = [draft for draft in drafts if draft.is_new]
    for key in program.auto_numbers if new and transaction.is_writing else ():
        number_records(transaction, program.table, key, new)
    for step in program.generated:
        ready = [draft for draft in drafts if is_ready(draft, step)]
        if ready:
            generate_field(transaction, program, step, ready)


def is_ready(draft: Draft, step: Step) -> bool:
    """Whether the field is still blank and everything it reads is there."""
    new = draft.new
    return new.get(step.key) is None and all(new.get(key) is not None for key in step.reads)


def generate_field(
    transaction: Transaction, program: Program, step: Step, drafts: Sequence[Draft]
) -> None:
    """Each draft has the formula's value, with an ending where that is taken."""
    context = transaction.context(program.table)
    field = program.fields[step.key]
    wanted: list[tuple[Draft, object]] = []
    for draft in drafts:
        try:
            value = fitted(field, step.run(draft.new, context))
        except FormulaValueError as error:
            warning = draft.refusal("formula_failed", step.key, {"error": error.code})
            draft.warnings.append(warning)
        else:
            if value is not None:
                wanted.append((draft, value))
    used = values_used(transaction, program.table, step.key, [value for _, value in wanted])
    for draft, value in wanted:
        free = value
        if value in used and isinstance(value, str):
            free = free_ending(transaction, program.table, step.key, value, used)
        used.add(free)
        draft.new[step.key] = free


def free_ending(
    transaction: Transaction, table: CompiledTable, key: str, value: str, used: set[object]
) -> str:
    """The value with the first ending that nobody has."""
    first = 2
    while True:
        candidates = [f"{value}-{number}" for number in range(first, first + ENDINGS)]
        used.update(values_used(transaction, table, key, candidates))
        for candidate in candidates:
            if candidate not in used:
                return candidate
        first += ENDINGS


def values_used(
    transaction: Transaction, table: CompiledTable, key: str, values: Iterable[object]
) -> set[object]:
    """Those of the values that a record has, deleted ones included: an id is never reused."""
    column = table.columns(key)[0]
    statement = table.statement(
        ("used", key), lambda: sa.select(column).where(one_of(column, "values"))
    )
    rows = transaction.connection.rows(statement, {"values": list(values)})
    return {row[0] for row in rows}


def number_records(
    transaction: Transaction, table: CompiledTable, key: str, drafts: Sequence[Draft]
) -> None:
    """Each new record has the next number, written with the field's prefix and digits."""
    document = table.table.fields[key].document
    assert isinstance(document, AutoNumberField)
    statement = table.statement("count up", lambda: count_up(table.dialect))
    given = {"table": table.name, "field": key, "count": len(drafts)}
    last = cast(int, transaction.connection.rows(statement, given)[0][0])
    for number, draft in enumerate(drafts, last - len(drafts) + 1):
        draft.new[key] = f"{document.prefix}{number:0{document.digits}d}"


def count_up(dialect: str) -> sa.ClauseElement:
    """The counter raised by `count`; it gives the last of the numbers taken."""
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = insert(tg_counter).values(
        table=sa.bindparam("table", type_=tg_counter.c.table.type),
        field=sa.bindparam("field", type_=tg_counter.c.field.type),
        value=sa.bindparam("count", type_=tg_counter.c.value.type),
    )
    return statement.on_conflict_do_update(
        index_elements=[tg_counter.c.table, tg_counter.c.field],
        set_={"value": tg_counter.c.value + statement.excluded.value},
    ).returning(tg_counter.c.value)
