"""What all tests stand on holds: both databases, the clock, and that nothing is skipped."""

import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psutil
import psycopg
import pytest

from tests.architecture.source import ROOT
from tests.clock import VirtualClock
from tests.postgres import PostgresServer


def test_each_test_gets_both_databases(database_url: str) -> None:
    parts = urlsplit(database_url)
    if parts.scheme == "sqlite":
        assert Path(parts.path).parent.is_dir()
        assert not Path(parts.path).exists()
    else:
        assert parse_qs(parts.query)["schema"][0].startswith("t_")


@pytest.mark.parametrize("attempt", [1, 2])
def test_a_schema_is_empty_and_one_s_own(postgres_url: str, attempt: int) -> None:
    server, schema = postgres_url.replace("&schema=", "?schema=").rsplit("?schema=", 1)
    with psycopg.connect(server, options=f"-c search_path={schema}") as connection:
        connection.execute("CREATE TABLE crowd AS SELECT %s::int AS attempt", (attempt,))
        assert connection.execute("SELECT attempt FROM crowd").fetchall() == [(attempt,)]


def test_a_durable_server_keeps_what_it_acknowledged(own_postgres: PostgresServer) -> None:
    with psycopg.connect(own_postgres.url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS value")
    own_postgres.crash()
    assert not own_postgres.is_running
    own_postgres.start()
    with psycopg.connect(own_postgres.url) as connection:
        assert connection.execute("SELECT value FROM kept").fetchall() == [(1,)]
        assert connection.execute("SHOW fsync").fetchone() == ("on",)


def test_a_server_that_went_with_its_machine_can_be_taken_away(
    own_postgres: PostgresServer,
) -> None:
    pid_file = own_postgres.directory / "postmaster.pid"
    master = psutil.Process(int(pid_file.read_text().split()[0]))
    processes = [master, *master.children()]
    for process in processes:
        process.kill()
    psutil.wait_procs(processes, timeout=10)
    assert pid_file.exists()
    assert not own_postgres.is_running
    own_postgres.remove()
    assert not own_postgres.directory.exists()


def test_time_stands_still_until_it_is_moved(clock: VirtualClock) -> None:
    before = clock.now()
    assert clock.now() == before
    clock.advance(timedelta(hours=72))
    assert clock.now() - before == timedelta(days=3)


def test_a_golden_file_is_compared(
    tmp_path: Path, check_golden: Callable[[Path, str], None]
) -> None:
    golden = tmp_path / "plan.txt"
    golden.write_text("one step\n", encoding="utf-8")
    check_golden(golden, "one step\n")
    with pytest.raises(AssertionError):
        check_golden(golden, "two steps\n")


@pytest.mark.slow
def test_what_is_skipped_fails(tmp_path: Path) -> None:
    story = "import pytest\ndef test_a():\n    pytest.skip('no server')\n"
    (tmp_path / "test_story.py").write_text(story, encoding="utf-8")
    pytest_here = (sys.executable, "-m", "pytest", "-q", "-p", "tests.conftest", "-c", "/dev/null")
    ended = subprocess.run(
        (*pytest_here, tmp_path), cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert "1 failed" in ended.stdout
