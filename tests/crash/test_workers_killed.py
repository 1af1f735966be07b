"""Workers are killed at any moment, again and again: every run ends, each effect is there once."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.clock import SystemClock
from engine.database.opening import open_database
from engine.workspace import Workspace
from engine.write_record import write
from engine.writing.change import Change, Kind
from runtime.migrations import upgrade
from tests.architecture.source import ROOT
from tests.counts import count
from tests.engine.shop_app import Body
from tests.engine.shops import ADMIN
from tests.workflow.desk import Desk, automation, note, on_ticket, open_desk
from tests.workflow.fragile import expire_leases

KILLS = count(quick=1, normal=4, long=100)
TICKETS = count(quick=10, normal=60, long=1_000)
PROCESSES = 4
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
PAUSE: Body = {"do": "wait", "during": "200ms"}
AUTOMATION = automation("work", on_ticket(), note('"一"'), PAUSE, note('"二"'), PAUSE, note('"三"'))
Process = subprocess.Popen[bytes]


def begin(url: str, *more: str) -> Process:
    """A process that works, once it has said so."""
    command = [sys.executable, "-m", "tests.crash.run_until_killed", url, *more]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout is not None
    while process.stdout.readline() != b"ready\n":
        assert process.poll() is None
    return process


@contextmanager
def opened(url: str) -> Iterator[Desk]:
    """The desk, looked at by this process."""
    work = Workspace(open_database(url), SystemClock(), Path())
    work.refresh()
    try:
        yield Desk(work)
    finally:
        work.close()


def kill(processes: Sequence[Process]) -> None:
    """They are gone as by `kill -9`."""
    for process in processes:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def install(url: str, files: Path) -> None:
    """The desk is there, without tickets."""
    database = open_database(url)
    upgrade(database)
    open_desk(database, files, AUTOMATION).work.close()


def finish(url: str) -> None:
    """What is left is done, and everything is there once."""
    with opened(url) as it:
        expire_leases(it.work.database, LONG_AGO)
        until = time.monotonic() + 30
        while set(it.states()) - {"done"} or it.rows("tg_undelivered"):
            assert time.monotonic() < until, it.rows("tg_job")
            it.settle()
            time.sleep(0.05)
        tickets = set(it.records("desk.ticket"))
        notes = Counter((each["ticket"], each["text"]) for each in it.records("desk.note").values())
        assert notes == Counter((id, text) for id in tickets for text in ("一", "二", "三"))
        assert len(it.rows("tg_run")) == len(tickets)
        assert it.rows("tg_job") == it.rows("tg_wait") == []


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
    finish(url)


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
    finish(postgres_url)
