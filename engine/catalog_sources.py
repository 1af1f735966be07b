"""The tables of a revision as formulas in SQL reach them (formula.sql_types.SqlTables)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, cast

import sqlalchemy as sa

from engine.catalog_table import CompiledTable
from engine.columns import COLUMNS, is_stored
from engine.database import Row
from engine.database.statements import Prepared, one_of, prepare
from engine.files.file_table import file_table
from engine.people import people_selectables
from engine.people_conditions import in_department
from formula.sql import to_stored
from formula.sql_types import Column, SqlContext, SqlField, SqlLink, SqlSource
from formula.types import Number, Type
from metadata.fields.built_in import BUILT_IN_TABLES, FILE_TABLE
from metadata.plan_columns import number_scale
from metadata.resolved import Field


class Contexts(Protocol):
    """What is fixed for the formulas of an app."""

    def __call__(self, app: str) -> SqlContext:
        """The time zone, parameters and functions of the app's formulas."""


@dataclass(frozen=True)
class CatalogTables:
    """All tables of a catalog, and those of people, without any mask."""

    tables: Mapping[str, CompiledTable]
    dialect: str
    contexts: Contexts

    def source(self, table: str) -> SqlSource:
        """A fresh alias of a table; deleted records are not alive."""
        if table in BUILT_IN_TABLES:
            return PeopleSource(selectables()[table])
        compiled = self.tables[table]
        return TableSource(self, compiled, compiled.sql.alias())

    def own(self, table: str) -> SqlSource:
        """The table itself, not an alias: for a statement that selects from it."""
        compiled = self.tables[table]
        return TableSource(self, compiled, compiled.sql)

    def link(self, owner_table: str, key: str) -> SqlLink:
        """A fresh alias of the link table of a many-reference."""
        link = self.tables[owner_table].link(key).alias()
        return SqlLink(link, link.c.record, link.c.target)

    def in_department(
        self, user: Column, department: Column, *, by_code: bool, deep: bool
    ) -> Column:
        """The condition that a user is in a department, or below it."""
        return cast(Column, in_department(user, department, by_code=by_code, deep=deep))

    def prepare_people(self, table: str) -> Prepared:
        """The query of people or departments by the parameter `ids`, with the columns of
        metadata.fields.people."""
        people = selectables()[table]
        columns = [people.c[key] for key in BUILT_IN_TABLES[table].fields]
        query: sa.Select[Row] = sa.select(*columns).where(one_of(people.c.id, "ids"))
        return prepare(query, self.dialect)


@dataclass(frozen=True)
class TableSource:
    """One appearance of a user table in a statement."""

    tables: CatalogTables
    compiled: CompiledTable
    alias: sa.FromClause

    @property
    def table(self) -> sa.FromClause:
        """What stands in FROM."""
        return self.alias

    @property
    def id(self) -> Column:
        """The primary key."""
        return self.alias.c.id

    @property
    def alive(self) -> Column | None:
        """The record is not deleted; a log's never are."""
        deleted_at = self.alias.c.get("deleted_at")
        return None if deleted_at is None else cast(Column, deleted_at.is_(None))

    def field(self, key: str) -> SqlField:
        """A field by key, `key.amount` and `key.currency` of money; a volatile formula is computed
        on this appearance of the table."""
        key, _, part = key.partition(".")
        found = self.compiled.table.fields.get(key)
        if found is None:
            return SqlField(self.alias.c[key])
        if not is_stored(found):
            return self.computed(found)
        columns = [self.alias.c[column.name] for column in self.compiled.columns(key)]
        if part == "currency":
            # A field with a single currency has no column for it.
            return SqlField(columns[1])
        error = columns[1] if found.type == "formula" and found.may_error else None
        return SqlField(columns[0], error)

    def computed(self, found: Field) -> SqlField:
        """A formula that is not stored."""
        assert found.formula is not None
        context = self.tables.contexts(self.compiled.table.app)
        kind = stored_type(found)
        value = to_stored(found.formula, kind, self.tables, self, context)
        return SqlField(sa.type_coerce(value.value, COLUMNS["formula"](found)), value.error)


@dataclass(frozen=True)
class PeopleSource:
    """One appearance of people or departments."""

    alias: sa.FromClause

    @property
    def table(self) -> sa.FromClause:
        """What stands in FROM."""
        return self.alias

    @property
    def id(self) -> Column:
        """The primary key."""
        return self.alias.c.id

    @property
    def alive(self) -> Column | None:
        """Nobody is ever deleted."""
        return None

    def field(self, key: str) -> SqlField:
        """A column of people."""
        return SqlField(self.alias.c[key])


def selectables() -> Mapping[str, sa.FromClause]:
    """Fresh subqueries of the tables without documents, with the columns of
    metadata.fields.built_in."""
    return {**people_selectables(), FILE_TABLE: file_table()}


def stored_type(found: Field) -> Type:
    """The type a computed value is stored as: numbers with the field's decimals."""
    if isinstance(found.value_type, Number):
        return Number(number_scale(found))
    return found.value_type
