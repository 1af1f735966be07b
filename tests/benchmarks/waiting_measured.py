"""What a million runs that wait cost whoever goes on: claims, a worker's memory, its start.

Beside a workspace in which nothing waits. The million are copies, made by SQL, of a run that began
as all do: each with its record, the row it waits by, and the job that wakes it when its time is
over.
"""

from __future__ import annotations

import itertools
import os
import statistics
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import cast

import sqlalchemy as sa

from engine.actor import SYSTEM
from engine.change_documents import change_documents
from engine.database.statements import prepare
from engine.database.types import Instant, JsonValue, RecordId
from engine.workspace import Workspace
from engine.write_record import write
from engine.writing.change import Change, Kind
from runtime.process import open_work
from tests.benchmarks.bulk_measured import Pair, spent
from tests.benchmarks.jobs_measured import by_hand, one_batch, put_jobs
from tests.benchmarks.places import Place
from tests.benchmarks.processes import memory_megabytes, running_worker
from tests.workflow.desk import automation, note, on_ticket, sources_of
from workflow.run_tables import tg_job, tg_run, tg_wait
from workflow.worker import run_until_idle

AUTOMATION = automation(
    "later",
    on_ticket(),
    {
        "key": "pause",
        "do": "wait",
        "holds": "评分>=80",
        "within": "30d",
        "on_timeout": [note()],
    },
)
Changed = Mapping[str, sa.ColumnElement[object] | sa.Null]
TICKET = "desk.ticket"
CLAIMS = 200
AT_ONCE = 20
DUE = 200
"""Runs that fell due while nobody worked."""
PATIENCE_SECONDS = 300
SPREAD: Mapping[str, str] = {"sqlite": "1", "postgresql": "interval '1 millisecond'"}
"""Between the moments at which two of them are due."""


@dataclass
class Desk:
    """A workspace with a run that waits, which is copied. `made` counts the copies."""

    place: Place
    ticket: int
    run: int
    job: int
    made: Iterator[int] = field(default_factory=lambda: itertools.count(1))


@dataclass(frozen=True)
class Compared:
    """What full tables took and what empty ones took: CPU milliseconds of a claim, its median
    milliseconds on the clock, megabytes of a worker, seconds from its start until what was due is
    done."""

    claim: Pair
    clock: Pair
    memory: Pair
    start: Pair


def measure_waiting(place: Place, waiting: int, runs: int) -> Iterator[Compared]:
    """Both workspaces in turns."""
    empty, full = open_desk(place, "few"), open_desk(place, "many")
    make_waiting(full, waiting, timedelta(days=30))
    for _ in range(runs):
        claims = [measure_claims(desk) for desk in (full, empty)]
        starts = [measure_start(desk) for desk in (full, empty)]
        (cpu, clock), (memory, start) = zip(*claims, strict=True), zip(*starts, strict=True)
        yield Compared(Pair(*cpu), Pair(*clock), Pair(*memory), Pair(*start))


def open_desk(place: Place, name: str) -> Desk:
    """A workspace of its own on the same database, with a run that waits."""
    beside = place.beside(f"waiting_{name}")
    work = open_work(beside.settings)
    change_documents(work, SYSTEM, sources_of([AUTOMATION]))
    values = {"name": "等", "score": 1}
    made = write(work, SYSTEM, [Change(Kind.CREATE, TICKET, values=values)]).outcomes[0].id
    run_until_idle(work)
    query = sa.select(tg_job.c.run, tg_job.c.id)
    ((run, job),) = work.database.rows(prepare(query, work.database.dialect))
    work.close()
    assert made is not None
    return Desk(beside, made, cast(int, run), cast(int, job))


def make_waiting(desk: Desk, count: int, ahead: timedelta) -> None:
    """So many copies of the run wait, the first of them so long from now."""
    work = open_work(desk.place.settings)
    first = next(itertools.islice(desk.made, count - 1, None)) - count + 1
    due = work.now() + ahead
    memory = {"pause": {"until": due.isoformat()}}
    given = {"due": due, "memory": memory, "first": first, "last": first + count - 1}
    for copy in copies(desk, work):
        statement = prepare(copy, work.database.dialect)
        work.database.write(lambda it, made=statement: it.run(made, given))  # type: ignore[misc]  # mypy cannot infer a lambda with a default
    if work.database.dialect == "postgresql":
        # As the server does by itself within some minutes.
        for command in ("VACUUM ANALYZE", "CHECKPOINT"):
            work.database.apart(lambda it, said=command: it.exec_driver_sql(said))  # type: ignore[misc]  # mypy cannot infer a lambda with a default
    work.close()
    # What was written at a stroke is on the disk: nobody waits for it later.
    os.sync()


def copies(desk: Desk, work: Workspace) -> Iterator[sa.Insert]:
    """What inserts record, run, wait and job of the copies `first` to `last`."""
    dialect = work.database.dialect
    first = sa.bindparam("first", type_=RecordId())
    numbers = sa.select(first.label("n")).cte("numbers", recursive=True)
    n = numbers.c.n
    until = n < sa.bindparam("last", type_=RecordId())
    numbers = numbers.union_all(sa.select(n + 1).where(until))
    n = numbers.c.n
    due = sa.bindparam("due", type_=Instant()) + (n - first) * sa.literal_column(SPREAD[dialect])
    table = work.catalog.tables[TICKET].sql
    run, record = RecordIds(tg_run.c.id - n), RecordIds(tg_run.c.record - n)
    memory = sa.bindparam("memory", type_=JsonValue())
    yield copy_of(table, table.c.id == desk.ticket, {"id": table.c.id - n}, numbers)
    changed: Changed = {
        "id": run.column,
        "root": run.column,
        "record": record.column,
        "once": sa.null(),
        "mode_key": record.after("desk.later:"),
        "memory": memory,
        "until": due,
    }
    yield copy_of(tg_run, tg_run.c.id == desk.run, changed, numbers)
    waits = RecordIds(sa.literal(desk.ticket, RecordId()) - n)
    changed = {"run": tg_wait.c.run - n, "topic": waits.after(f"record:{TICKET}:")}
    yield copy_of(tg_wait, tg_wait.c.run == desk.run, changed, numbers)
    runs = RecordIds(tg_job.c.run - n)
    changed = {
        "id": tg_job.c.id - n,
        "run": runs.column,
        "dedupe_key": runs.after("run:"),
        "due_at": due,
    }
    yield copy_of(tg_job, tg_job.c.id == desk.job, changed, numbers)


@dataclass(frozen=True)
class RecordIds:
    """Ids as a number and behind a word."""

    column: sa.ColumnElement[object]

    def after(self, word: str) -> sa.ColumnElement[object]:
        """The word, and behind it the id."""
        return cast(
            sa.ColumnElement[object], sa.literal(word, sa.Text()) + sa.cast(self.column, sa.Text())
        )


def copy_of(
    table: sa.Table,
    which: sa.ColumnElement[bool],
    changed: Changed,
    numbers: sa.CTE,
) -> sa.Insert:
    """What inserts a copy of the row for each number, with these columns changed."""
    names = [column.name for column in table.c]
    columns = [changed.get(name, table.c[name]) for name in names]
    query = sa.select(*columns).select_from(table.join(numbers, sa.true())).where(which)
    return sa.insert(table).from_select(names, query)


def measure_claims(desk: Desk) -> tuple[float, float]:
    """Milliseconds of claiming and finishing twenty jobs: of CPU, and in the median on the
    clock."""
    work = open_work(desk.place.settings)
    work.database.write(lambda connection: put_jobs(connection, work, CLAIMS * AT_ONCE))
    waits: list[float] = []

    def drain() -> None:
        for number in range(CLAIMS):
            began = time.perf_counter()
            assert one_batch(work, f"bench:{number}", AT_ONCE) == AT_ONCE
            waits.append(time.perf_counter() - began)

    cpu = spent(desk.place, drain)
    work.close()
    return cpu / CLAIMS * 1_000, statistics.median(waits) * 1_000


def measure_start(desk: Desk) -> tuple[float, float]:
    """Megabytes of a worker that has done what was due, and the seconds it took from its start."""
    make_waiting(desk, DUE, -timedelta(minutes=5))
    before = count_notes(desk.place)
    began = time.perf_counter()
    with running_worker(desk.place.settings) as process:
        while (done := count_notes(desk.place) - before) < DUE:
            assert time.perf_counter() - began < PATIENCE_SECONDS, f"{done} of {DUE} are done"
            time.sleep(0.05)
        took = time.perf_counter() - began
        return memory_megabytes(process), took


def count_notes(place: Place) -> int:
    """How many notes there are: one for each wait that is over."""
    with by_hand(place) as connection:
        ((count,),) = connection.execute("SELECT count(*) FROM desk__note").fetchall()
        return cast(int, count)
