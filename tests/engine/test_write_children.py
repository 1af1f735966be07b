"""Parents and children in one save, refs, references, deletion and restoration."""

import pytest

from engine.errors import WriteRefused
from engine.write_record import write
from engine.writing.change import Change, Kind
from tests.engine.shops import ADMIN, Shop, codes_of


def test_a_parent_and_its_children_are_one_save(shop: Shop) -> None:
    lines = {"create": [{"item": "a", "pieces": 2}, {"item": "b", "pieces": 3}]}
    made = shop.create("purchase", quantity=101, lines=lines)
    assert made.values["pieces"] == 5
    ids = sorted(map(str, shop.all("line")))
    changes = {"update": [{"id": ids[0], "pieces": 10}], "delete": [ids[1]]}
    again = shop.update("purchase", made.id, lines=changes)
    assert again.values["pieces"] == 10


def test_problems_of_children_point_at_them_and_nothing_is_stored(shop: Shop) -> None:
    lines = {"create": [{"item": "a"}, {"pieces": "x"}, 5], "delete": ["77"]}
    with pytest.raises(WriteRefused) as caught:
        shop.create("purchase", price=-1, lines=lines)
    found = {(it.pointer, it.code) for it in caught.value.refusals}
    assert {
        ("/price", "validate"),
        ("/lines/create/1/item", "required"),
        ("/lines/create/2", "children_malformed"),
        ("/lines/delete/0", "unknown_record"),
    } <= found
    assert any(pointer == "/lines/create/1/pieces" for pointer, _ in found)
    assert not shop.all("purchase")


@pytest.mark.parametrize(
    "lines",
    [
        [],
        "x",
        5,
        {"creat": []},
        {"create": {}},
        {"create": "ab"},
        {"update": [{"pieces": 1}]},
        {"update": [{"id": "99999999999999999999999", "pieces": 1}]},
        {"update": [{"id": "1", "version": "x"}]},
        {"delete": [None, True, {"id": []}]},
        {"delete": ["-1", 2**70]},
    ],
)
def test_children_of_no_known_shape_are_refused(shop: Shop, lines: object) -> None:
    with pytest.raises(WriteRefused) as caught:
        shop.create("purchase", lines=lines)
    assert codes_of(caught.value) == {"children_malformed"}


def test_a_rule_over_children_sees_those_saved_with_the_record(shop: Shop) -> None:
    with pytest.raises(WriteRefused, match="validate"):
        shop.create("purchase", quantity=101)
    with pytest.raises(WriteRefused, match="validate"):
        shop.create("purchase", quantity=101, lines={"create": [{"item": "a", "pieces": 0}]})
    shop.create("purchase", quantity=101, lines={"create": [{"item": "a", "pieces": 1}]})


def test_another_parents_child_is_unknown_here(shop: Shop) -> None:
    one = shop.create("purchase", lines={"create": [{"item": "a", "pieces": 2}]})
    other = shop.create("purchase")
    (line,) = shop.all("line")
    with pytest.raises(WriteRefused, match="unknown_record"):
        shop.update("purchase", other.id, lines={"update": [{"id": str(line), "pieces": 3}]})
    assert shop.read("purchase", one.id)["pieces"] == 2


def test_a_ref_names_a_record_of_the_same_write(shop: Shop) -> None:
    changes = [
        Change(Kind.CREATE, "shop.buyer", values={"name": "a", "area": "上海"}, ref="new"),
        Change(Kind.CREATE, "shop.purchase", values={"buyer": "new", "price": 7}),
    ]
    buyer, purchase = write(shop.work, ADMIN, changes).outcomes
    assert purchase.values["buyer"] == buyer.id
    assert purchase.values["buyer_area"] == "310000"
    assert buyer.values["total"] == 7


def test_with_skipping_what_refers_to_a_refused_record_is_refused_too(shop: Shop) -> None:
    changes = [
        Change(Kind.CREATE, "shop.buyer", values={}, ref="bad"),
        Change(Kind.CREATE, "shop.purchase", values={"buyer": "bad"}),
        Change(Kind.CREATE, "shop.purchase", values={"price": 7}),
    ]
    outcomes = write(shop.work, ADMIN, changes, skip_refused=True).outcomes
    assert [bool(outcome.refusals) for outcome in outcomes] == [True, True, False]
    assert len(shop.all("purchase")) == 1


def test_with_skipping_a_refused_child_takes_its_parent_along(shop: Shop) -> None:
    changes = [
        Change(Kind.CREATE, "shop.purchase", values={"lines": {"create": [{"pieces": 1}]}}),
        Change(Kind.CREATE, "shop.purchase", values={"lines": {"create": [{"item": "a"}]}}),
    ]
    outcomes = write(shop.work, ADMIN, changes, skip_refused=True).outcomes
    assert [bool(outcome.refusals) for outcome in outcomes] == [True, False]
    assert len(shop.all("purchase")) == len(shop.all("line")) == 1


@pytest.mark.parametrize("field", ["buyer", "related", "watchers"])
def test_a_reference_to_nothing_is_refused(shop: Shop, field: str) -> None:
    value: object = "5" if field == "buyer" else ["5"]
    with pytest.raises(WriteRefused, match=f"/{field}: unknown_reference"):
        shop.write(Change(Kind.CREATE, "shop.purchase", values={field: value}))


def test_a_child_that_moves_is_counted_where_it_is(shop: Shop) -> None:
    one, two = shop.create("buyer", name="a"), shop.create("buyer", name="b")
    made = shop.create("purchase", buyer=str(one.id), price=1000)
    assert shop.read("purchase", made.id)["buyer_big"] is True
    shop.update("purchase", made.id, buyer=str(two.id))
    totals = [shop.read("buyer", buyer.id)["total"] for buyer in (one, two)]
    assert totals == [0, 1000]
    other = shop.create("purchase", buyer=str(two.id))
    assert other.values["buyer_big"] is True
    shop.delete("purchase", made.id)
    assert shop.read("buyer", two.id)["total"] == 0
    assert shop.read("purchase", other.id)["buyer_big"] is False


def test_deleting_cascades_clears_and_restricts(shop: Shop) -> None:
    buyer = shop.create("buyer", name="a")
    lines = {"create": [{"item": "a", "pieces": 2}, {"item": "b"}]}
    made = shop.create("purchase", buyer=str(buyer.id), lines=lines)
    memo = shop.create("memo", purchase=str(made.id))
    with pytest.raises(WriteRefused, match="still_referenced"):
        shop.delete("buyer", buyer.id)
    shop.delete("purchase", made.id)
    assert not shop.all("line")
    assert shop.read("memo", memo.id)["purchase"] is None
    shop.delete("buyer", buyer.id)
    deleted = [*shop.everything("purchase").values(), *shop.everything("line").values()]
    assert len({record["deletion"] for record in deleted}) == 1


def test_a_restore_brings_back_exactly_what_went_together(shop: Shop) -> None:
    lines = {"create": [{"item": "a", "pieces": 2}, {"item": "b", "pieces": 3}]}
    made = shop.create("purchase", lines=lines)
    first = min(shop.all("line"))
    shop.delete("line", first)
    shop.delete("purchase", made.id)
    back = shop.restore("purchase", made.id)
    assert back.values["pieces"] == 3
    assert first not in shop.all("line")
    assert len(shop.all("line")) == 1
    shop.restore("line", first)
    assert shop.read("purchase", made.id)["pieces"] == 5


def test_a_restore_that_breaks_a_unique_rule_or_a_reference_is_refused(shop: Shop) -> None:
    old = shop.create("buyer", name="a", license="1")
    shop.delete("buyer", old.id)
    shop.create("buyer", name="b", license="1")
    with pytest.raises(WriteRefused, match="not_unique"):
        shop.restore("buyer", old.id)
    buyer = shop.create("buyer", name="c")
    made = shop.create("purchase", buyer=str(buyer.id))
    shop.delete("purchase", made.id)
    shop.delete("buyer", buyer.id)
    with pytest.raises(WriteRefused, match="unknown_reference"):
        shop.restore("purchase", made.id)
