"""Fixtures of what is outside: stand-ins on this machine, and a workspace that may reach them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.database.opening import open_database
from runtime.migrations import upgrade
from tests.engine.shops import open_shop
from tests.workflow.outside.stand_in import StandIn
from tests.workflow.outside.world import Outside


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    """An outside system."""
    made = StandIn()
    yield made
    made.close()


@pytest.fixture
def outside(database_url: str, tmp_path: Path, stand_in: StandIn) -> Iterator[Outside]:
    """The shop, and an outside system on a network that is open."""
    database = open_database(database_url)
    upgrade(database)
    made = Outside(open_shop(database, tmp_path / "files"), stand_in)
    made.open_networks("127.0.0.0/8")
    yield made
    made.work.close()
