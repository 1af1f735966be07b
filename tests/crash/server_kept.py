"""What must be true of a server's workspace after it was killed."""

from __future__ import annotations

from typing import cast
from urllib.parse import quote

from tests.crash.server_work import Acknowledged, create
from tests.scenarios.changing import Json
from tests.scenarios.server import Caller
from tests.scenarios.traffic import LEADS


def assert_kept(caller: Caller, known: Acknowledged) -> None:
    """Everything acknowledged is there, once; the workspace is at one revision, wholly."""
    for asked in known.asked.values():
        key = str(asked["key"])
        create(caller, known, key, cast(Json, asked["body"]))
        assert total(caller, f"公司名称='{key}'") == 1
    known.asked.clear()
    for id, version in known.versions.items():
        assert_record(caller, id, version)
    known.versions.clear()
    present = cast(list[Json], caller.done("GET", "/revisions")["revisions"])[0]
    assert int(str(present["number"])) - known.revision in ({0, 1} if known.revision else {1, 2})
    fields = cast(list[Json], caller.done("GET", "/apps/crm/documents/table/lead")["fields"])
    if any(it["key"] == "twice" for it in fields):
        assert total(caller, "NOT (双倍时长=页面停留总时长*2)") == 0
    known.revision = int(str(present["number"]))


def assert_record(caller: Caller, id: str, version: int) -> None:
    """The record has this version or that of the write under way, and one event for each."""
    found = caller.done("GET", f"{LEADS}/{id}")
    assert int(str(found["version"])) - version in {0, 1}
    events = cast(list[Json], caller.done("GET", f"{LEADS}/{id}/history")["events"])
    kinds = [event["kind"] for event in events]
    assert kinds == ["update"] * (int(str(found["version"])) - 1) + ["create"]
    last = cast(Json, events[0]["after"])
    assert last["stay_seconds"] == cast(Json, found["values"])["stay_seconds"]


def total(caller: Caller, filter: str) -> int:
    """How many leads the filter leaves."""
    return int(str(caller.done("GET", f"{LEADS}?count=true&filter={quote(filter)}")["count"]))
