"""The workspace seen from a past moment, by the documents of one side; and the records beside a
record of the past. Both are only looked at."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from engine.catalog import Catalog
from engine.catalog_table import Values
from engine.workspace import Workspace
from engine.writing.rows import Rows
from formula.context import Row
from metadata.fields.built_in import BUILT_IN_TABLES

T = TypeVar("T")


class Vantage(Workspace):
    """A workspace whose moment is `moment` and whose documents are those of `catalog`: what asks a
    workspace for either gets these. People and settings are the present ones."""

    def __init__(self, work: Workspace, catalog: Catalog) -> None:
        # Nothing is opened or heard: a workspace of its own would be.
        self._work = work
        self._seen = catalog
        self.database = work.database
        self.files = work.files
        self.time_zone = work.time_zone
        self.moment = datetime(1970, 1, 1, tzinfo=UTC)

    def now(self) -> datetime:
        """The moment that is replayed."""
        return self.moment

    @property
    def catalog(self) -> Catalog:
        """The documents of this side."""
        return self._seen

    @property
    def rights(self) -> int:
        """The number of the people's present state."""
        return self._work.rights

    def keep(self, key: Hashable, build: Callable[[], T]) -> T:
        """What is kept for all until people or their rights change."""
        return self._work.keep(key, build)


@dataclass(slots=True)
class Beside:
    """The records that formulas over one record of the past may reach: that record as it was then,
    all others as they are now. Tables and fields that only the draft knows have nothing."""

    rows: Rows
    catalog: Catalog
    """The present one, by which `rows` reads."""
    own: tuple[str | None, int | None] = (None, None)
    row: Values | None = None

    def at(self, own: tuple[str | None, int | None], row: Values | None) -> Beside:
        """The same for another record of the past."""
        return Beside(self.rows, self.catalog, own, row)

    def record(self, table: str, id: int) -> Row | None:
        """The record, None where it is not there."""
        if self.own == (table, id):
            return self.row
        return self.rows.record(table, id) if self.is_there(table) else None

    def children(self, table: str, back: str, id: int) -> Sequence[Row]:
        """The records of the table whose field `back` is the id."""
        return self.rows.children(table, back, id) if self.is_there(table, back) else ()

    def links(self, owner_table: str, key: str, id: int) -> Sequence[Row]:
        """The records linked through the field."""
        if not self.is_there(owner_table, key):
            return ()
        if self.own != (owner_table, id) or self.row is None:
            return self.rows.links(owner_table, key, id)
        target = self.catalog.tables[owner_table].table.fields[key].target
        ids = self.row.get(key)
        if target is None or not isinstance(ids, tuple):
            return ()
        self.rows.fetch(target, ids)
        found = (self.rows.record(target, linked) for linked in sorted(ids))
        return [values for values in found if values is not None]

    def departments_of(self, user: int, deep: bool) -> Sequence[int]:
        """The departments of a person."""
        return self.rows.departments_of(user, deep)

    def department_id(self, code: str) -> int | None:
        """The department with this code."""
        return self.rows.department_id(code)

    def is_there(self, table: str, key: str | None = None) -> bool:
        """Whether the database has such a table, and such a field of it."""
        if table in BUILT_IN_TABLES:
            return True
        found = self.catalog.tables.get(table)
        return found is not None and (key is None or key in found.table.fields)
