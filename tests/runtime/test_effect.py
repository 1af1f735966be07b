"""What another formula would change: the count that the change then really makes."""

from tests.runtime.asking import added, effect_of
from tests.runtime.sites import BUYERS, Caller, ServedShop

PURCHASES = "/api/v1/apps/shop/tables/purchase/records"


def test_records_that_would_change_are_counted_with_examples(root: Caller) -> None:
    for quantity in (1, 2, 3, 4, 5):
        added(root, PURCHASES, title=f"t{quantity}", price="2.50", quantity=quantity)
    same = effect_of(root, "amount", "数量*单价")
    assert same == {"rows": 5, "changed": 0, "complete": True, "examples": []}
    found = effect_of(root, "amount", "IF(数量>1, 单价*数量*2, 单价*数量)")
    assert (found["rows"], found["changed"], len(found["examples"])) == (5, 4, 3)
    first = found["examples"][0]
    assert (first["title"], first["before"], first["after"]) == ("t2", "5", "10")


def test_errors_are_values_that_change_too(root: Caller) -> None:
    added(root, BUYERS, name="a")
    buyer = added(root, BUYERS, name="b")
    added(root, PURCHASES, title="t", price="5", buyer=buyer)
    found = effect_of(root, "average", "IFERROR(总额/单数, 0)", "buyer")
    assert (found["changed"], found["examples"][0]["before"]) == (1, "#DIV0")
    assert found["examples"][0]["after"] == "0"
    back = effect_of(root, "total", "SUM(订单.金额)/0", "buyer")
    assert (back["changed"], back["examples"][0]["after"]) == (2, "#DIV0")


def test_a_text_that_is_counted_at_reading_is_compared_too(root: Caller) -> None:
    added(root, BUYERS, name="a")
    assert effect_of(root, "age", "DAYS(NOW()-创建时间)", "buyer")["changed"] == 0
    assert effect_of(root, "age", "DAYS(NOW()-创建时间)+1", "buyer")["changed"] == 1


def test_only_what_the_caller_sees_is_counted(root: Caller, sue: Caller) -> None:
    added(root, BUYERS, name="a", level="gold")
    added(root, BUYERS, name="b")
    text = "名称"
    assert effect_of(root, "greeting", text, "buyer")["changed"] == 2
    hers = effect_of(sue, "greeting", text, "buyer")
    assert (hers["rows"], hers["changed"], hers["examples"][0]["title"]) == (1, 1, "B")
    asked = {"app": "shop", "table": "buyer", "field": "greeting", "text": "执照"}
    assert sue("POST", "/formulas/effect", asked).json()["problems"][0]["code"] == "F101"


def test_another_type_is_no_matter_of_counting(root: Caller, served: ServedShop) -> None:
    added(root, PURCHASES, title="t")
    found = effect_of(root, "amount", "标题")
    assert (found["rows"], found["changed"]) == (1, None)
    asked = {"app": "shop", "table": "purchase", "field": "title", "text": "1"}
    answer = root("POST", "/formulas/effect", asked)
    assert (answer.status_code, answer.json()["problems"][0]["code"]) == (400, "unknown_field")
