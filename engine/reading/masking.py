"""The tables as one actor may see them: what every ad-hoc formula and every list reads from.

A masked source leaves out the rows outside the actor's scope and the fields the actor does not
see; a field that only some roles show, in some rows, is blank in all others. Because filters,
sorts, groups, measures and selected columns take their expressions from here, none of them can
tell more than a cell would (decisions 43 and 44).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import sqlalchemy as sa

from engine.access import Access, Condition, TableAccess
from engine.database.types import WholeNumber
from formula.sql import to_condition
from formula.sql_types import Column, SqlContext, SqlField, SqlLink, SqlSource, SqlTables
from metadata.fields import SYSTEM_FIELDS
from metadata.fields.built_in import BUILT_IN_TABLES


@dataclass(frozen=True)
class MaskedTables:
    """The tables of `raw` under an actor's mask."""

    raw: SqlTables
    access: Access
    context: SqlContext

    @property
    def dialect(self) -> str:
        """The database the expressions are for."""
        return self.raw.dialect

    def source(self, table: str) -> SqlSource:
        """A fresh alias of the table; its `alive` leaves out what the actor may not see."""
        source = self.raw.source(table)
        if table in BUILT_IN_TABLES:
            return source
        return self.mask(source, table)

    def link(self, owner_table: str, key: str) -> SqlLink:
        """The links of a many-reference in the rows where the actor sees it; their targets are
        masked where they are read."""
        link = self.raw.link(owner_table, key)
        seen = self.access.table(owner_table).visible.get(key, False)
        if seen is True:
            return link
        owner = self.raw.source(owner_table)
        rows = (
            sa.select(link.record.label("record"), link.target.label("target"))
            .select_from(link.table.join(owner.table, owner.id == link.record))
            .where(self.holds(seen, owner))
            .subquery()
        )
        return SqlLink(rows, rows.c.record, rows.c.target)

    def in_department(
        self, user: Column, department: Column, *, by_code: bool, deep: bool
    ) -> Column:
        """Whether a user belongs to a department: known to everybody who is signed in."""
        return self.raw.in_department(user, department, by_code=by_code, deep=deep)

    def mask(self, source: SqlSource, table: str) -> MaskedSource:
        """A source of this table with the mask over its rows and fields."""
        return MaskedSource(self, source, self.access.table(table))

    def holds(self, condition: Condition, source: SqlSource) -> Column:
        """A row condition of the mask on a source, evaluated on the unmasked tables."""
        if isinstance(condition, bool):
            return cast(Column, sa.true() if condition else sa.false())
        return to_condition(condition, self.raw, source, self.context)


@dataclass(frozen=True)
class MaskedSource:
    """One alias of a table under the mask."""

    tables: MaskedTables
    raw: SqlSource
    access: TableAccess

    @property
    def table(self) -> sa.FromClause:
        """The alias itself."""
        return self.raw.table

    @property
    def id(self) -> Column:
        """The id of a row."""
        return self.raw.id

    @property
    def alive(self) -> Column | None:
        """The rows that are there for the actor: not deleted, and within the scope."""
        if self.access.read is True:
            return self.raw.alive
        scope = self.tables.holds(self.access.read, self.raw)
        return scope if self.raw.alive is None else cast(Column, sa.and_(self.raw.alive, scope))

    def field(self, key: str) -> SqlField:
        """A field where the actor sees it; blank in the rows where not, and without an error."""
        found = self.raw.field(key)
        if key in SYSTEM_FIELDS:
            return found
        seen = self.access.visible.get(key.split(".", maxsplit=1)[0], False)
        if seen is True:
            return found
        condition = self.tables.holds(seen, self.raw)
        return SqlField(
            value=_where(condition, found.value),
            error=None if found.error is None else _where(condition, found.error),
        )

    def mark(self, key: str) -> Column:
        """1 in the rows where the actor sees the field, blank in all others."""
        seen = self.tables.holds(self.access.visible.get(key, False), self.raw)
        return sa.case((seen, sa.literal(1, WholeNumber())))


def _where(condition: Column, value: Column) -> Column:
    """The value in the rows where the condition holds, of the value's own type."""
    return sa.type_coerce(sa.case((condition, value)), value.type)
