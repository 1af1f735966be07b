"""What an actor may not see takes no part in any read: rows, fields, filters, sorts, totals."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import cast

import pytest

from engine.database import Database
from engine.errors import InvalidQuery, UnknownRecord, UnknownTable
from engine.read_records import get_record, list_records
from engine.reading.grouping import measure_totals
from engine.reading.query import read_list_query, read_totals_query
from formula.errors import InvalidFormula
from tests.engine.readings import actor, read
from tests.engine.shop_app import SOURCES
from tests.engine.shops import Shop, open_shop, seller

AUDITOR = {
    "key": "auditor",
    "label": "审计",
    "tables": {
        "buyer": {"read": "等级='gold'", "fields": {"*": "hidden", "license": "read"}},
        "purchase": {"read": "买家.等级='gold'", "fields": {"*": "read", "price": "hidden"}},
    },
}


@pytest.fixture
def masked(migrated: Database, tmp_path: Path) -> Shop:
    """A shop with a second role: it sees other rows and other fields than the seller."""
    sources = copy.deepcopy(SOURCES)
    sources["shop", "role", "auditor"] = cast(dict[str, object], AUDITOR)
    shop = open_shop(migrated, tmp_path, sources)
    gold = shop.create("buyer", name="金", level="gold", license="G1").id
    iron = shop.create("buyer", name="铁", level="iron", why_iron="?", license="I1").id
    for buyer, price in ((gold, "100"), (iron, "7")):
        shop.create("purchase", title="x", buyer=str(buyer), price=price)
    return shop


def test_rows_outside_the_scope_are_unknown(masked: Shop) -> None:
    assert [values["name"] for values in read(masked, seller(), "buyer")] == ["铁"]
    gold, iron = sorted(cast(dict[int, object], masked.all("buyer")))
    assert get_record(masked.work, seller(), "shop.buyer", iron)["values"]
    with pytest.raises(UnknownRecord):
        get_record(masked.work, seller(), "shop.buyer", gold)


def test_a_hidden_field_answers_like_one_that_does_not_exist(masked: Shop) -> None:
    assert "license" not in read(masked, seller(), "buyer")[0]
    for words in ({"sort": "license"}, {"fields": "license"}, {"sort": "licence"}):
        with pytest.raises(InvalidQuery) as refused:
            read(masked, seller(), "buyer", **words)
        assert "license" not in {problem.suggestion for problem in refused.value.problems}
    with pytest.raises(InvalidFormula) as unknown:
        read(masked, seller(), "buyer", filter="执照='G1'")
    assert {problem.code for problem in unknown.value.problems} == {"F101"}


def test_a_path_does_not_reach_behind_the_mask(masked: Shop) -> None:
    assert len(read(masked, seller(), "purchase")) == 2
    found = read(masked, seller(), "purchase", filter="买家.名称='金'")
    assert found == [], "the buyer is outside the seller's rows"
    assert len(read(masked, seller(), "purchase", filter="买家.名称='铁'")) == 1
    with pytest.raises(InvalidFormula):
        read(masked, seller(), "purchase", filter="买家.执照='G1'")


def test_two_roles_add_up_field_by_field_and_row_by_row(masked: Shop) -> None:
    gold, iron = read(masked, actor("seller", "auditor"), "buyer")
    assert (gold["name"], gold["license"]) == (None, "G1")
    assert (iron["name"], iron["license"]) == ("铁", None)
    both = actor("seller", "auditor")
    assert read(masked, both, "buyer", filter="执照='I1'") == []
    assert [v["license"] for v in read(masked, both, "buyer", filter="执照='G1'")] == ["G1"]
    assert [v["license"] for v in read(masked, both, "buyer", sort="-license")] == ["G1", None]


def test_totals_count_only_what_is_seen(masked: Shop) -> None:
    body = {
        "app": "shop",
        "table": "purchase",
        "measures": [{"as": "n", "formula": "COUNT()"}, {"as": "sum", "formula": "SUM(单价)"}],
    }
    both = actor("seller", "auditor")
    for who, expected in ((seller(), [2, 107]), (both, [2, 107])):
        answer = measure_totals(masked.work, who, read_totals_query(body))
        groups = cast(list[dict[str, dict[str, object]]], answer["groups"])
        assert list(groups[0]["measures"].values()) == expected
    with pytest.raises(InvalidFormula):
        measure_totals(masked.work, actor("auditor"), read_totals_query(body))


def test_a_table_without_a_role_is_unknown(masked: Shop) -> None:
    with pytest.raises(UnknownTable):
        read(masked, actor(), "buyer")
    with pytest.raises(UnknownTable):
        read(masked, seller(), "memo")


def test_expanding_leaves_out_what_is_outside_the_rows(masked: Shop) -> None:
    query = read_list_query("shop.purchase", {"expand": "buyer", "sort": "id"})
    page = list_records(masked.work, seller(), query)
    titles = cast(dict[str, dict[str, dict[str, object]]], page["expanded"])["buyer"]
    assert [title["title"] for title in titles.values()] == ["铁"]


SECTIONS: dict[str, dict[str, object]] = {
    "counter": {"read": True, "fields": {"*": "hidden", "title": "read"}},
    "linker": {"read": "数量>5", "fields": {"*": "hidden", "related": "read"}},
}


def test_a_link_that_only_some_rows_show_tells_nothing_in_the_others(
    migrated: Database, tmp_path: Path
) -> None:
    sources = copy.deepcopy(SOURCES)
    for key, powers in SECTIONS.items():
        role = {"key": key, "label": key, "tables": {"purchase": powers}}
        sources["shop", "role", key] = cast(dict[str, object], role)
    shop = open_shop(migrated, tmp_path, sources)
    first = shop.create("purchase", title="a").id
    for title, quantity in (("few", 1), ("many", 9)):
        shop.create("purchase", title=title, quantity=quantity, related=[str(first)])
    both = actor("counter", "linker")
    shown = {values["title"]: values["related"] for values in read(shop, both, "purchase")}
    assert shown == {"a": None, "few": None, "many": [str(first)]}
    for text in ("COUNT(相关订单)>0", "ANY(相关订单, 标题='a')"):
        found = read(shop, both, "purchase", filter=text)
        assert [values["title"] for values in found] == ["many"]
