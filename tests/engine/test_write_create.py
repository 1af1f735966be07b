"""Creating records: values, defaults, formulas, events."""

from decimal import Decimal

from tests.engine.shops import Shop


def test_a_new_record_has_its_values_defaults_and_formulas(shop: Shop) -> None:
    buyer = shop.create("buyer", name="ann", area="广东", license="91440300X", phone="13800138000")
    assert buyer.values["name"] == "ANN"
    assert buyer.values["area"] == "440000"
    assert buyer.values["number"] == "B0001"
    assert str(buyer.values["code"]).startswith("914")
    assert buyer.values["total"] == 0
    assert buyer.values["vip"] is False
    purchase = shop.create("purchase", buyer=str(buyer.id), price="12.50", quantity=2)
    assert purchase.values["amount"] == Decimal("25.00")
    assert purchase.values["buyer_area"] == "440000"
    assert purchase.values["stage"] == "open"
    assert shop.read("buyer", buyer.id)["total"] == 25
    assert shop.read("purchase", purchase.id)["amount"] == 25
