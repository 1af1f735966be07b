"""State machines over HTTP: where a record is, what may happen next, ticks, overrides, times."""

import json
from datetime import timedelta
from urllib.parse import quote

import pytest

from engine.change_documents import change_documents
from tests.clock import VirtualClock
from tests.engine.machine_app import machine_sources
from tests.engine.shops import ADMIN
from tests.runtime.asking import assert_problem
from tests.runtime.sites import Caller, ServedShop

JOBS = "/api/v1/apps/shop/tables/job/records"


@pytest.fixture
def job(served: ServedShop, root: Caller) -> str:
    """The address of a job."""
    change_documents(served.work, ADMIN, machine_sources())
    made = root("POST", JOBS, {"values": {"name": "A", "price": 2}})
    return f"{JOBS}/{made.json()['id']}"


def test_a_record_says_where_it_is_and_what_may_happen(job: str, root: Caller) -> None:
    found = root("GET", f"{job}/transitions").json()
    [state] = found["states"]
    assert (state["field"], state["state"], state["phase"]) == ("stage", "new", "early")
    assert state["description"] == "核对资料"
    assert state["due"] > state["since"]
    assert (state["pending"], state["may_override"]) == (None, True)
    prepare, discard = found["transitions"]
    assert (prepare["key"], prepare["is_open"], prepare["approval"]) == ("prepare", True, None)
    asked = {it["field"]: (it["is_asked"], it["default"]) for it in prepare["form"]}
    assert asked == {
        "shipper": (True, "顺丰"),
        "why_urgent": (False, None),
        "seen": (True, None),
        "urgent": (True, None),
    }
    assert discard["approval"] == {"key": "shop.finance", "label": "财务确认", "choose": []}


def test_a_form_is_tried_while_it_is_filled_in(job: str, root: Caller) -> None:
    def tried(**form: object) -> dict[str, object]:
        [move] = root(
            "GET", f"{job}/transitions?transition=prepare&form={quote(json.dumps(form))}"
        ).json()["transitions"]
        asked = {it["field"]: it["is_asked"] for it in move["form"]}
        defaults = {it["field"]: it["default"] for it in move["form"]}
        assert defaults["shipper"] == (None if "shipper" in form else "顺丰")
        return {"why": asked["why_urgent"], "problems": [it["field"] for it in move["problems"]]}

    assert tried() == {"why": False, "problems": ["seen"]}
    assert tried(seen=True) == {"why": False, "problems": []}
    assert tried(seen=True, urgent=True) == {"why": True, "problems": ["why_urgent"]}
    assert tried(seen=True, shipper=None) == {"why": False, "problems": ["shipper"]}
    assert tried(seen=True, urgent="x") == {"why": False, "problems": ["urgent"]}
    assert root("GET", f"{job}/transitions?transition=ship").json()["transitions"] == []
    assert_problem(root("GET", f"{job}/transitions?transition=ship&form=1"), 400)
    assert root("GET", job).json()["version"] == 1


def test_a_waiting_move_is_told_with_the_record(job: str, root: Caller) -> None:
    asked = root("POST", f"{job}/transitions/discard", {"form": {"note": "x"}, "reason": "坏"})
    assert asked.status_code == 200
    assert [it["code"] for it in asked.json()["warnings"]] == ["approval_pending"]
    found = root("GET", f"{job}/transitions").json()
    [state] = found["states"]
    assert (state["pending"]["transition"], state["pending"]["reason"]) == ("discard", "坏")
    assert {it["code"] for move in found["transitions"] for it in move["problems"]} == {
        "approval_pending"
    }
    kinds = [event["kind"] for event in root("GET", f"{job}/history").json()["events"]]
    assert kinds == ["create"]


def test_items_are_ticked_and_unticked(job: str, root: Caller) -> None:
    root("POST", f"{job}/transitions/prepare", {"form": {"seen": True}})
    closed = root("POST", f"{job}/transitions/ship")
    assert closed.status_code == 422
    assert "物流单号" in closed.json()["problems"][0]["message"]
    ticked = root("PUT", f"{job}/checklist/waybill").json()["states"][0]["checklist"]
    assert [(it["key"], it["ticked"] is not None) for it in ticked] == [
        ("waybill", True),
        ("photo", False),
    ]
    root("DELETE", f"{job}/checklist/waybill")
    assert root("POST", f"{job}/transitions/ship").status_code == 422
    root("PUT", f"{job}/checklist/waybill")
    assert root("POST", f"{job}/transitions/ship").json()["values"]["stage"] == "shipped"
    assert_problem(root("PUT", f"{job}/checklist/waybill"), 422)
    assert root("GET", f"{job}/history").json()["events"][0]["move"] == "ship"


def test_a_state_is_overridden_with_a_reason(job: str, root: Caller, sue: Caller) -> None:
    assert_problem(root("PUT", f"{job}/states/stage", {"state": "gone"}), 400)
    assert_problem(root("PUT", f"{job}/states/name", {"state": "B", "reason": "x"}), 422)
    assert_problem(sue("PUT", f"{job}/states/stage", {"state": "gone", "reason": "x"}), 404)
    done = root("PUT", f"{job}/states/stage", {"state": "gone", "reason": "遗失"})
    assert done.json()["values"]["stage"] == "gone"
    told = root("GET", f"{job}/history").json()["events"][0]
    assert (told["move"], told["reason"]) == ("*", "遗失")


def test_lists_and_records_count_down(job: str, root: Caller, served: ServedShop) -> None:
    start = served.work.now()
    [listed] = root("GET", f"{JOBS}?due=true").json()["records"]
    assert listed["due"].keys() == {"stage"}
    assert root("GET", f"{job}?due=true").json()["due"] == listed["due"]
    assert "due" not in root("GET", job).json()
    clock = served.work.clock
    assert isinstance(clock, VirtualClock)
    clock.advance(timedelta(hours=1))
    assert listed["due"]["stage"].startswith(f"{start + timedelta(hours=72):%Y-%m-%dT%H}")


def test_the_working_time_is_set_and_counts(job: str, root: Caller, sue: Caller) -> None:
    place = "/api/v1/settings/working-time"
    usual = root("GET", place).json()
    assert (usual["hours"], usual["days"]) == (
        [{"begin": "09:00", "end": "18:00"}],
        [1, 2, 3, 4, 5],
    )
    assert usual["public"] is True
    festival = {"date": "2026-10-01", "name": "国庆节", "worked": False}
    assert festival in usual["public_days"]
    root("POST", f"{job}/transitions/prepare", {"form": {"seen": True}})
    before = root("GET", f"{job}?due=true").json()["due"]["stage"]
    night = {"hours": [{"begin": "20:00", "end": "22:00"}], "days": [1, 2, 3, 4, 5, 6, 7]}
    assert_problem(sue("PUT", place, night), 403)
    crossed = {**night, "hours": [{"begin": "10:00", "end": "09:00"}]}
    assert_problem(root("PUT", place, crossed), 400)
    night["public"] = False
    changed = root("PUT", place, {**night, "holidays": ["2026-01-01"]}).json()
    assert changed["public"] is False
    assert changed["holidays"] == ["2026-01-01"]
    assert root("GET", f"{job}?due=true").json()["due"]["stage"] != before
