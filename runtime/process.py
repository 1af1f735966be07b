"""Builds what a process serves; the only wiring."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from logging.handlers import RotatingFileHandler
from types import FrameType

from fastapi import FastAPI

from engine.clock import SystemClock
from engine.database.opening import open_database
from engine.workspace import Workspace
from runtime.errors import SettingUnusable
from runtime.http.app import create_app
from runtime.http.caller import LOCAL_PREFIX
from runtime.http.endpoints import ENDPOINTS
from runtime.http.site import Site
from runtime.identity.secret_texts import new_secret
from runtime.migrations import upgrade
from runtime.scheduler import start_scheduler
from runtime.settings import Settings, read_settings
from workflow.worker import Workers

Handler = Callable[[int, FrameType | None], object]

WORKERS = 1
"""Threads of a serving process that carry runs on; more stand in processes of their own."""
LOG_BYTES = 10_000_000
LOG_FILES = 5


def open_work(settings: Settings) -> Workspace:
    """The workspace is open, its system tables in their present form, its catalog compiled.

    Raises WorkspaceInUse while another process holds a SQLite directory.
    """
    try:
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        place = {"name": "--data", "value": f"{settings.data}: {error.strerror}"}
        raise SettingUnusable("setting_unusable", place) from error
    database = open_database(settings.url)
    try:
        upgrade(database)
        work = Workspace(database, SystemClock(), settings.files)
        work.refresh()
    except BaseException:
        database.close()
        raise
    return work


def open_site(settings: Settings, *, logs_access: bool = False) -> Site:
    """The workspace with what its calls share, and a new key for this machine's command line."""
    return Site(
        open_work(settings),
        local_key=new_secret(LOCAL_PREFIX),
        logs_access=logs_access,
        most_file=settings.most_file,
    )


def site_app(site: Site) -> FastAPI:
    """The site's application, with its scheduled jobs while it serves; when it ends everything is
    closed."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        scheduler = start_scheduler(site)
        workers = Workers(site.work, WORKERS)
        end_streams_on_signals(site)
        try:
            yield
        finally:
            scheduler.shutdown()
            workers.close()
            site.close()
            site.work.close()

    return create_app(site, ENDPOINTS, lifespan)


def end_streams_on_signals(site: Site) -> None:
    """Live streams end as soon as the process is told to: the server waits for them otherwise,
    and says nothing to them."""
    if threading.current_thread() is not threading.main_thread():
        return
    loop = asyncio.get_running_loop()

    def end(number: int, frame: FrameType | None, then: Handler) -> None:
        loop.call_soon_threadsafe(site.live.end_streams)
        then(number, frame)

    for number in (signal.SIGINT, signal.SIGTERM):
        present = signal.getsignal(number)
        if callable(present):
            signal.signal(number, partial(end, then=present))


def worker_app() -> FastAPI:
    """The application of one worker process of several; its settings are in the environment."""
    settings = read_settings()
    start_logs(settings)
    return site_app(open_site(settings, logs_access=settings.access_log is not None))


def start_logs(settings: Settings) -> None:
    """Failures go to standard error, requests where the settings say."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    if settings.access_log is None:
        return
    access = logging.getLogger("tangram.access")
    access.setLevel(logging.INFO)
    access.propagate = False
    if settings.access_log == "-":
        access.addHandler(logging.StreamHandler(sys.stderr))
    else:
        access.addHandler(
            RotatingFileHandler(
                settings.access_log, maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8"
            )
        )
