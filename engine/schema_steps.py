"""The structure steps of a plan, through Alembic's operations on the writer's own connection.

User tables have no version files and no `alembic_version`: the revision is the version
(decision 22). Columns and tables are made in the expand transaction, indexes after the flip:
on PostgreSQL concurrently, while writers go on (decision 21).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations

from engine.columns import (
    build_indexes,
    build_table,
    columns_of,
    companions_of,
    link_table,
    system_columns,
)
from engine.database import Connection, Database
from engine.errors import UniqueBroken
from formula.types import Money
from metadata.layout import Layout
from metadata.plan_columns import columns_of as column_names
from metadata.resolved import Resolved
from metadata.resolved_states import DUE
from metadata.steps import AddColumn, AddLinkTable, CreateIndex, CreateTable, DropIndex, Step


def operations_on(connection: sa.Connection) -> Operations:
    """Alembic's operations on this very connection, inside whatever transaction is open there."""
    return Operations(MigrationContext.configure(connection))


def expand(connection: Connection, steps: Iterable[Step], after: Resolved, layout: Layout) -> None:
    """The tables and columns are there, seen by no revision yet."""
    operations = operations_on(connection.alchemy())
    for step in steps:
        if isinstance(step, CreateTable):
            create_table(operations, after, layout, step.table)
        elif isinstance(step, AddColumn):
            add_columns(operations, after, layout, step)
        elif isinstance(step, AddLinkTable):
            create_link_table(operations, layout, step)


def create_table(operations: Operations, after: Resolved, layout: Layout, name: str) -> None:
    """The table is there with its columns; it is empty, so its indexes cost nothing later."""
    table, place = after.tables[name], layout.tables[name]
    own = [
        column
        for key, physical in place.columns.items()
        for column in columns_of(table.fields[key], physical)
    ]
    operations.create_table(place.physical, *system_columns(log=table.log), *own)


def add_columns(operations: Operations, after: Resolved, layout: Layout, step: AddColumn) -> None:
    """The column of one field and its companions; neither database rewrites a row for it."""
    place = layout.tables[step.table]
    field = after.tables[step.table].fields[step.field]
    for column in columns_of(field, place.columns[step.field]):
        operations.add_column(place.physical, column)


def create_link_table(operations: Operations, layout: Layout, step: AddLinkTable) -> None:
    """The link table of a field with its index from the target's side."""
    table = link_table(layout.tables[step.table].links[step.field])
    operations.create_table(table.name, *(fresh(column) for column in table.columns))
    for index in table.indexes:
        operations.execute(sa.schema.CreateIndex(index))


def fresh(column: sa.Column[object]) -> sa.Column[object]:
    """The column, of no table yet; its index is made by itself."""
    return sa.Column(
        column.name,
        column.type,
        primary_key=column.primary_key,
        nullable=column.nullable,
        autoincrement=False,
    )


def names_made(steps: Iterable[Step], after: Resolved, layout: Layout) -> tuple[str, ...]:
    """The tables, and columns as `table.column`, that `expand` makes; not those of new tables."""
    names: list[str] = []
    for step in steps:
        if isinstance(step, CreateTable):
            names.append(layout.tables[step.table].physical)
        elif isinstance(step, AddLinkTable):
            names.append(layout.tables[step.table].links[step.field])
        elif isinstance(step, AddColumn):
            place = layout.tables[step.table]
            field = after.tables[step.table].fields[step.field]
            main = place.columns[step.field]
            names.extend(f"{place.physical}.{name}" for name in column_names(field, main))
    return tuple(names)


def indexes_of_step(
    step: CreateIndex | DropIndex, after: Resolved, layout: Layout, dialect: str
) -> tuple[sa.Index, ...]:
    """The indexes that the step means, on the columns of the new layout."""
    table = after.tables[step.table]
    sql = build_table(table, layout.tables[step.table])
    columns: list[str] = []
    for key in step.fields:
        if key.endswith(DUE):
            columns.append(layout.tables[step.table].columns[key.removesuffix(DUE)] + DUE)
            continue
        main = layout.tables[step.table].columns[key]
        columns.append(main)
        if step.unique and isinstance(table.fields[key].value_type, Money):
            columns.extend(main + suffix for suffix in companions_of(table.fields[key]))
    return build_indexes(sql, columns, dialect, unique=step.unique)


def change_indexes(
    database: Database, step: CreateIndex | DropIndex, after: Resolved, layout: Layout
) -> None:
    """The step's indexes are there, or gone; doing it twice changes nothing. Raises UniqueBroken
    where records that came in the last moment are not unique."""
    change = drop_index if isinstance(step, DropIndex) else create_index
    for index in indexes_of_step(step, after, layout, database.dialect):
        database.apart(partial(change, index=index))
    if isinstance(step, CreateIndex):
        # An index that nothing is known of is as good as none to SQLite's planner.
        database.survey((layout.tables[step.table].physical,))


def create_indexes_now(
    connection: Connection, steps: Iterable[CreateIndex], after: Resolved, layout: Layout
) -> None:
    """The indexes are there, made within the open transaction: for tables that are empty."""
    operations = operations_on(connection.alchemy())
    for step in steps:
        for index in indexes_of_step(step, after, layout, connection.dialect):
            operations.execute(sa.schema.CreateIndex(index, if_not_exists=True))


def create_index(connection: sa.Connection, index: sa.Index) -> None:
    """The index is there and whole. One that PostgreSQL left half-made, because the server or
    this process died, is made anew."""
    is_online = connection.dialect.name == "postgresql"
    if is_online:
        if is_broken(connection, index):
            drop_index(connection, index)
        index.dialect_options["postgresql"]["concurrently"] = True
    statement = sa.schema.CreateIndex(index, if_not_exists=True)
    try:
        operations_on(connection).execute(statement)
    except sa.exc.IntegrityError as error:
        if is_online:
            drop_index(connection, index)
        assert index.table is not None
        raise UniqueBroken(index.table.name, tuple(index.columns.keys()), index.name) from error


def is_broken(connection: sa.Connection, index: sa.Index) -> bool:
    """Whether there is an index of that name that PostgreSQL does not use."""
    catalog = sa.table("pg_index", sa.column("indexrelid"), sa.column("indisvalid"))
    found = connection.execute(
        sa.select(catalog.c.indisvalid).where(
            catalog.c.indexrelid == sa.func.to_regclass(sa.func.quote_ident(index.name))
        )
    ).scalar()
    return found is False


def drop_index(connection: sa.Connection, index: sa.Index) -> None:
    """The index is gone."""
    if connection.dialect.name == "postgresql":
        index.dialect_options["postgresql"]["concurrently"] = True
    operations_on(connection).execute(sa.schema.DropIndex(index, if_exists=True))


def drop_physical(connection: Connection, tables: Iterable[str], columns: Iterable[str]) -> None:
    """The retired tables and columns (`table.column`) are gone, with the indexes over them; those
    that are gone already are none to worry about."""
    alchemy = connection.alchemy()
    operations, inspector = operations_on(alchemy), sa.inspect(alchemy)
    present = set(inspector.get_table_names())
    for name in tables:
        if name in present:
            operations.drop_table(name)
    for name in columns:
        table, _, column = name.partition(".")
        known = (
            {found["name"] for found in inspector.get_columns(table)} if table in present else ()
        )
        if column in known:
            drop_column(operations, inspector, table, column)


def drop_column(operations: Operations, inspector: sa.Inspector, table: str, column: str) -> None:
    """The column is gone. SQLite refuses as long as an index knows it."""
    if operations.get_context().dialect.name == "sqlite":
        for name in indexes_over(operations, table, column):
            operations.drop_index(name, table_name=table)
    operations.drop_column(table, column)


def indexes_over(operations: Operations, table: str, column: str) -> list[str]:
    """The names of SQLite's indexes whose definition says the column. (Its inspector does not
    tell of those over expressions.)"""
    master = sa.table("sqlite_master", *map(sa.column, ("name", "type", "tbl_name", "sql")))
    rows = operations.get_bind().execute(
        sa.select(master.c.name, master.c.sql).where(
            master.c.type == "index", master.c.tbl_name == table, master.c.sql.is_not(None)
        )
    )
    return [name for name, text in rows if says(text, column)]


def says(text: str, column: str) -> bool:
    """Whether a definition names the column, as a whole word."""
    body = text.partition("(")[2]
    words = "".join(char if char.isalnum() or char == "_" else " " for char in body).split()
    return column in words
