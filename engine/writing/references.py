"""What a write points at: it must be there, not deleted, and seen by the actor."""

from __future__ import annotations

from typing import cast

from engine.access import TableAccess
from engine.catalog import Catalog
from engine.catalog_table import CompiledTable, Values
from engine.errors import UnknownTable
from engine.writing.batch import Batch, Draft
from engine.writing.change import Kind
from engine.writing.program import step_of
from engine.writing.transaction import Transaction
from formula.errors import FormulaValueError
from formula.typed import Typed
from metadata.fields.built_in import FILE_TABLE
from metadata.fields.people import PEOPLE_TABLES

Referenced = tuple[str, str, set[int]]
"""A reference field, the table it points at, and the ids that the batch writes into it."""


def rollup_backs(catalog: Catalog, table: CompiledTable) -> frozenset[str]:
    """The reference fields of the table through which a stored formula of the parent reads it."""

    def find() -> frozenset[str]:
        edges = catalog.dependencies.edges_of_table(table.name)
        last = (edge.path[-1] for edge in edges if edge.path)
        return frozenset(
            step.back for step in last if step.kind == "children" and step.back is not None
        )

    return catalog.cache(("rollup backs", table.name), find)


def reference_keys(table: CompiledTable) -> tuple[tuple[str, str], ...]:
    """The fields that point at records: (key, target table), one or many."""
    return table.made(
        "reference keys",
        lambda: tuple(
            (key, field.target)
            for key, field in table.table.fields.items()
            if field.target is not None and field.target != FILE_TABLE and field.type != "children"
        ),
    )


def referenced_ids(transaction: Transaction, batch: Batch) -> list[Referenced]:
    """What the batch's reference fields will point at and must be looked at."""
    found: list[Referenced] = []
    for key, target in reference_keys(batch.table):
        ids: set[int] = set()
        for draft in batch.drafts:
            ids.update(ids_in(draft.written.get(key)))
        if ids and target in PEOPLE_TABLES:
            ids = {id for id in ids if (target, id) not in transaction.people}
        if ids:
            found.append((key, target, ids))
    return found


def ids_in(value: object) -> tuple[int, ...]:
    """The ids of a reference value: none, one or many."""
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (cast(int, value),)


def check_references(transaction: Transaction, batch: Batch) -> None:
    """A reference to what is not there, is deleted or is hidden from the actor is refused; one
    that the record had before may stay, unless the record was deleted and comes back."""
    for key, target in reference_keys(batch.table):
        for draft in batch.open:
            comes_back = draft.kind is Kind.RESTORE
            value = draft.new.get(key) if comes_back else draft.written.get(key)
            had = draft.old is not None and draft.old.get(key) == value
            if value is None or (had and not comes_back):
                continue
            if not all(may_point_at(transaction, draft, target, id) for id in ids_in(value)):
                draft.refuse("unknown_reference", key)


def may_point_at(transaction: Transaction, draft: Draft, target: str, id: int) -> bool:
    """Whether a record of the target table may be referenced by the actor."""
    if (target, id) in transaction.promised or (target, id) in transaction.people:
        return True
    values = transaction.rows.record(target, id)
    if values is None:
        return False
    if target in PEOPLE_TABLES:
        transaction.people.add((target, id))
        return True
    if draft.is_caused or transaction.access.is_admin:
        return True
    try:
        mask = transaction.access.table(target)
    except UnknownTable:
        return False
    return allows(transaction, mask.read, mask, values)


def allows(
    transaction: Transaction, condition: bool | Typed, mask: TableAccess, values: Values
) -> bool:
    """Whether a row condition of the mask holds for a record; one that fails does not."""
    if isinstance(condition, bool):
        return condition
    table = transaction.catalog.tables[mask.table.name]
    step = table.made(("scope", id(condition)), lambda: (condition, step_of("scope", condition)))
    try:
        return step[1].run(values, transaction.context(table)) is True
    except FormulaValueError:
        return False
