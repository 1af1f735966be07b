"""A served workspace for journeys: the real command, a copy of a prepared demo workspace."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

PASSWORD = "journey-pass-1"
PROGRAM = Path(sys.executable).parent / "tangram"
PATIENCE = 60


@dataclass(slots=True)
class Server:
    """`address` like `http://127.0.0.1:4711`; it can be stopped and started at the same place."""

    directory: Path
    port: int
    words: tuple[str, ...] = ()
    variables: Mapping[str, str] = field(
        default_factory=lambda: {"TANGRAM_ADMIN_PASSWORD": PASSWORD}
    )
    process: subprocess.Popen[str] | None = field(default=None, repr=False)

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        """What it printed so far."""
        return (self.directory.parent / f"{self.directory.name}.log").read_text(encoding="utf-8")

    def start(self) -> None:
        """It serves."""
        log = self.directory.parent / f"{self.directory.name}.log"
        command = [str(PROGRAM), "serve", "--port", str(self.port), "--data", str(self.directory)]
        with log.open("a", encoding="utf-8") as output:
            self.process = subprocess.Popen(
                [*command, *self.words],
                env={**os.environ, **self.variables},
                stdout=output,
                stderr=subprocess.STDOUT,
                text=True,
            )
        wait_until_served(self)

    def stop(self) -> None:
        """It has ended."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=30)
            self.process = None


def wait_until_served(server: Server) -> None:
    """The server answers; AssertionError with its words when it does not."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert server.process is not None
        assert server.process.poll() is None, server.log
        if re.search(r"^ready ", server.log, re.MULTILINE) and is_answering(server):
            return
        time.sleep(0.05)
    raise AssertionError(server.log)


def is_answering(server: Server) -> bool:
    """Whether the server says that it lives."""
    try:
        with urlopen(f"{server.address}/api/v1/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(directory: Path, *words: str, is_new: bool = False) -> Iterator[Server]:
    """A server on the directory for the time of a journey; `is_new`: without an administrator."""
    server = Server(directory, free_port(), words)
    if is_new:
        server.variables = {}
    server.start()
    try:
        yield server
    finally:
        server.stop()


def prepare_demo(directory: Path) -> None:
    """The directory holds a workspace with the CRM and its demo data, and nobody serves it."""
    with served(directory, "--demo"):
        pass


@contextmanager
def served_copy(prepared: Path, place: Path) -> Iterator[Server]:
    """A server on a copy of a prepared workspace."""
    shutil.copytree(prepared, place)
    with served(place) as server:
        yield server
