"""The `call` step: once by its key however often it is tried, its answer in later steps."""

import pytest

from tests.workflow.outside.automations import ON_ERROR, placed, pushing
from tests.workflow.outside.stand_in import Received, Reply
from tests.workflow.outside.world import Outside
from workflow.run_tables import tg_effect, tg_run
from workflow.worker import run_until_idle


def test_an_answer_is_what_later_steps_read(outside: Outside) -> None:
    outside.more = placed(pushing())
    outside.connect()
    outside.stand_in.on("PUT", "/api/orders/a%2Fb", {"data": {"id": 77}})
    made = outside.shop.create("purchase", title="a/b", price="12.50")
    run_until_idle(outside.work)
    (received,) = outside.stand_in.received
    assert received.json == {"total": 12.5, "note": "for a/b"}
    assert outside.shop.read("purchase", made.id)["title"] == "ERP 77"
    (effect,) = outside.rows(tg_effect)
    assert received.headers["idempotency-key"] == effect["key"]
    assert [it["state"] for it in outside.rows(tg_run)] == ["done"]


def test_every_try_sends_the_same_key(outside: Outside) -> None:
    outside.more = placed(pushing())
    outside.connect()
    outside.stand_in.faults.extend([Reply(503), Reply(wait=1), Reply(is_cut=True)])
    outside.stand_in.on("PUT", "/api/orders/x", {"data": {"id": "1"}})
    outside.shop.create("purchase", title="x", price="1")
    for _ in range(4):
        run_until_idle(outside.work)
        outside.advance(minutes=1)
    assert len(outside.stand_in.received) == 4
    assert len({it.headers["idempotency-key"] for it in outside.stand_in.received}) == 1
    assert [it["state"] for it in outside.rows(tg_run)] == ["done"]


def test_a_final_refusal_goes_on_in_on_error(outside: Outside) -> None:
    outside.more = placed(pushing(**ON_ERROR))
    outside.connect()
    outside.stand_in.on("PUT", "/api/orders/x", Reply(422, {"why": "no"}))
    made = outside.shop.create("purchase", title="x", price="1")
    run_until_idle(outside.work)
    assert len(outside.stand_in.received) == 1
    assert outside.shop.read("purchase", made.id)["title"] == "failed"
    assert [it["state"] for it in outside.rows(tg_run)] == ["done"]


@pytest.mark.parametrize("title", ["..", "."])
def test_a_value_leads_nowhere_else(outside: Outside, title: str) -> None:
    outside.more = placed(pushing())
    outside.connect()
    outside.shop.create("purchase", title=title, price="1")
    run_until_idle(outside.work)
    assert outside.stand_in.received == []
    (run,) = outside.rows(tg_run)
    assert run["state"] == "dead"
    assert run["error"]["code"] == "value_unusable"  # type: ignore[index] # an object


def test_values_stand_in_query_and_headers(outside: Outside) -> None:
    call = {"operation": "find", "values": {"name": "标题"}, "parts": {"id": "/0"}}
    outside.more = placed(pushing(**call))
    outside.connect()
    found: list[Received] = []

    def answer(asked: Received) -> Reply:
        found.append(asked)
        return Reply(body=["first"])

    outside.stand_in.on("GET", "/api/orders", answer)
    made = outside.shop.create("purchase", title="a&b=c", price="1")
    run_until_idle(outside.work)
    assert dict(found[0].query) == {"q": "a&b=c"}
    assert found[0].headers["x-who"] == "a&b=c"
    assert outside.shop.read("purchase", made.id)["title"] == "ERP first"
