"""Processes killed, servers stopped, disks filled: what was acknowledged is there."""

import random
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from engine.database import Connection
from engine.database.opening import open_database
from engine.database.sqlite import SqliteDatabase
from engine.errors import DatabaseUnavailable, OutcomeUnknown, StorageFull, WorkspaceInUse
from tests.counts import count
from tests.engine.notes import adding, create_notes, notes_of
from tests.postgres import PostgresServer


@pytest.mark.crash
@pytest.mark.parametrize("seed", range(count(quick=1, normal=3, long=40)))
def test_an_acknowledged_write_survives_kill_9(database_url: str, seed: int) -> None:
    database = open_database(database_url)
    database.restructure(create_notes)
    database.close()
    command = (sys.executable, "-m", "tests.engine.write_until_killed", database_url)
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(random.Random(seed).uniform(0, 0.3))
        process.send_signal(signal.SIGKILL)
        lines = [first, *process.stdout]
    acknowledged = {int(line) for line in lines if line.endswith("\n")}
    database = open_database(database_url)
    stored = notes_of(database)
    database.close()
    assert acknowledged
    assert acknowledged <= stored.keys()
    # The last write of each thread may be there without its answer having been seen.
    assert len(stored.keys() - acknowledged) <= 8
    assert all(stored[id] == str(id) for id in stored)


@pytest.mark.crash
def test_a_postgresql_that_restarts_is_found_again(own_postgres: PostgresServer) -> None:
    database = open_database(f"{own_postgres.url}&schema=notes")
    heard: list[str] = []
    database.listen(heard.append)
    database.restructure(create_notes)
    database.write(adding(1))
    own_postgres.crash()
    for _ in range(2):
        with pytest.raises(DatabaseUnavailable):
            database.write(adding(2))
    with pytest.raises(DatabaseUnavailable):
        notes_of(database)
    heard_then = database.is_heard
    own_postgres.start()
    database.write(adding(3))
    assert list(notes_of(database)) == [1, 3]
    until = time.monotonic() + 10
    while len(heard) < 2 and time.monotonic() < until:
        time.sleep(0.02)
    # Nobody knows what was announced in between, so anything may have changed.
    assert (heard_then, heard, database.is_heard) == (False, ["", ""], True)
    database.close()


@pytest.mark.crash
def test_nobody_knows_of_a_write_whether_the_server_that_went_has_it(
    own_postgres: PostgresServer,
) -> None:
    database = open_database(f"{own_postgres.url}&schema=notes")
    database.restructure(create_notes)

    def add_and_crash(connection: Connection) -> None:
        adding(1)(connection)
        own_postgres.crash()

    with pytest.raises(OutcomeUnknown):
        database.write(add_and_crash)
    own_postgres.start()
    database.write(adding(2))
    assert list(notes_of(database)) == [2]
    database.close()


@pytest.mark.crash
def test_many_dead_connections_are_noticed_at_once(own_postgres: PostgresServer) -> None:
    database = open_database(f"{own_postgres.url}&schema=notes")
    database.restructure(create_notes)
    meet = threading.Barrier(8)
    with ThreadPoolExecutor(8) as readers:
        list(readers.map(lambda _: database.read(lambda _: meet.wait(10)), range(8)))
    own_postgres.crash()
    own_postgres.start()
    database.write(adding(1))
    assert list(notes_of(database)) == [1]
    database.close()


@pytest.mark.crash
def test_writers_go_on_through_a_restart_and_lose_nothing(own_postgres: PostgresServer) -> None:
    database = open_database(f"{own_postgres.url}&schema=notes")
    database.restructure(create_notes)
    acknowledged: list[int] = []
    stop = threading.Event()

    def write(first: int) -> None:
        for number in range(first, first + 1_000_000):
            if stop.is_set():
                return
            try:
                database.write(adding(number))
            except DatabaseUnavailable:
                continue  # done or not; the next number is another note
            acknowledged.append(number)

    threads = [threading.Thread(target=write, args=(it * 10**6,)) for it in range(4)]
    for thread in threads:
        thread.start()
    time.sleep(0.3)
    own_postgres.crash()
    own_postgres.start()
    before = len(acknowledged)
    until = time.monotonic() + 20
    while len(acknowledged) < before + 20 and time.monotonic() < until:
        time.sleep(0.05)
    stop.set()
    for thread in threads:
        thread.join()
    assert len(acknowledged) >= before + 20
    assert set(acknowledged) <= notes_of(database).keys()
    database.close()


def test_one_process_holds_a_file(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/tangram.db"
    database = open_database(url)
    command = (sys.executable, "-m", "tests.engine.write_until_killed", url)
    other = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "WorkspaceInUse" in other.stderr
    with pytest.raises(WorkspaceInUse):
        open_database(url)
    database.close()
    open_database(url).close()


def test_a_full_disk_refuses_those_writes_that_do_not_fit(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/tangram.db")
    database.restructure(create_notes)
    database.write(lambda it: it.alchemy().exec_driver_sql("PRAGMA max_page_count = 40"))
    refused: list[int] = []
    stored: list[int] = []

    def write(number: int) -> None:
        large = number % 2 == 0
        try:
            database.write(adding(number, "大" * (200_000 if large else 1)))
            stored.append(number)
        except StorageFull:
            refused.append(number)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(refused) == list(range(0, 40, 2))
    assert sorted(notes_of(database)) == sorted(stored) == list(range(1, 40, 2))
    database.close()


def test_a_write_that_spoils_the_transaction_is_refused_alone(tmp_path: Path) -> None:
    database = SqliteDatabase(tmp_path / "tangram.db")
    database.restructure(create_notes)
    entered, go = threading.Event(), threading.Event()

    def hold(connection: Connection) -> None:
        entered.set()
        go.wait()

    def spoil(connection: Connection) -> None:
        # What SQLite does by itself on some I/O errors: the transaction of all is gone.
        connection.alchemy().exec_driver_sql("ROLLBACK")

    outcomes: dict[str, BaseException | None] = {}

    def write(name: str) -> None:
        try:
            if name == "spoil":
                database.write(spoil)
            else:
                database.write(adding(int(name)))
            outcomes[name] = None
        except DatabaseUnavailable as error:
            outcomes[name] = error

    holder = threading.Thread(target=lambda: database.write(hold))
    holder.start()
    entered.wait()
    threads = [threading.Thread(target=write, args=(name,)) for name in ("1", "spoil", "2")]
    for thread in threads:
        thread.start()
    time.sleep(0.05)
    go.set()
    for thread in (holder, *threads):
        thread.join()
    assert isinstance(outcomes.pop("spoil"), DatabaseUnavailable)
    assert outcomes == {"1": None, "2": None}
    assert sorted(notes_of(database)) == [1, 2]
    database.close()
