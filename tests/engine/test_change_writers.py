"""Changes while people write: nobody's request fails, nothing of theirs is lost."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from engine.database import Database
from engine.drift import find_drift
from engine.errors import EngineError
from engine.write_record import write
from engine.writing.change import Change, Kind
from tests.engine.changing import ChangingShop, Documents, adding, open_changing_shop, setting
from tests.engine.shops import ADMIN

RECORDS = 3_000
WRITERS = 3


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


class Hammer:
    """Writers that never pause: they change prices, move purchases to other buyers, add some,
    delete some. `failed` are the errors they met, `longest` the seconds of the slowest write."""

    def __init__(self, shop: ChangingShop) -> None:
        self.shop = shop
        self.failed: list[Exception] = []
        self.longest = 0.0
        self.count = 0
        self.stop = threading.Event()
        self.buyers = sorted(shop.all("buyer"))
        self.purchases = sorted(shop.all("purchase"))

    def run(self, number: int) -> None:
        """Write until stopped, each writer to records of its own."""
        own = self.purchases[number::WRITERS]
        turn = 0
        while not self.stop.is_set():
            turn += 1
            record = own[turn * 7 % (len(own) - 1)]
            started = time.perf_counter()
            try:
                self.write(own, record, turn)
            except EngineError as error:
                self.failed.append(error)
            self.longest = max(self.longest, time.perf_counter() - started)
            self.count += 1

    def write(self, own: list[int], record: int, turn: int) -> None:
        """One write, of a kind that the turn says."""
        buyer = str(self.buyers[turn * 3 % len(self.buyers)])
        if turn % 10 == 0:
            self.shop.create("purchase", price=turn, buyer=buyer)
        elif turn % 10 == 1:
            self.shop.delete("purchase", own.pop())
        elif turn % 3 == 0:
            self.shop.update("purchase", record, buyer=buyer)
        else:
            self.shop.update("purchase", record, price=turn, title=str(turn))


@contextmanager
def hammering(shop: ChangingShop) -> Iterator[Hammer]:
    """Writers are at work inside the block."""
    hammer = Hammer(shop)
    threads = [threading.Thread(target=hammer.run, args=(it,)) for it in range(WRITERS)]
    for thread in threads:
        thread.start()
    time.sleep(0.2)
    try:
        yield hammer
    finally:
        time.sleep(0.2)
        hammer.stop.set()
        for thread in threads:
            thread.join()


def change_formulas(documents: Documents) -> None:
    setting("purchase", "amount", formula="单价*数量*2")(documents)
    adding("buyer", key="dearest", type="formula", formula="MAX(订单.金额)", decimals=2)(documents)


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


def assert_computed(shop: ChangingShop) -> None:
    """Every stored formula is what it would be if it were computed now; retyped titles too."""
    documents = shop.work.resolved.tables["shop.purchase"].fields
    factor = 2 if "*2" in str(documents["amount"].document) else 1
    totals: dict[object, float] = {}
    for purchase in shop.all("purchase").values():
        amount = float(str(purchase["price"])) * int(str(purchase["quantity"])) * factor
        assert float(str(purchase["amount"])) == amount
        totals[purchase["buyer"]] = totals.get(purchase["buyer"], 0) + amount
        if purchase["title"] is not None and documents["title"].type == "number":
            assert int(str(purchase["title"])) >= 0
    for id, buyer in shop.all("buyer").items():
        assert float(str(buyer["total"] or 0)) == totals.get(id, 0)


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
