"""A field is added, taken away and brought back while others read and write without pause."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from tests.scenarios.changing import (
    INTENT,
    Json,
    Repository,
    add_intent,
    apply,
    is_hidden,
    is_shown,
    read_lead,
)
from tests.scenarios.server import Caller, Server, serving
from tests.scenarios.traffic import LEADS, working

pytestmark = pytest.mark.slow

SECONDS = 2.0
"""How long everybody may go on without seeing the change."""


@pytest.fixture
def sellers(crm: Server) -> Iterator[list[Caller]]:
    """A salesperson at every server of the workspace: one on SQLite, two on PostgreSQL."""
    admin = crm.caller()
    login = f"seller{len(cast(list[object], admin.done('GET', '/people/users')['users']))}"
    crm.add_person(admin, login, "crm.salesperson")
    with ExitStack() as stack:
        servers = [crm]
        if crm.place.url is not None:
            other = replace(crm.place, data=crm.place.data / "second")
            servers.append(stack.enter_context(serving(other)))
        yield [server.caller(login) for server in servers]


def test_a_field_comes_goes_and_comes_back_while_people_work(
    crm: Server, sellers: list[Caller]
) -> None:
    admin = crm.caller()
    lead = admin.done("POST", LEADS, {"values": {"company": "观察"}})["id"]
    with working(*sellers) as traffic:
        added = apply(admin, add_intent(admin))
        assert traffic.wait_for(is_shown) < SECONDS
        for caller in (*sellers, admin):
            caller.done("POST", LEADS, {"values": {"company": "有意向", "intent": "yellow"}})
        admin.done("PATCH", f"{LEADS}/{lead}", {"values": {"intent": "red"}})
        undone = apply(admin, admin.done("POST", f"/revisions/{added}/undo"))
        assert traffic.wait_for(is_hidden) < SECONDS
        assert "intent" not in read_lead(admin, lead)
        apply(admin, admin.done("POST", f"/revisions/{undone}/undo"))
        assert traffic.wait_for(is_shown) < SECONDS
        assert read_lead(admin, lead)["intent"] == "red"
    found = sellers[-1].done("GET", f"{LEADS}?filter=客户意向等级='黄'&count=true")
    assert found["count"] == len(sellers)
    assert traffic.failures == []
    apply(admin, admin.done("POST", f"/revisions/{added + 2}/undo"))


def test_the_same_change_from_a_folder_in_git(
    crm: Server, sellers: list[Caller], tmp_path: Path
) -> None:
    folder = Repository(crm.place, tmp_path / "crm")
    folder.create()
    with working(*sellers) as traffic:
        folder.edit_lead(lambda fields: [*fields, INTENT])
        told = folder.tangram("plan")
        assert len(cast(list[Json], told["changes"])) == 1
        assert folder.tangram("apply", "--note", "意向")["revision"]
        assert traffic.wait_for(is_shown) < SECONDS
        lead = sellers[0].done("POST", LEADS, {"values": {"company": "甲", "intent": "green"}})
        folder.git("revert", "--no-edit", "HEAD")
        refused = folder.tangram("apply", status=1)
        dangers = [str(danger["code"]) for danger in cast(list[Json], refused["dangers"])]
        assert dangers == ["remove_field:crm.lead.intent"]
        undone = folder.tangram("apply", "--accept", dangers[0])["revision"]
        assert traffic.wait_for(is_hidden) < SECONDS
        done = crm.place.run("rollback", undone, "--json")
        assert done.returncode == 0, done.stdout + done.stderr
        assert traffic.wait_for(is_shown) < SECONDS
        assert read_lead(sellers[-1], lead["id"])["intent"] == "green"
    assert traffic.failures == []
