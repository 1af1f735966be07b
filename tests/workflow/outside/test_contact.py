"""Losing contact: syncs stop, people hear of it and get a to-do, automations start; once."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from engine.database import Connection
from engine.people_changes import UserDraft, add_user, grant_role
from tests.workflow.outside.automations import on_contact, placed
from tests.workflow.outside.stand_in import Reply
from tests.workflow.outside.world import SYNC, Outside
from workflow.outside_tables import tg_connector, tg_delivery, tg_sync
from workflow.run_tables import tg_job
from workflow.todo_tables import tg_notification, tg_todo, tg_todo_person
from workflow.worker import run_until_idle

PROBE = {"path": "/health", "every": "1min", "failures": 3}
Minutes = Callable[[int], None]


@pytest.fixture
def minutes(outside: Outside) -> Minutes:
    """So many minutes pass, and everything due is done in each."""

    def pass_by(count: int) -> None:
        for _ in range(count):
            outside.advance(minutes=1)
            run_until_idle(outside.work)

    return pass_by


@pytest.fixture
def sue(outside: Outside) -> int:
    """A seller; `root` is an administrator."""

    def add(connection: Connection) -> int:
        add_user(outside.work, connection, UserDraft("root", "Root", is_admin=True))
        user = add_user(outside.work, connection, UserDraft("sue", "Sue"))
        grant_role(outside.work, connection, user, ("shop", "seller"), None)
        return user

    return outside.work.database.write(add)


@pytest.fixture
def probed(outside: Outside) -> Outside:
    """The connector is probed each minute, and synced."""
    outside.stand_in.on("GET", "/api/health", {"ok": True})
    outside.stand_in.on("GET", "/api/buyers", {"data": []})
    outside.more = placed(on_contact("connector.lost"), on_contact("connector.regained"))
    outside.connect(
        probe=PROBE, syncs=[{**SYNC, "every": "1min"}], alarm={"role": "seller"}, todo="检查 Token"
    )
    return outside


def test_lost_contact_is_told_once_and_syncs_stop(
    probed: Outside, minutes: Minutes, sue: int
) -> None:
    minutes(2)
    assert [it["state"] for it in probed.rows(tg_connector)] == ["connected"]
    assert len(probed.stand_in.asked("/api/buyers")) == 2
    probed.stand_in.on("GET", "/api/health", Reply(500))
    probed.stand_in.on("GET", "/api/buyers", Reply(500))
    minutes(8)
    (row,) = probed.rows(tg_connector)
    assert row["state"] == "lost"
    told = probed.rows(tg_notification)
    assert [(it["user"], it["title"]) for it in told] == [(sue, "「ERP」断连")]
    (todo,) = probed.rows(tg_todo)
    assert (todo["kind"], todo["automation"]) == ("task", "shop.erp")
    assert [(it["user"], it["title"]) for it in probed.rows(tg_todo_person)] == [
        (sue, "检查 Token")
    ]
    asked = len(probed.stand_in.asked("/api/buyers"))
    minutes(3)
    assert len(probed.stand_in.asked("/api/buyers")) == asked
    assert [it["text"] for it in probed.shop.all("memo").values()] == ["connector.lost"]


def test_regained_contact_is_told_and_syncs_go_on(
    probed: Outside, minutes: Minutes, sue: int
) -> None:
    probed.stand_in.on("GET", "/api/health", Reply(500))
    minutes(6)
    probed.stand_in.on("GET", "/api/health", {"ok": True})
    before = len(probed.stand_in.asked("/api/buyers"))
    minutes(4)
    assert [it["state"] for it in probed.rows(tg_connector)] == ["connected"]
    assert len(probed.stand_in.asked("/api/buyers")) > before
    titles = [it["title"] for it in probed.rows(tg_notification) if it["user"] == sue]
    assert titles == ["「ERP」断连", "「ERP」已恢复连接"]
    texts = [it["text"] for it in probed.shop.all("memo").values()]
    assert texts == ["connector.lost", "connector.regained"]


def test_without_a_probe_syncs_find_out(outside: Outside, minutes: Minutes, sue: int) -> None:
    outside.stand_in.on("GET", "/api/buyers", Reply(500))
    outside.connect(syncs=[{**SYNC, "every": "1min"}], alarm_by=["sms"])
    minutes(8)
    assert [it["state"] for it in outside.rows(tg_connector)] == ["lost"]
    assert [(it["channel"], it["state"]) for it in outside.rows(tg_delivery)] == [("sms", "failed")]
    outside.stand_in.on("GET", "/api/buyers", {"data": []})
    minutes(16)
    assert [it["state"] for it in outside.rows(tg_connector)] == ["connected"]
    (state,) = outside.rows(tg_sync)
    assert state["failures"] == 0
    assert state["error"] is None


def test_a_pass_is_due_once_and_after_its_time(probed: Outside) -> None:
    run_until_idle(probed.work)
    assert len(probed.stand_in.asked("/api/buyers")) == 1
    probed.advance(seconds=59)
    run_until_idle(probed.work)
    assert len(probed.stand_in.asked("/api/buyers")) == 1
    assert [it["next_at"] for it in probed.rows(tg_sync)] == [
        probed.work.now() + timedelta(seconds=1)
    ]
    assert probed.rows(tg_job) == []
