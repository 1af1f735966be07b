"""How the database goes about a list."""

from __future__ import annotations

from engine.access import access_of
from engine.read_records import shape_of
from engine.reading.query import read_list_query
from engine.reading.shape import compile_list
from tests.engine.shops import ADMIN, Shop


def explained(shop: Shop, **words: str) -> str:
    """What the database says of how it makes the page of purchases."""
    query, work = read_list_query("shop.purchase", words), shop.work
    compiled = compile_list(work.catalog, access_of(work.catalog, ADMIN), shape_of(query))
    text = compiled.statement.text
    is_sqlite = work.database.dialect == "sqlite"
    said = text.replace("?", "51") if is_sqlite else text.replace("$1::INTEGER", "51")
    head = "EXPLAIN QUERY PLAN " if is_sqlite else "EXPLAIN "
    rows = work.database.read(
        lambda connection: connection.alchemy().exec_driver_sql(head + said).all()
    )
    return "\n".join(str(row[-1]) for row in rows)


def is_sorting(plan: str) -> bool:
    """Whether the database puts rows in order itself."""
    return "TEMP B-TREE" in plan or "Sort" in plan
