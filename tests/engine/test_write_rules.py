"""Required, validate, visible and unique: when they refuse, and when they only warn."""

import copy
from pathlib import Path

import pytest

from engine.database import Database
from engine.errors import WriteRefused
from engine.write_record import write
from engine.writing.change import Change, Kind
from tests.engine.shop_app import SOURCES
from tests.engine.shops import ADMIN, Shop, open_shop, seller


def test_a_required_field_is_needed_on_create_and_on_an_update_that_empties_it(
    shop: Shop,
) -> None:
    with pytest.raises(WriteRefused) as caught:
        shop.create("buyer", name="  ")
    assert str(caught.value) == "/name: required"
    made = shop.create("buyer", name="a")
    with pytest.raises(WriteRefused):
        shop.update("buyer", made.id, name=None)


def test_a_hidden_field_is_not_required_and_a_shown_one_is(shop: Shop) -> None:
    made = shop.create("buyer", name="a", level="gold")
    with pytest.raises(WriteRefused) as caught:
        shop.update("buyer", made.id, level="iron")
    assert str(caught.value) == "/why_iron: required"
    shop.update("buyer", made.id, level="iron", why_iron="w")


def test_a_validation_says_its_own_words(shop: Shop) -> None:
    with pytest.raises(WriteRefused) as caught:
        shop.create("purchase", price=-1)
    (refusal,) = caught.value.refusals
    assert (refusal.field, refusal.pointer) == ("price", "/price")
    assert refusal.message == {"zh": "单价不能为负", "en": "not negative"}
    assert shop.create("purchase", price=None).id


def test_a_rule_may_look_at_the_value_before(shop: Shop) -> None:
    made = shop.create("purchase", price=1, quantity=5)
    shop.update("purchase", made.id, quantity=4)
    shop.move(made.id, "send")
    with pytest.raises(WriteRefused, match="validate"):
        shop.update("purchase", made.id, quantity=3)
    shop.update("purchase", made.id, quantity=6)


def test_a_rule_broken_before_and_not_touched_is_a_warning(
    migrated: Database, tmp_path: Path
) -> None:
    lax = copy.deepcopy(SOURCES)
    rules = lax["shop", "table", "purchase"].pop("rules")
    shop = open_shop(migrated, tmp_path, lax)
    made = shop.create("purchase", price=-1)
    strict = copy.deepcopy(SOURCES)
    strict["shop", "table", "purchase"]["rules"] = rules
    shop = Shop(shop.work)
    shop.replace(strict)
    outcome = shop.update("purchase", made.id, title="t")
    assert [(it.field, it.code) for it in outcome.warnings] == [("price", "validate")]
    with pytest.raises(WriteRefused, match="validate"):
        shop.update("purchase", made.id, price=-2)
    assert not shop.update("purchase", made.id, price=2).warnings


def test_a_unique_value_is_taken_once_and_blanks_never_collide(shop: Shop) -> None:
    first = shop.create("buyer", name="a", license="1")
    shop.create("buyer", name="b")
    shop.create("buyer", name="c")
    with pytest.raises(WriteRefused) as caught:
        shop.create("buyer", name="d", license="1")
    (refusal,) = caught.value.refusals
    assert (refusal.code, refusal.field) == ("not_unique", "license")
    assert refusal.parameters["record"] == str(first.id)
    shop.update("buyer", first.id, license="1", name="e")
    shop.delete("buyer", first.id)
    assert shop.create("buyer", name="d", license="1").id


def test_twins_in_one_batch_are_refused(shop: Shop) -> None:
    changes = [
        Change(Kind.CREATE, "shop.buyer", values={"name": "a", "license": "1"}) for _ in range(2)
    ]
    outcomes = write(shop.work, ADMIN, changes, skip_refused=True).outcomes
    assert [len(outcome.refusals) for outcome in outcomes] == [0, 1]


def test_the_other_record_is_not_named_to_who_may_not_see_it(shop: Shop) -> None:
    sources = copy.deepcopy(SOURCES)
    role = sources["shop", "role", "seller"]
    role["tables"]["buyer"]["fields"]["license"] = "edit"  # type: ignore[index]
    shop.replace(sources)
    shop.create("buyer", name="a", license="1", level="gold")
    with pytest.raises(WriteRefused) as caught:
        shop.create("buyer", seller(), name="b", license="1")
    assert "record" not in caught.value.refusals[0].parameters
