"""The index of searched fields kept in step with the documents (decision 41).

Which fields are searched changes with a revision. Whoever writes under the new one writes their
terms; the records that were there before get them here, in slices that let others write between.
Until a field is known whole, searches look at the texts themselves: slower, and as right.
"""

from __future__ import annotations

from functools import partial
from typing import cast

import sqlalchemy as sa

from engine.catalog_table import CompiledTable
from engine.database.named import NamedStatements
from engine.database.slices import write_in_slices
from engine.database.statements import one_of
from engine.search_index import index_again, searched_places
from engine.system_tables import tg_searched
from engine.workspace import Workspace

SEARCH = "search"
"""One upkeep of the index at a time, in all processes."""

c = tg_searched.c
STATEMENTS = NamedStatements(
    {
        "known": sa.select(c.place),
        "add": sa.insert(tg_searched),
        "forget": sa.delete(tg_searched).where(one_of(c.place, "places")),
    }
)


def keep_search_up(work: Workspace) -> int:
    """The index knows every searched field whole, and no other; how many it did not know."""
    return work.database.alone(SEARCH, lambda: bring_up(work))


def bring_up(work: Workspace) -> int:
    """The same, while nobody else does it."""
    catalog = work.refresh()
    tables = {name: set(searched_places(table).values()) for name, table in catalog.tables.items()}
    known = read_known(work)
    gone = known.difference(*tables.values())
    if gone:
        forget(work, sorted(gone))
    missing = {name: sorted(places - known) for name, places in tables.items() if places - known}
    for name, places in missing.items():
        index_table(work, catalog.tables[name])
        add(work, places)
    return sum(map(len, missing.values()))


def index_table(work: Workspace, table: CompiledTable) -> None:
    """Every record of the table has its terms; deleted ones too, which may come back."""
    statement = table.statement("all ids", lambda: sa.select(table.sql.c.id))
    rows = work.database.read(lambda connection: connection.rows(statement), long=True)
    ids = sorted(cast(int, row[0]) for row in rows)
    for _ in write_in_slices(work.database, ids, partial(index_again, table=table)):
        continue


def read_known(work: Workspace) -> set[str]:
    """The places that the index knows whole."""
    rows = work.database.rows(STATEMENTS.on(work.database.dialect, "known"))
    return {str(row[0]) for row in rows}


def forget(work: Workspace, places: list[str]) -> None:
    """The index does not know these places: their terms are no longer written."""
    given = {"places": places}
    work.database.write(lambda it: it.run(STATEMENTS.on(work.database.dialect, "forget"), given))


def add(work: Workspace, places: list[str]) -> None:
    """The index knows these places."""
    rows = [{"place": place, "at": work.now()} for place in places]
    work.database.write(lambda it: it.run_many(STATEMENTS.on(work.database.dialect, "add"), rows))
