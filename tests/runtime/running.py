"""Automations of the served shop, and short words for asking about their runs."""

from __future__ import annotations

from typing import Any, cast

from tests.runtime.sites import BUYERS, Caller, ServedShop
from workflow.worker import run_until_idle

Json = dict[str, Any]
GRADE: Json = {
    "key": "grade",
    "label": "分级",
    "on": {"event": "record.created", "table": "buyer"},
    "when": "手机<>''",
    "steps": [
        {"key": "secret", "do": "branch", "branches": [{"when": "执照='L-77'", "steps": []}]},
        {"key": "open", "do": "set", "values": {"area_code": '"021"'}},
        {"key": "broken", "do": "move", "transition": "send"},
    ],
}
PRESS: Json = {
    "key": "press",
    "label": {"zh": "升级", "en": "Upgrade"},
    "on": {"event": "button", "table": "buyer"},
    "steps": [{"do": "set", "values": {"vip": "TRUE"}}],
}


def put(root: Caller, document: Json) -> None:
    """The shop has the automation."""
    place = f"/apps/shop/documents/automation/{document['key']}"
    answer = root("PUT", place, document)
    assert answer.status_code == 200, answer.text


def get(caller: Caller, path: str) -> Json:
    """What the caller is answered."""
    answer = caller("GET", path)
    assert answer.status_code == 200, answer.text
    return cast(Json, answer.json())


def make_buyer(served: ServedShop, root: Caller, **more: object) -> str:
    """A buyer that runs are for; its id."""
    values = {"name": "王", "license": "L-77", **more}
    answer = root("POST", BUYERS, {"values": values})
    assert answer.status_code == 201, answer.text
    run_until_idle(served.work)
    return cast(str, answer.json()["id"])
