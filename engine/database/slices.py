"""Long work in short writes, so that nobody else waits long (decision 33)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from engine.database import Connection, Database

Item = TypeVar("Item")
T = TypeVar("T")

# SQLite has one writer, and everybody waits behind a slice; on PostgreSQL a slice only holds its
# own rows, and the fewer the commits the better.
SLICE_SECONDS = {"sqlite": 0.02, "postgresql": 0.5}
FIRST, LEAST, MOST = 50, 10, 2_000


def write_in_slices(
    database: Database,
    items: Sequence[Item],
    work: Callable[[Connection, Sequence[Item]], T],
) -> Iterator[T]:
    """`work`'s result for each slice of `items`, each slice written by itself, in order.

    How many items go into a slice follows from how long the last one took. What was written stays
    when a later slice raises; the caller knows by the results how far it came.
    """
    start, size = 0, FIRST
    while start < len(items):
        part = items[start : start + size]
        result, seconds = write_slice(database, part, work)
        yield result
        start += len(part)
        size = next_size(len(part), seconds, SLICE_SECONDS[database.dialect])


def write_slice(
    database: Database, part: Sequence[Item], work: Callable[[Connection, Sequence[Item]], T]
) -> tuple[T, float]:
    """`work`'s result and the seconds it took, without those it waited for its turn."""

    def timed(connection: Connection) -> tuple[T, float]:
        began = time.perf_counter()
        return work(connection, part), time.perf_counter() - began

    return database.write(timed)


def next_size(size: int, seconds: float, goal: float) -> int:
    """How many items fit into `goal` seconds, at most twice as many as before.

    >>> next_size(50, 0.001, 0.02), next_size(50, 0.04, 0.02), next_size(50, 9.0, 0.02)
    (100, 25, 10)
    """
    fitting = size * goal / max(seconds, 1e-6)
    return int(max(LEAST, min(MOST, 2 * size, fitting)))
