"""Searched words are found by the index, whoever wrote the records and whenever, and only by
those who see the field."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from engine.database import Database
from engine.database.statements import prepare
from engine.reading.searching import MOST_FOUND
from engine.search_upkeep import keep_search_up
from engine.system_tables import tg_searched
from tests.engine.changing import ChangingShop, open_changing_shop, setting
from tests.engine.readings import actor, read
from tests.engine.searches import (
    BUYER_SEARCH,
    create_many,
    everywhere,
    forget_all,
    found,
    index_says,
    searching,
)
from tests.engine.shops import ADMIN

SELLER = actor("seller")


@pytest.fixture
def shop(migrated: Database, tmp_path: Path) -> ChangingShop:
    """The shop, whose buyers and purchases are searched."""
    shop = open_changing_shop(migrated, tmp_path)
    shop.change(searching("buyer", *BUYER_SEARCH))
    shop.change(searching("purchase", "title"))
    return shop


CASES = [
    ("青禾", ["青禾家具", "北青禾"]),
    ("禾家", ["青禾家具"]),
    ("青具", []),
    ("青", ["青禾家具", "北青禾", "青山 木业"]),
    ("业 青", ["青山 木业"]),
    ("具", ["青禾家具"]),
    ("ab", ["ABC-1"]),
    ("c-1", ["ABC-1"]),
    ("13800", ["ABC-1"]),
    ("8001", ["ABC-1"]),
    ("qh", ["青禾家具", "北青禾"]),
    ("QHJ", ["青禾家具"]),
    ("qsmy", []),
    ("cq", ["重庆"]),
    ("你好 重", ["重庆"]),
]


def test_words_are_found_wherever_they_stand(shop: ChangingShop) -> None:
    create_many(shop, "青禾家具", "北青禾", "青山 木业", "重庆")
    shop.create("buyer", name="ABC-1", phone="13800138000")
    for text, names in CASES:
        assert found(shop, text) == names, text


def test_a_search_by_the_index_gives_what_a_look_at_all_texts_gives(shop: ChangingShop) -> None:
    texts = ["甲乙", "乙甲", "甲 乙", "A乙b", "乙-丙", "甲甲甲", "b乙A", "𠮷甲", "éÉ"]
    create_many(shop, *(f"{one}{other}" for one in texts for other in texts))
    words = [*texts, "甲", "乙甲甲", "a", "b乙", "é", "丙甲 乙", "-", "𠮷", "丁"]
    by_index = {word: read(shop, ADMIN, "buyer", search=word) for word in words}
    database = shop.work.database
    database.write(lambda it: it.run(prepare(sa.delete(tg_searched), database.dialect)))
    assert index_says(shop, "甲乙").among is None
    assert by_index == {word: read(shop, ADMIN, "buyer", search=word) for word in words}


def test_every_way_of_writing_writes_the_terms(shop: ChangingShop) -> None:
    one = shop.create("buyer", name="旧名").id
    shop.update("buyer", one, name="新名")
    assert (found(shop, "旧名"), found(shop, "新名")) == ([], ["新名"])
    shop.delete("buyer", one)
    assert found(shop, "新名") == []
    shop.restore("buyer", one)
    assert found(shop, "新名") == ["新名"]
    create_many(shop, *(f"第{number}家" for number in range(30)))
    assert found(shop, "第17") == ["第17家"]
    shop.update("buyer", one, vip=True)
    assert found(shop, "xm") == ["新名"]


def test_what_is_computed_from_others_is_found_by_its_new_text(shop: ChangingShop) -> None:
    shop.change(setting("purchase", "buyer_area", formula="买家.名称"))
    shop.change(searching("purchase", "title", "buyer_area"))
    buyer = shop.create("buyer", name="甲公司").id
    for number in range(30):
        shop.create("purchase", title=f"单{number}", buyer=buyer)
    assert len(found(shop, "甲公", table="purchase")) == 30
    shop.update("buyer", buyer, name="乙公司")
    assert found(shop, "甲公", table="purchase") == []
    assert len(found(shop, "乙公", table="purchase")) == 30


def test_a_field_joins_and_leaves_the_search(shop: ChangingShop) -> None:
    shop.create("buyer", name="甲", area_code="0571", license="LIC-9")
    assert found(shop, "0571") == []
    joined = shop.change(searching("buyer", "name", "area_code"))
    assert (found(shop, "0571"), found(shop, "lic")) == (["甲"], [])
    shop.update("buyer", min(shop.all("buyer")), area_code="0572")
    shop.undo(joined)
    assert (found(shop, "0572"), found(shop, "lic")) == ([], ["甲"])
    shop.change(searching("buyer", "name", "area_code"))
    assert found(shop, "0572") == ["甲"]


def test_a_retyped_field_is_found_by_its_new_values(shop: ChangingShop) -> None:
    shop.change(searching("buyer", "name", "why_iron"))
    shop.create("buyer", name="甲", level="iron", why_iron="138-0013-8000")
    assert (found(shop, "138-0013"), found(shop, "13800138")) == (["甲"], [])
    shop.change(setting("buyer", "why_iron", type="phone"))
    assert (found(shop, "138-0013"), found(shop, "13800138")) == ([], ["甲"])


def test_an_installation_that_had_no_index_gets_it(shop: ChangingShop) -> None:
    create_many(shop, *(f"旧户{number}" for number in range(120)))
    forget_all(shop)
    assert index_says(shop, "旧户7").among is None
    assert len(read(shop, ADMIN, "buyer", search="旧户7")) == 11
    assert keep_search_up(shop.work) == len(BUYER_SEARCH) + 1
    assert len(found(shop, "旧户7")) == 11
    assert keep_search_up(shop.work) == 0


def test_a_hidden_field_is_not_searched(shop: ChangingShop) -> None:
    shop.create("buyer", name="甲公司", license="LIC-777")
    assert found(shop, "777") == ["甲公司"]
    assert found(shop, "777", SELLER) == []
    assert index_says(shop, "777", SELLER).among == ()
    assert everywhere(shop, "777", SELLER) == []


def test_records_out_of_sight_are_not_found(shop: ChangingShop) -> None:
    create_many(shop, "金贵人", "铁人")
    shop.update("buyer", min(shop.all("buyer")), level="gold")
    for text in ("金贵", "jg", "金"):
        assert everywhere(shop, text, SELLER) == []
        assert read(shop, SELLER, "buyer", search=text) == []
        assert [title for title, _ in everywhere(shop, text)] == ["金贵人"]


def test_too_many_are_looked_at_in_the_order_of_the_list(shop: ChangingShop) -> None:
    create_many(shop, *(f"客户{number}" for number in range(MOST_FOUND + 1)))
    assert index_says(shop, "客户").among is None
    shown = read(shop, ADMIN, "buyer", search="客户", limit="3", fields="name")
    assert [it["name"] for it in shown] == ["客户0", "客户1", "客户2"]
    assert found(shop, f"客户{MOST_FOUND}") == [f"客户{MOST_FOUND}"]


def test_the_best_records_come_first(shop: ChangingShop) -> None:
    create_many(shop, "大青禾", "青禾家具", "青禾", "清河")
    buyer = max(shop.all("buyer"))
    shop.update("buyer", buyer, license="青禾")
    shop.create("purchase", title="青禾的单")
    assert everywhere(shop, "青禾") == [
        ("青禾", "name"),
        ("青禾的单", "title"),
        ("青禾家具", "name"),
        ("大青禾", "name"),
        ("清河", "license"),
    ]
    assert everywhere(shop, "qhj") == [("青禾家具", "name")]
    assert everywhere(shop, "  ") == []
