"""A process that carries runs on until it is killed.

`python -m tests.crash.run_until_killed URL [TICKETS]`: with a number it also makes tickets, which
SQLite leaves to the one process that has the file; each is a line on stdout once it is
acknowledged.
"""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

from engine.clock import SystemClock
from engine.database.opening import open_database
from engine.workspace import Workspace
from engine.write_record import write
from engine.writing.change import Change, Kind
from tests.engine.shops import ADMIN
from workflow.moments import tick
from workflow.worker import Workers


def make_tickets(work: Workspace, count: int) -> None:
    """So many tickets are there, each told as soon as it is sure."""
    for _ in range(count):
        (made,) = write(
            work, ADMIN, [Change(Kind.CREATE, "desk.ticket", values={"name": "a"})]
        ).outcomes
        os.write(1, f"{made.id}\n".encode())


def main(url: str, tickets: int) -> None:
    """Work until killed."""
    work = Workspace(open_database(url), SystemClock(), Path())
    work.refresh()
    Workers(work, 2)
    if tickets:
        threading.Thread(target=make_tickets, args=(work, tickets), daemon=True).start()
    os.write(1, b"ready\n")
    pause = threading.Event()
    while not pause.wait(0.2):
        tick(work)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 0)
