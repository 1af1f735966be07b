"""A revision, compiled: what every request reads instead of metadata (architecture decision 8)."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from threading import RLock
from typing import TypeVar, cast
from zoneinfo import ZoneInfo

from engine.catalog_sources import CatalogTables
from engine.catalog_table import CompiledTable
from formula.sql_functions import SqliteFunctions
from formula.sql_types import SqlContext
from metadata.dependencies import Dependencies, find_dependencies
from metadata.layout import Layout
from metadata.resolved import Resolved

T = TypeVar("T")

LANGUAGE = "zh"
"""`TEXT(x)` gives labels in the workspace's language, not the reader's (decision 10)."""

MOST_KEPT = 2_000
"""Statements, masks and formulas of ad-hoc queries kept for one revision."""

MANY_KEPT = MOST_KEPT // 2
"""With fewer, nobody asks which was used last."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What compiled formulas of a workspace share: its time zone, and on SQLite the functions
    that its connections run. They outlive a revision."""

    time_zone: ZoneInfo = ZoneInfo("Asia/Shanghai")
    functions: SqliteFunctions = field(default_factory=SqliteFunctions)


class Catalog:
    """All tables of one revision for one dialect, and what was compiled from them."""

    def __init__(
        self,
        resolved: Resolved,
        layout: Layout,
        number: int,
        tables: Mapping[str, CompiledTable],
        *,
        dialect: str,
        surroundings: Surroundings,
    ) -> None:
        self.surroundings = surroundings
        self.resolved = resolved
        self.layout = layout
        self.number = number
        self.dialect = dialect
        self.tables = tables
        self._kept: OrderedDict[Hashable, object] = OrderedDict()
        self._lock = RLock()

    @cached_property
    def sql_tables(self) -> CatalogTables:
        """The tables as formulas in SQL see them, without any mask."""
        return CatalogTables(self.tables, self.dialect, self.sql_context)

    def sql_context(self, app: str) -> SqlContext:
        """What is fixed for the formulas of an app: time zone, parameters, functions."""
        return SqlContext(
            time_zone=self.surroundings.time_zone,
            language=LANGUAGE,
            parameters=self.resolved.parameters.get(app, {}),
            functions=self.surroundings.functions,
        )

    @cached_property
    def dependencies(self) -> Dependencies:
        """Which stored formula reads what, across tables."""
        return find_dependencies(self.resolved.tables)

    def cache(self, key: Hashable, build: Callable[[], T]) -> T:
        """What `build` makes, made once for this revision; the least used of too many are dropped.

        Two threads may build the same at the same time; one of the two is kept.
        """
        found = self._kept.get(key, self)
        if found is not self:
            if len(self._kept) > MANY_KEPT:
                # Dropped meanwhile, it is good all the same.
                with suppress(KeyError):
                    self._kept.move_to_end(key)
            return cast(T, found)
        made = build()
        with self._lock:
            self._kept[key] = made
            if len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return made


def build_catalog(
    resolved: Resolved,
    layout: Layout,
    number: int,
    dialect: str,
    previous: Catalog | None = None,
    *,
    surroundings: Surroundings | None = None,
) -> Catalog:
    """The catalog of a revision; tables that are the same as in `previous` are taken over with all
    that was compiled of them."""
    tables = {
        name: taken_over(previous, name, resolved, layout)
        or CompiledTable(table, layout.tables[name], dialect)
        for name, table in resolved.tables.items()
    }
    if surroundings is None:
        surroundings = Surroundings() if previous is None else previous.surroundings
    return Catalog(resolved, layout, number, tables, dialect=dialect, surroundings=surroundings)


def taken_over(
    previous: Catalog | None, name: str, resolved: Resolved, layout: Layout
) -> CompiledTable | None:
    """The compiled table of the previous revision, if nothing of it has changed."""
    found = None if previous is None else previous.tables.get(name)
    if found is None or found.table is not resolved.tables[name]:
        return None
    return found if found.layout == layout.tables[name] else None
