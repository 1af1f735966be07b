"""Which fields have an index (decision 42), and what a plan does about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from formula.types import Text
from metadata.pairs import TablePair
from metadata.plan_columns import Place, place_of
from metadata.plan_layout import FieldMove
from metadata.resolved import Resolved, Table
from metadata.resolved_states import DUE
from metadata.steps import CreateIndex, DropIndex, IndexSearch

ALWAYS_INDEXED = frozenset({"reference", "user", "department", "state"})
ALWAYS_UNIQUE = frozenset({"auto_number", "generated"})


@dataclass(frozen=True, slots=True)
class Indexed:
    """One index: over these fields of a table, in this order."""

    fields: tuple[str, ...]
    unique: bool


def indexes_of(table: Table) -> tuple[Indexed, ...]:
    """Every index of a table beside that of its id; a unique one over the same fields stands for
    the plain one."""
    found: dict[tuple[str, ...], bool] = {}
    for key, field in table.fields.items():
        if place_of(field) is not Place.COLUMN:
            continue
        is_unique = field.type in ALWAYS_UNIQUE
        if is_unique or field.type in ALWAYS_INDEXED or field.document.indexed:
            found[(key,)] = is_unique
    for machine in table.machines.values():
        if machine.limited:
            found[(machine.due,)] = False
    for rule in table.rules:
        if rule.kind == "unique":
            # An index cannot know when a rule holds: then it only finds the others quickly.
            is_always = rule.when is None and rule.on >= {"create", "edit"}
            found[rule.fields] = found.get(rule.fields, False) or is_always
    return tuple(Indexed(fields, unique) for fields, unique in found.items())


def plan_indexes(
    after: Resolved, pairs: Mapping[str, TablePair], moves: Iterable[FieldMove]
) -> Iterator[CreateIndex | DropIndex]:
    """The indexes to make and to drop. One whose column is replaced is made for the new column; the
    old one stays with the old column, which undo may take back."""
    moved = {(move.table, move.key) for move in moves}
    for name, table in after.tables.items():
        present = set(kept_indexes(pairs[name])) if name in pairs else set()
        wanted = indexes_of(table)
        for index in wanted:
            is_moved = any((name, key.removesuffix(DUE)) in moved for key in index.fields)
            if is_moved or index not in present:
                yield CreateIndex(name, index.fields, index.unique)
        for index in sorted(present.difference(wanted), key=lambda index: index.fields):
            if not any((name, key.removesuffix(DUE)) in moved for key in index.fields):
                yield DropIndex(name, index.fields, index.unique)


def kept_indexes(pair: TablePair) -> Iterator[Indexed]:
    """The indexes a table has, over the fields as they are called now; without those over a field
    that is gone."""
    now = {old: key for key, old in pair.fields.items()}
    now |= {old + DUE: key + DUE for old, key in now.items()}
    for index in indexes_of(pair.before):
        if all(key in now for key in index.fields):
            yield Indexed(tuple(now[key] for key in index.fields), index.unique)


def searched_fields(table: Table) -> tuple[str, ...]:
    """The fields whose texts have terms by which they are found (decision 41): a formula may be
    anything, and the records of a log are not looked for."""
    return tuple(
        key
        for key in table.search
        if not table.log
        and place_of(table.fields[key]) is Place.COLUMN
        and isinstance(table.fields[key].value_type, Text)
    )


def plan_search(
    after: Resolved, pairs: Mapping[str, TablePair], moves: Iterable[FieldMove]
) -> Iterator[IndexSearch]:
    """The fields that were not searched, or whose values are others; a table without records has
    nothing to index."""
    moved = {(move.table, move.key) for move in moves}
    for name, pair in pairs.items():
        before = searched_fields(pair.before)
        new = tuple(
            key
            for key in searched_fields(after.tables[name])
            if (name, key) in moved or pair.fields.get(key) not in before
        )
        if new:
            yield IndexSearch(name, new)
