"""An upgrade over HTTP: its plan, what must be decided, what stays."""

from __future__ import annotations

import pytest

from tests.runtime.asking import Json
from tests.runtime.packages_asked import SERVICE, card, install
from tests.runtime.sites import Caller

APP = "/apps/service/documents/app/service"
TICKET = "/apps/service/documents/table/ticket"


@pytest.fixture(name="older")
def _older(root: Caller) -> Json:
    """The service package in a version of before, whose table of tickets was called otherwise."""
    install(root)
    app = root("GET", APP).json()
    assert root("PUT", APP, {**app, "version": "0.9.0"}).status_code == 200
    ticket: Json = root("GET", TICKET).json()
    return ticket


def test_an_upgrade_is_planned_and_carried_out(root: Caller, older: Json) -> None:
    assert card(root, "service")["is_newer"]
    mine = {**older, "label": {"zh": "服务单", "en": "Case"}}
    assert root("PUT", TICKET, mine).status_code == 200
    plan = root("POST", f"{SERVICE}/plan", {"action": "upgrade"}).json()
    assert (plan["from"], plan["to"], plan["conflicts"]) == ("0.9.0", "1.0.0", [])
    assert [it["sentence"] for it in plan["changes"]] == ["应用 售后工单：版本 0.9.0 → 1.0.0"]
    done = root("POST", f"{SERVICE}/upgrade", {"accept": [], "take": [], "keep": []})
    assert done.status_code == 200, done.text
    assert root("GET", TICKET).json()["label"]["zh"] == "服务单"
    assert card(root, "service")["installed"] == "1.0.0"
    again = root("POST", f"{SERVICE}/upgrade", {})
    assert (again.status_code, again.json()["code"]) == (409, "package_not_newer")


def test_who_may_not_use_the_market_upgrades_nothing(sue: Caller, older: Json) -> None:
    assert older
    assert sue("POST", f"{SERVICE}/upgrade", {}).status_code == 403
    assert sue("POST", f"{SERVICE}/plan", {"action": "upgrade"}).status_code == 403


def test_what_is_not_installed_is_not_upgraded(root: Caller) -> None:
    answer = root("POST", f"{SERVICE}/upgrade", {})
    assert (answer.status_code, answer.json()["code"]) == (404, "package_absent")
