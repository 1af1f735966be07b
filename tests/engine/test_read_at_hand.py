"""The answer of a write is what reading the record again would answer, for every mask."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest

from engine.access import access_of
from engine.actor import Actor
from engine.database import Database
from engine.errors import UnknownRecord
from engine.read_records import get_record, visible_values
from engine.reading.at_hand import sight_of
from engine.writing.change import Outcome
from tests.engine.readings import actor
from tests.engine.shop_app import SOURCES
from tests.engine.shops import ADMIN, Shop, open_shop, seller

ROLES: dict[str, dict[str, object]] = {
    "small": {"read": "数量<5 AND NOT ISBLANK(标题)", "fields": {"*": "read"}},
    "cheap": {"read": "外币.金额<10", "fields": {"title": "read", "other": "read"}},
    "by_path": {"read": "买家.等级='gold'", "fields": {"title": "read"}},
}
WHO: dict[str, Actor] = {
    "admin": ADMIN,
    "seller": seller(),
    "small": actor("small"),
    "cheap": actor("cheap"),
    "two": actor("small", "cheap"),
    "by_path": actor("by_path"),
    "path and own": actor("by_path", "small"),
}
AT_HAND = {"admin", "seller", "small", "cheap", "two"}


@pytest.fixture
def roles_shop(migrated: Database, tmp_path: Path) -> Shop:
    """A shop with roles that see purchases by their own fields, and one by their buyer's."""
    sources = copy.deepcopy(SOURCES)
    for key, powers in ROLES.items():
        sources["shop", "role", key] = {"key": key, "label": key, "tables": {"purchase": powers}}
    return open_shop(migrated, tmp_path, sources)


@pytest.fixture
def written(roles_shop: Shop) -> list[Outcome]:
    """Purchases in several states of fullness, after a creation and after an update."""
    shop = roles_shop
    shop.add_person(5)
    gold = str(shop.create("buyer", name="金", level="gold").id)
    usd = {"amount": "9.5", "currency": "USD"}
    first = shop.create("purchase", title="a", buyer=gold, price="1.25", other=usd)
    many = shop.create("purchase", title="b", quantity=7, watchers=["5"], other=usd)
    blank = shop.create("purchase", quantity=3, related=[str(first.id)])
    grown = shop.update("purchase", first.id, quantity=9, other=None)
    return [blank, grown, shop.move(many.id, "lose", lost_reason="x")]


@pytest.mark.parametrize("name", WHO)
def test_the_answer_is_what_reading_again_answers(
    roles_shop: Shop, written: list[Outcome], name: str
) -> None:
    work, who = roles_shop.work, WHO[name]
    sight = sight_of(access_of(work.catalog, who), work.catalog.tables["shop.purchase"])
    assert (sight is not None) is (name in AT_HAND)
    seen = []
    for outcome in written:
        try:
            expected = get_record(work, who, "shop.purchase", outcome.id or 0)
        except UnknownRecord:
            with pytest.raises(UnknownRecord):
                visible_values(work, who, "shop.purchase", outcome.values)
        else:
            found = visible_values(work, who, "shop.purchase", outcome.values)
            assert found == expected
            seen.append(found)
    assert seen or name in {"small", "by_path"}


def test_what_is_deleted_is_not_seen(roles_shop: Shop) -> None:
    outcome = roles_shop.create("purchase", title="a")
    gone = roles_shop.delete("purchase", outcome.id)
    with pytest.raises(UnknownRecord):
        visible_values(roles_shop.work, ADMIN, "shop.purchase", gone.values)
