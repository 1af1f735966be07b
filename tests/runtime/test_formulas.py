"""Formulas over HTTP: checked, completed, evaluated with their parts."""

from tests.runtime.asking import check_formula, evaluate
from tests.runtime.sites import BUYERS, Caller

PURCHASES = "/api/v1/apps/shop/tables/purchase/records"


def test_a_formula_tells_its_type_and_what_it_reads(root: Caller) -> None:
    found = check_formula(root, "买家.总额+数量")
    assert (found["type"], found["problems"]) == ("number", [])
    read = {(it["table"], it["field"], tuple(it["path"])) for it in found["depends"]}
    assert ("shop.buyer", "total", ("buyer",)) in read
    assert ("shop.purchase", "quantity", ()) in read


def test_a_problem_has_its_span_words_and_replacement(root: Caller) -> None:
    found = check_formula(root, "单介*2")["problems"][0]
    assert (found["code"], found["span"]) == ("F101", {"start": 0, "end": 2})
    assert found["replacements"][0]["text"] == "单价"
    assert "单介" in found["message"]


COMPLETIONS = [
    ("单", 1, "purchase", "field", "单价", 0),
    ("1+数", 3, "purchase", "field", "数量", 2),
    ("买家.总", 4, "purchase", "field", "总额", 3),
    ("SU", 2, "purchase", "function", "SUM(", 0),
    ("sl", 2, "purchase", "field", "数量", 0),
    ("买家.ze", 5, "purchase", "field", "总额", 3),
    ("qh(", 2, "purchase", "function", "SUM(", 0),
    ("等级='", 4, "buyer", "option", "'金'", 3),
    ("等级='铁", 5, "buyer", "option", "'铁'", 3),
    ("标签 IN ('", 8, "buyer", "option", "'新'", 7),
]


def test_completions_fit_the_place_of_the_cursor(root: Caller) -> None:
    for text, cursor, table, kind, wanted, start in COMPLETIONS:
        found = check_formula(root, text, table, cursor=cursor)["completions"]
        hits = [it for it in found if it["text"] == wanted]
        assert hits, (text, found)
        assert (hits[0]["kind"], hits[0]["start"], hits[0]["end"]) == (kind, start, cursor)


def test_a_completion_says_what_it_is(root: Caller) -> None:
    found = check_formula(root, "数", cursor=1)["completions"][0]
    assert (found["label"], found["key"], found["pinyin"]) == ("数量", "quantity", "sl")
    assert (found["detail"], found["type"]) == ("number", "数字")


def test_completions_offer_nothing_hidden(root: Caller, sue: Caller) -> None:
    mine = {it["text"] for it in check_formula(root, "", "buyer", cursor=0)["completions"]}
    hers = {it["text"] for it in check_formula(sue, "", "buyer", cursor=0)["completions"]}
    assert mine - hers == {"执照", "编码"}
    assert check_formula(sue, "执照", "buyer")["problems"][0]["code"] == "F101"
    assert check_formula(root, "执照", "buyer")["problems"] == []


def test_a_formula_is_evaluated_on_a_record_with_its_parts(root: Caller) -> None:
    values = {"title": "t", "price": "12.5", "quantity": 3}
    record = root("POST", PURCHASES, {"values": values}).json()["id"]
    found = evaluate(root, "单价*数量+1", record=record)
    assert (found["value"], found["type"]) == (38.5, "number")
    parts = {part["text"]: part["value"] for part in found["parts"]}
    assert parts == {"单价*数量": 37.5, "单价": 12.5, "数量": 3}
    failed = evaluate(root, "单价/(数量-3)", record=record)
    assert failed["error"]["code"] == "DIV0"
    assert "value" not in failed


def test_an_evaluation_tells_the_branch_that_was_taken(root: Caller) -> None:
    text = "IF(数量>5 AND 单价>1, 100, IF(标题='t', 85, 40))"
    found = evaluate(root, text, values={"title": "t", "quantity": 3, "price": 2})
    assert (found["value"], found["display"], found["outline"]["branch"]) == (85, "85", 2)
    told = [(it["branch"], it["text"], it["ok"]) for it in found["outline"]["parts"]]
    assert told == [(2, "标题='t'", True), (1, "数量>5", False)]
    assert [it["result"] for it in found["outline"]["skipped"]] == ["40"]
    failed = evaluate(root, "IF(1/数量>1, 1, 2)", values={"quantity": 0})["outline"]
    assert (failed["branch"], failed["parts"][0]["error"]["code"]) == (None, "DIV0")


def test_a_formula_is_evaluated_on_values_that_are_not_saved(root: Caller) -> None:
    buyer = root("POST", BUYERS, {"values": {"name": "anna"}}).json()["id"]
    values = {"price": 5, "quantity": 4, "buyer": buyer}
    found = evaluate(root, "买家.名称 & TEXT(金额)", values=values)
    assert found["value"] == "ANNA20"
    wrong = {"app": "shop", "table": "purchase", "text": "1", "values": {"price": "x", "z": 1}}
    refused = root("POST", "/formulas/evaluate", wrong)
    assert refused.status_code == 422
    assert {problem["field"] for problem in refused.json()["problems"]} == {"price", "z"}


def test_neither_record_nor_values_is_a_question_half_asked(root: Caller) -> None:
    asked = {"app": "shop", "table": "purchase", "text": "1"}
    for more in ({}, {"record": "1", "values": {}}):
        assert root("POST", "/formulas/evaluate", {**asked, **more}).status_code == 400
    assert root("POST", "/formulas/evaluate", {**asked, "record": "5"}).status_code == 404
    bad = root("POST", "/formulas/evaluate", {**asked, "text": "没有", "values": {}})
    assert (bad.status_code, bad.json()["problems"][0]["code"]) == (400, "F101")
    assert root("POST", "/formulas/check", {**asked, "table": "memos"}).status_code == 404
