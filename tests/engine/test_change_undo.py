"""Any changes, undone in any number: the documents and the records are what they were."""

import random
from pathlib import Path

import pytest

from engine.database import Database
from engine.drift import find_drift
from tests.counts import count
from tests.engine.change_edits import fewer_tags, no_memo
from tests.engine.changing import (
    Edit,
    adding,
    open_changing_shop,
    records_of,
    removing,
    setting,
)

EDITS: dict[str, Edit] = {
    "field": adding("buyer", key="mood", type="text"),
    "links": adding("buyer", key="readers", type="users"),
    "retype": setting("purchase", "title", type="number", decimals=0),
    "formula": setting("purchase", "amount", formula="单价*数量*2"),
    "tags": fewer_tags,
    "table": no_memo,
    "label": setting("purchase", "price", label={"zh": "价", "en": "价"}),
    "gone": removing("purchase", "other"),
    "bounds": setting("buyer", "name", max_length=10),
}


@pytest.mark.parametrize("seed", range(count(quick=1, normal=3, long=60)))
def test_changes_undone_leave_everything_as_it_was(
    migrated: Database, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    shop = open_changing_shop(migrated, tmp_path)
    buyer = shop.create("buyer", name="a", tags=["new", "old"], phone="13800000000")
    other = {"amount": "5.00", "currency": "USD"}
    for title in ("7", "x", None):
        shop.create("purchase", title=title, buyer=str(buyer.id), price=2, other=other)
    shop.create("memo", text="m")
    documents, records = shop.documents(), records_of(shop)
    chosen = chance.sample(sorted(EDITS), 5)
    numbers = [shop.change(EDITS[name]) for name in chosen]
    after = shop.documents(), records_of(shop)
    undone = [shop.undo(number) for number in reversed(numbers)]
    assert (shop.documents(), records_of(shop)) == (documents, records)
    for number in reversed(undone):
        shop.undo(number)
    assert (shop.documents(), records_of(shop)) == after
    assert find_drift(shop.work) == []
