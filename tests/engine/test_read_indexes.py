"""Lists in the order of an index: no page is made by sorting the table (decision 42)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.database import Database
from engine.drift import find_drift
from engine.read_records import list_records
from engine.reading.query import read_list_query
from engine.write_record import write
from tests.engine.changing import ChangingShop, open_changing_shop, setting
from tests.engine.explaining import explained, is_sorting
from tests.engine.readings import purchase
from tests.engine.shops import ADMIN

COUNT = 2_000
SORTS = ("price", "-price", "amount", "-amount")


@pytest.fixture
def indexed(migrated: Database, tmp_path: Path) -> Iterator[ChangingShop]:
    """The shop with many purchases, some without a price; then two fields get indexes."""
    shop = open_changing_shop(migrated, tmp_path)
    prices = [None if number % 7 == 0 else f"{number * 37 % 900}.50" for number in range(COUNT)]
    write(shop.work, ADMIN, [purchase(title="单", price=price, quantity=1) for price in prices])
    shop.change(setting("purchase", "price", indexed=True))
    shop.change(setting("purchase", "amount", indexed=True))
    yield shop
    assert find_drift(shop.work) == []


def test_only_what_has_no_index_is_sorted(indexed: ChangingShop) -> None:
    for sort in SORTS:
        plan = explained(indexed, sort=sort)
        assert f"shop__purchase__{sort.removeprefix('-')}__" in plan
        assert not is_sorting(plan)
    assert is_sorting(explained(indexed, sort="-title"))


@pytest.mark.parametrize("sort", ["price", "-price"])
def test_pages_by_an_index_are_the_order_by_hand(indexed: ChangingShop, sort: str) -> None:
    key = sort.removeprefix("-")
    records = indexed.all("purchase")
    filled = sorted((record[key], id) for id, record in records.items() if record[key] is not None)
    blank = sorted(id for id, record in records.items() if record[key] is None)
    expected = [id for _, id in filled]
    if sort.startswith("-"):
        expected, blank = expected[::-1], blank[::-1]
    words, seen = {"sort": sort, "limit": "500"}, list[int]()
    while True:
        page = list_records(indexed.work, ADMIN, read_list_query("shop.purchase", words))
        seen += [int(record["id"]) for record in page["records"]]  # type: ignore[attr-defined]
        if page["next"] is None:
            break
        words["cursor"] = str(page["next"])
    assert seen == [*expected, *blank]
