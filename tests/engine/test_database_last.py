"""A write's last statement: on PostgreSQL, when it is also the first, a transaction by itself."""

from functools import partial

import pytest

from engine.database import Connection, Database
from engine.database.opening import open_database
from engine.errors import UniqueBroken
from tests.engine.notes import adding, adding_both, adding_last, create_notes, notes_of
from tests.postgres import PostgresServer


@pytest.fixture
def noted(database: Database) -> Database:
    """A database with the table of notes."""
    database.restructure(create_notes)
    return database


def test_alone_it_is_a_write(noted: Database) -> None:
    for id in range(5):
        assert noted.write(partial(adding_last, id=id)) == 1
    assert list(notes_of(noted)) == [0, 1, 2, 3, 4]


def test_after_others_it_stands_or_falls_with_them(noted: Database) -> None:
    noted.write(adding_both(1, 2))
    for first, last in ((3, 2), (1, 3)):
        with pytest.raises(UniqueBroken):
            noted.write(adding_both(first, last))
    assert list(notes_of(noted)) == [1, 2]


def test_a_refused_one_leaves_the_connection_as_it_was(noted: Database) -> None:
    noted.write(lambda connection: adding_last(connection, 1))
    with pytest.raises(UniqueBroken):
        noted.write(lambda connection: adding_last(connection, 1))

    def fail(connection: Connection) -> None:
        adding(2)(connection)
        raise LookupError

    with pytest.raises(LookupError):
        noted.write(fail)
    assert list(notes_of(noted)) == [1]


def test_nothing_follows_it(postgres_url: str) -> None:
    database = open_database(postgres_url)
    database.restructure(create_notes)
    with pytest.raises(RuntimeError, match="after its last"):
        database.write(lambda connection: (adding_last(connection, 1), adding(2)(connection)))
    database.write(adding(3))
    assert list(notes_of(database)) == [1, 3]
    database.close()


@pytest.mark.crash
def test_a_server_that_restarted_is_noticed_before_it_is_sent(own_postgres: PostgresServer) -> None:
    database = open_database(f"{own_postgres.url}&schema=notes")
    database.restructure(create_notes)
    database.write(lambda connection: adding_last(connection, 1))
    own_postgres.crash()
    own_postgres.start()
    database.write(lambda connection: adding_last(connection, 2))
    assert list(notes_of(database)) == [1, 2]
    database.close()
