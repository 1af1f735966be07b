"""A draft tried on 90 days of leads: a score, a rule, and an assignment by load and in turn, both
versions of all of it side by side (workflow.md, "Backtest")."""

from __future__ import annotations

import time

from engine.actor import SYSTEM
from runtime.process import open_work
from tests.benchmarks.places import Place
from tests.benchmarks.recorded_past import DAYS, draft, fill_past
from workflow.backtest.asking import Asked, ask_backtest, seen_backtest
from workflow.backtest.running import make_backtest


def measure_backtest(place: Place, records: int, runs: int) -> list[float]:
    """Seconds of each backtest over so many leads."""
    work = open_work(place.beside("past").settings)
    fill_past(work, records)
    found = []
    for _ in range(runs):
        id = ask_backtest(work, SYSTEM, Asked("past", draft(), [], DAYS))
        began = time.perf_counter()
        make_backtest(work, id)
        found.append(time.perf_counter() - began)
        assert seen_backtest(work, SYSTEM, "past", id).state == "done"
    work.close()
    return found
