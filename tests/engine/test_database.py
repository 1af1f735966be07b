"""What both databases promise: whole or not at all, one snapshot, heard by all."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from engine.database import Connection, Database
from engine.database.opening import open_database
from engine.database.statements import prepare
from engine.errors import (
    DatabaseUnavailable,
    EngineError,
    UniqueBroken,
    UnsuitableDatabase,
)
from tests.engine.notes import NOTES, STATEMENTS, adding, count_notes, create_notes, notes_of


@pytest.fixture
def noted(database: Database) -> Database:
    """A database with the table of notes."""
    database.restructure(create_notes)
    return database


def test_a_write_that_raises_leaves_nothing(noted: Database) -> None:
    def fail(connection: Connection) -> None:
        adding(1)(connection)
        raise LookupError("on purpose")

    with pytest.raises(LookupError, match="on purpose"):
        noted.write(fail)
    assert notes_of(noted) == {}


def test_a_nested_failure_leaves_the_rest(noted: Database) -> None:
    def write(connection: Connection) -> str:
        adding(1)(connection)
        with pytest.raises(UniqueBroken):
            connection.nested(lambda: [adding(2)(connection), adding(1)(connection)])
        connection.nested(lambda: connection.nested(lambda: adding(3)(connection)))
        return "done"

    assert noted.write(write) == "done"
    assert list(notes_of(noted)) == [1, 3]


def test_a_doubled_value_names_table_and_columns(noted: Database) -> None:
    noted.write(adding(1))
    with pytest.raises(UniqueBroken) as caught:
        noted.write(adding(1))
    assert (caught.value.table, caught.value.columns) == ("note", ("id",))
    assert caught.value.code == "unique_broken"


def test_many_rows_at_once_are_whole_or_not_there(noted: Database) -> None:
    add = STATEMENTS.on(noted.dialect, "add")
    rows = [{"id": number, "text": "甲"} for number in range(2_345)]
    assert noted.write(lambda it: it.run_many(add, rows)) == 2_345
    more = [{"id": number, "text": "乙"} for number in range(5_000, 2_000, -1)]
    with pytest.raises(UniqueBroken):
        noted.write(lambda it: it.run_many(add, more))
    assert count_notes(noted) == 2_345


def test_a_read_sees_one_moment(noted: Database) -> None:
    noted.write(adding(1))
    count = STATEMENTS.on(noted.dialect, "count")

    def look_twice(connection: Connection) -> tuple[object, object]:
        before = connection.rows(count)[0][0]
        writer = threading.Thread(target=lambda: noted.write(adding(2)))
        writer.start()
        writer.join()
        return before, connection.rows(count)[0][0]

    assert noted.read(look_twice) == (1, 1)
    assert count_notes(noted) == 2


def test_a_read_inside_a_read_is_answered(noted: Database) -> None:
    noted.write(adding(1))
    assert noted.read(lambda _: noted.read(lambda _: count_notes(noted))) == 1


def test_many_threads_write_and_read_without_loss(noted: Database) -> None:
    def work(thread: int) -> None:
        for number in range(thread * 100, thread * 100 + 25):
            noted.write(adding(number))
            assert number in noted.read(lambda _: notes_of(noted))

    with ThreadPoolExecutor(16) as threads:
        list(threads.map(work, range(16)))
    assert count_notes(noted) == 16 * 25


def test_listeners_hear_what_was_committed_and_nothing_else(noted: Database) -> None:
    heard: list[str] = []
    noted.listen(heard.append)

    def fail(connection: Connection) -> None:
        connection.announce("never")
        raise LookupError

    def partly(connection: Connection) -> None:
        connection.announce("revision")
        with pytest.raises(LookupError):
            connection.nested(lambda: fail(connection))

    with pytest.raises(LookupError):
        noted.write(fail)
    noted.write(partly)
    assert "revision" in heard
    assert "never" not in heard
    assert noted.is_heard


def test_a_listener_that_fails_takes_nothing_from_the_write(
    noted: Database, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[str] = []

    def fail(topic: str) -> None:
        raise LookupError(topic)

    noted.listen(fail)
    noted.listen(heard.append)
    noted.write(lambda it: it.announce("revision"))
    noted.write(adding(1))
    assert "revision" in heard
    assert "a listener failed" in caplog.text


def test_structure_is_changed_whole_or_not_at_all(database: Database) -> None:
    def fail(connection: Connection) -> None:
        create_notes(connection)
        adding(1)(connection)
        raise LookupError

    with pytest.raises(LookupError):
        database.restructure(fail)
    database.restructure(create_notes)
    assert notes_of(database) == {}


def test_statements_survive_a_changed_table(noted: Database) -> None:
    noted.write(adding(1))
    assert [notes_of(noted) for _ in range(3)] == [{1: "note"}] * 3
    alter = sa.text("ALTER TABLE note ADD COLUMN more TEXT")
    noted.restructure(lambda it: it.alchemy().execute(alter))
    noted.forget_statements()
    assert [notes_of(noted) for _ in range(3)] == [{1: "note"}] * 3


def test_an_index_is_built_apart(noted: Database) -> None:
    index = sa.Index("note_text", NOTES.c.text)
    noted.apart(index.create)
    NOTES.indexes.discard(index)
    names = noted.read(lambda it: sa.inspect(it.alchemy()).get_indexes("note"))
    assert [found["name"] for found in names] == ["note_text"]


def test_works_of_one_name_wait_for_each_other(noted: Database) -> None:
    inside: list[int] = []

    def work() -> int:
        inside.append(1)
        most = len(inside)
        threading.Event().wait(0.01)
        inside.pop()
        return most

    with ThreadPoolExecutor(8) as threads:
        most = list(threads.map(lambda _: noted.alone("one", work), range(8)))
    assert most == [1] * 8


@pytest.mark.parametrize(
    "url",
    [
        "mysql://host/db",
        "tangram.db",
        "sqlite:///relative.db",
        "postgresql://host/db?schema=Bad-Name",
        "postgresql://host/db?schema=pg_mine",
    ],
)
def test_an_address_that_cannot_be_used_says_so(url: str) -> None:
    with pytest.raises(UnsuitableDatabase):
        open_database(url)


def test_a_closed_database_refuses(noted: Database) -> None:
    noted.close()
    with pytest.raises(DatabaseUnavailable):
        count_notes(noted)
    with pytest.raises(DatabaseUnavailable):
        noted.write(adding(1))


def test_errors_carry_what_their_words_need() -> None:
    error = UniqueBroken("note", ("id",), None)
    assert str(error) == "unique_broken(table=note, columns=id)"
    assert isinstance(error, EngineError)


def test_a_failed_statement_that_was_swallowed_is_not_committed(noted: Database) -> None:
    bad = prepare(sa.insert(NOTES).values(id=1, text=None), noted.dialect)

    def swallow(connection: Connection) -> None:
        adding(7)(connection)
        with pytest.raises(Exception, match=r"(?i)not.null"):
            connection.run(bad)

    if noted.dialect == "sqlite":
        noted.write(swallow)  # SQLite undoes the statement alone
        assert list(notes_of(noted)) == [7]
        return
    with pytest.raises(RuntimeError, match="went on after a failed statement"):
        noted.write(swallow)
    assert notes_of(noted) == {}
