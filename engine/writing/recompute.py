"""One stored formula computed again for many records: row by row where they are few, else by one
`UPDATE … FROM (SELECT …) WHERE … IS DISTINCT FROM …`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import sqlalchemy as sa

from engine.catalog_table import CompiledTable, Values
from engine.hints import hint_records
from engine.listened import is_listened, listened
from engine.outbox import write_events
from engine.search_index import index_again, searched_codes
from engine.writing.batch import is_same
from engine.writing.change import Kind
from engine.writing.event_values import shown
from engine.writing.program import Step, program_of
from engine.writing.row_locks import UPDATE, lock_ids, lock_rows
from engine.writing.set_based import recompute_statement
from engine.writing.transaction import Transaction
from engine.writing.value_history import Kept, keep_values
from formula.errors import FormulaValueError
from formula.references import reads

FEW = 20
"""Up to so many rows Python is as fast as one UPDATE, and the values are known afterwards."""


def recompute_field(
    transaction: Transaction, table: str, field: str, ids: Sequence[int]
) -> set[int]:
    """The field is right in these records; the ids of those where it changed."""
    changed = recompute_ids(transaction, table, field, ids)
    hint_records(transaction.connection, table, changed)
    compiled = transaction.catalog.tables[table]
    if changed and field in searched_codes(compiled):
        index_again(transaction.connection, sorted(changed), table=compiled)
    return changed


def recompute_ids(transaction: Transaction, table: str, field: str, ids: Sequence[int]) -> set[int]:
    """The same, whichever way is faster."""
    compiled = transaction.catalog.tables[table]
    if len(ids) > FEW and not is_told(transaction, compiled, field):
        statement = recompute_statement(transaction.catalog, table, (field,))
        if statement is not None:
            if transaction.connection.dialect == "postgresql":
                # An UPDATE that waits for a row would go on with what it computed before.
                lock_ids(transaction, compiled, ids)
            # Stored formulas ask neither for the moment nor for who asks.
            rows = transaction.connection.rows(statement, {"ids": list(ids)})
            changed = {cast(int, row[0]) for row in rows}
            transaction.rows.forget(table, changed)
            transaction.rows.forget_kin(table)
            return changed
    return recompute_rows(transaction, compiled, field, ids)


def recompute_rows(
    transaction: Transaction, table: CompiledTable, field: str, ids: Sequence[int]
) -> set[int]:
    """The same in Python: the rows are read under lock, what they read is fetched at once."""
    mode = UPDATE if transaction.connection.dialect == "postgresql" else None
    found = lock_rows(transaction, table, list(ids), mode)
    alive = {id: values for id, values in found.items() if values.get("deleted_at") is None}
    transaction.rows.take(table.name, ids, alive)
    step = next(step for step in program_of(table).formulas if step.key == field)
    fetch_related(transaction, table, field, alive)
    changed: list[tuple[Values, object]] = []
    for values in alive.values():
        value = computed(transaction, table, step, values)
        if not is_same(values.get(field), value):
            changed.append((values, values.get(field)))
            values[field] = value
    if changed:
        write_back(transaction, table, field, changed)
        transaction.rows.forget_kin(table.name)
    return {cast(int, values["id"]) for values, _ in changed}


def computed(transaction: Transaction, table: CompiledTable, step: Step, values: Values) -> object:
    """The formula's value for a record; an error is a value."""
    try:
        return step.run(values, transaction.context(table))
    except FormulaValueError as error:
        return error


def fetch_related(
    transaction: Transaction, table: CompiledTable, field: str, alive: dict[int, Values]
) -> None:
    """The records one relation away are known, with one query for each relation."""
    formula = table.table.fields[field].formula
    assert formula is not None
    firsts = table.made(
        ("firsts", field),
        lambda: {dependency.path[0] for dependency in reads(formula) if dependency.path},
    )
    for step in firsts:
        if step.kind == "children":
            transaction.rows.fetch_children(step.target, cast(str, step.back), alive)
        elif step.kind == "links":
            transaction.rows.fetch_links(table.name, step.key, alive)
        elif step.kind == "to_one":
            targets = (values.get(step.key) for values in alive.values())
            wanted = {cast(int, target) for target in targets if target is not None}
            transaction.rows.fetch(step.target, sorted(wanted))


def write_back(
    transaction: Transaction,
    table: CompiledTable,
    field: str,
    changed: Sequence[tuple[Values, object]],
) -> None:
    """The new values are stored. Version and `updated_at` stay (decision 31); a field that keeps
    its history, or that somebody listens to, leaves an event."""
    statement = table.statement(("recompute", field), lambda: update_field(table, field))
    parameters = [
        {**table.raw_value(field, values[field]), "id": values["id"]} for values, _ in changed
    ]
    transaction.connection.run_many(statement, parameters)
    if not is_told(transaction, table, field):
        return
    events = []
    for values, before in changed:
        events.append(computed_event(transaction, table, field, values, before))
    heard = is_listened(transaction.catalog, table.name, Kind.UPDATE.value)
    write_events(transaction.connection, events, is_listened=heard)
    if field not in program_of(table).kept:
        return
    kept = [Kept(field, values, is_new=False, reason=None) for values, _ in changed]
    keep_values(transaction, table, kept)


def is_told(transaction: Transaction, table: CompiledTable, field: str) -> bool:
    """Whether a change of the computed field alone is an event."""
    told = listened(transaction.catalog, table.name).fields
    return field in program_of(table).kept or field in told


def update_field(table: CompiledTable, field: str) -> sa.Update:
    """One computed field of one record."""
    columns = table.columns(field)
    values = {column.name: sa.bindparam(column.name, type_=column.type) for column in columns}
    record = sa.bindparam("id", type_=table.sql.c.id.type)
    return sa.update(table.sql).where(table.sql.c.id == record).values(values)


def computed_event(
    transaction: Transaction, table: CompiledTable, field: str, values: Values, before: object
) -> dict[str, object]:
    """The event of a value that changed because other records did."""
    actor, program = transaction.actor, program_of(table)
    return {
        "table": table.name,
        "record": values["id"],
        "kind": Kind.UPDATE.value,
        "revision": transaction.catalog.number,
        "user": actor.user,
        "via": actor.via,
        "origin": actor.origin.value,
        "reason": None,
        "at": transaction.now,
        "before": shown(program, {field: before}, (field,)),
        "after": shown(program, values, (field,)),
        "deletion": None,
        "move": None,
    }
