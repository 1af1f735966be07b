"""Runs of older versions over HTTP, and what a plan says of them."""

from tests.runtime.running import Json, get, make_buyer, put
from tests.runtime.sites import Caller, ServedShop

WAIT: Json = {
    "key": "care",
    "label": "关怀",
    "on": {"event": "record.created", "table": "buyer"},
    "steps": [
        {"key": "pause", "label": "歇", "do": "wait", "during": "1h"},
        {"do": "set", "values": {"area_code": '"021"'}},
    ],
}
PLACE = "/apps/shop/automations/care/old-runs"


def test_a_plan_tells_of_runs_that_wait_and_they_are_moved(
    served: ServedShop, root: Caller, sue: Caller
) -> None:
    put(root, WAIT)
    buyer = make_buyer(served, root)
    document = {**WAIT, "steps": WAIT["steps"][:1]}
    body = {"app": "shop", "put": [{"kind": "automation", "document": document}]}
    plan = root("POST", "/plans", body).json()
    [finding] = plan["findings"]
    assert (finding["code"], finding["rows"]) == ("runs_wait:shop.care", 1)
    assert "关怀" in finding["sentence"]
    assert root("POST", f"/plans/{plan['id']}/apply", {}).status_code == 200
    assert sue("GET", PLACE).status_code == 404
    told = get(root, PLACE)
    [run] = told["runs"]
    assert (told["count"], run["record"], run["may_move"]) == (1, buyer, True)
    assert run["step"] == {"key": "pause", "do": "wait", "label": "歇"}
    assert root("POST", PLACE, {"do": "leap"}).status_code == 400
    moved = root("POST", PLACE, {"do": "move", "runs": [run["id"]]})
    assert moved.json() == {"done": 1, "left": [], "has_more": False}
    assert get(root, PLACE) == {"count": 0, "runs": [], "next": None}
    assert get(root, f"/runs/{run['id']}")["is_old_version"] is False


def test_a_plan_that_leaves_the_automation_as_it_is_says_nothing(
    served: ServedShop, root: Caller
) -> None:
    put(root, WAIT)
    make_buyer(served, root)
    kept = root("GET", "/apps/shop/documents/automation/care").json()
    body = {"app": "shop", "put": [{"kind": "automation", "document": kept}]}
    assert root("POST", "/plans", body).json()["findings"] == []
