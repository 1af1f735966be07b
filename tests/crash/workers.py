"""Processes that carry runs on, and what they leave behind."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from engine.clock import SystemClock
from engine.database.opening import open_database
from engine.workspace import Workspace
from runtime.migrations import upgrade
from tests.architecture.source import ROOT
from tests.engine.shop_app import Body
from tests.workflow.desk import Desk, automation, note, on_ticket, open_desk
from tests.workflow.fragile import expire_leases

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
TEXTS = ("一", "二", "三")
SECONDS = 30
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


@dataclass(frozen=True)
class Left:
    """What is there in the end: tickets, how often each note of each, runs that are done, and rows
    of jobs and waits."""

    tickets: frozenset[object]
    notes: Counter[tuple[object, object]]
    done: int
    rows: int

    @classmethod
    def right(cls, tickets: frozenset[object]) -> Left:
        """Everything once, and nothing left to do."""
        notes: Counter[tuple[object, object]] = Counter(
            (ticket, text) for ticket in tickets for text in TEXTS
        )
        return cls(tickets, notes, len(tickets), 0)


def finish(url: str) -> Left:
    """What is left is done; what there is then."""
    with opened(url) as it:
        expire_leases(it.work.database, LONG_AGO)
        until = time.monotonic() + SECONDS
        while set(it.states()) - {"done"} or it.rows("tg_undelivered"):
            assert time.monotonic() < until, it.rows("tg_job")
            it.settle()
            time.sleep(0.05)
        notes = it.records("desk.note").values()
        return Left(
            frozenset(it.records("desk.ticket")),
            Counter((each["ticket"], each["text"]) for each in notes),
            it.states().count("done"),
            len(it.rows("tg_job")) + len(it.rows("tg_wait")),
        )
