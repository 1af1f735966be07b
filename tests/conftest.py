"""Fixtures of all tests: both databases, the clock, golden files; nothing may be skipped."""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import hypothesis
import psutil
import psycopg
import pytest
from psycopg import sql

from tests.clock import VirtualClock
from tests.counts import IS_LONG, IS_QUICK
from tests.postgres import PostgresServer, create_server

BEGAN = time.time()

# One server serves all workers of a run; the process that began the run names its place and
# takes it away. Workers inherit the variable.
SERVER_PLACE = "TANGRAM_TEST_SERVER"
SERVER_PREFIX = "tangram-pg-"

# A quick run leaves out what needs PostgreSQL or kills processes.
NOT_QUICK_FIXTURES = {"postgres_url", "postgres_server", "own_postgres"}

hypothesis.settings.register_profile(
    "tangram",
    deadline=None,  # two cores, many processes: time says nothing about correctness
    derandomize=True,  # the same tree gives the same answer
    max_examples=25 if IS_QUICK else 100,
    database=None,
    print_blob=True,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],  # the machine's load, not the test
)
hypothesis.settings.register_profile(
    "tangram-long",
    hypothesis.settings.get_profile("tangram"),
    derandomize=False,
    max_examples=1_000,
)
hypothesis.settings.load_profile("tangram-long" if IS_LONG else "tangram")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Pictures that journeys of this run left are on one page."""
    if hasattr(session.config, "workerinput"):
        return
    shots = Path(__file__).resolve().parents[1] / "build" / "journeys"
    if any(file.stat().st_mtime > BEGAN for file in shots.glob("*.png")):
        command = [sys.executable, "-m", "tests.journeys.contact_sheet"]
        subprocess.run(command, cwd=shots.parents[1], timeout=120, check=False)


def pytest_addoption(parser: pytest.Parser) -> None:
    """The command line knows `--update-golden`."""
    parser.addoption(
        "--update-golden", action="store_true", help="write golden files instead of comparing"
    )


def pytest_configure(config: pytest.Config) -> None:
    """The place of this run's PostgreSQL server is known to all its workers."""
    if not hasattr(config, "workerinput"):
        name = f"{SERVER_PREFIX}{os.getpid()}"
        os.environ[SERVER_PLACE] = str(Path(tempfile.gettempdir()) / name)
        remove_forgotten_servers()


def pytest_unconfigure(config: pytest.Config) -> None:
    """No server of this run is left."""
    if not hasattr(config, "workerinput"):
        remove_place(Path(os.environ.pop(SERVER_PLACE)))


def remove_forgotten_servers() -> None:
    """No server is left of a run that was killed before it could take its own away."""
    for place in Path(tempfile.gettempdir()).glob(f"{SERVER_PREFIX}[0-9]*"):
        runner = int(place.name.removeprefix(SERVER_PREFIX))
        # Numbers come again: what stands under this run's own is an earlier run's.
        if runner == os.getpid() or not psutil.pid_exists(runner):
            remove_place(place)


def remove_place(place: Path) -> None:
    """The server in `place`, if any, is down and the directory gone."""
    PostgresServer(place / "data").remove()
    shutil.rmtree(place, ignore_errors=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A quick run holds only what runs on SQLite and kills nothing."""
    if not IS_QUICK:
        return
    slow = [item for item in items if is_not_quick(item)]
    config.hook.pytest_deselected(items=slow)
    items[:] = [item for item in items if not is_not_quick(item)]


def is_not_quick(item: pytest.Item) -> bool:
    """Whether the test needs PostgreSQL, kills processes, or is marked slow."""
    if item.get_closest_marker("crash") or item.get_closest_marker("slow"):
        return True
    if not isinstance(item, pytest.Function):
        return False
    parameters = item.callspec.params if hasattr(item, "callspec") else {}
    return (
        bool(NOT_QUICK_FIXTURES & set(item.fixturenames))
        or parameters.get("database_url") == "postgresql"
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A skipped test is a failed one: what cannot run here must not look green."""
    report = yield
    if report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def tangram_long() -> bool:
    """Whether this run takes the counts that acceptance names (`dev.py test --long`)."""
    return IS_LONG


@pytest.fixture
def clock() -> VirtualClock:
    """A clock that stands at Monday 2026-03-02, 10:00 in Shanghai, until advanced."""
    return VirtualClock()


@pytest.fixture(scope="session")
def postgres_server() -> str:
    """The address of a PostgreSQL database that all tests of the run share."""
    given = os.environ.get("TEST_POSTGRES_URL")
    if given:
        return given
    place = Path(os.environ[SERVER_PLACE])
    place.mkdir(exist_ok=True)
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        server = PostgresServer(place / "data")
        return server.url if server.is_running else create_server(place / "data").url


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The address of an empty schema of PostgreSQL; it is dropped afterwards.

    The schema is the URL's parameter `schema`, which libpq does not know: whoever connects
    takes it out and sets the search path.
    """
    schema = f"t_{uuid.uuid4().hex[:12]}"
    name = sql.Identifier(schema)
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE SCHEMA {}").format(name))
        yield f"{postgres_server}{'&' if '?' in postgres_server else '?'}schema={schema}"
        # A transaction that the test left open is a bug of the test or of what it tests.
        connection.execute("SET lock_timeout = '10s'")
        connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(name))


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database: each test that takes it runs on both."""
    if request.param == "sqlite":
        directory = tmp_path / "workspace"
        directory.mkdir()
        return f"sqlite:///{directory}/tangram.db"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture
def own_postgres() -> Iterator[PostgresServer]:
    """A durable server for this test alone, which it may stop, crash and start again."""
    place = Path(tempfile.mkdtemp(prefix=f"{SERVER_PREFIX}own-"))
    server = create_server(place / "data", durable=True)
    yield server
    remove_place(place)


@pytest.fixture
def check_golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """A check that a text equals its golden file; `--update-golden` writes the file instead."""
    updates = bool(request.config.getoption("--update-golden"))

    def compare(path: Path, text: str) -> None:
        if updates:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == text

    return compare
