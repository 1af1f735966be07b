"""Who waits for whom: conflicts are tried again, structure is patient, long work is sliced."""

import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from engine.database import Connection, Database
from engine.database.opening import open_database
from engine.database.slices import MOST, next_size, write_in_slices
from engine.database.statements import prepare
from engine.errors import StructureBusy, TooManyConflicts, UniqueBroken
from tests.engine.notes import NOTES, STATEMENTS, adding, count_notes, create_notes, notes_of

RENAME = prepare(
    sa.update(NOTES)
    .values(text=NOTES.c.text + sa.bindparam("more", type_=NOTES.c.text.type))
    .where(NOTES.c.id == sa.bindparam("of_id", type_=NOTES.c.id.type)),
    "postgresql",
)


@pytest.fixture
def noted(postgres_url: str) -> Database:
    """A PostgreSQL database with two notes."""
    database = open_database(postgres_url)
    database.restructure(create_notes)
    database.write(adding(1, "a"))
    database.write(adding(2, "b"))
    return database


def test_a_deadlock_is_tried_again_until_both_are_done(noted: Database) -> None:
    meet = threading.Barrier(2)
    tries: list[int] = []

    def cross(first: int, second: int) -> None:
        def work(connection: Connection) -> None:
            tries.append(first)
            connection.run(RENAME, {"of_id": first, "more": "+"})
            if len(tries) <= 2:
                meet.wait(10)
            connection.run(RENAME, {"of_id": second, "more": "-"})

        noted.write(work)

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(cross, (1, 2), (2, 1)))
    assert len(tries) == 3
    assert {id: sorted(text) for id, text in notes_of(noted).items()} == {
        1: ["+", "-", "a"],
        2: ["+", "-", "b"],
    }
    noted.close()


def test_conflicts_without_end_are_given_up(noted: Database) -> None:
    tries: list[int] = []

    def conflict(connection: Connection) -> None:
        tries.append(1)
        raising = "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40001'; END $$"
        connection.alchemy().exec_driver_sql(raising)

    with pytest.raises(TooManyConflicts):
        noted.write(conflict)
    assert len(tries) == 4
    noted.close()


def test_structure_waits_without_making_others_wait(noted: Database) -> None:
    reading, go_on = threading.Event(), threading.Event()

    def hold(connection: Connection) -> None:
        connection.rows(STATEMENTS.on("postgresql", "all"))
        reading.set()
        go_on.wait(10)

    add_column = "ALTER TABLE note ADD COLUMN more TEXT"
    holder = threading.Thread(target=lambda: noted.read(hold))
    changer = threading.Thread(
        target=lambda: noted.restructure(lambda it: it.alchemy().exec_driver_sql(add_column))
    )
    holder.start()
    reading.wait()
    changer.start()
    slowest = 0.0
    for number in range(10, 40):
        began = time.perf_counter()
        noted.write(adding(number))
        slowest = max(slowest, time.perf_counter() - began)
        time.sleep(0.01)
    assert changer.is_alive()
    go_on.set()
    holder.join()
    changer.join(10)
    columns = noted.read(lambda it: sa.inspect(it.alchemy()).get_columns("note"))
    assert [column["name"] for column in columns] == ["id", "text", "more"]
    # 50 ms is the wait for the lock; the rest is this machine's.
    assert slowest < 1
    noted.close()


def test_structure_that_never_gets_its_turn_says_so(
    noted: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.database.postgresql.STRUCTURE_SECONDS", 0.1)

    def change_beside(connection: Connection) -> None:
        connection.rows(STATEMENTS.on("postgresql", "all"))
        drop = "ALTER TABLE note DROP COLUMN text"
        noted.restructure(lambda it: it.alchemy().exec_driver_sql(drop))

    with pytest.raises(StructureBusy):
        noted.read(change_beside)
    assert notes_of(noted) == {1: "a", 2: "b"}
    noted.close()


def test_long_work_is_written_slice_by_slice(database: Database) -> None:
    database.restructure(create_notes)
    add = STATEMENTS.on(database.dialect, "add")

    def store(connection: Connection, part: Sequence[int]) -> int:
        return connection.run_many(add, [{"id": number, "text": "x"} for number in part])

    done = list(write_in_slices(database, range(3_000), store))
    assert sum(done) == count_notes(database) == 3_000
    assert len(done) > 2
    with pytest.raises(UniqueBroken):
        list(write_in_slices(database, [*range(5_000, 5_050), 7, 8], store))
    assert count_notes(database) == 3_050


def test_others_write_between_the_slices(database: Database) -> None:
    database.restructure(create_notes)
    ended = threading.Event()

    def slow(connection: Connection, part: Sequence[int]) -> None:
        time.sleep(0.002 * len(part))

    def write_slowly() -> None:
        list(write_in_slices(database, range(300), slow))
        ended.set()

    thread = threading.Thread(target=write_slowly)
    thread.start()
    between = 0
    while not ended.is_set():
        database.write(adding(between))
        between += 1
    thread.join()
    assert between > 3
    assert count_notes(database) == between


@pytest.mark.parametrize(
    ("size", "seconds", "expected"),
    [(50, 0.0, 100), (50, 0.02, 50), (1_500, 0.0, MOST), (10, 5.0, 10), (100, 0.04, 50)],
)
def test_a_slice_grows_and_shrinks_by_the_time_it_takes(
    size: int, seconds: float, expected: int
) -> None:
    assert next_size(size, seconds, 0.02) == expected
