"""Fixtures of the engine's tests: databases open and migrated, on both kinds."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.database import Database
from engine.database.opening import open_database
from engine.workspace import Workspace
from runtime.migrations import upgrade
from tests.clock import VirtualClock
from tests.engine.shops import Shop, open_shop


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An empty database."""
    database = open_database(database_url)
    yield database
    database.close()


@pytest.fixture
def migrated(database: Database) -> Database:
    """A database with the system tables."""
    upgrade(database)
    return database


@pytest.fixture
def work(migrated: Database, clock: VirtualClock, tmp_path: Path) -> Workspace:
    """An empty workspace whose clock stands still."""
    return Workspace(migrated, clock, tmp_path)


@pytest.fixture
def shop(migrated: Database, tmp_path: Path) -> Shop:
    """A workspace with the small shop of `tests.engine.shop_app`, without records."""
    return open_shop(migrated, tmp_path)
