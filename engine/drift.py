"""Does the database match the present revision? For `tangram drift` and `tangram doctor`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

import sqlalchemy as sa

from engine.catalog import Catalog
from engine.catalog_table import CompiledTable
from engine.database import Connection, Row
from engine.database.statements import prepare
from engine.revisions import read_layout
from engine.schema_steps import indexes_of_step
from engine.workspace import Workspace
from metadata.layout import Layout
from metadata.plan_columns import Place, place_of
from metadata.plan_indexes import indexes_of
from metadata.steps import CreateIndex

SYSTEM_PREFIX = "tg_"


@dataclass(frozen=True, slots=True)
class Drift:
    """One thing in which the database is not as the revision says. `code` finds the words in
    `engine.messages`; `place` is a table, `table.column`, an index or a field."""

    code: str
    place: str
    parameters: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Structure:
    """What is in the database: columns by table, and the names of all indexes."""

    columns: Mapping[str, frozenset[str]]
    indexes: frozenset[str]


def find_drift(work: Workspace) -> list[Drift]:
    """Everything in which the database is not as the present revision says; nothing if all is
    well."""
    catalog = work.refresh()

    def look(connection: Connection) -> list[Drift]:
        structure = read_structure(connection)
        layout = read_layout(connection, catalog.number)
        found = [
            *find_missing(catalog, structure),
            *find_extra(catalog, layout, structure),
        ]
        if not any(drift.code.startswith("missing_t") for drift in found):
            found += find_dangling(catalog, connection)
        return found

    return work.database.read(look, long=True)


def read_structure(connection: Connection) -> Structure:
    """The tables, columns and indexes of the workspace's schema; not those of the system."""
    inspector = sa.inspect(connection.alchemy())
    tables = [name for name in inspector.get_table_names() if not name.startswith(SYSTEM_PREFIX)]
    columns = {
        table: frozenset(str(column["name"]) for column in inspector.get_columns(table))
        for table in tables
    }
    return Structure(columns, read_index_names(connection))


def read_index_names(connection: Connection) -> frozenset[str]:
    """The names of all indexes that are in use; those over expressions too, of which SQLite's
    inspector does not tell."""
    if connection.dialect == "sqlite":
        master = sa.table("sqlite_master", sa.column("name"), sa.column("type"))
        query = sa.select(master.c.name).where(master.c.type == "index")
    else:
        names = sa.table("pg_indexes", sa.column("indexname"), sa.column("schemaname"))
        query = sa.select(names.c.indexname).where(names.c.schemaname == sa.func.current_schema())
    rows = connection.alchemy().execute(query).all()
    return frozenset(str(row[0]) for row in rows)


def find_missing(catalog: Catalog, structure: Structure) -> Iterator[Drift]:
    """Tables, columns and indexes that the revision knows and the database does not."""
    for name, table in catalog.tables.items():
        physical = table.layout.physical
        for link in table.layout.links.values():
            if link not in structure.columns:
                yield Drift("missing_table", link)
        if physical not in structure.columns:
            yield Drift("missing_table", physical)
            continue
        for column in sorted(set(table.sql.columns.keys()) - structure.columns[physical]):
            yield Drift("missing_column", f"{physical}.{column}")
        for index in indexes_wanted(catalog, name):
            if index not in structure.indexes:
                yield Drift("missing_index", index)


def indexes_wanted(catalog: Catalog, name: str) -> Iterator[str]:
    """The names of the indexes that a table has by its documents."""
    for index in indexes_of(catalog.tables[name].table):
        step = CreateIndex(name, index.fields, index.unique)
        for made in indexes_of_step(step, catalog.resolved, catalog.layout, catalog.dialect):
            yield str(made.name)


def find_extra(catalog: Catalog, layout: Layout, structure: Structure) -> Iterator[Drift]:
    """Tables and columns that neither the revision knows nor is kept for undo."""
    known: dict[str, set[str]] = {}
    for table in catalog.tables.values():
        known[table.layout.physical] = set(table.sql.columns.keys())
    links = {link for place in layout.tables.values() for link in place.links.values()}
    for physical, columns in sorted(structure.columns.items()):
        if physical in links or physical in layout.retired:
            continue
        if physical not in known:
            yield Drift("extra_table", physical)
            continue
        for column in sorted(columns - known[physical]):
            if f"{physical}.{column}" not in layout.retired:
                yield Drift("extra_column", f"{physical}.{column}")


def find_dangling(catalog: Catalog, connection: Connection) -> Iterator[Drift]:
    """References to records that do not exist: there are no foreign keys (decision 4)."""
    for name, table in catalog.tables.items():
        for key, own in table.table.fields.items():
            target = catalog.tables.get(own.target or "")
            if target is None or own.type not in ("reference", "references"):
                continue
            is_link = place_of(own) is Place.LINK
            select = dangling_links if is_link else dangling_column
            query = select(table, target, key)
            rows = connection.rows(prepare(query, catalog.dialect))
            count = cast(int, rows[0][0])
            if count:
                yield Drift("dangling_reference", f"{name}.{key}", {"rows": count})


def dangling_column(table: CompiledTable, target: CompiledTable, key: str) -> sa.Select[Row]:
    """How many records point at nothing."""
    other, column = target.sql.alias(), table.columns(key)[0]
    query: sa.Select[Row] = sa.select(sa.func.count(table.sql.c.id))
    return table.alive(query).where(column.is_not(None), ~sa.exists().where(other.c.id == column))


def dangling_links(table: CompiledTable, target: CompiledTable, key: str) -> sa.Select[Row]:
    """How many links point at nothing."""
    link, other = table.link(key), target.sql.alias()
    query: sa.Select[Row] = sa.select(sa.func.count(link.c.record))
    return query.where(~sa.exists().where(other.c.id == link.c.target))
