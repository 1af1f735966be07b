"""Unique rules: no two records with the same values; blanks never collide (decision 5).

The unique index has the last word when two writes race; this check finds the other record, so
that the refusal can name it, if the actor may see it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

import sqlalchemy as sa

from engine.catalog_table import CompiledTable
from engine.database import Row
from engine.database.statements import one_of
from engine.writing.authorize import mask_of
from engine.writing.batch import Batch, Draft
from engine.writing.change import Kind
from engine.writing.program import Program, RuleStep, holds
from engine.writing.references import allows
from engine.writing.transaction import Transaction
from formula.errors import FormulaValueError

Found = dict[tuple[object, ...], int]
"""The ids of records by the values of the rule's fields."""


def check_unique(transaction: Transaction, batch: Batch, program: Program) -> None:
    """No draft has the values of another record or of another draft."""
    for step in program.uniques:
        wanted = [
            (draft, values)
            for draft in batch.open
            if is_due(transaction, draft, step)
            and (values := values_of(draft, step.rule.fields)) is not None
        ]
        if wanted:
            check_rule(transaction, batch, step, wanted)


def check_rule(
    transaction: Transaction,
    batch: Batch,
    step: RuleStep,
    wanted: Sequence[tuple[Draft, tuple[object, ...]]],
) -> None:
    """One rule for the drafts that it concerns."""
    keys = step.rule.fields
    taken = find_taken(transaction, batch.table, keys, [values for _, values in wanted])
    first: dict[tuple[object, ...], Draft] = {}
    for draft, values in wanted:
        other = taken.get(values)
        if other is not None:
            refuse(transaction, batch, draft, step, other)
        elif values in first and first[values] is not draft:
            refuse(transaction, batch, draft, step, None)
        elif not draft.refusals:
            first[values] = draft


def is_due(transaction: Transaction, draft: Draft, step: RuleStep) -> bool:
    """Whether the write gives the record these values, or brings it back with them."""
    if draft.kind is Kind.DELETE or (draft.old is None and not draft.is_new):
        return False
    is_touched = draft.kind is Kind.RESTORE or not draft.changed.isdisjoint(step.rule.fields)
    moment = "create" if draft.is_new else "edit"
    if not is_touched or moment not in step.rule.on:
        return False
    return holds(step.when, draft.new, transaction.context(draft.table))


def values_of(draft: Draft, keys: Iterable[str]) -> tuple[object, ...] | None:
    """The values that must be unique; None where one is blank."""
    values = tuple(draft.new.get(key) for key in keys)
    is_partial = any(value is None or isinstance(value, FormulaValueError) for value in values)
    return None if is_partial else values


def find_taken(
    transaction: Transaction,
    table: CompiledTable,
    keys: tuple[str, ...],
    wanted: Sequence[tuple[object, ...]],
) -> Found:
    """The records that have these values: one query for a single field, else one for each."""
    if len(keys) == 1:
        statement = table.statement(("unique", keys), lambda: select_among(table, keys[0]))
        rows = transaction.connection.rows(statement, {"values": [value for (value,) in wanted]})
    else:
        statement = table.statement(("unique", keys), lambda: select_equal(table, keys))
        rows = []
        for values in wanted:
            given = {f"value_{index}": value for index, value in enumerate(values)}
            rows.extend(transaction.connection.rows(statement, given))
    return {row[1:]: cast(int, row[0]) for row in rows}


def select_among(table: CompiledTable, key: str) -> sa.Select[Row]:
    """The records whose field has one of the parameter `values`."""
    column = table.columns(key)[0]
    query: sa.Select[Row] = sa.select(table.sql.c.id, column).where(one_of(column, "values"))
    return table.alive(query)


def select_equal(table: CompiledTable, keys: Sequence[str]) -> sa.Select[Row]:
    """The records whose fields have the parameters `value_0`, `value_1` …"""
    columns = [table.columns(key)[0] for key in keys]
    query: sa.Select[Row] = sa.select(table.sql.c.id, *columns)
    for index, column in enumerate(columns):
        query = query.where(column == sa.bindparam(f"value_{index}", type_=column.type))
    return table.alive(query)


def refuse(
    transaction: Transaction, batch: Batch, draft: Draft, step: RuleStep, other: int | None
) -> None:
    """The draft breaks the rule; the other record is named if the actor may see it."""
    parameters: dict[str, str | int] = {"rule": step.rule.key}
    if other is not None and may_see(transaction, batch, other):
        parameters["record"] = str(other)
    draft.refuse("not_unique", step.rule.fields[0], parameters, step.rule.message or None)


def may_see(transaction: Transaction, batch: Batch, id: int) -> bool:
    """Whether the actor may see a record of the batch's table."""
    mask = mask_of(transaction, batch)
    values = transaction.rows.record(batch.table.name, id)
    return mask is not None and values is not None and allows(transaction, mask.read, mask, values)
