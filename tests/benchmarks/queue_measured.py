"""A worker's whole round, in CPU: empty jobs beside another queue's on the same server, and a run
of five steps."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from engine.actor import SYSTEM
from engine.change_documents import change_documents
from engine.workspace import Workspace
from engine.write_record import write
from engine.writing.change import Change, Kind
from runtime.process import open_work
from tests.benchmarks.bulk_measured import Pair, spent
from tests.benchmarks.floor_server import address_of
from tests.benchmarks.jobs_measured import put_jobs
from tests.benchmarks.places import Place
from tests.benchmarks.processes import cpu_seconds
from tests.workflow.desk import automation, note, on_ticket, put, sources_of
from workflow.job_kinds import JOB_KINDS, Perform
from workflow.worker import Lease, run_until_idle, work_once

JOBS = 5_000
RUNS = 500
LOCK = Path(__file__).parents[2] / "requirements" / "benchmarks.lock"
WORKER = Path(__file__).with_name("procrastinate_worker.py")
FIVE = automation(
    "five",
    on_ticket(),
    put(score="STEP.record.评分 + 1"),
    {"key": "others", "do": "find", "table": "note", "filter": "序号>5"},
    put(level="IF(评分>1, '高', '低')"),
    note("'第 ' & 标题"),
    {"do": "move", "transition": "begin"},
)


@contextmanager
def other_queue() -> Iterator[Path]:
    """procrastinate, installed into a directory that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="tangram-queue-") as directory:
        words = ("-q", "--require-hashes", "--target", directory, "-r", str(LOCK))
        subprocess.run((sys.executable, "-m", "uv", "pip", "install", *words), check=True)
        yield Path(directory)


def measure_queues(place: Place, queue: Path) -> Pair:
    """Empty jobs for each second of CPU, of worker and database: by our worker, by that queue's."""
    return Pair(JOBS / measure_ours(place), JOBS / measure_theirs(place, queue))


def measure_ours(place: Place) -> float:
    """CPU seconds of claiming the jobs, doing what is not to be done, and taking them away."""
    work = open_work(place.settings)
    # What a job of no kind would cost: nobody has kinds of jobs that do nothing.
    cast(MutableMapping[str, Perform], JOB_KINDS)["empty"] = lambda work, job: None
    work.database.write(lambda connection: put_jobs(connection, work, JOBS))
    cpu = spent(place, lambda: drain(work))
    work.close()
    return cpu


def drain(work: Workspace) -> None:
    """All jobs are done."""
    lease, chance, count = Lease(), random.Random(0), 0
    while done := work_once(work, lease, chance):
        count += done
    assert count == JOBS


def measure_theirs(place: Place, queue: Path) -> float:
    """The same by procrastinate."""
    address, _ = address_of(place.database)

    def run(what: str) -> str:
        words = (sys.executable, str(WORKER), what, address, str(JOBS))
        environment = {**os.environ, "PYTHONPATH": str(queue)}
        ended = subprocess.run(words, env=environment, check=True, capture_output=True, text=True)
        return ended.stdout

    run("put")
    before = cpu_seconds(place.servers)
    own = float(run("work"))
    return own + cpu_seconds(place.servers) - before


def measure_steps(place: Place, runs: int) -> list[float]:
    """CPU milliseconds of a run of five steps, from its event to its end."""
    beside = place.beside("steps")
    work = open_work(beside.settings)
    change_documents(work, SYSTEM, sources_of([FIVE]))
    found = []
    for _ in range(runs):
        values = {"name": "五步", "score": 1}
        write(work, SYSTEM, [Change(Kind.CREATE, "desk.ticket", values=values)] * RUNS)
        found.append(spent(beside, lambda: run_until_idle(work)) / RUNS * 1_000)
    work.close()
    return found
