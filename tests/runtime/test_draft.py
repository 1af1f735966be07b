"""A form asks what would become of its values: the write's own answer, and nothing is written."""

import pytest

from tests.runtime.asking import codes_at, drafted
from tests.runtime.sites import BUYERS, Caller, ServedShop

PURCHASES = "/api/v1/apps/shop/tables/purchase/records"


def test_a_form_sees_defaults_cleaned_filled_and_computed_values(root: Caller) -> None:
    values = {"name": " anna ", "area": "上海", "level": "gold"}
    found = drafted(root, "buyer", values)["values"]
    told = {key: found[key] for key in ("name", "area", "area_code", "vip", "greeting")}
    assert told == {
        "name": "ANNA",
        "area": "310000",
        "area_code": "021",
        "vip": False,
        "greeting": "你好 ANNA金",
    }
    assert drafted(root, "purchase", {"price": "12.5"})["values"]["amount"] == 12.5


def test_a_draft_leaves_nothing_behind(root: Caller, served: ServedShop) -> None:
    drafted(root, "buyer", {"name": "anna"})
    assert root("GET", BUYERS).json()["records"] == []
    numbers = [root("POST", BUYERS, {"values": {"name": it}}).json() for it in "ab"]
    drafted(root, "buyer", {"name": "c"}, numbers[0]["id"])
    assert [it["values"]["number"] for it in numbers] == ["B0001", "B0002"]
    kept = root("GET", f"{BUYERS}/{numbers[0]['id']}").json()
    assert (kept["values"]["name"], kept["version"]) == ("A", 1)


def test_visible_and_required_follow_the_rules(root: Caller) -> None:
    gold = drafted(root, "buyer", {"level": "gold"})
    iron = drafted(root, "buyer", {"level": "iron"})
    assert "why_iron" not in {*gold["visible"], *gold["required"]}
    assert "why_iron" in iron["visible"]
    assert iron["required"] == ["name", "why_iron"]
    assert codes_at(iron) == {("required", "name"), ("required", "why_iron")}
    assert {"total", "number", "code"}.isdisjoint(gold["editable"])


@pytest.mark.parametrize("values", [
    {"level": "silver", "phone": "12", "colour": "red"},
    {"name": "x" * 30},
    {"name": "anna", "keeper": "999"},
    {"name": "anna", "total": 5},
    {"name": "b", "license": "L1"},
])  # fmt: skip
def test_problems_are_those_of_the_write(root: Caller, values: dict[str, object]) -> None:
    root("POST", BUYERS, {"values": {"name": "a", "license": "L1"}})
    found = drafted(root, "buyer", values)
    answer = root("POST", BUYERS, {"values": values})
    assert answer.status_code == 422
    assert found["problems"] == answer.json()["problems"]


def test_an_update_judges_what_it_changes(root: Caller) -> None:
    made = root("POST", PURCHASES, {"values": {"title": "t", "price": "5", "quantity": 3}}).json()
    found = drafted(root, "purchase", {"quantity": 4}, made["id"])
    assert (found["values"]["amount"], found["values"]["title"]) == (20, "t")
    assert found["problems"] == []
    bad = drafted(root, "purchase", {"price": "-1"}, made["id"])
    assert codes_at(bad) == {("validate", "price")}
    assert "lost_reason" not in bad["visible"]
    assert "stage" not in bad["editable"]


def test_totals_follow_the_children_in_the_form(root: Caller) -> None:
    lines = {"create": [{"item": "a", "pieces": 2}, {"item": "b", "pieces": 3}]}
    values = {"title": "t", "quantity": 101, "lines": lines}
    found = drafted(root, "purchase", values)
    assert (found["values"]["pieces"], found["problems"]) == (5, [])
    assert codes_at(drafted(root, "purchase", {"quantity": 101})) == {("validate", "")}
    made = root("POST", PURCHASES, {"values": values}).json()["id"]
    first = root("GET", "/apps/shop/tables/line/records").json()["records"][0]["id"]
    change = {"update": [{"id": first, "pieces": 7}], "create": [{"pieces": 1}]}
    found = drafted(root, "purchase", {"lines": change}, made)
    assert found["values"]["pieces"] == 11
    assert [it["pointer"] for it in found["problems"]] == ["/lines/create/0/item"]
    gone = drafted(root, "purchase", {"lines": {"delete": [first]}}, made)
    assert gone["values"]["pieces"] == 3


def test_a_draft_tells_no_more_than_a_read(root: Caller, sue: Caller) -> None:
    hidden = root("POST", BUYERS, {"values": {"name": "rich", "level": "gold"}}).json()["id"]
    open_ = root("POST", BUYERS, {"values": {"name": "poor", "license": "L7"}}).json()["id"]
    found = drafted(sue, "purchase", {"title": "t", "buyer": hidden})
    assert codes_at(found) == {("unknown_reference", "buyer")}
    assert found["values"]["buyer"] is None
    assert drafted(sue, "purchase", {"buyer": open_})["values"]["buyer"] == open_
    mine = drafted(sue, "buyer", {"name": "n"})
    assert {"license", "code"}.isdisjoint({*mine["values"], *mine["visible"], *mine["editable"]})
    answer = sue("POST", f"{BUYERS}/draft", {"values": {}, "id": hidden})
    assert answer.status_code == 404
    assert sue("POST", f"{BUYERS}/draft", {"values": {}, "id": open_}).status_code == 403


def test_a_field_that_may_not_be_written_counts_for_nothing(root: Caller, sue: Caller) -> None:
    made = root("POST", PURCHASES, {"values": {"title": "t", "price": "5"}}).json()["id"]
    found = drafted(sue, "purchase", {"price": "900"}, made)
    assert codes_at(found) == {("field_forbidden", "price")}
    assert found["values"]["amount"] == 5
    assert "price" not in found["editable"]
    assert "price" in drafted(sue, "purchase", {})["editable"]


def test_a_malformed_draft_is_refused(root: Caller) -> None:
    bodies: list[dict[str, object]] = [
        {},
        {"values": []},
        {"values": {}, "id": 5},
        {"values": {}, "more": 1},
    ]
    for body in bodies:
        assert root("POST", f"{BUYERS}/draft", body).status_code == 400
    assert root("POST", f"{BUYERS}/draft", {"values": {}, "id": "77"}).status_code == 404
    assert root("POST", "/apps/shop/tables/nope/records/draft", {"values": {}}).status_code == 404
