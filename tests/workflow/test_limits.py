"""What moves, states and their time limits start."""

from copy import deepcopy
from pathlib import Path
from typing import Any, cast

import pytest

from engine.database import Database
from metadata.resolved import DocumentKey
from tests.engine.shop_app import Body
from tests.engine.shops import open_shop
from tests.workflow.desk import TICKET, Desk, automation, note, sources_of

CALLED: Body = {"event": "called", "table": "ticket"}
KEYS = ("over", "soon", "entered", "left", "moved")


@pytest.fixture
def it(database: Database, tmp_path: Path) -> Desk:
    """A desk whose tickets may be worked on for a day, with a warning two hours before."""
    table: Any = deepcopy(TICKET)
    machine = table["state_machines"][0]
    limit = {"within": "24h", "warnings": ["2h"], "run": "over", "warn_run": "soon"}
    machine["states"][1].update(limit=limit, on_enter=["entered"], on_leave=["left"])
    machine["transitions"][1]["run"] = "moved"
    named = [automation(key, CALLED, note(f'"{key}"')) for key in KEYS]
    sources: dict[DocumentKey, object] = {
        **sources_of(named),
        ("desk", "table", "ticket"): cast(Body, table),
    }
    return Desk(open_shop(database, tmp_path, sources).work)


def test_a_limit_warns_and_then_escalates_once(it: Desk) -> None:
    id = it.create(name="a")
    it.move(id, "begin")
    it.settle()
    it.later(hours=21)
    assert it.notes() == ["entered"]
    it.later(hours=1)
    it.later(minutes=1)
    assert it.notes() == ["entered", "soon"]
    it.later(hours=2)
    it.later(hours=50)
    assert it.notes() == ["entered", "soon", "over"]


def test_a_state_left_in_time_escalates_nothing(it: Desk) -> None:
    id = it.create(name="a")
    it.move(id, "begin")
    it.later(hours=3)
    it.move(id, "close")
    it.later(hours=50)
    assert sorted(map(str, it.notes())) == ["entered", "left", "moved"]


def test_many_limits_at_once_are_all_seen(it: Desk) -> None:
    for _ in range(30):
        it.move(it.create(name="a"), "begin")
    it.settle()
    it.later(hours=30)
    assert it.notes().count("over") == 30
