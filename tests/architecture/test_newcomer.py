"""A newcomer's first minutes: `python3 dev.py run` in a fresh folder, with an empty home."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

Serving = AbstractContextManager[tuple[str, str]]

# What a machine needs to reach its registries stays; the home does not.
KEPT = ("PATH", "PIP_", "UV_", "SSL_", "REQUESTS_", "LANG", "LC_", "TMPDIR")


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what a clone of this tree would hold."""
    place = tmp_path_factory.mktemp("clone")
    listed = ("git", "ls-files", "-co", "--exclude-standard", "-z")
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True).stdout
    for name in names.decode().split("\0"):
        if (ROOT / name).is_file():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_bytes((ROOT / name).read_bytes())
    return place


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The variables of a user who has never used this machine; packages are not fetched twice."""
    kept = {name: value for name, value in os.environ.items() if name.startswith(KEPT)}
    cache = (sys.executable, "-m", "uv", "cache", "dir")
    directory = subprocess.run(cache, capture_output=True, text=True, check=True).stdout.strip()
    home = tmp_path_factory.mktemp("home")
    return {**kept, "HOME": str(home), "UV_CACHE_DIR": directory, "PYTHONUNBUFFERED": "1"}


@pytest.fixture(scope="module")
def serving(clone: Path, environment: dict[str, str]) -> Callable[[], Serving]:
    """A running `dev.py run`: what it printed until it was ready, and its address."""

    @contextmanager
    def run() -> Iterator[tuple[str, str]]:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = str(free.getsockname()[1])
        command = (sys.executable, clone / "dev.py", "run", "--port", port)
        with subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as server:
            assert server.stdout is not None
            said = line = ""
            try:
                while not line.startswith(f"ready http://127.0.0.1:{port}"):
                    line = server.stdout.readline()
                    assert line, said
                    said += line
                yield said, f"http://127.0.0.1:{port}"
            finally:
                server.send_signal(signal.SIGTERM)
                server.communicate(timeout=60)

    return run


def test_one_command_installs_and_serves_and_starts_again(
    serving: Callable[[], Serving],
) -> None:
    for is_first in (True, False):
        with serving() as (said, address):
            assert ("installing" in said) == is_first
            with urllib.request.urlopen(f"{address}/api/v1/health", timeout=30) as answer:
                assert answer.status == 200
