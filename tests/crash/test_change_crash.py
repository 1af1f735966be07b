"""A process that writes and publishes is killed at any moment: the workspace is old or new."""

import random
from pathlib import Path

import pytest

from engine.change_documents import finish_changes
from engine.changing.progress import read_progress
from engine.database.opening import open_database
from engine.drift import find_drift
from engine.workspace import Workspace
from tests.clock import VirtualClock
from tests.counts import count
from tests.crash.killed_shop import (
    assert_records,
    assert_revisions,
    assert_values,
    prepare_shop,
    run_until_killed,
)
from tests.engine.changing import ChangingShop

KILLS = count(quick=1, normal=10, long=200)
KILLS_OF_ONE_WORKSPACE = 5


@pytest.mark.crash
@pytest.mark.parametrize("seed", range(KILLS // KILLS_OF_ONE_WORKSPACE or 1))
def test_a_killed_change_is_old_or_new(database_url: str, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    prepare_shop(database_url, tmp_path)
    acknowledged: list[list[str]] = []
    for _ in range(min(KILLS, KILLS_OF_ONE_WORKSPACE)):
        acknowledged += run_until_killed(database_url, chance.uniform(0, 1.2))
        work = Workspace(open_database(database_url), VirtualClock(), tmp_path)
        finish_changes(work)
        shop = ChangingShop(work)
        assert work.database.read(read_progress) == []
        assert find_drift(work) == []
        assert_revisions(shop, acknowledged)
        assert_records(shop, acknowledged)
        assert_values(shop)
        work.close()
