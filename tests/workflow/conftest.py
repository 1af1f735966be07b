"""Fixtures of the workflow's tests: databases open and migrated, on both kinds."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.database import Database
from engine.database.opening import open_database
from runtime.migrations import upgrade
from tests.engine.shop_app import Body
from tests.workflow.desk import Desk, open_desk
from tests.workflow.sales import Office, open_office


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A database with the system tables."""
    database = open_database(database_url)
    upgrade(database)
    yield database
    database.close()


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Callable[..., Desk]:
    """What opens the help desk with some automations."""

    def open_it(*automations: Body) -> Desk:
        return open_desk(database, tmp_path, *automations)

    return open_it


@pytest.fixture
def sales(database: Database, tmp_path: Path) -> Callable[..., Office]:
    """What opens the sales office with some automations."""

    def open_it(*automations: Body) -> Office:
        return open_office(database, tmp_path, *automations)

    return open_it
