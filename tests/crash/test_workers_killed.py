"""Workers are killed at any moment, again and again: every run ends, each effect is there once."""

import random
import time
from pathlib import Path

import pytest

from engine.write_record import write
from engine.writing.change import Change, Kind
from tests.counts import count
from tests.crash.workers import LONG_AGO, Left, begin, finish, install, kill, opened
from tests.engine.shops import ADMIN
from tests.workflow.fragile import expire_leases

KILLS = count(quick=1, normal=4, long=100)
TICKETS = count(quick=10, normal=60, long=1_000)
PROCESSES = 4


@pytest.mark.crash
@pytest.mark.timeout(60 + 10 * KILLS)
def test_one_process_on_sqlite(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/desk.db"
    install(url, tmp_path)
    chance = random.Random(KILLS)
    for _ in range(KILLS):
        process = begin(url, str(TICKETS // KILLS))
        time.sleep(chance.uniform(0.1, 1))
        kill([process])
        with opened(url) as it:
            expire_leases(it.work.database, LONG_AGO)
    left = finish(url)
    assert left == Left.right(left.tickets)
    assert left.tickets


@pytest.mark.crash
@pytest.mark.timeout(60 + 10 * KILLS)
def test_four_processes_on_postgresql(postgres_url: str, tmp_path: Path) -> None:
    install(postgres_url, tmp_path)
    chance = random.Random(KILLS)
    processes = [begin(postgres_url) for _ in range(PROCESSES)]
    with opened(postgres_url) as it:
        for turn in range(KILLS):
            for _ in range(TICKETS // KILLS):
                change = Change(Kind.CREATE, "desk.ticket", values={"name": "a"})
                write(it.work, ADMIN, [change])
            time.sleep(chance.uniform(0, 0.5))
            kill([processes[turn % PROCESSES]])
            # Those of the living are renewed, and nobody changes a job without its lease.
            expire_leases(it.work.database, LONG_AGO)
            processes[turn % PROCESSES] = begin(postgres_url)
        time.sleep(0.5)
    kill(processes)
    left = finish(postgres_url)
    assert left == Left.right(left.tickets)
    assert len(left.tickets) == TICKETS // KILLS * KILLS
