"""Processes that assign at the same time take turns."""

import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from engine.database import Connection
from tests.workflow.sales import Office, on_lead
from tests.workflow.sales_steps import SELLERS, assign, to
from workflow.answering import answer_todo
from workflow.assigning.picker_states import give, keep_state, take_state
from workflow.assigning.pickers import State
from workflow.errors import TodoClosed
from workflow.todos import Answer
from workflow.worker import run_until_idle

OpenSales = Callable[..., Office]
FIELD = ("sales.lead", "owner")


def test_turns_are_fair_whoever_decides(sales: OpenSales) -> None:
    it = sales(on_lead(assign(to({**SELLERS, "capacity": 8}))))
    for index in range(24):
        it.put("lead", name=str(index))
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: run_until_idle(it.work), range(4)))
    it.settle()
    assert Counter(lead["owner"] for lead in it.records("lead").values()) == {
        it.li: 8,
        it.wang: 8,
        it.zhao: 8,
    }


@pytest.mark.parametrize("counts", [False, True])
def test_a_second_decision_waits_for_what_the_first_remembers(
    sales: OpenSales, counts: bool
) -> None:
    it = sales()
    held, begun = Event(), Event()

    def first(connection: Connection) -> None:
        take_state(connection, "p", FIELD, counts=counts)
        held.set()
        begun.wait(5)
        # Without the lock the other one has read by then.
        time.sleep(0.2)
        keep_state(connection, "p", {"turns": {"1": 1}}, it.clock.now())

    def second() -> State:
        held.wait(5)
        begun.set()
        return it.company.write(lambda it: take_state(it, "p", FIELD, counts=counts))

    with ThreadPoolExecutor(2) as threads:
        threads.submit(it.company.write, first)
        assert threads.submit(second).result() == {"turns": {"1": 1}}


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_who_counts_waits_for_who_gives_and_those_for_nobody(sales: OpenSales) -> None:
    it = sales()
    given, order = Event(), list[str]()

    def count(connection: Connection) -> None:
        given.wait(5)
        take_state(connection, "p", FIELD, counts=True)
        order.append("counted")

    def first(connection: Connection) -> None:
        give(connection, FIELD)
        threads.submit(it.company.write, lambda it: give(it, FIELD)).result(5)
        order.append("given")
        given.set()
        # Without the lock the other one has counted by then.
        time.sleep(0.2)
        order.append("kept")

    with ThreadPoolExecutor(2) as threads:
        counting = threads.submit(it.company.write, count)
        it.company.write(first)
        counting.result(5)
    assert order == ["given", "kept", "counted"]


def test_of_two_answers_at_once_one_counts(sales: OpenSales) -> None:
    question = {"do": "confirm", "who": {"role": "seller"}, "ask": "?", "within": "1d"}
    it = sales(on_lead(question))
    it.lead(name="a")
    (todo,) = it.todos(it.li)

    def answer(user: int) -> bool:
        try:
            answer_todo(it.work, it.actor(user), todo.id, Answer("accept"))
        except TodoClosed:
            return False
        return True

    with ThreadPoolExecutor(3) as threads:
        counted = list(threads.map(answer, (it.li, it.wang, it.zhao)))
    assert sorted(counted) == [False, False, True]
