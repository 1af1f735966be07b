"""Changes while people write: nobody's request fails, nothing of theirs is lost."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.database import Database
from engine.drift import find_drift
from engine.write_record import write
from engine.writing.change import Change, Kind
from tests.engine.change_edits import change_formulas
from tests.engine.changing import ChangingShop, Documents, adding, open_changing_shop, setting
from tests.engine.hammer import assert_computed, hammering
from tests.engine.shops import ADMIN

RECORDS = 3_000


@pytest.fixture
def changing(migrated: Database, tmp_path: Path) -> ChangingShop:
    """The shop with buyers and their purchases."""
    shop = open_changing_shop(migrated, tmp_path)
    buyers = [shop.create("buyer", name=f"b{index}").id for index in range(20)]
    changes = [
        Change(
            Kind.CREATE,
            "shop.purchase",
            values={"buyer": str(buyers[index % 20]), "price": index, "title": str(index)},
        )
        for index in range(RECORDS)
    ]
    write(shop.work, ADMIN, changes)
    return shop


EDITS: dict[str, Callable[[Documents], object]] = {
    "an added field": adding("purchase", key="mood", type="text"),
    "an indexed one": adding("purchase", key="mood", type="text", indexed=True),
    "other formulas": change_formulas,
    "a retype": setting("purchase", "title", type="number", decimals=0),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_writers_meet_no_failure_and_their_writes_count(
    changing: ChangingShop, edit: Callable[[Documents], object]
) -> None:
    with hammering(changing) as hammer:
        number = changing.change(edit)
        seen = hammer.count
        time.sleep(0.2)
    assert (hammer.failed, number) == ([], 2)
    assert hammer.count > seen > 0
    assert_computed(changing)
    assert find_drift(changing.work) == []
    with hammering(changing) as hammer:
        changing.undo(number)
    assert hammer.failed == []
    assert_computed(changing)


def test_two_publishers_at_once_are_both_published(changing: ChangingShop) -> None:
    plans = [changing.plan(adding("buyer", key=f"f{it}", type="text")) for it in range(4)]
    numbers: list[int] = []
    threads = [
        threading.Thread(target=lambda plan=plan: numbers.append(changing.apply(plan)))
        for plan in plans
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == [2, 3, 4, 5]
    fields = changing.work.resolved.tables["shop.buyer"].fields
    assert {f"f{it}" for it in range(4)} <= fields.keys()
