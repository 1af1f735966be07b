"""Records over HTTP: what is asked, what is answered, what is refused."""

import pytest

from tests.runtime.asking import assert_problem
from tests.runtime.sites import BUYERS, Caller, ServedShop

PURCHASES = "/api/v1/apps/shop/tables/purchase/records"


def test_a_record_lives(root: Caller) -> None:
    made = root("POST", BUYERS, {"values": {"name": "anna", "area": "上海"}, "reason": "fair"})
    assert made.status_code == 201
    assert made.headers["ETag"] == '"1"'
    place = f"{BUYERS}/{made.json()['id']}"
    assert made.json()["values"]["name"] == "ANNA"
    assert root("GET", place).json()["values"]["area"] == "310000"
    changed = root("PATCH", place, {"values": {"vip": True}})
    assert changed.json()["version"] == 2
    assert root("DELETE", place).status_code == 204
    assert root("GET", place).status_code == 404
    restored = root("POST", f"{place}/restore")
    assert restored.json()["values"]["vip"] is True
    kinds = [event["kind"] for event in root("GET", f"{place}/history").json()["events"]]
    assert kinds == ["restore", "delete", "update", "create"]


def test_every_problem_is_told_with_its_place(root: Caller) -> None:
    values = {"level": "silver", "phone": "12", "colour": "red"}
    answer = root("POST", BUYERS, {"values": values}, headers={"Accept-Language": "en"})
    assert answer.status_code == 422
    problems = {problem["field"]: problem for problem in answer.json()["problems"]}
    assert problems.keys() == {"level", "phone", "colour", "name"}
    assert problems["phone"]["pointer"] == "/phone"
    assert problems["name"]["code"] == "required"
    assert all(problem["message"].isascii() for problem in problems.values())
    assert root("GET", BUYERS).json()["records"] == []


def test_if_match_keeps_a_change_from_being_lost(root: Caller) -> None:
    made = root("POST", BUYERS, {"values": {"name": "anna"}})
    place = f"{BUYERS}/{made.json()['id']}"
    seen = {"If-Match": made.headers["ETag"]}
    first = root("PATCH", place, {"values": {"vip": True}}, headers=seen)
    assert first.status_code == 200
    second = root("PATCH", place, {"values": {"vip": False}}, headers=seen)
    assert second.status_code == 409
    assert (second.json()["code"], second.json()["version"]) == ("version_conflict", 2)
    assert root("DELETE", place, headers=seen).status_code == 409
    assert root("DELETE", place, headers={"If-Match": 'W/"2"'}).status_code == 204


def test_a_request_with_a_key_is_done_once(root: Caller, sue: Caller) -> None:
    once = {"Idempotency-Key": "k1"}
    first = root("POST", BUYERS, {"values": {"name": "anna"}}, headers=once)
    again = root("POST", BUYERS, {"values": {"name": "anna"}}, headers=once)
    assert again.json()["id"] == first.json()["id"]
    assert (first.status_code, again.status_code) == (201, 201)
    other = root("POST", BUYERS, {"values": {"name": "bert"}}, headers=once)
    assert (other.status_code, other.json()["code"]) == (409, "key_reused")
    assert len(root("GET", BUYERS).json()["records"]) == 1
    strangers = sue("POST", PURCHASES, {"values": {"title": "t"}}, headers=once)
    assert strangers.json().get("code") != "key_reused"


def test_lists_are_filtered_sorted_counted_and_paged(root: Caller) -> None:
    made = {"create": [{"values": {"name": f"n{n:02}", "vip": n % 2 == 0}} for n in range(10)]}
    assert root("POST", f"{BUYERS}/batch", made).json()["done"] == 10
    query = "?filter=贵宾&sort=-name&fields=name&limit=2&count=true"
    page = root("GET", BUYERS + query).json()
    assert page["count"] == 5
    names = [record["values"]["name"] for record in page["records"]]
    while page["next"]:
        page = root("GET", f"{BUYERS}{query}&cursor={page['next']}").json()
        names += [record["values"]["name"] for record in page["records"]]
    assert names == ["N08", "N06", "N04", "N02", "N00"]


def test_a_batch_stops_or_skips(root: Caller) -> None:
    changes = {"create": [{"values": {"name": "good"}}, {"values": {}}]}
    stopped = root("POST", f"{BUYERS}/batch", changes)
    assert stopped.status_code == 422
    assert [problem["change"] for problem in stopped.json()["problems"]] == [1]
    assert root("GET", BUYERS).json()["records"] == []
    skipped = root("POST", f"{BUYERS}/batch", {**changes, "on_error": "skip"}).json()
    assert (skipped["done"], skipped["refused"]) == (1, 1)
    assert skipped["results"][1]["problems"][0]["code"] == "required"
    gone = {"delete": [skipped["results"][0]["id"]]}
    assert root("POST", f"{BUYERS}/batch", gone).json()["done"] == 1


def test_a_batch_refers_to_its_own_records(root: Caller) -> None:
    buyer = root("POST", f"{BUYERS}/batch", {"create": [{"values": {"name": "x"}, "ref": "a"}]})
    assert buyer.status_code == 200
    many = {"create": [{"values": {"name": "y"}}] * 1_001}
    assert root("POST", f"{BUYERS}/batch", many).status_code == 400
    assert root("POST", f"{BUYERS}/batch", {}).status_code == 400


def test_a_move_is_made_or_says_why_not(root: Caller) -> None:
    values = {"title": "t", "price": "5", "quantity": 2}
    place = f"{PURCHASES}/{root('POST', PURCHASES, {'values': values}).json()['id']}"
    open_moves = root("GET", f"{place}/transitions").json()["transitions"]
    assert {move["key"]: move["is_open"] for move in open_moves}["send"] is True
    lost = root("POST", f"{place}/transitions/lose", {"form": {}})
    assert (lost.status_code, lost.json()["problems"][0]["field"]) == (422, "lost_reason")
    sent = root("POST", f"{place}/transitions/send", {"reason": "paid"})
    assert sent.json()["values"]["stage"] == "sent"
    assert root("POST", f"{place}/transitions/send").status_code == 422
    unknown = root("POST", f"{place}/transitions/fly")
    assert_problem(unknown, 404)
    assert unknown.json()["problems"][0]["code"] == "unknown_transition"


def test_totals_are_grouped_and_measured(root: Caller) -> None:
    for price in (1, 2, 3):
        root("POST", PURCHASES, {"values": {"title": "t", "price": price, "quantity": 2}})
    body = {
        "app": "shop",
        "table": "purchase",
        "filter": "单价>1",
        "group_by": ["stage"],
        "measures": [{"as": "sum", "formula": "SUM(金额)"}, {"as": "n", "formula": "COUNT()"}],
    }
    groups = root("POST", "/query", body).json()["groups"]
    assert groups == [{"group": {"stage": "open"}, "measures": {"sum": 10, "n": 2}}]


def test_what_is_hidden_is_unknown(served: ServedShop, root: Caller, sue: Caller) -> None:
    assert sue("GET", "/apps/shop/tables/nothing/records").status_code == 404
    hidden = sue("GET", "/apps/shop/tables/memo/records")
    absent = sue("GET", "/apps/shop/tables/memos/records")
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert hidden.json()["code"] == absent.json()["code"] == "unknown_table"
    assert root("GET", "/apps/shop/tables/memo/records").status_code == 200
    assert served.nobody("GET", BUYERS).status_code == 401


@pytest.mark.parametrize("asked", ["", "?fields=name", "?expand=owner", "?rights=true"])
def test_a_record_of_an_unknown_table_is_unknown(root: Caller, asked: str) -> None:
    found = root("GET", f"/apps/shop/tables/nothing/records/12{asked}")
    assert (found.status_code, found.json()["code"]) == (404, "unknown_table")
