"""What a write makes of values: reading, defaults, cleaning, filling, generating, computing."""

from decimal import Decimal

import pytest

from engine.errors import WriteRefused
from engine.write_record import write
from engine.writing.change import Change, Kind
from formula.errors import FormulaValueError
from tests.engine.shops import ADMIN, Shop


def test_every_unreadable_value_is_told_at_once_with_broken_rules(shop: Shop) -> None:
    with pytest.raises(WriteRefused) as caught:
        shop.create("buyer", phone="abc", level="silver", nmae="x", total=5, id="3", vip="maybe")
    found = {(refusal.field, refusal.code) for refusal in caught.value.refusals}
    assert {key for key, _ in found} == {"phone", "level", "nmae", "total", "id", "vip", "name"}
    assert ("name", "required") in found
    assert {("total", "not_writable"), ("id", "not_writable"), ("nmae", "unknown_field")} <= found
    unknown = next(it for it in caught.value.refusals if it.code == "unknown_field")
    assert unknown.suggestion == "name"
    assert unknown.pointer == "/nmae"


def test_a_default_stands_in_for_an_absent_key_but_not_for_null(shop: Shop) -> None:
    assert shop.create("purchase").values["quantity"] == 1
    assert shop.create("purchase", quantity=None).values["quantity"] is None


def test_a_written_value_is_cleaned_and_a_blank_field_filled(shop: Shop) -> None:
    buyer = shop.create("buyer", name=" ann ", area="上海")
    assert buyer.values["name"] == "ANN"
    assert buyer.values["area_code"] == "021"
    kept = shop.update("buyer", buyer.id, area="北京")
    assert kept.values["area_code"] == "021"
    again = shop.update("buyer", buyer.id, area_code=None, area="北京")
    assert again.values["area_code"] == "010"
    untouched = shop.update("buyer", buyer.id, area_code=None)
    assert untouched.values["area_code"] is None


def test_a_hidden_field_keeps_its_value_unless_it_is_to_be_cleared(shop: Shop) -> None:
    buyer = shop.create("buyer", name="a", level="iron", why_iron="poor")
    gold = shop.update("buyer", buyer.id, level="gold")
    assert gold.values["why_iron"] == "poor"
    made = shop.create("purchase", lost_reason="r", price=1)
    assert made.values["lost_reason"] is None
    shop.move(made.id, "lose", lost_reason="r")
    assert shop.move(made.id, "reopen").values["lost_reason"] is None


def test_a_generated_value_is_made_once_and_never_twice(shop: Shop) -> None:
    first = shop.create("buyer", name="a")
    assert first.values["code"] is None
    first = shop.update("buyer", first.id, license="914-1")
    frozen = shop.update("buyer", first.id, license="777-1")
    assert frozen.values["code"] == first.values["code"]
    second = shop.create("buyer", name="a", license="914-2")
    third = shop.create("buyer", name="a", license="914-3")
    assert second.values["code"] == f"{first.values['code']}-2"
    assert third.values["code"] == f"{first.values['code']}-3"


def test_twins_in_one_batch_get_different_generated_values_and_numbers(shop: Shop) -> None:
    changes = [
        Change(Kind.CREATE, "shop.buyer", values={"name": "a", "license": f"914{n}"})
        for n in range(30)
    ]
    outcomes = write(shop.work, ADMIN, changes).outcomes
    assert len({outcome.values["code"] for outcome in outcomes}) == 30
    assert [outcome.values["number"] for outcome in outcomes][::29] == ["B0001", "B0030"]
    assert len(shop.all("buyer")) == 30


def test_a_formula_that_fails_is_an_error_value(shop: Shop) -> None:
    buyer = shop.create("buyer", name="a")
    assert isinstance(buyer.values["average"], FormulaValueError)
    assert shop.read("buyer", buyer.id)["average"].code == "DIV0"  # type: ignore[attr-defined]
    shop.create("purchase", buyer=str(buyer.id), price="3.33", quantity=1)
    assert shop.read("buyer", buyer.id)["average"] == Decimal("3.33")


def test_a_volatile_formula_is_in_the_answer_and_in_no_column(shop: Shop) -> None:
    buyer = shop.create("buyer", name="a")
    assert buyer.values["age"] == 0
    assert "age" not in shop.read("buyer", buyer.id)


def test_labels_in_stored_formulas_are_of_the_workspace_not_of_the_reader(shop: Shop) -> None:
    assert shop.create("buyer", name="ann", level="gold").values["greeting"] == "你好 ANN金"


def test_money_in_many_currencies_links_and_lists_come_back(shop: Shop) -> None:
    one = shop.create("purchase")
    other = {"amount": "3.50", "currency": "USD"}
    two = shop.create("purchase", other=other, related=[str(one.id)], title="t")
    assert two.values["other"] == (Decimal("3.50"), "USD")
    assert two.values["related"] == (one.id,)
    less = shop.update("purchase", two.id, related=[], other=None)
    assert (less.values["related"], less.values["other"]) == (None, None)
    assert shop.create("buyer", name="a", tags=["old", "new"]).values["tags"] == ("old", "new")


def test_typed_values_are_taken_as_they_are(shop: Shop) -> None:
    change = Change(Kind.CREATE, "shop.buyer", values={"name": "a", "tags": ("old",)}, typed=True)
    assert shop.write(change).values["tags"] == ("old",)


def test_a_clean_text_that_grows_beyond_its_field_is_kept_with_a_warning(shop: Shop) -> None:
    outcome = shop.create("buyer", name="ß" * 15)
    assert outcome.values["name"] == "ß" * 15
    assert [warning.code for warning in outcome.warnings] == ["formula_failed"]
