"""The server: binds its port, says when it really serves, and ends cleanly."""

from __future__ import annotations

import os
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import orjson
import uvicorn
from uvicorn.supervisors import Multiprocess

from runtime.errors import SettingUnusable
from runtime.http.site import Site
from runtime.process import open_site, site_app, start_logs
from runtime.settings import ACCESS_LOG, DATA, DATABASE_URL, Settings

BACKLOG = 2_048
GRACE_SECONDS = 20
KEEP_ALIVE_SECONDS = 75
HEALTH = "/api/v1/health"

Say = Callable[[str], None]
Prepare = Callable[[Site, str], None]
"""Makes a site ready that will be served at an address."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where the server listens; port 0 takes a free one."""

    host: str
    port: int


def serve_alone(settings: Settings, address: Address, say: Say, prepare: Prepare) -> None:
    """One process has served until it was told to stop. `prepare` runs before it is ready."""
    with bind(address) as listener:
        start_logs(settings)
        site = open_site(settings, logs_access=settings.access_log is not None)
        try:
            prepare(site, place_of(listener))
        except BaseException:
            site.close()
            site.work.close()
            raise
        server = Server(config_of(site_app(site)), settings, place_of(listener), say)
        server.local_key = site.local_key
        server.run(sockets=[listener])


def serve_together(
    settings: Settings,
    where: tuple[Address, int],
    say: Say,
    prepare: Prepare,
) -> None:
    """Several processes have served until they were told to stop; PostgreSQL only. `where` is the
    address and their number."""
    address, workers = where
    if settings.is_sqlite:
        raise SettingUnusable("workers_need_postgresql")
    with bind(address) as listener:
        prepare_alone(settings, prepare, place_of(listener))
        os.environ[DATABASE_URL] = settings.url
        os.environ[DATA] = str(settings.data)
        os.environ[ACCESS_LOG] = settings.access_log or "off"
        place = place_of(listener)
        threading.Thread(target=say_when_ready, args=(place, say), daemon=True).start()
        config = config_of("runtime.process:worker_app", workers)
        Multiprocess(config, sockets=[listener]).run()


def prepare_alone(settings: Settings, prepare: Prepare, place: str) -> None:
    """The workspace is prepared once, before the workers open it."""
    site = open_site(settings)
    try:
        prepare(site, place)
    finally:
        site.close()
        site.work.close()


class Server(uvicorn.Server):
    """A server that people and the machine's command line hear of when it accepts connections."""

    def __init__(self, config: uvicorn.Config, settings: Settings, place: str, say: Say) -> None:
        super().__init__(config)
        self.local_key: str | None = None
        self._settings = settings
        self._place = place
        self._say = say

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Connections are accepted, and whoever waits for that knows."""
        await super().startup(sockets)
        if self.should_exit:
            return
        if self._settings.is_sqlite:
            content = {"address": self._place, "key": self.local_key, "pid": os.getpid()}
            write_server_file(self._settings, content)
        self._say(f"ready {self._place}")

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Nobody is sent here any more; then requests under way are answered."""
        # Not after `run`: uvicorn ends the process by the very signal that stopped it.
        self._settings.server_file.unlink(missing_ok=True)
        await super().shutdown(sockets)


def config_of(app: Callable[..., object] | str, workers: int = 1) -> uvicorn.Config:
    """How an application is served; logs are ours, versions are nobody's business."""
    return uvicorn.Config(
        app,
        factory=isinstance(app, str),
        workers=workers,
        loop="uvloop" if os.name != "nt" else "auto",
        http="httptools",
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        backlog=BACKLOG,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


def bind(address: Address) -> socket.socket:
    """A socket bound to the address. Raises SettingUnusable where it is taken."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    listener = socket.socket(family)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((address.host, address.port))
        listener.set_inheritable(True)
    except OSError as error:
        listener.close()
        raise SettingUnusable("port_taken", {"port": address.port}) from error
    return listener


def place_of(listener: socket.socket) -> str:
    """The address people open."""
    host, port = listener.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}"


def write_server_file(settings: Settings, content: Mapping[str, object]) -> None:
    """`server.json` says this; only its owner reads it (0600), and never half of it."""
    draft = settings.server_file.with_suffix(".new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(orjson.dumps(content))
    draft.replace(settings.server_file)


def say_when_ready(place: str, say: Say) -> None:
    """It is said once a worker answers."""
    while not answers(place):
        time.sleep(0.1)
    say(f"ready {place}")


def answers(place: str) -> bool:
    """Whether the server at the place is ready."""
    try:
        with urllib.request.urlopen(place + HEALTH, timeout=5) as answer:
            return int(answer.status) == 200
    except (urllib.error.URLError, OSError):
        return False
