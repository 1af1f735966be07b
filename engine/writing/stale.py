"""Stored formulas that too many records must compute again: marked in the write's transaction,
computed right after it in slices of their own. A mark outlives a crash."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from engine.database.types import WholeNumber
from engine.system_tables import tg_stale
from engine.writing.transaction import Transaction

SLICE = 1_000
"""Rows computed in one transaction."""


def mark_stale(transaction: Transaction, table: str, field: str) -> None:
    """The field will be computed again in every record of the table."""
    compiled = transaction.catalog.tables[table]
    dialect = transaction.connection.dialect
    mark = compiled.statement("mark stale", lambda: insert_mark(dialect))
    given = {"table": table, "field": field, "at": transaction.now}
    transaction.connection.run(mark, given)
    transaction.is_stale = True


def insert_mark(dialect: str) -> sa.ClauseElement:
    """A mark that begins at the first record, whether or not there is one already."""
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    marks = tg_stale.c
    statement = insert(tg_stale).values(
        table=sa.bindparam("table", type_=marks.table.type),
        field=sa.bindparam("field", type_=marks.field.type),
        after=sa.null(),
        at=sa.bindparam("at", type_=marks.at.type),
    )
    return statement.on_conflict_do_update(
        index_elements=[marks.table, marks.field],
        set_={"after": sa.null(), "at": statement.excluded.at},
    )


def select_marks() -> sa.Select[tuple[object, ...]]:
    """Every mark."""
    return sa.select(tg_stale.c.table, tg_stale.c.field, tg_stale.c.after)


def move_mark() -> sa.Update:
    """The mark stands after the parameter `next`, unless somebody has set it back meanwhile."""
    marks = tg_stale.c
    return (
        sa.update(tg_stale)
        .where(*same_mark())
        .values(after=sa.bindparam("next", type_=marks.after.type))
    )


def drop_mark() -> sa.Delete:
    """The mark is gone, unless somebody has set it back meanwhile."""
    return sa.delete(tg_stale).where(*same_mark())


def same_mark() -> tuple[sa.ColumnElement[bool], ...]:
    """The mark as it was read."""
    marks = tg_stale.c
    present = sa.func.coalesce(marks.after, sa.literal(0, WholeNumber()))
    return (
        marks.table == sa.bindparam("of_table", type_=marks.table.type),
        marks.field == sa.bindparam("of_field", type_=marks.field.type),
        present == sa.bindparam("seen", type_=WholeNumber()),
    )
