"""An empty workspace, and who installs packages in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.actor import Actor, Origin
from engine.database.opening import open_database
from engine.load_actor import load_actor
from engine.people_changes import UserDraft, add_user
from engine.workspace import Workspace
from runtime.migrations import upgrade
from tests.clock import VirtualClock


@pytest.fixture
def work(database_url: str, clock: VirtualClock, tmp_path: Path) -> Iterator[Workspace]:
    """An empty workspace."""
    database = open_database(database_url)
    upgrade(database)
    yield Workspace(database, clock, tmp_path / "files")
    database.close()


@pytest.fixture
def admin(work: Workspace) -> Actor:
    """The person who installs."""
    draft = UserDraft("ada", "Ada", is_admin=True)
    user = work.database.write(lambda connection: add_user(work, connection, draft))
    return load_actor(work, user, Origin.PACKAGE)
