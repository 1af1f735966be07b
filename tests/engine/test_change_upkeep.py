"""What is looked at and tidied up later: drift between database and documents, retired columns."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest

from engine.database import Database
from engine.drift import Drift, find_drift
from engine.purge import purge_retired
from tests.engine.changing import (
    ChangingShop,
    Documents,
    adding,
    open_changing_shop,
    removing,
    setting,
)
from tests.engine.shop_app import Body


@pytest.fixture
def changing(migrated: Database, tmp_path: Path) -> Iterator[ChangingShop]:
    """The shop; whatever a test does to it, database and documents agree in the end."""
    shop = open_changing_shop(migrated, tmp_path)
    yield shop
    assert find_drift(shop.work) == []


def test_retired_columns_are_kept_thirty_days(changing: ChangingShop) -> None:
    changing.create("buyer", name="a", phone="13800000000", keeper=None)
    removed = changing.change(removing("buyer", "phone"))
    changing.clock.advance(timedelta(days=29))
    assert purge_retired(changing.work) == ()
    back = changing.undo(removed)
    assert changing.values("buyer", "phone") == ["13800000000"]
    again = changing.undo(back)
    changing.clock.advance(timedelta(days=31))
    assert purge_retired(changing.work) == ("shop__buyer.phone",)
    changing.undo(again)
    assert changing.values("buyer", "phone") == [None]
    changing.update("buyer", min(changing.all("buyer")), phone="13900000000")


def test_indexed_columns_links_and_tables_are_dropped_too(changing: ChangingShop) -> None:
    def drop(documents: Documents) -> None:
        removing("purchase", "related")(documents)
        removing("purchase", "watchers")(documents)
        del documents["shop", "table", "memo"]

    def unlink(documents: Documents) -> None:
        for field in ("code", "keeper_name", "keeper", "license"):
            removing("buyer", field)(documents)
        table = documents["shop", "table", "buyer"]
        rules = cast(list[Body], table["rules"])
        table["rules"] = [rule for rule in rules if rule["key"] != "one_license"]

    def no_role(documents: Documents) -> None:
        del documents["shop", "role", "seller"]

    for edit in (no_role, drop, unlink):
        changing.change(edit)
    changing.clock.advance(timedelta(days=31))
    dropped = purge_retired(changing.work)
    assert set(dropped) == {
        "shop__memo",
        "shop__purchase__related",
        "shop__purchase__watchers",
        "shop__buyer.keeper",
        "shop__buyer.keeper_name",
        "shop__buyer.license",
        "shop__buyer.code",
    }


def test_replaced_formula_columns_go_at_once(changing: ChangingShop) -> None:
    changing.change(setting("purchase", "amount", formula="单价*数量+1"))
    assert "shop__purchase.amount" in purge_retired(changing.work)
    changing.create("purchase", title="a", price=1, quantity=2)
    assert changing.values("purchase", "amount") == [3]


def test_drift_names_what_is_missing_and_what_is_too_much(changing: ChangingShop) -> None:
    changing.change(adding("buyer", key="extra", type="text"))
    broken = [
        "ALTER TABLE shop__buyer ADD COLUMN unknown INTEGER",
        "ALTER TABLE shop__buyer DROP COLUMN extra",
        "CREATE TABLE shop__stranger (id INTEGER)",
    ]
    changing.run(broken)
    assert find_drift(changing.work) == [
        Drift("missing_column", "shop__buyer.extra"),
        Drift("extra_column", "shop__buyer.unknown"),
        Drift("extra_table", "shop__stranger"),
    ]
    mended = [
        "ALTER TABLE shop__buyer DROP COLUMN unknown",
        "ALTER TABLE shop__buyer ADD COLUMN extra TEXT",
        "DROP TABLE shop__stranger",
    ]
    changing.run(mended)


def test_drift_finds_references_to_nothing(changing: ChangingShop) -> None:
    buyer = changing.create("buyer", name="a")
    changing.create("purchase", buyer=str(buyer.id))
    changing.run(["UPDATE shop__purchase SET buyer = 5"])
    assert find_drift(changing.work) == [
        Drift("dangling_reference", "shop.purchase.buyer", {"rows": 1})
    ]
    changing.run(["UPDATE shop__purchase SET buyer = NULL"])
