"""A stored formula computed again for every record, beside the UPDATE that a careful programmer
writes: the same exact values, in a column with the same indexes."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import psycopg

from engine.actor import SYSTEM
from engine.change_documents import change_documents
from engine.database.sqlite_connection import PRAGMAS
from runtime.process import open_work
from tests.benchmarks.bulk_measured import Pair, documents_with, spent
from tests.benchmarks.floor_server import address_of
from tests.benchmarks.places import TABLE, Place

BY_HAND = "UPDATE bench__item SET {column} = {value} WHERE {column} IS DISTINCT FROM {value}"
ON_POSTGRESQL = (
    "round(coalesce(price, 0) * coalesce(quantity, 0) * (1 - coalesce(discount, 0)) * 2, 2)"
)
PRODUCT = "(coalesce(price, 0) * coalesce(quantity, 0) * (10000 - coalesce(discount, 0)) * 2)"
ON_SQLITE = f"{PRODUCT} / 10000 + {PRODUCT} % 10000 * 2 / 10000"
"""Integers, rounded half away from zero: the price has two decimals, the discount four."""
INDEXES_ON_POSTGRESQL = "SELECT indexname FROM pg_indexes WHERE tablename = 'bench__item'"
INDEXES_ON_SQLITE = "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
SUMS = "SELECT count({column}), sum({column}), sum({column} * (rank % 97)) FROM bench__item"


def measure_recompute(place: Place) -> Pair:
    """CPU seconds of changing the stored formula of every record, beside one UPDATE by hand."""
    work = open_work(place.settings)
    twice = documents_with(lambda fields: fields[-1].update(formula=formula_times(2)))
    ours = spent(place, lambda: change_documents(work, SYSTEM, twice))
    # A recomputation fills a new column: the present one is not `total` any more.
    computed = sums(place, work.catalog.tables[TABLE].layout.columns["total"])
    once = documents_with(lambda fields: None)
    change_documents(work, SYSTEM, once)
    column = work.catalog.tables[TABLE].layout.columns["total"]
    work.close()
    tidy(place, column)
    floor = spent(place, lambda: update_by_hand(place, column))
    assert sums(place, column) == computed, "the hand did other work"
    tidy(place, column)
    return Pair(ours, floor)


def tidy(place: Place, column: str) -> None:
    """Both sides find a table alike: no indexes of earlier columns, and no dead rows."""
    query = INDEXES_ON_POSTGRESQL if place.servers else INDEXES_ON_SQLITE
    for (name,) in run_by_hand(place, query):
        present = f"bench__item__{column}__"
        is_old = str(name).startswith("bench__item__total") and not str(name).startswith(present)
        if is_old:
            run_by_hand(place, f'DROP INDEX "{name}"')
    run_by_hand(place, "VACUUM bench__item" if place.servers else "PRAGMA wal_checkpoint(TRUNCATE)")


def formula_times(factor: int) -> str:
    """The table's formula, `factor` times as large."""
    return f"ROUND(单价*数量*(1-折扣)*{factor},2)"


def update_by_hand(place: Place, column: str) -> None:
    """One statement brings every total to twice its value."""
    value = ON_POSTGRESQL if place.servers else ON_SQLITE
    run_by_hand(place, BY_HAND.format(column=column, value=value))


def sums(place: Place, column: str) -> Sequence[object]:
    """What shows whether two columns hold the same numbers."""
    [found] = run_by_hand(place, SUMS.format(column=column))
    return found


def count_records(place: Place) -> int:
    """How many records there are by now."""
    [[found]] = run_by_hand(place, "SELECT count(*) FROM bench__item")
    return int(str(found))


def run_by_hand(place: Place, statement: str) -> list[tuple[object, ...]]:
    """The rows of one statement on a connection of its own, set up as ours are."""
    if place.servers:
        address, schema = address_of(place.database)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f'SET search_path = "{schema}"'.encode())
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []
    with sqlite3.connect(place.database) as file:
        for pragma in PRAGMAS:
            file.execute(pragma)
        return file.execute(statement).fetchall()
