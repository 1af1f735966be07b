"""Stored formulas are what a full recomputation would make of them, whatever was written."""

from decimal import Decimal
from operator import methodcaller
from typing import cast

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    rule,
    run_state_machine_as_test,
)

from engine.recompute_stale import recompute_after_people, recompute_stale
from engine.system_tables import tg_stale
from engine.write_record import write, write_records
from engine.writing.change import Change, Kind
from engine.writing.set_based import recompute_statement
from engine.writing.transaction import open_transaction
from formula.errors import FormulaValueError
from tests.counts import count
from tests.engine.shops import ADMIN, Shop, rename_person

MANY = 2_100


def test_what_too_many_records_read_is_computed_after_the_write(shop: Shop) -> None:
    buyer = shop.create("buyer", name="a", area="上海")
    values = {"buyer": str(buyer.id), "price": "1"}
    made = write(shop.work, ADMIN, [Change(Kind.CREATE, "shop.purchase", values=values)] * MANY)
    assert len(made.outcomes) == MANY
    assert shop.read("buyer", buyer.id)["total"] == MANY
    change = Change(Kind.UPDATE, "shop.buyer", buyer.id, {"area": "北京"})
    shop.work.database.write(
        lambda connection: write_records(
            open_transaction(shop.work, connection, ADMIN, shop.work.catalog), [change]
        )
    )
    # Committed, and then the process might have died: the mark says what is left to do.
    assert [mark["field"] for mark in shop.rows("marks", tg_stale)] == ["buyer_area"]
    assert recompute_stale(shop.work) == 3
    areas = {record["buyer_area"] for record in shop.all("purchase").values()}
    assert areas == {"110000"}
    assert shop.rows("marks", tg_stale) == []
    shop.update("buyer", buyer.id, area="上海")
    areas = {record["buyer_area"] for record in shop.all("purchase").values()}
    assert areas == {"310000"}


def test_a_renamed_person_is_renamed_in_stored_formulas(shop: Shop) -> None:
    shop.add_person(7)
    made = shop.create("buyer", name="a", keeper="7")
    assert made.values["keeper_name"] == "P7"
    rename_person(shop.work, 7, "Ann")
    recompute_after_people(shop.work)
    assert shop.read("buyer", made.id)["keeper_name"] == "Ann"


def test_the_database_computes_what_python_computes(shop: Shop) -> None:
    buyers = [shop.create("buyer", name=name) for name in "abc"]
    for number in range(12):
        buyer = buyers[number % 2]
        shop.create("purchase", buyer=str(buyer.id), price=f"{number}.37", quantity=number)
    shop.delete("purchase", min(shop.all("purchase")))
    for table, fields in (("buyer", ("total", "count")), ("buyer", ("average", "big"))):
        statement = recompute_statement(shop.work.catalog, f"shop.{table}", fields)
        assert statement is not None
        ids = list(shop.all(table))
        run = methodcaller("rows", statement, {"ids": ids})
        assert shop.work.database.write(run) == []


class Trading(RuleBasedStateMachine):
    """Buyers and purchases come, change, move and go in any order."""

    shop: Shop
    buyers = Bundle("buyers")
    purchases = Bundle("purchases")

    @rule(target=buyers, area=st.sampled_from([None, "上海", "北京"]))
    def add_buyer(self, area: str | None) -> int:
        return self.shop.create("buyer", name="a", area=area).id or 0

    @rule(target=purchases, buyer=buyers, price=st.integers(0, 900), lines=st.integers(0, 2))
    def add_purchase(self, buyer: int, price: int, lines: int) -> int:
        create = [{"item": "i", "pieces": number + 1} for number in range(lines)]
        values = {"buyer": str(buyer), "price": price, "lines": {"create": create}}
        return self.shop.write(Change(Kind.CREATE, "shop.purchase", values=values)).id or 0

    @rule(purchase=purchases, quantity=st.integers(0, 3) | st.none())
    def change_quantity(self, purchase: int, quantity: int | None) -> None:
        self.shop.update("purchase", purchase, quantity=quantity)

    @rule(purchase=purchases, buyer=buyers | st.none())
    def move_purchase(self, purchase: int, buyer: int | None) -> None:
        self.shop.update("purchase", purchase, buyer=None if buyer is None else str(buyer))

    @rule(buyer=buyers, area=st.sampled_from([None, "上海", "广东"]))
    def move_buyer(self, buyer: int, area: str | None) -> None:
        self.shop.update("buyer", buyer, area=area)

    @rule(purchase=consumes(purchases), back=st.booleans())
    def delete_purchase(self, purchase: int, back: bool) -> None:
        self.shop.delete("purchase", purchase)
        if back:
            self.shop.restore("purchase", purchase)

    @invariant()
    def rollups_are_right(self) -> None:
        purchases = self.shop.all("purchase").values()
        for id, buyer in self.shop.all("buyer").items():
            own = [cast(Decimal, it["amount"]) for it in purchases if it["buyer"] == id]
            assert (buyer["total"], buyer["count"]) == (sum(own), len(own))
            assert buyer["big"] is (sum(own) >= 1000)
            assert isinstance(buyer["average"], FormulaValueError) is (not own)

    @invariant()
    def lookups_are_right(self) -> None:
        buyers, lines = self.shop.all("buyer"), self.shop.all("line").values()
        for id, purchase in self.shop.all("purchase").items():
            buyer = buyers.get(cast(int, purchase["buyer"]), {"area": None, "big": False})
            assert (purchase["buyer_area"], purchase["buyer_big"]) == (buyer["area"], buyer["big"])
            price, quantity = purchase["price"] or 0, purchase["quantity"] or 0
            assert purchase["amount"] == cast(Decimal, price) * cast(int, quantity)
            pieces = [cast(int, it["pieces"]) for it in lines if it["purchase"] == id]
            assert purchase["pieces"] == sum(pieces)


def test_stored_formulas_follow_any_sequence_of_writes(shop: Shop) -> None:
    machine = type("TradingHere", (Trading,), {"shop": shop})
    examples = count(quick=3, normal=8, long=100)
    run_state_machine_as_test(machine, settings=settings(max_examples=examples))
    assert len(shop.everything("purchase")) > examples
