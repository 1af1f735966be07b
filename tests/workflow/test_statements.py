"""A million may wait: what is asked all the time finds its rows by an index."""

import sqlite3
from pathlib import Path

from engine.database.opening import open_database
from runtime.migrations import upgrade
from tests.workflow.every_statement import plans

GROWING = ("run", "job", "wait", "step_log", "effect", "todo", "todo_person", "assignment", "due")


def test_no_statement_goes_through_all_that_waits(tmp_path: Path) -> None:
    path = tmp_path / "tangram.db"
    database = open_database(f"sqlite:///{path}")
    upgrade(database)
    database.close()
    whole = {f"SCAN tg_{table}" for table in GROWING}
    with sqlite3.connect(path) as connection:
        found = [name for name, line in plans(connection, "workflow") if line in whole]
    connection.close()
    assert found == []
