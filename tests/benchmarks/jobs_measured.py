"""Jobs: claiming and finishing empty ones beside the loop a careful programmer writes by hand."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol, cast

import orjson
import psycopg

from engine.database import Connection
from engine.database.sqlite_connection import PRAGMAS
from engine.workspace import Workspace
from runtime.process import open_work
from tests.benchmarks.bulk_measured import Pair, spent
from tests.benchmarks.floor_server import address_of
from tests.benchmarks.places import Place
from workflow.jobs import claim, enqueue, finish_all

JOBS = 20_000
BATCH = 100
PREPARED = (
    "DROP TABLE IF EXISTS bench_job",
    "CREATE TABLE bench_job (id bigint PRIMARY KEY, kind text NOT NULL, payload {json} NOT NULL,"
    " due_at {moment} NOT NULL, state text NOT NULL, attempt bigint NOT NULL, owner text,"
    " lease_until {moment}, dedupe_key text UNIQUE)",
    "CREATE INDEX bench_job_ready ON bench_job (due_at) WHERE state = 'ready'",
    "CREATE INDEX bench_job_leased ON bench_job (lease_until) WHERE state = 'leased'",
    "CREATE INDEX bench_job_dead ON bench_job (id) WHERE state = 'dead'",
)
TYPES = {
    "postgresql": {"json": "json", "moment": "timestamptz"},
    "sqlite": {"json": "text", "moment": "integer"},
}
PUT = {
    "postgresql": "INSERT INTO bench_job SELECT n, 'empty', '{}', now(), 'ready', 0"
    f" FROM generate_series(1, {JOBS}) n",
    "sqlite": "INSERT INTO bench_job WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1"
    f" FROM s WHERE n < {JOBS}) SELECT n, 'empty', '{{}}', unixepoch(), 'ready', 0, NULL, NULL,"
    " NULL FROM s",
}
CLAIM = {
    "postgresql": "UPDATE bench_job SET state = 'leased', owner = %s, attempt = attempt + 1,"
    " lease_until = now() + interval '60 seconds' WHERE id IN (SELECT id FROM bench_job"
    f" WHERE state = 'ready' AND due_at <= now() ORDER BY due_at LIMIT {BATCH}"
    " FOR UPDATE SKIP LOCKED) RETURNING id, kind, payload",
    "sqlite": "UPDATE bench_job SET state = 'leased', owner = ?, attempt = attempt + 1,"
    " lease_until = unixepoch() + 60 WHERE id IN (SELECT id FROM bench_job"
    f" WHERE state = 'ready' AND due_at <= unixepoch() ORDER BY due_at LIMIT {BATCH})"
    " RETURNING id, kind, payload",
}
FINISH = {
    "postgresql": "DELETE FROM bench_job WHERE id = ANY(%s) AND owner = %s AND state = 'leased'",
    "sqlite": "DELETE FROM bench_job WHERE id IN (SELECT value FROM json_each(?)) AND owner = ?"
    " AND state = 'leased'",
}


class Found(Protocol):
    """What a statement found."""

    def fetchall(self) -> list[tuple[object, ...]]:
        """All rows."""


class ByHand(Protocol):
    """What both raw drivers can do."""

    def execute(self, statement: str, parameters: Sequence[object] = ..., /) -> Found:
        """Run a statement."""


def measure_jobs(place: Place) -> Pair:
    """CPU seconds of claiming and finishing empty jobs in batches of 100, beside that loop."""
    work = open_work(place.settings)
    work.database.write(lambda connection: put_jobs(connection, work, JOBS))
    ours = spent(place, lambda: drain(work))
    work.close()
    return Pair(ours, drain_by_hand(place))


def put_jobs(connection: Connection, work: Workspace, count: int) -> None:
    """So many empty jobs are due."""
    for _ in range(count):
        enqueue(connection, work, "empty", {})


def drain(work: Workspace) -> None:
    """They are all done, and nothing was to do for any of them."""
    count = 0
    while batch := one_batch(work, f"bench:{count}", BATCH):
        count += batch
    assert count == JOBS


def one_batch(work: Workspace, owner: str, most: int) -> int:
    """Up to so many of them are done; how many."""
    jobs = work.database.write(lambda it: claim(it, work, owner, most))
    if jobs:
        work.database.write(lambda it: finish_all(it, jobs))
    return len(jobs)


def drain_by_hand(place: Place) -> float:
    """CPU seconds of the same by hand: a claim and a deletion for each batch, each committed."""
    with by_hand(place) as connection:
        name = "postgresql" if place.servers else "sqlite"
        for statement in PREPARED:
            connection.execute(statement.format_map(TYPES[name]))
        connection.execute(PUT[name])

        def drain_all() -> None:
            count = 0
            while rows := connection.execute(CLAIM[name], ("hand",)).fetchall():
                ids = [row[0] for row in rows]
                given = ids if place.servers else orjson.dumps(ids).decode()
                connection.execute(FINISH[name], (given, "hand"))
                count += len(rows)
            assert count == JOBS

        return spent(place, drain_all)


@contextmanager
def by_hand(place: Place) -> Iterator[ByHand]:
    """A connection of the raw driver that commits every statement."""
    if not place.servers:
        file = sqlite3.connect(place.database, isolation_level=None)
        for pragma in PRAGMAS:
            file.execute(pragma)
        yield cast(ByHand, file)
        file.close()
        return
    address, schema = address_of(place.database)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'SET search_path = "{schema}"'.encode())
        yield cast(ByHand, connection)
