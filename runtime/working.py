"""A process that only works: it carries runs on and answers no requests."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable

from runtime.process import open_site, start_logs
from runtime.scheduler import start_scheduler
from runtime.settings import Settings
from workflow.worker import Workers

Say = Callable[[str], None]


def work_alone(settings: Settings, threads: int, say: Say) -> None:
    """Runs were carried on until the process was told to stop; what was under way is done then.

    Raises WorkspaceInUse where a server holds the SQLite directory: that one has workers itself.
    """
    start_logs(settings)
    site = open_site(settings)
    is_over = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: is_over.set())
    scheduler = start_scheduler(site)
    workers = Workers(site.work, threads)
    say("working")
    try:
        is_over.wait()
    finally:
        scheduler.shutdown()
        workers.close()
        site.close()
        site.work.close()
