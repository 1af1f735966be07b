"""Writers that never pause, and what must hold when they stop."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from engine.errors import EngineError
from tests.engine.changing import ChangingShop

WRITERS = 3


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
