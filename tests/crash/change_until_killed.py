"""A process that publishes changes and writes records for ever, and says what was acknowledged.

`python -m tests.crash.change_until_killed URL`: each line on stdout is an acknowledged write
(`record ID VERSION`) or revision (`revision NUMBER`), written at once, so that whoever kills the
process knows what must be there.
"""

import os
import random
import sys
import threading
from pathlib import Path

from engine.change_documents import finish_changes
from engine.database.opening import open_database
from engine.revisions import read_revision
from engine.workspace import Workspace
from tests.clock import VirtualClock
from tests.engine.changing import ChangingShop, Documents, Edit, adding, field_of, setting

WRITERS = 2


def other_formulas(documents: Documents) -> None:
    """Amounts are computed otherwise, and something is computed from them."""
    setting("purchase", "amount", formula="单价*数量*2")(documents)
    adding("buyer", key="dearest", type="formula", formula="MAX(订单.金额)")(documents)


def fewer_options(documents: Documents) -> None:
    """An option is gone that records hold."""
    field_of(documents, "buyer", "tags")["options"] = [{"value": "old", "label": "旧"}]


EDITS: tuple[Edit, ...] = (
    other_formulas,
    setting("purchase", "title", type="number", decimals=0),
    adding("purchase", key="mood", type="text", indexed=True),
    fewer_options,
    adding("purchase", key="readers", type="users"),
)


def write_records(shop: ChangingShop, number: int) -> None:
    """Create and change purchases for ever."""
    chance = random.Random(number)
    buyers = sorted(shop.all("buyer"))
    while True:
        buyer = str(chance.choice(buyers))
        made = shop.create("purchase", title="5", price=1, buyer=buyer)
        tell(f"record {made.id} 1")
        for price in range(2, 5):
            done = shop.update("purchase", made.id, price=price, buyer=str(chance.choice(buyers)))
            tell(f"record {made.id} {done.version}")


def publish(shop: ChangingShop) -> None:
    """Change the documents and take that back, for ever; first what a killed process left."""
    number = shop.work.revision
    last = shop.work.database.read(lambda connection: read_revision(connection, number))
    if number > 1 and last.undoes is None:
        tell(f"revision {shop.undo(number)}")
    while True:
        for edit in EDITS:
            number = shop.change(edit)
            tell(f"revision {number}")
            tell(f"revision {shop.undo(number)}")


def tell(line: str) -> None:
    """The line is out of the process."""
    os.write(1, f"{line}\n".encode())


def main(url: str) -> None:
    """Write and publish until killed."""
    work = Workspace(open_database(url), VirtualClock(), Path("unused"))
    finish_changes(work)
    shop = ChangingShop(work)
    for number in range(WRITERS):
        threading.Thread(target=write_records, args=(shop, number), daemon=True).start()
    publish(shop)


if __name__ == "__main__":
    main(sys.argv[1])
