"""One table of a revision, compiled: its SQL table, and rows as the language knows them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar, cast

import sqlalchemy as sa

from engine.columns import (
    LOG_COLUMNS,
    SYSTEM_COLUMNS,
    build_table,
    companions_of,
    is_stored,
    link_table,
)
from engine.database import Row
from engine.database.statements import Prepared, prepare
from formula.errors import FormulaValueError
from formula.types import Money
from metadata.layout import TableLayout
from metadata.plan_columns import Place, place_of
from metadata.resolved import Field, Table
from metadata.resolved_states import DUE

T = TypeVar("T")
S = TypeVar("S", bound=tuple[Any, ...])
Column = sa.Column[object]
Values = dict[str, object]
"""A record: Python values (formula.types) by field key, system fields included."""


class CompiledTable:
    """A table as the engine works with it. Everything is built when first asked for and kept as
    long as the table's documents stay as they are."""

    def __init__(self, table: Table, layout: TableLayout, dialect: str) -> None:
        self.table = table
        self.layout = layout
        self.dialect = dialect
        self._statements: dict[object, Prepared] = {}
        self._made: dict[object, object] = {}

    @property
    def name(self) -> str:
        """The full name, `app.table`."""
        return self.table.name

    @cached_property
    def sql(self) -> sa.Table:
        """The SQL table with its system columns."""
        return build_table(self.table, self.layout)

    @cached_property
    def system(self) -> tuple[str, ...]:
        """The keys of the system fields; a log table has few."""
        return LOG_COLUMNS if self.table.log else SYSTEM_COLUMNS

    @cached_property
    def stored(self) -> tuple[str, ...]:
        """The keys with columns: system fields, then the table's own, then when the time of a state
        is over, where a machine has limits."""
        own = (key for key, field in self.table.fields.items() if is_stored(field))
        limited = (machine.due for machine in self.table.machines.values() if machine.limited)
        return (*self.system, *own, *limited)

    @cached_property
    def linked(self) -> tuple[str, ...]:
        """The keys of references and users fields, which live in link tables."""
        return tuple(
            key for key, field in self.table.fields.items() if place_of(field) is Place.LINK
        )

    @cached_property
    def selected(self) -> tuple[Column, ...]:
        """The columns of `stored`, companions included: what `row_of` reads."""
        return tuple(column for key in self.stored for column in self.columns(key))

    def columns(self, key: str) -> tuple[Column, ...]:
        """The columns of a stored field, the main one first."""
        if key in SYSTEM_COLUMNS:
            return (self.sql.c[key],)
        if key.endswith(DUE):
            return (self.sql.c[self.layout.columns[key.removesuffix(DUE)] + DUE],)
        main = self.layout.columns[key]
        rest = companions_of(self.table.fields[key])
        return (self.sql.c[main], *(self.sql.c[main + suffix] for suffix in rest))

    def link(self, key: str) -> sa.Table:
        """The link table of a references or users field."""
        return self.made(("link", key), lambda: link_table(self.layout.links[key]))

    def records(self) -> sa.Select[Row]:
        """All records whole, deleted ones too: the rows that `row_of` reads."""
        return cast(sa.Select[Row], sa.select(*self.selected))

    def alive(self, query: sa.Select[S]) -> sa.Select[S]:
        """The query without deleted records; a log table has none."""
        deleted_at = self.sql.c.get("deleted_at")
        return query if deleted_at is None else query.where(deleted_at.is_(None))

    @cached_property
    def row_of(self) -> Callable[[Row], Values]:
        """What makes a record of a row of `selected`: pairs become money, error codes errors."""
        return row_reader(self.stored, self.table.fields)

    def raw_of(self, values: Mapping[str, object], keys: Sequence[str]) -> Values:
        """The parameters, by column name, that store these fields of a record."""
        get, plain, paired = values.get, self._plain_names, self._paired
        raw = {plain[key]: get(key) for key in keys if key in plain}
        for key in paired:
            if key in keys:
                raw.update(self.raw_value(key, get(key)))
        return raw

    def raw_value(self, key: str, value: object) -> Values:
        """The parameters, by column name, that store one value."""
        names = self._column_names[key]
        if len(names) == 1:
            return {names[0]: value}
        if isinstance(self.table.fields[key].value_type, Money):
            amount, currency = cast(tuple[object, object], value or (None, None))
            return {names[0]: amount, names[1]: currency}
        if isinstance(value, FormulaValueError):
            return {names[0]: None, names[1]: value.code}
        return {names[0]: value, names[1]: None}

    def statement(self, shape: object, build: Callable[[], sa.ClauseElement]) -> Prepared:
        """The prepared statement of this shape, compiled once."""
        found = self._statements.get(shape)
        if found is None:
            found = self._statements[shape] = prepare(build(), self.dialect)
        return found

    def made(self, key: object, build: Callable[[], T]) -> T:
        """What `build` makes of this table, made once."""
        if key not in self._made:
            self._made[key] = build()
        return cast(T, self._made[key])

    @cached_property
    def _column_names(self) -> Mapping[str, tuple[str, ...]]:
        return {key: tuple(column.name for column in self.columns(key)) for key in self.stored}

    @cached_property
    def _plain_names(self) -> Mapping[str, str]:
        return {key: names[0] for key, names in self._column_names.items() if len(names) == 1}

    @cached_property
    def _paired(self) -> tuple[str, ...]:
        return tuple(key for key, names in self._column_names.items() if len(names) > 1)


def row_reader(keys: Sequence[str], fields: Mapping[str, Field]) -> Callable[[Row], Values]:
    """A function from a row, each key's columns in order, to the record."""
    pairs = [key for key in keys if key in fields and companions_of(fields[key])]
    if not pairs:
        return lambda row: dict(zip(keys, row, strict=True))
    flat: list[str] = []
    for key in keys:
        flat.append(key)
        if key in pairs:
            flat.append(f"{key} beside")
    joins = [(key, f"{key} beside", isinstance(fields[key].value_type, Money)) for key in pairs]

    def read(row: Row) -> Values:
        values = dict(zip(flat, row, strict=True))
        for key, beside, is_money in joins:
            companion = values.pop(beside)
            if companion is None:
                continue
            if is_money:
                values[key] = (values[key], companion)
            else:
                values[key] = FormulaValueError(cast(str, companion))
        return values

    return read
