"""Changes of records go to the outside system they are synced with, once and without echo."""

import pytest

from tests.workflow.outside.stand_in import Received, Reply
from tests.workflow.outside.world import SYNC, Outside
from workflow.connectors.syncing import connector_actor
from workflow.outside_tables import tg_written_back
from workflow.worker import run_until_idle

SAVE = {"key": "save", "path": "/save", "parameters": ["license", "name", "level", "phone"]} | {
    "body": {"id": "{license}", "name": "{name}", "level": "{level}", "phone": "{phone}"}
}


@pytest.fixture
def both(outside: Outside) -> Outside:
    """Buyers are synced, and written back."""

    def save(asked: Received) -> Reply:
        body = asked.json
        assert isinstance(body, dict)
        return Reply(body={"id": body["id"] or f"new-{body['name']}"})

    outside.stand_in.on("POST", "/api/save", save)
    outside.stand_in.on("GET", "/api/buyers", {"data": []})
    outside.connect(operations=[SAVE], syncs=[{**SYNC, "write_back": "save"}])
    run_until_idle(outside.work)
    return outside


def test_a_new_record_gets_its_id_there(both: Outside) -> None:
    both.shop.create("buyer", name="ada", level="gold")
    run_until_idle(both.work)
    assert both.saved() == [{"id": None, "name": "ADA", "level": "gold", "phone": None}]
    assert both.names() == {"new-ADA": "ADA"}
    run_until_idle(both.work)
    assert len(both.saved()) == 1


def test_what_came_from_there_is_not_sent_back(both: Outside) -> None:
    both.stand_in.on("GET", "/api/buyers", {"data": [{"id": "7", "name": "ada", "at": 1}]})
    both.advance(minutes=6)
    run_until_idle(both.work)
    assert both.names() == {"7": "ADA"}
    assert both.saved() == []


def test_only_what_is_sent_makes_a_sending(both: Outside) -> None:
    made = both.shop.create("buyer", name="ada", license="7")
    run_until_idle(both.work)
    both.shop.update("buyer", made.id, vip=True)
    both.shop.update("buyer", made.id, phone="13800138000")
    run_until_idle(both.work)
    assert len(both.saved()) == 1
    both.shop.update("buyer", made.id, name="bob")
    both.shop.update("buyer", made.id, name="eve")
    run_until_idle(both.work)
    assert [it["name"] for it in both.saved()] == ["ADA", "EVE"]  # type: ignore[index] # an object


def test_a_failing_system_is_tried_again_with_the_present_values(both: Outside) -> None:
    both.stand_in.faults.extend([Reply(500), Reply(is_cut=True)])
    made = both.shop.create("buyer", name="ada", license="7")
    run_until_idle(both.work)
    assert [it["error"] for it in both.rows(tg_written_back)] == [
        {"code": "failing", "status": 500}
    ]
    both.shop.update("buyer", made.id, name="bob")
    for _ in range(4):
        both.advance(minutes=2)
        run_until_idle(both.work)
    assert both.saved()[-1] == {"id": "7", "name": "BOB", "level": None, "phone": None}
    assert [it["error"] for it in both.rows(tg_written_back)] == [None]


def test_a_deleted_record_is_not_sent(both: Outside) -> None:
    made = both.shop.create("buyer", name="ada", license="7")
    both.shop.delete("buyer", made.id)
    run_until_idle(both.work)
    assert both.saved() == []
    assert connector_actor(both.connector).via == "connector:shop.erp"
