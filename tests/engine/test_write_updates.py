"""Updating and the versions, events and histories that follow."""

import pytest

from engine.errors import UnknownRecord, UnknownTable, VersionConflict, WriteRefused
from engine.write_record import write
from engine.writing.change import Change, Kind
from tests.engine.shops import ADMIN, Shop


def test_an_update_raises_the_version_and_leaves_one_event_with_what_changed(shop: Shop) -> None:
    made = shop.create("purchase", price="2", quantity=3, title="t")
    change = Change(
        Kind.UPDATE, "shop.purchase", made.id, {"quantity": 4, "title": "t"}, reason="more"
    )
    outcome = shop.write(change)
    assert (made.version, outcome.version) == (1, 2)
    created, updated = shop.events()
    assert created["before"] is None
    assert created["after"]["amount"] == 6  # type: ignore[index]
    assert updated["before"] == {"quantity": 3, "amount": 6}
    assert updated["after"] == {"quantity": 4, "amount": 8}
    assert (updated["kind"], updated["reason"], updated["revision"]) == ("update", "more", 1)
    assert (updated["record"], updated["origin"], updated["user"]) == (made.id, "api", None)


def test_writing_the_same_values_is_no_change(shop: Shop) -> None:
    made = shop.create("purchase", price="2.00", quantity=3, watchers=[])
    outcome = shop.update("purchase", made.id, price=2, quantity="3")
    assert outcome.version == 1
    assert len(shop.events()) == 1


def test_a_version_that_moved_on_is_a_conflict_with_the_present_one(shop: Shop) -> None:
    made = shop.create("purchase")
    shop.update("purchase", made.id, title="a")
    with pytest.raises(VersionConflict) as caught:
        shop.write(Change(Kind.UPDATE, "shop.purchase", made.id, {"title": "b"}, version=1))
    assert caught.value.version == 2
    fresh = Change(Kind.UPDATE, "shop.purchase", made.id, {"title": "b"}, version=2)
    assert shop.write(fresh).version == 3


def test_an_unknown_record_or_table_is_said_to_be_unknown(shop: Shop) -> None:
    with pytest.raises(UnknownRecord):
        shop.update("purchase", 12345, title="a")
    with pytest.raises(UnknownTable):
        shop.create("nothing")


def test_a_computed_value_raises_no_version_of_the_parent(shop: Shop) -> None:
    buyer = shop.create("buyer", name="a")
    shop.create("purchase", buyer=str(buyer.id), price=5)
    stored = shop.read("buyer", buyer.id)
    assert (stored["total"], stored["version"]) == (5, 1)
    assert [event["table"] for event in shop.events()] == ["shop.buyer", "shop.purchase"]


def test_a_batch_tells_every_refusal_of_every_change(shop: Shop) -> None:
    one = shop.create("purchase")
    changes = [
        Change(Kind.UPDATE, "shop.purchase", one.id, {"quantity": "x"}),
        Change(Kind.UPDATE, "shop.purchase", 99, {"title": "x"}),
        Change(Kind.CREATE, "shop.purchase", values={"price": -1}),
        Change(Kind.CREATE, "shop.purchase", values={"price": 1}),
    ]
    with pytest.raises(WriteRefused) as caught:
        write(shop.work, ADMIN, changes)
    codes = [[it.code for it in outcome.refusals] for outcome in caught.value.outcomes]
    assert codes[1:] == [["unknown_record"], ["validate"], []]
    assert len(codes[0]) == 1
    assert len(shop.all("purchase")) == 1


def test_with_skipping_the_others_are_written(shop: Shop) -> None:
    changes = [
        Change(Kind.CREATE, "shop.purchase", values={"price": price}) for price in (1, -1, 2)
    ]
    outcomes = write(shop.work, ADMIN, changes, skip_refused=True).outcomes
    assert [len(outcome.refusals) for outcome in outcomes] == [0, 1, 0]
    assert {it["price"] for it in shop.all("purchase").values()} == {1, 2}


def test_states_and_kept_fields_have_a_history(shop: Shop) -> None:
    made = shop.create("purchase", price=1)
    shop.move(made.id, "send")
    shop.create("line", purchase=str(made.id), item="i", pieces=4)
    assert set(shop.value_history()) == {
        ("stage", "open", True),
        ("stage", "sent", False),
        ("paid", "no", False),
        ("pieces", "0", True),
        ("pieces", "4", False),
    }
    assert shop.events()[-1]["after"] == {"pieces": 4}


def test_a_log_table_is_append_only_and_leaves_no_event(shop: Shop) -> None:
    made = shop.create("visit", page="/", seconds=3)
    assert shop.read("visit", made.id)["seconds"] == 3
    assert shop.events() == []
    with pytest.raises(WriteRefused, match="log_append_only"):
        shop.update("visit", made.id, page="/x")


def test_the_same_record_twice_in_one_write_is_written_twice(shop: Shop) -> None:
    made = shop.create("purchase")
    changes = [
        Change(Kind.UPDATE, "shop.purchase", made.id, {"title": title}) for title in ("a", "b")
    ]
    outcomes = write(shop.work, ADMIN, changes).outcomes
    assert outcomes[-1].version == 3
    assert shop.read("purchase", made.id)["title"] == "b"
