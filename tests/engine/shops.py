"""A workspace with the shop installed, made without the change path: tables straight from the
documents, and the revision written down."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import sqlalchemy as sa

from engine.actor import Actor, Origin
from engine.catalog import build_catalog
from engine.catalog_table import Values
from engine.columns import build_indexes, build_table, link_table
from engine.database import Connection, Database
from engine.database.named import NamedStatements
from engine.errors import WriteRefused
from engine.revisions import Revision, add_revision
from engine.system_tables import tg_event, tg_stale, tg_user, tg_value_history
from engine.workspace import Workspace
from engine.write_record import write
from engine.writing.change import Change, Kind, Outcome
from metadata.diff import diff_documents
from metadata.layout import Layout
from metadata.plan import plan_changes
from metadata.plan_indexes import indexes_of
from metadata.resolve import resolve_documents
from metadata.resolved import DocumentKey, Resolved
from tests.clock import VirtualClock
from tests.engine.shop_app import SOURCES

ADMIN = Actor(None, "admin", frozenset(), is_admin=True)
AT = datetime(2026, 1, 1, tzinfo=UTC)
STATEMENTS = NamedStatements(
    {
        "add person": tg_user.insert(),
        "rename person": tg_user.update()
        .where(tg_user.c.id == sa.bindparam("person", type_=tg_user.c.id.type))
        .values(name=sa.bindparam("new_name", type_=tg_user.c.name.type)),
        "events": tg_event.select().order_by(tg_event.c.seq),
        "history": tg_value_history.select().order_by(tg_value_history.c.id),
        "marks": tg_stale.select(),
    }
)
SELLER_ROLE = frozenset({("shop", "seller")})


class Shop:
    """The shop with short words for writing to it."""

    def __init__(self, work: Workspace) -> None:
        """`work` has the shop installed."""
        self.work = work

    def create(self, table: str, actor: Actor = ADMIN, **values: object) -> Outcome:
        """A new record."""
        return self.write(Change(Kind.CREATE, f"shop.{table}", values=values), actor)

    def update(self, table: str, id: int | None, actor: Actor = ADMIN, **values: object) -> Outcome:
        """A record with other values."""
        return self.write(Change(Kind.UPDATE, f"shop.{table}", id, values=values), actor)

    def delete(self, table: str, id: int | None, actor: Actor = ADMIN) -> Outcome:
        """A record less."""
        return self.write(Change(Kind.DELETE, f"shop.{table}", id), actor)

    def restore(self, table: str, id: int | None, actor: Actor = ADMIN) -> Outcome:
        """A record back."""
        return self.write(Change(Kind.RESTORE, f"shop.{table}", id), actor)

    def move(self, id: int | None, key: str, actor: Actor = ADMIN, **form: object) -> Outcome:
        """A purchase in another state."""
        change = Change(Kind.TRANSITION, "shop.purchase", id, values=form, transition=key)
        return self.write(change, actor)

    def write(self, change: Change, actor: Actor = ADMIN) -> Outcome:
        """The outcome of one change."""
        return write(self.work, actor, [change]).outcomes[0]

    def events(self) -> list[dict[str, object]]:
        """All events in order."""
        return self.rows("events", tg_event)

    def value_history(self) -> list[tuple[object, ...]]:
        """(field, value, whether it ended) of all kept values in order."""
        spans = self.rows("history", tg_value_history)
        return [(it["field"], it["value"], it["ended_at"] is not None) for it in spans]

    def rows(self, statement: str, table: sa.Table) -> list[dict[str, object]]:
        """What a statement of `STATEMENTS` finds, by column."""
        database = self.work.database
        found = database.rows(STATEMENTS.on(database.dialect, statement))
        names = [column.name for column in table.c]
        return [dict(zip(names, row, strict=True)) for row in found]

    def add_person(self, id: int) -> None:
        """A person of that id is there."""
        person = {
            **dict.fromkeys(column.name for column in tg_user.c),
            "id": id,
            "login": f"p{id}",
            "name": f"P{id}",
            "is_admin": False,
            "language": "zh",
            "created_at": AT,
        }
        database = self.work.database
        statement = STATEMENTS.on(database.dialect, "add person")
        database.write(lambda connection: connection.run(statement, person))

    def replace(self, sources: Mapping[DocumentKey, object]) -> None:
        """Other documents with the same columns are the next revision."""
        database, number = self.work.database, self.work.revision + 1
        resolved = resolve_documents(sources).require()
        layout = self.work.catalog.layout
        database.write(
            lambda connection: add_revision(connection, revision(number, layout), resolved.sources)
        )
        self.work.refresh()

    def read(self, table: str, id: int | None) -> Values:
        """A record as it is stored."""
        return self.all(table)[id or 0]

    def all(self, table: str) -> dict[int, Values]:
        """All records that are not deleted, by id."""
        return {
            id: values
            for id, values in self.everything(table).items()
            if values.get("deleted_at") is None
        }

    def versions(self, table: str) -> dict[int, object]:
        """The versions of all records."""
        return {id: values["version"] for id, values in self.everything(table).items()}

    def everything(self, table: str) -> dict[int, Values]:
        """All records, deleted ones too, by id."""
        compiled = self.work.catalog.tables[f"shop.{table}"]
        statement = compiled.statement("test", compiled.sql.select)
        rows = self.work.database.rows(statement)
        names = [column.name for column in compiled.sql.c]
        order = [names.index(column.name) for column in compiled.selected]
        records = [compiled.row_of(tuple(row[index] for index in order)) for row in rows]
        return {cast(int, record["id"]): record for record in records}


def rename_person(work: Workspace, id: int, name: str) -> None:
    """The person has another name."""
    statement = STATEMENTS.on(work.database.dialect, "rename person")
    given = {"person": id, "new_name": name}
    work.database.write(lambda connection: connection.run(statement, given))


def codes_of(error: WriteRefused) -> set[str]:
    """The codes of all refusals."""
    return {refusal.code for refusal in error.refusals}


def ids_of(outcomes: Sequence[Outcome]) -> object:
    """The ids of records: an answer to keep."""
    return [str(outcome.id) for outcome in outcomes]


def together(*tasks: Callable[[], object]) -> list[object]:
    """What each task gave, or the WriteRefused it raised, all of them run at the same time."""
    found: list[object] = [None] * len(tasks)
    barrier = threading.Barrier(len(tasks))

    def run(index: int, task: Callable[[], object]) -> None:
        barrier.wait()
        try:
            found[index] = task()
        except WriteRefused as error:
            found[index] = error

    threads = [threading.Thread(target=run, args=(index, task)) for index, task in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def seller(user: int | None = 7) -> Actor:
    """A person with the role of the shop."""
    return Actor(user, "seller", SELLER_ROLE, origin=Origin.UI)


def open_shop(
    database: Database, files: Path, sources: Mapping[DocumentKey, object] = SOURCES
) -> Shop:
    """The shop in an empty migrated database."""
    resolved = resolve_documents(sources).require()
    empty = resolve_documents({}).require()
    changes = diff_documents(empty, resolved)
    layout = plan_changes(empty, Layout(), resolved, changes, revision=1).layout
    database.write(lambda connection: install(connection, resolved, layout))
    return Shop(Workspace(database, VirtualClock(), files))


def install(connection: Connection, resolved: Resolved, layout: Layout) -> None:
    """The tables are there, and revision 1."""
    alchemy = connection.alchemy()
    catalog = build_catalog(resolved, layout, 1, connection.dialect)
    for name, table in resolved.tables.items():
        place = layout.tables[name]
        sql = build_table(table, place)
        sql.create(alchemy)
        for index in indexes_of(table):
            columns = [catalog.tables[name].columns(key)[0].name for key in index.fields]
            for made in build_indexes(sql, columns, connection.dialect, unique=index.unique):
                made.create(alchemy)
        for link in place.links.values():
            link_table(link).create(alchemy)
    add_revision(connection, revision(1, layout), resolved.sources)


def revision(number: int, layout: Layout) -> Revision:
    """A revision of the shop."""
    return Revision(
        number=number,
        app="shop",
        user=None,
        user_name="test",
        origin="package",
        via=None,
        at=AT,
        note=None,
        plan={},
        layout=layout,
    )
