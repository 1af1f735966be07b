"""The front desk makes customers and cannot change 成交状态, on whatever path it is tried."""

import pytest

from runtime.http.endpoints import ENDPOINTS
from tests.scenarios.attempts import ATTEMPTS, ELSEWHERE, MINE, NEW
from tests.scenarios.world import Probe, World, is_refused

pytestmark = pytest.mark.slow

WRITING = sorted({(it.method, it.path) for it in ENDPOINTS if it.method != "GET"})
ATTEMPTED = sorted(ATTEMPTS)


@pytest.fixture
def mine(world: World) -> str:
    """A customer that the front desk has made."""
    made = world.front_desk.done("POST", "/apps/crm/tables/customer/records", {"values": NEW})
    world.ids["mine"] = str(made["id"])
    return world.ids["mine"]


@pytest.mark.parametrize("path", WRITING, ids=" ".join)
def test_every_endpoint_that_writes_is_attempted(path: tuple[str, str]) -> None:
    assert (path in ATTEMPTS) != (path in ELSEWHERE)


def test_the_front_desk_makes_customers_and_edits_its_own(world: World, mine: str) -> None:
    made = world.values("customer", mine)
    assert (made["name"], made["status"]) == (NEW["name"], "following")
    answer = world.ask(world.front_desk, Probe("PATCH", MINE, {"values": {"note": "来电"}}))
    assert answer.status_code == 200
    assert "contract_amount" not in answer.text
    assert world.values("customer", mine)["note"] == "来电"


@pytest.mark.parametrize("path", ATTEMPTED, ids=" ".join)
def test_the_deal_status_stays_on_every_path(
    world: World, mine: str, path: tuple[str, str]
) -> None:
    watched = [("customer", mine), ("customer", world.ids["customer"])]
    before = [world.values(*record) for record in watched]
    revision = world.admin.done("GET", "/revisions")
    for attempt in ATTEMPTS[path]:
        answer = world.ask(world.front_desk, attempt)
        assert is_refused(answer), f"{attempt}: {answer.text}"
        assert [world.values(*record) for record in watched] == before, f"{attempt}"
    assert world.admin.done("GET", "/revisions") == revision


def test_the_same_ways_are_open_to_those_who_may(world: World, mine: str) -> None:
    amount = {"values": {"contract_amount": "9000"}}
    assert world.ask(world.admin, Probe("PATCH", MINE, amount)).status_code == 200
    moved = world.ask(world.admin, Probe("POST", f"{MINE}/transitions/win", {"form": {}}))
    assert moved.status_code == 200, moved.text
    assert world.values("customer", mine)["status"] == "won"
