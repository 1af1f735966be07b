"""Measure what architecture.md promises and write it into docs/figures.md.

`python -m tests.benchmarks [--records N] [--bulk N] [--runs N] [--database NAME] [--dry]
[--only PART …]`; what measures only parts writes nothing.
"""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Callable, Iterator, Mapping

from formula.evaluate import Context
from tests.benchmarks.backtest_measured import measure_backtest
from tests.benchmarks.bulk_measured import measure_import, measure_publish
from tests.benchmarks.jobs_measured import JOBS, measure_jobs
from tests.benchmarks.places import Place, open_places
from tests.benchmarks.queue_measured import measure_queues, measure_steps, other_queue
from tests.benchmarks.recompute_measured import count_records, measure_recompute
from tests.benchmarks.report import Row, circumstances, table_of, write_section
from tests.benchmarks.requests_measured import CASES, measure_requests
from tests.benchmarks.stream_measured import measure_stream
from tests.benchmarks.waiting_measured import measure_waiting
from tests.benchmarks.work_measured import measure_formula, measure_memory


def main() -> None:
    """The figures are printed and, unless `--dry`, in docs/figures.md."""
    arguments = read_arguments()
    names = [arguments.database] if arguments.database else ["sqlite", "postgresql"]
    rows = [] if arguments.only else list(formula_rows(arguments.runs))
    with open_places(arguments.records, names) as places:
        for place in places:
            rows += measure_place(place, arguments)
    print(table_of(rows))
    if not (arguments.dry or arguments.only):
        write_section(rows, circumstances(arguments.records, arguments.runs))


class Extent(argparse.Namespace):
    """What the command line asks for."""

    records: int
    bulk: int
    runs: int
    waiting: int
    seconds: int
    database: str | None
    dry: bool
    only: list[str] | None


def read_arguments() -> Extent:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="tests.benchmarks", description=__doc__)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--bulk", type=int, default=20_000, help="rows of an import")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--waiting", type=int, default=1_000_000, help="runs that wait")
    parser.add_argument("--seconds", type=int, default=60, help="of a stream of leads")
    parser.add_argument("--database", choices=("sqlite", "postgresql"))
    parser.add_argument("--dry", action="store_true", help="print only")
    parser.add_argument("--only", nargs="+", choices=PARTS, metavar="PART", help=", ".join(PARTS))
    return parser.parse_args(namespace=Extent())


def measure_place(place: Place, arguments: Extent) -> list[Row]:
    """What one database does, each figure printed as soon as it is known."""
    rows = []
    for part in arguments.only or PARTS:
        print(f"{place.name}: {part} …", file=sys.stderr, flush=True)
        for row in PARTS[part](place, arguments):
            rows.append(row)
            print(table_of([row]).splitlines()[-1], flush=True)
    return rows


def formula_rows(runs: int) -> Iterator[Row]:
    """A formula in Python beside the function a careful programmer writes."""
    context = Context(now=datetime.datetime.now(datetime.UTC))
    ours, floor = zip(*measure_formula(runs, context), strict=True)
    yield Row("—", "evaluate a formula in Python", "µs CPU", ours, floor, at_most=2.0)


def request_rows(place: Place, extent: Extent) -> Iterator[Row]:
    """Requests one after another, and what an idle server takes."""
    measured = list(measure_requests(place, extent.runs))
    for case in CASES:
        own = [found for found in measured if found.case == case.name]
        ours, floor = [found.ours for found in own], [found.floor for found in own]
        yield Row(place.name, case.name, "ms CPU", ours, floor, at_most=case.at_most)
    yield Row(place.name, "memory of an idle server", "MB", [measure_memory(place)], at_most=150)


def import_rows(place: Place, extent: Extent) -> Iterator[Row]:
    """Files."""
    bulk = extent.bulk
    imports = [measure_import(place, bulk, run) for run in range(extent.runs)]
    ours, floor = [pair.ours for pair, _ in imports], [pair.floor for pair, _ in imports]
    yield Row(place.name, f"import {bulk:,} rows of CSV", "s CPU", ours, floor, at_most=4.0)
    speeds = [speed for _, speed in imports]
    yield Row(place.name, "import, one client", "rows/s", speeds, at_least=8_000)


def recompute_rows(place: Place, extent: Extent) -> Iterator[Row]:
    """A formula of all records."""
    pairs = [measure_recompute(place) for _ in range(min(extent.runs, 3))]
    ours, floor = [pair.ours for pair in pairs], [pair.floor for pair in pairs]
    what = f"recompute a formula over {count_records(place):,} rows"
    yield Row(place.name, what, "s CPU", ours, floor, at_most=1.1)


def publish_rows(place: Place, extent: Extent) -> Iterator[Row]:
    """A change of the documents."""
    published = [measure_publish(place, run) for run in range(extent.runs)]
    seconds = [found.seconds for found in published]
    yield Row(place.name, "publish an added field", "s", seconds, at_most=1.0)
    waits = [found.longest_wait * 1_000 for found in published]
    yield Row(place.name, "longest wait of a writer meanwhile", "ms", waits, at_most=100)


def job_rows(place: Place, extent: Extent) -> Iterator[Row]:
    """Jobs in which nothing is to be done."""
    pairs = [measure_jobs(place) for _ in range(extent.runs)]
    ours, floor = [pair.ours for pair in pairs], [pair.floor for pair in pairs]
    what = f"claim and finish {JOBS:,} empty jobs, 100 at a time"
    yield Row(place.name, what, "s CPU", ours, floor, at_most=1.5)


def queue_rows(place: Place, extent: Extent) -> Iterator[Row]:
    """A worker's whole round: empty jobs beside another queue's, and steps of a run."""
    if place.servers:
        with other_queue() as queue:
            pairs = [measure_queues(place, queue) for _ in range(extent.runs)]
        ours, theirs = [pair.ours for pair in pairs], [pair.floor for pair in pairs]
        what = "empty jobs by a worker, beside procrastinate"
        yield Row(place.name, what, "jobs per CPU second", ours, theirs, at_least=3)
    steps = measure_steps(place, extent.runs)
    yield Row(place.name, "a run of five steps", "ms CPU", steps, at_most=5)


def waiting_rows(place: Place, extent: Extent) -> Iterator[Row]:
    """What goes on beside runs that wait; the floor is the same beside none."""
    found = list(measure_waiting(place, extent.waiting, min(extent.runs, 3)))
    beside = f"beside {extent.waiting:,} waiting runs"
    for name, unit, pairs, at_most in (
        ("claim and finish 20 jobs", "ms CPU", [each.claim for each in found], 1.5),
        ("claim and finish 20 jobs", "ms", [each.clock for each in found], 1.5),
        ("memory of a worker", "MB", [each.memory for each in found], 1.0),
        ("from start until 200 due runs are done", "s", [each.start for each in found], 1.5),
    ):
        ours, floor = [pair.ours for pair in pairs], [pair.floor for pair in pairs]
        yield Row(place.name, f"{name} {beside}", unit, ours, floor, at_most=at_most)


def stream_rows(place: Place, extent: Extent) -> Iterator[Row]:
    """Leads that come in without pause, until somebody has them."""
    for name, seconds in measure_stream(place, extent.seconds):
        yield Row(place.name, name, "s", [seconds], at_most=2 if "event to" in name else None)


def backtest_rows(place: Place, extent: Extent) -> Iterator[Row]:
    """A draft tried on the recorded past."""
    seconds = measure_backtest(place, extent.records, min(extent.runs, 3))
    what = f"backtest of 90 days over {extent.records:,} leads, 2.5 events each"
    yield Row(place.name, what, "s", seconds, at_most=60)


PARTS: Mapping[str, Callable[[Place, Extent], Iterator[Row]]] = {
    "requests": request_rows,
    "import": import_rows,
    "recompute": recompute_rows,
    "publish": publish_rows,
    "jobs": job_rows,
    "queue": queue_rows,
    "waiting": waiting_rows,
    "stream": stream_rows,
    "backtest": backtest_rows,
}
"""What is measured on each database, in order: an import adds records, which a recomputation
finds."""


if __name__ == "__main__":
    main()
