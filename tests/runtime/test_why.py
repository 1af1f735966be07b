"""Why a value is what it is: the formula's parts, the rule, the move, and what caused it."""

from collections.abc import Callable

import pytest

from tests.runtime.asking import Json, added, apply_plan, buyer_with, put
from tests.runtime.sites import BUYERS, Caller

PURCHASES = "/api/v1/apps/shop/tables/purchase/records"
SCORE = "IF(等级='金' AND 贵宾 AND 总额>=10, 100, IF(名称='B' AND 贵宾, 85, 40))"
SECRET = "IF(执照='L1', 总额+1, IF(贵宾, 2, 3))"

Why = Callable[..., Json]


@pytest.fixture
def why(root: Caller) -> Why:
    """Asks why; buyers have a score, and a rank that reads their hidden license."""
    score = {"key": "score", "label": "评分", "type": "formula", "formula": SCORE, "decimals": 0}
    rank = {"key": "rank", "label": "排名", "type": "formula", "formula": SECRET, "decimals": 0}
    document = buyer_with(root, score, rank)
    plan = root("POST", "/plans", put(document)).json()
    apply_plan(root, plan)
    role = root("GET", "/apps/shop/documents/role/seller").json()
    role["tables"]["buyer"]["fields"] |= {"score": "read", "rank": "read"}
    role["tables"]["buyer"]["update"] = True
    plan = {"app": "shop", "put": [{"kind": "role", "document": role}]}
    apply_plan(root, root("POST", "/plans", plan).json())

    def ask(place: str, field: str, caller: Caller = root, language: str = "zh") -> Json:
        headers = {"Accept-Language": language}
        answer = caller("GET", f"{place}/why?field={field}", headers=headers)
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()
        return found

    return ask


def test_the_branch_taken_is_told_with_its_conditions(root: Caller, why: Why) -> None:
    buyer = f"{BUYERS}/" + added(root, BUYERS, name="a", level="gold", vip=True)
    added(root, PURCHASES, title="t", price="12", buyer=buyer.rpartition("/")[2])
    found = why(buyer, "score")
    assert (found["title"], found["summary"]) == ("为什么是 100", "命中第 1 条，3 个条件都成立")
    told = [(it["text"], it["ok"], it["display"]) for it in found["parts"]]
    assert told == [("等级='金'", True, "金"), ("贵宾", True, "是"), ("总额>=10", True, "12")]
    assert found["parts"][0]["inputs"][0]["text"] == "等级"
    skipped = [(it["branch"], it["text"], it["result"]) for it in found["skipped"]]
    assert skipped == [(2, "名称='B' AND 贵宾", "85"), (None, None, "40")]
    assert (found["formula"], found["value"]) == (SCORE, 100)


def test_later_branches_say_what_did_not_hold_before(root: Caller, why: Why) -> None:
    buyer = f"{BUYERS}/" + added(root, BUYERS, name="b", vip=True)
    found = why(buyer, "score", language="en")
    assert found["summary"] == "Condition 2 holds, all 2 parts of it"
    told = [(it["branch"], it["text"], it["ok"]) for it in found["parts"]]
    assert told == [
        (2, "名称='B'", True),
        (2, "贵宾", True),
        (1, "等级='金'", False),
        (1, "总额>=10", False),
    ]
    other = why(f"{BUYERS}/" + added(root, BUYERS, name="c"), "score")
    assert (other["summary"], other["value"]) == ("前面 2 条都不成立，取其余情况的值", 40)
    assert {it["ok"] for it in other["parts"]} == {False}


def test_what_the_reader_may_not_see_is_left_out(root: Caller, sue: Caller, why: Why) -> None:
    buyer = f"{BUYERS}/" + added(root, BUYERS, name="a", vip=True, license="L2")
    full = why(buyer, "rank")
    assert (full["summary"], full["formula"]) == ("命中第 2 条", SECRET)
    cut = why(buyer, "rank", sue)
    assert (cut["value"], cut["formula"], cut["skipped"]) == (2, None, [])
    assert "执照" not in str(cut)
    assert cut["summary"] == "由公式计算"
    answer = sue("GET", f"{buyer}/why?field=license")
    assert (answer.status_code, answer.json()["problems"][0]["code"]) == (400, "unknown_field")
    hidden = f"{BUYERS}/" + added(root, BUYERS, name="z", level="gold")
    assert sue("GET", f"{hidden}/why?field=name").status_code == 404


def test_a_product_is_told_by_its_factors(root: Caller, why: Why) -> None:
    purchase = f"{PURCHASES}/" + added(root, PURCHASES, title="t", price="12.5", quantity=3)
    found = why(purchase, "amount")
    assert [(it["text"], it["value"]) for it in found["parts"]] == [("单价", 12.5), ("数量", 3)]
    cause = found["cause"]
    assert (cause["kind"], cause["user_name"], cause["reason"]) == ("create", "Root", "fair")
    assert {"field": "price", "label": "单价"} in cause["changed"]
    root("PATCH", purchase, {"values": {"quantity": 4}, "reason": "more"})
    again = why(purchase, "amount")["cause"]
    assert (again["reason"], again["before"], again["after"]) == ("more", 37.5, 50)


def test_values_without_a_formula_name_their_rule(root: Caller, why: Why) -> None:
    buyer = f"{BUYERS}/" + added(
        root, BUYERS, name="anna", area="上海", phone="13800138000", license="L1"
    )
    kinds = {key: why(buyer, key)["kind"] for key in ("phone", "area_code", "name", "number")}
    assert kinds == {
        "phone": "written",
        "area_code": "fill",
        "name": "clean",
        "number": "auto_number",
    }
    dial = why(buyer, "area_code")
    assert (dial["rule"], dial["formula"]) == ("dial", "AREA_CODE(地区)")
    assert dial["parts"][0]["display"] == "上海市"
    assert why(buyer, "code")["kind"] == "generated"
    purchase = f"{PURCHASES}/" + added(root, PURCHASES, title="t")
    assert why(purchase, "quantity")["kind"] == "default"
    assert why(purchase, "created_at")["kind"] == "system"


def test_a_state_tells_its_last_move(root: Caller, why: Why) -> None:
    purchase = f"{PURCHASES}/" + added(root, PURCHASES, title="t", price="5")
    assert why(purchase, "stage")["summary"] == "新记录的初始状态"
    root("POST", f"{purchase}/transitions/send", {"form": {}, "reason": "paid"})
    found = why(purchase, "stage")
    assert (found["title"], found["cause"]["reason"]) == ("为什么是 已发", "paid")
    move = found["move"]
    assert (move["from_label"], move["to_label"], move["label"]) == ("新建", "已发", "发货")


def test_a_blank_value_and_a_failed_one_have_titles(root: Caller, why: Why) -> None:
    buyer = f"{BUYERS}/" + added(root, BUYERS, name="a")
    assert why(buyer, "phone")["title"] == "为什么是空的"
    failed = why(buyer, "average")
    assert (failed["title"], failed["error"]["code"]) == ("为什么算不出来", "DIV0")
    assert [(it["text"], it["value"]) for it in failed["parts"]] == [("总额", 0), ("单数", 0)]
