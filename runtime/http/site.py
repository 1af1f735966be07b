"""A served workspace: what all calls of one process share."""

from __future__ import annotations

from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import BoundedSemaphore

from engine.workspace import Workspace
from runtime.http.pace import Pace
from runtime.identity.tries import Tries
from runtime.identity.uses import Uses
from runtime.import_runs import ImportRuns
from runtime.live import Live

SHORT_THREADS = 16
LONG_THREADS = 4
"""Plans, applies, imports, totals and passwords at the same time; more of them wait."""

MOST_EXPORTS = 6
"""Each holds a reader of its own until it is fetched, however slowly."""


MOST_FILE = 50 * 1024 * 1024


def short_threads() -> Executor:
    """Threads for calls of milliseconds."""
    return ThreadPoolExecutor(SHORT_THREADS, thread_name_prefix="call")


def long_threads() -> Executor:
    """Threads for calls of seconds."""
    return ThreadPoolExecutor(LONG_THREADS, thread_name_prefix="long")


@dataclass(frozen=True, slots=True)
class Site:
    """`local_key` is what the command line of this machine proves itself with (decision 48);
    None where nobody may. `most_file` is how many bytes one upload may have."""

    work: Workspace
    local_key: str | None = None
    logs_access: bool = False
    most_file: int = MOST_FILE
    tries: Tries = field(default_factory=Tries)
    pace: Pace = field(default_factory=Pace)
    uses: Uses = field(default_factory=Uses)
    imports: ImportRuns = field(default_factory=ImportRuns)
    exports: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(MOST_EXPORTS))
    short: Executor = field(default_factory=short_threads)
    long: Executor = field(default_factory=long_threads)
    live: Live = field(init=False)

    def __post_init__(self) -> None:
        """The site hears of what is written."""
        object.__setattr__(self, "live", Live(self.work))

    def close(self) -> None:
        """No call is under way; the last uses are written down. The workspace stays open."""
        self.live.close()
        self.imports.close()
        self.short.shutdown()
        self.long.shutdown()
        self.uses.write_down(self.work)
