"""Runs over HTTP: lists, traces, mending, buttons, dry runs, metrics."""

from typing import cast

import pytest

from runtime.http.app import create_app
from runtime.http.endpoints import ENDPOINTS
from tests.runtime.listening import Ear
from tests.runtime.running import GRADE, PRESS, Json, get, make_buyer, put
from tests.runtime.sites import BUYERS, Caller, ServedShop
from workflow.worker import run_until_idle


@pytest.fixture
def dead(served: ServedShop, root: Caller) -> Json:
    """A run that stopped at a step that cannot be done."""
    put(root, {**GRADE, "steps": [*GRADE["steps"][:2], {"do": "set", "values": {"name": "''"}}]})
    make_buyer(served, root, phone="13800000000")
    (run,) = get(root, "/runs?app=shop&automation=grade")["runs"]
    return cast(Json, run)


def test_a_run_is_listed_with_its_trace(served: ServedShop, root: Caller) -> None:
    put(root, {**GRADE, "steps": GRADE["steps"][:2]})
    buyer = make_buyer(served, root, phone="13800000000")
    (run,) = get(root, f"/runs?app=shop&table=buyer&record={buyer}")["runs"]
    assert (run["automation"], run["label"], run["state"]) == ("grade", "分级", "done")
    assert run["title"] == "王"
    shown = get(root, f"/runs/{run['id']}")
    assert [(line["step"], line["outcome"]) for line in shown["lines"]] == [
        ("secret", "done"),
        ("open", "done"),
    ]
    assert get(root, "/runs?app=shop&state=dead")["runs"] == []
    assert get(root, f"/runs?cursor={run['id']}")["runs"] == []


def test_what_a_step_gave_is_masked_by_the_readers_rights(
    served: ServedShop, root: Caller, sue: Caller
) -> None:
    put(root, {**GRADE, "steps": GRADE["steps"][:2]})
    buyer = make_buyer(served, root, phone="13800000000")
    (run,) = get(sue, f"/runs?app=shop&table=buyer&record={buyer}")["runs"]
    lines = get(sue, f"/runs/{run['id']}")["lines"]
    assert lines[0]["is_masked"]
    assert (lines[0]["note"], lines[0]["values"]) == (None, None)
    assert get(sue, "/runs?app=shop")["runs"] == []
    hidden = make_buyer(served, root, phone="13800000001", level="gold", license="L")
    assert sue("GET", f"/runs?app=shop&table=buyer&record={hidden}").status_code == 404
    others = get(root, f"/runs?app=shop&table=buyer&record={hidden}")["runs"]
    assert sue("GET", f"/runs/{others[0]['id']}").status_code == 404


def test_a_dead_run_is_mended(served: ServedShop, root: Caller, sue: Caller, dead: Json) -> None:
    assert dead["state"] == "dead"
    place = f"/runs/{dead['id']}"
    assert sue("POST", f"{place}/resume", {"step": "skip"}).status_code == 404
    assert root("POST", f"{place}/resume", {"step": "leap"}).status_code == 400
    assert root("POST", f"{place}/resume", {"step": "skip"}).status_code == 204
    assert root("POST", f"{place}/resume", {"step": "skip"}).status_code == 409
    run_until_idle(served.work)
    assert get(root, place)["state"] == "done"


def test_a_run_is_cancelled_once(root: Caller, dead: Json) -> None:
    place = f"/runs/{dead['id']}"
    assert root("POST", f"{place}/cancel").status_code == 204
    assert root("POST", f"{place}/cancel").status_code == 409
    assert root("POST", f"{place}/restart").status_code == 409
    assert root("POST", "/runs/1/cancel").status_code == 404
    assert root("GET", "/runs/x").status_code == 404


def test_a_button_is_shown_and_pressed(served: ServedShop, root: Caller, sue: Caller) -> None:
    put(root, PRESS)
    buyer = make_buyer(served, root)
    place = f"/apps/shop/tables/buyer/records/{buyer}/buttons"
    shown = {"key": "press", "label": "升级", "is_open": True}
    assert get(root, place) == {"buttons": [shown]}
    assert get(sue, place) == {"buttons": []}
    assert sue("POST", f"{place}/press").status_code == 404
    once = {"Idempotency-Key": "k"}
    first = root("POST", f"{place}/press", headers=once)
    assert first.status_code == 200
    assert first.json()["run"] is not None
    assert root("POST", f"{place}/press", headers=once).json() == {"run": None}
    run_until_idle(served.work)
    assert get(root, f"{BUYERS}/{buyer}")["values"]["vip"] is True


def test_a_dry_run_writes_nothing(served: ServedShop, root: Caller, sue: Caller) -> None:
    put(root, PRESS)
    buyer = make_buyer(served, root)
    place = f"/apps/shop/automations/press/try/{buyer}"
    shown = root("POST", place)
    assert shown.status_code == 200, shown.text
    assert [line["outcome"] for line in shown.json()["lines"]] == ["done"]
    assert get(root, f"{BUYERS}/{buyer}")["values"]["vip"] is False
    assert get(root, "/runs?app=shop")["runs"] == []
    assert sue("POST", place).status_code == 404


def test_metrics_say_how_much_there_is_to_do(root: Caller, sue: Caller, dead: Json) -> None:
    answer = root.client.request("GET", "/metrics", headers=root.headers)
    assert answer.status_code == 200
    assert 'tangram_runs{state="dead"} 1' in answer.text.splitlines()
    assert root.client.request("GET", "/metrics", headers=sue.headers).status_code == 403
    assert dead


def test_what_becomes_of_a_run_is_heard_by_those_who_see_it(
    served: ServedShop, root: Caller, sue: Caller
) -> None:
    wait = {
        "key": "grade",
        "on": GRADE["on"],
        "label": "等",
        "steps": [{"do": "wait", "during": "1h"}],
    }
    put(root, wait)
    hidden = make_buyer(served, root, level="gold")
    (run,) = get(root, f"/runs?app=shop&table=buyer&record={hidden}")["runs"]
    app, topic = create_app(served.site, ENDPOINTS), f"run:{run['id']}"
    with Ear(app, topic, root.headers) as ear, Ear(app, topic, sue.headers) as other:
        assert (ear.heard, other.heard) == ([topic], [])
        assert root("POST", f"/runs/{run['id']}/cancel").status_code == 204
        assert ear.topics(1) == {topic}
        assert other.is_silent()
