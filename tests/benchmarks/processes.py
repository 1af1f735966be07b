"""The processes that are measured: started, waited for, and their CPU seconds read."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import psutil

from runtime.settings import Settings

START_SECONDS = 60
OURS = "from runtime.cli import main; main()"
"""Our command line as code."""


@contextlib.contextmanager
def running(
    arguments: Sequence[str], port: int, environment: Mapping[str, str] | None = None
) -> Iterator[psutil.Process]:
    """A Python process that listens on `port`, stopped at the end."""
    process = subprocess.Popen(
        (sys.executable, *arguments),
        env={**os.environ, **(environment or {})},
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for(port, process)
        yield psutil.Process(process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=START_SECONDS)


@contextlib.contextmanager
def running_worker(settings: Settings, threads: int | None = None) -> Iterator[psutil.Process]:
    """A process that carries runs on, as it is begun: a server on SQLite, which one process holds,
    a worker on PostgreSQL. With `threads`, a worker of so many, once it works."""
    words = ("worker", "--threads", str(threads or 2))
    if settings.is_sqlite:
        words = ("serve", "--port", str(free_port()))
    process = subprocess.Popen(
        (sys.executable, "-c", OURS, *words),
        env={**os.environ, **environment_of(settings)},
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        if threads is not None:
            assert process.stdout.readline() == b"working\n"
        yield psutil.Process(process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=START_SECONDS)


def environment_of(settings: Settings) -> dict[str, str]:
    """What tells a process of ours which workspace it serves."""
    return {
        "TANGRAM_DATABASE_URL": settings.url,
        "TANGRAM_DATA": str(settings.data),
        "TANGRAM_ACCESS_LOG": "off",
    }


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Somebody listens on the port."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise TimeoutError(f"nobody listens on {port}")


def free_port() -> int:
    """A port nobody uses."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def cpu_seconds(processes: Sequence[psutil.Process]) -> float:
    """User and system seconds of the processes and of everything below them, ended or not."""
    total = 0.0
    for process in processes:
        for one in (process, *process.children(recursive=True)):
            with contextlib.suppress(psutil.NoSuchProcess):
                times = one.cpu_times()
                total += times.user + times.system
        times = process.cpu_times()
        total += times.children_user + times.children_system
    return total


def memory_megabytes(process: psutil.Process) -> float:
    """The memory of a process that is its own or shared with nobody else (USS)."""
    return float(process.memory_full_info().uss) / 1_048_576


def postmaster(directory: Path) -> psutil.Process:
    """The first process of the PostgreSQL server in a directory."""
    return psutil.Process(int((directory / "postmaster.pid").read_text().split()[0]))
