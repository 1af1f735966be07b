"""A shop whose process is killed: how it begins, and what must hold afterwards."""

import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import cast

import sqlalchemy as sa

from engine.database.opening import open_database
from engine.database.statements import prepare
from engine.system_tables import tg_event
from engine.write_record import write
from engine.writing.change import Change, Kind
from runtime.migrations import upgrade
from tests.engine.changing import ChangingShop, open_changing_shop
from tests.engine.shops import ADMIN

PURCHASES = 1_500


def prepare_shop(url: str, files: Path) -> None:
    """A shop with buyers and purchases."""
    database = open_database(url)
    upgrade(database)
    shop = open_changing_shop(database, files)
    buyers = [shop.create("buyer", name="a", tags=["new", "old"]).id for _ in range(10)]
    changes = [
        Change(
            Kind.CREATE,
            "shop.purchase",
            values={"buyer": str(buyers[index % 10]), "price": index, "title": "7"},
        )
        for index in range(PURCHASES)
    ]
    write(shop.work, ADMIN, changes)
    shop.work.close()


def run_until_killed(url: str, seconds: float) -> list[list[str]]:
    """What a process that is killed after so many seconds of work has acknowledged."""
    command = (sys.executable, "-m", "tests.crash.change_until_killed", url)
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(seconds)
        assert process.poll() is None
        process.send_signal(signal.SIGKILL)
        lines = [first, *process.stdout]
    return [line.split() for line in lines if line.endswith("\n")]


def assert_revisions(shop: ChangingShop, acknowledged: list[list[str]]) -> None:
    """No acknowledged revision is lost; at most one for each kill came without its answer."""
    numbers = [int(line[1]) for line in acknowledged if line[0] == "revision"]
    assert shop.work.revision >= max(numbers, default=1)


def assert_records(shop: ChangingShop, acknowledged: list[list[str]]) -> None:
    """Every acknowledged write is there, and has exactly one event."""
    records = shop.everything("purchase")
    query = sa.select(tg_event.c.record, tg_event.c.kind).where(tg_event.c.table == "shop.purchase")
    rows = shop.work.database.rows(prepare(query, shop.work.database.dialect))
    events = Counter((cast(int, record), cast(str, kind)) for record, kind in rows)
    for line in acknowledged:
        if line[0] == "record":
            assert cast(int, records[int(line[1])]["version"]) >= int(line[2])
    for id, record in records.items():
        assert events[id, "create"] == 1
        assert events[id, "update"] == cast(int, record["version"]) - 1


def assert_values(shop: ChangingShop) -> None:
    """Every value is as the present documents say."""
    fields = shop.work.resolved.tables["shop.purchase"].fields
    factor = 2 if "*2" in str(fields["amount"].document) else 1
    is_number = fields["title"].type == "number"
    titles: set[object] = {5, 7} if is_number else {"5", "7"}
    totals: Counter[int] = Counter()
    for record in shop.all("purchase").values():
        amount = int(cast(int, record["price"])) * factor
        assert record["amount"] == amount
        assert record["title"] in titles
        totals[cast(int, record["buyer"])] += amount
    tags = shop.work.resolved.tables["shop.buyer"].fields["tags"]
    options = {option.value for option in tags.options}
    for id, buyer in shop.all("buyer").items():
        assert (buyer["total"] or 0) == totals[id]
        assert set(cast(tuple[str, ...], buyer["tags"])) == options
