"""What one resolving leaves to the next: a document is read once, and a formula's typed tree is
taken over while every name in it means the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from formula.check import Checked, check
from formula.references import reads
from formula.scope import FieldName, Scope, TableNames, Use
from formula.types import RecordSet, Ref, Type
from metadata.read_documents import Read

FormulaKey = tuple[str | None, Use, str, str, str, bool]
"""(own table, use, text, expected type, time zone, whether OLD is known)."""

Meaning = tuple[tuple[object, ...], ...]
"""What everything that a formula names meant when it was checked."""


@dataclass(frozen=True, slots=True)
class _Kept:
    checked: Checked
    tables: tuple[str, ...]
    meaning: Meaning


class Typings:
    """The formulas of one resolving. Only what was asked for is kept for the next."""

    def __init__(self, earlier: Typings | None = None) -> None:
        self._earlier: Mapping[FormulaKey, _Kept] = earlier._kept if earlier else {}
        self._kept: dict[FormulaKey, _Kept] = {}
        self._names: dict[int, tuple[TableNames, tuple[object, ...]]] = {}
        self._fields: dict[int, tuple[FieldName, str]] = {}
        self.read: Read | None = None
        """The documents of this resolving: the next one need not read those again."""
        self.checks = 0
        """How many formulas had to be checked anew."""

    def check(self, text: str, scope: Scope, use: Use, expected: Type | None) -> Checked:
        """The checked formula, by look-up where nothing it names has changed."""
        key = _key(text, scope, use, expected)
        for kept in (self._kept.get(key), self._earlier.get(key)):
            if kept and self._meaning(kept.checked, kept.tables, scope) == kept.meaning:
                self._kept[key] = kept
                return kept.checked
        self.checks += 1
        checked = check(text, scope, use, expected)
        if checked.typed is not None:
            tables = _tables_of(checked, scope)
            self._kept[key] = _Kept(checked, tables, self._meaning(checked, tables, scope))
        return checked

    def foresee(self, text: str, scope: Scope, use: Use) -> Checked:
        """The formula checked while types it reads may not be known yet: good for the names in it
        only. An earlier check is as good, where the tables it looked at have the same names."""
        kept = self._earlier.get(_key(text, scope, use, None))
        if kept is not None:
            names = self._names_in(kept.tables, scope)
            if names == kept.meaning[: len(names)]:
                return kept.checked
        self.checks += 1
        return check(text, scope, use)

    def _meaning(self, checked: Checked, tables: Iterable[str], scope: Scope) -> Meaning:
        facts = list(self._names_in(tables, scope))
        for table, key in sorted(fields_of(checked)):
            owner = scope.tables.get(table)
            field = owner.fields.get(key) if owner else None
            facts.append((table, key, self._field_of(field) if field else None))
        for found in checked.resolutions:
            if found.kind == "parameter":
                facts.append((found.key, repr(scope.parameters.get(found.key))))
            elif found.kind == "variable":
                facts.append((found.key, *_variable(scope, found.key)))
            elif found.kind == "role":
                facts.append((found.key, scope.roles.get(found.key)))
        return tuple(facts)

    def _names_in(self, tables: Iterable[str], scope: Scope) -> Meaning:
        known = [(name, scope.tables.get(name)) for name in tables]
        return tuple((name,) if found is None else self._names_of(found) for name, found in known)

    def _names_of(self, table: TableNames) -> tuple[object, ...]:
        # The table is kept beside its names: an id is only good while its object lives.
        known = self._names.get(id(table))
        if known is None:
            names = tuple(sorted((field.key, field.names) for field in table.fields.values()))
            found = (table.name, table.names, names, table.title)
            known = self._names[id(table)] = (table, found)
        return known[1]

    def _field_of(self, field: FieldName) -> str:
        known = self._fields.get(id(field))
        if known is None:
            known = self._fields[id(field)] = (field, f"{field!r}{field.definition!r}")
        return known[1]


def _variable(scope: Scope, key: str) -> tuple[object, ...]:
    """The type of what a step gave; its parts too, for a part goes before a field of that name."""
    parts = tuple(sorted(name for name in scope.variables if name.startswith(f"{key}.")))
    return repr(scope.variables.get(key)), parts


def _key(text: str, scope: Scope, use: Use, expected: Type | None) -> FormulaKey:
    return (scope.table, use, text, repr(expected), scope.time_zone, scope.remembers)


def fields_of(checked: Checked) -> frozenset[tuple[str, str]]:
    """The fields, as (table, key), that a formula names or reads unnamed: a reference that becomes
    text reads the title of the record it points at."""
    named = {
        (found.owner, found.key)
        for found in checked.resolutions
        if found.kind == "field" and found.owner is not None
    }
    read = reads(checked.typed) if checked.typed is not None else ()
    return frozenset(named | {(item.table, item.key) for item in read})


def with_field(table: TableNames, field: FieldName) -> TableNames:
    """The table with `field` in place of the one with its key."""
    return replace(table, fields={**table.fields, field.key: field})


def _tables_of(checked: Checked, scope: Scope) -> tuple[str, ...]:
    """The tables whose names the formula looked at: its own, those of its fields and those that
    its references point at (a reference becomes text by the other table's title)."""
    tables = {scope.table} if scope.table else set()
    for resolution in checked.resolutions:
        owner = resolution.owner
        if resolution.kind != "field" or owner is None or owner not in scope.tables:
            continue
        tables.add(owner)
        field = scope.tables[owner].fields.get(resolution.key)
        if field is not None and isinstance(field.type, Ref | RecordSet):
            tables.add(field.type.table)
    return tuple(sorted(tables))
