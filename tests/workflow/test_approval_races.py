"""Two people decide at the same moment: one of them does, by whichever way they come."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from engine.database import Database
from tests.workflow.deciding import by_page, by_todo
from tests.workflow.office import approval, node, open_office
from workflow.errors import WorkflowError

ROUNDS = 3
FINANCE = node("finance", {"role": "finance"}, votes="any", comment="optional")


@pytest.mark.parametrize("ways", [(by_page, by_page), (by_todo, by_todo), (by_todo, by_page)])
def test_one_of_two_decides(
    database: Database, tmp_path: Path, ways: tuple[Callable[..., None], ...]
) -> None:
    it = open_office(database, tmp_path, approval(FINANCE))
    with ThreadPoolExecutor(2) as threads:
        for _ in range(ROUNDS):
            bill = it.bill()
            asked = it.pay(bill)
            start = Barrier(2)

            def decide(index: int, asked: int = asked, start: Barrier = start) -> str:
                start.wait()
                person = (it.dan, it.eve)[index]
                try:
                    ways[index](it, asked, person, agrees=index == 0)
                except (WorkflowError, IndexError):
                    return "late"
                return ("agreed", "rejected")[index]

            said = sorted(threads.map(decide, (0, 1)))
            it.settle()
            verdict = it.state(asked)
            assert said == sorted(["late", verdict])
            assert (it.record(bill)["stage"] == "paid") == (verdict == "agreed")
            assert it.todos(it.dan) == it.todos(it.eve) == []
