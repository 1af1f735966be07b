"""Backtests over HTTP: asked for as plans are, shown to those who build, with what they see."""

import pytest

from tests.runtime.running import GRADE, Json, get, make_buyer
from tests.runtime.sites import Caller, ServedShop
from workflow.worker import run_until_idle

PLACE = "/apps/shop/backtests"
BUILDER: Json = {
    "key": "builder",
    "label": "搭建",
    "build": ["automations"],
    "tables": {"buyer": {"read": True, "fields": {"name": "read"}}},
}
TOLD: Json = {
    "key": "told",
    "label": "通知",
    "on": {"event": "record.created", "table": "buyer"},
    "when": "执照='L-77'",
    "steps": [{"do": "set", "values": {"area_code": "执照"}}],
}


@pytest.fixture
def bea(served: ServedShop, root: Caller) -> Caller:
    """Who builds automations and sees the names of buyers only."""
    answer = root("PUT", "/apps/shop/documents/role/builder", BUILDER)
    assert answer.status_code == 200, answer.text
    served.add_person("bea", role="builder")
    return served.token("bea")


def test_a_backtest_is_asked_for_made_and_read(served: ServedShop, root: Caller) -> None:
    buyer = make_buyer(served, root, phone="13800000000")
    put = [{"kind": "automation", "document": {**GRADE, "steps": GRADE["steps"][:2]}}]
    asked = root("POST", PLACE, {"put": put, "delete": [], "days": 7})
    assert asked.status_code == 202, asked.text
    place = f"{PLACE}/{asked.json()['id']}"
    assert (get(root, place)["state"], get(root, place)["report"]) == ("waiting", None)
    run_until_idle(served.work)
    made = get(root, place)
    assert (made["state"], made["progress"], made["days"]) == ("done", 100, 7)
    assert made["changes"] == [{"kind": "automation", "key": "grade"}]
    (found,) = made["report"]["automations"]
    assert (found["automation"], found["label"]) == ("shop.grade", "分级")
    assert found["starts"]["only_draft"] == 1
    assert found["examples"][0]["record"] == buyer
    assert get(root, PLACE)["backtests"][0]["id"] == made["id"]
    assert root("DELETE", place).status_code == 204
    assert root("GET", place).status_code == 404


def test_a_draft_that_is_wrong_is_refused_with_its_problems(root: Caller) -> None:
    put = [{"kind": "automation", "document": {**TOLD, "when": "没有这个=1"}}]
    answer = root("POST", PLACE, {"put": put, "days": 7})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_documents")
    assert answer.json()["problems"][0]["code"] == "F101"
    assert root("POST", PLACE, {"put": [], "days": 0}).status_code == 400
    assert root("POST", PLACE, {"put": [], "days": 7, "table": "none"}).status_code == 404


def test_who_builds_nothing_asks_for_nothing(root: Caller, sue: Caller) -> None:
    assert sue("POST", PLACE, {"put": [], "days": 7}).status_code == 403
    assert sue("GET", PLACE).status_code == 403
    asked = root("POST", PLACE, {"put": [{"kind": "automation", "document": TOLD}], "days": 7})
    assert sue("GET", f"{PLACE}/{asked.json()['id']}").status_code == 404


def test_examples_show_no_more_than_their_reader_sees(
    served: ServedShop, root: Caller, bea: Caller
) -> None:
    make_buyer(served, root, phone="13800000000")
    asked = bea("POST", PLACE, {"put": [{"kind": "automation", "document": TOLD}], "days": 7})
    assert asked.status_code == 202, asked.text
    run_until_idle(served.work)
    place = f"{PLACE}/{asked.json()['id']}"
    (seen,) = get(bea, place)["report"]["automations"]
    assert (seen["starts"]["only_draft"], seen["examples"]) == (1, [])
    assert "L-77" not in bea("GET", place).text
    (whole,) = get(root, place)["report"]["automations"]
    assert "L-77" in str(whole["examples"])
