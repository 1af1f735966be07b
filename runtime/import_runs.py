"""The imports that this process runs: each on a thread of its own, until it is over or the process
is about to end."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field

from engine.database import Database
from engine.errors import DatabaseUnavailable
from engine.importing.jobs import State, end_job
from engine.importing.running import Course, run_job

log = logging.getLogger("tangram")

MOST_RUNS = 2
"""More of them wait: each writes as fast as the database takes it."""


def run_threads() -> ThreadPoolExecutor:
    """Threads for imports."""
    return ThreadPoolExecutor(MOST_RUNS, thread_name_prefix="import")


@dataclass(slots=True, eq=False)
class ImportRuns:
    """The imports under way, by their ids."""

    threads: ThreadPoolExecutor = field(default_factory=run_threads)
    live: set[int] = field(default_factory=set)
    ending: threading.Event = field(default_factory=threading.Event)

    def is_live(self, id: int) -> bool:
        """Whether the import runs here, or is about to."""
        return id in self.live

    def start(self, course: Course) -> None:
        """The import runs; what becomes of it stands in its row."""
        self.live.add(course.job.id)
        self.threads.submit(self._run, course)

    def close(self) -> None:
        """No import is under way; those that were can be gone on with."""
        self.ending.set()
        self.threads.shutdown()

    def _run(self, course: Course) -> None:
        try:
            run_job(course, self.ending.is_set)
        except Exception:  # an edge: nobody waits for an answer; the log and the row tell
            log.exception("an import broke off")
            with suppress(DatabaseUnavailable):
                end_job(course.imported.work, course.job, State.INTERRUPTED)
        finally:
            self.live.discard(course.job.id)


def is_alone(database: Database) -> bool:
    """Whether no other process can run an import of this workspace."""
    return database.dialect == "sqlite"
