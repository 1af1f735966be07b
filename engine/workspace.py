"""The workspace: everything hangs off it (architecture decision 9)."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TypeVar, cast
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from engine.catalog import Catalog, Surroundings, build_catalog
from engine.clock import Clock, SystemClock
from engine.database import Database
from engine.database.named import NamedStatements
from engine.database.opening import file_of, open_database
from engine.errors import DatabaseUnavailable
from engine.hints import MARK
from engine.ids import IdSource
from engine.nodes import NodeLease
from engine.revisions import Json, read_layout, read_sources
from engine.system_tables import tg_revision, tg_rights, tg_setting
from formula.sql_functions import SqliteFunctions
from metadata.layout import Layout
from metadata.resolve import resolve_documents
from metadata.resolved import DocumentKey, Resolved
from metadata.typings import Typings

T = TypeVar("T")

DEFAULT_TIME_ZONE = "Asia/Shanghai"
TIME_ZONE = "time_zone"

STATEMENTS = NamedStatements(
    {
        "state": sa.select(
            sa.select(sa.func.max(tg_revision.c.number)).scalar_subquery(),
            sa.select(sa.func.max(tg_rights.c.number)).scalar_subquery(),
            sa.select(tg_setting.c.value).where(tg_setting.c.key == TIME_ZONE).scalar_subquery(),
        )
    }
)


class Workspace:
    """One database with its clock, its files and its present catalog.

    What is cached here is fresh (decision 39): the process that changed something hears of it
    before the change is answered, the others within a second; while nothing can be heard, every
    question goes to the database.
    """

    def __init__(self, database: Database, clock: Clock, files: Path) -> None:
        """The system tables are there (`runtime.migrations.upgrade`)."""
        self.database = database
        self.clock = clock
        self.files = files
        self.time_zone = ZoneInfo(DEFAULT_TIME_ZONE)
        self.typings: Typings | None = None
        self.functions = SqliteFunctions()
        database.use_functions(self.functions)
        self._node = NodeLease(database)
        # Ids are identities, not business times: a clock that a test holds still, or turns back,
        # must not make an id twice.
        self._ids = IdSource(self._node.number, SystemClock().now)
        self._loading = threading.RLock()
        self._news = object()
        self._known: object = None
        self._catalog: Catalog | None = None
        self._rights = 0
        self._kept: dict[Hashable, object] = {}
        database.listen(self._hear)

    def now(self) -> datetime:
        """The present moment, by the only business clock."""
        return self.clock.now()

    def new_id(self) -> int:
        """An id for a new record."""
        self._node.keep()
        return self._ids.new_id()

    def new_ids(self, count: int) -> list[int]:
        """Ids for new records, ascending."""
        self._node.keep()
        return self._ids.new_ids(count)

    @property
    def catalog(self) -> Catalog:
        """The present revision, compiled."""
        catalog = self._catalog
        if catalog is None or self._is_stale():
            return self.refresh()
        return catalog

    @property
    def resolved(self) -> Resolved:
        """The present documents."""
        return self.catalog.resolved

    @property
    def revision(self) -> int:
        """The number of the present revision; 0 in an empty workspace."""
        return self.catalog.number

    @property
    def rights(self) -> int:
        """The number of the people's present state."""
        if self._catalog is None or self._is_stale():
            self.refresh()
        return self._rights

    def refresh(self) -> Catalog:
        """The catalog, after revision, rights and settings were read again."""
        with self._loading:
            # Known when the answer is taken, and no sooner: others would take the old for fresh.
            news = self._news
            statement = STATEMENTS.on(self.database.dialect, "state")
            number, rights, time_zone = self.database.rows(statement)[0]
            self._take_state(cast(int, rights or 0), cast(str | None, time_zone))
            catalog = self._take_revision(cast(int, number or 0))
            self._known = news
            return catalog

    def install(self, catalog: Catalog, typings: Typings | None = None) -> None:
        """`catalog` is the present one: whoever made the revision has compiled it already."""
        with self._loading:
            if self._catalog is None or catalog.number > self._catalog.number:
                self._catalog = catalog
                self.typings = typings or self.typings
                self.database.forget_statements()

    def keep(self, key: Hashable, build: Callable[[], T]) -> T:
        """What `build` makes, kept until people or their rights change."""
        rights = self.rights
        full = (rights, key)
        if full not in self._kept:
            made = build()
            self._kept[full] = made
            return made
        return cast(T, self._kept[full])

    def documents_at(self, number: int) -> tuple[dict[DocumentKey, Json], Layout]:
        """The documents and the layout of any revision."""
        return self.database.read(
            lambda connection: (
                read_sources(connection, number),
                read_layout(connection, number),
            )
        )

    def close(self) -> None:
        """Nothing is open any more."""
        # A server that is gone keeps the number until the lease ends.
        with suppress(DatabaseUnavailable):
            self._node.release()
        self.database.close()

    def _hear(self, topic: str) -> None:
        """Something was changed, here or elsewhere; records are not what is cached."""
        if not topic.startswith(MARK):
            self._news = object()

    def _is_stale(self) -> bool:
        """Whether something was changed since it was read, or may have been."""
        return self._known is not self._news or not self.database.is_heard

    def _take_state(self, rights: int, time_zone: str | None) -> None:
        """Rights and settings are these."""
        if rights != self._rights:
            self._rights = rights
            self._kept.clear()
        zone = ZoneInfo(time_zone or DEFAULT_TIME_ZONE)
        if zone != self.time_zone:
            self.time_zone = zone
            # Formulas are compiled for a time zone.
            self._catalog, self.typings = None, None

    def _take_revision(self, number: int) -> Catalog:
        """The catalog of revision `number`, compiled unless it is there."""
        catalog = self._catalog
        if catalog is not None and catalog.number == number:
            return catalog
        sources, layout = self.documents_at(number)
        resolution = resolve_documents(sources, self.typings, str(self.time_zone))
        self.typings = resolution.typings
        made = build_catalog(
            resolution.require(),
            layout,
            number,
            self.database.dialect,
            self._catalog,
            surroundings=Surroundings(self.time_zone, self.functions),
        )
        if self._catalog is not None:
            self.database.forget_statements()
        self._catalog = made
        return made


def open_workspace(url: str, clock: Clock | None = None, files: Path | None = None) -> Workspace:
    """The workspace whose migrated database is at `url`. Its files lie where `files` says, else
    beside the SQLite file or, for PostgreSQL, in the working directory's `data`."""
    database = open_database(url)
    if files is None:
        directory = file_of(url).parent if database.dialect == "sqlite" else Path("data")
        files = directory / "files"
    return Workspace(database, clock or SystemClock(), files)
