"""Live events of real servers: heard in other processes, soon, by those who may, and ended."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from queue import Empty
from typing import cast

import pytest

from tests.scenarios.changing import add_intent, apply
from tests.scenarios.listening import listening
from tests.scenarios.reaching import HIDDEN_TABLES, TABLES
from tests.scenarios.server import Place, Server, serving, stop
from tests.scenarios.traffic import LEADS
from tests.scenarios.world import CONTACT, World

pytestmark = pytest.mark.slow

SECONDS = 2.0
"""How long a saved field may take to be told of (issue 3, acceptance 1)."""


@pytest.fixture
def servers(crm: Server) -> Iterator[list[Server]]:
    """Every server of the workspace: one on SQLite, two on PostgreSQL."""
    with ExitStack() as stack:
        found = [crm]
        if crm.place.url is not None:
            other = replace(crm.place, data=crm.place.data / "other")
            found.append(stack.enter_context(serving(other)))
        yield found


def test_a_saved_field_and_a_saved_record_are_heard_everywhere(
    crm: Server, servers: list[Server]
) -> None:
    admin = crm.caller()
    lead = admin.done("POST", LEADS, {"values": {"company": "听众"}})["id"]
    topics = f"app:crm,table:crm.lead,record:crm.lead:{lead}"
    with listening(servers[-1].browser(), topics) as events:
        assert len(cast(list[str], events.get(timeout=5)["topics"])) == 3
        began = time.monotonic()
        admin.done("PATCH", f"{LEADS}/{lead}", {"values": {"company": "听者"}})
        heard = {str(events.get(timeout=SECONDS)["topic"]) for _ in range(2)}
        assert heard == {"table:crm.lead", f"record:crm.lead:{lead}"}
        assert time.monotonic() - began < SECONDS
        revision = apply(admin, add_intent(admin))
        told = events.get(timeout=SECONDS)
        while told["topic"] != "app:crm":
            told = events.get(timeout=SECONDS)
        assert told["revision"] == revision
    document = servers[-1].caller().done("GET", "/apps/crm/documents/table/lead")
    assert "intent" in str(document)


def test_nobody_hears_of_what_is_hidden_from_them(world: World) -> None:
    records = [f"record:crm.{table}:{{{table}}}" for table in HIDDEN_TABLES]
    tables = [f"table:crm.{table}" for table in HIDDEN_TABLES]
    contact = world.named(f"{TABLES}/contact/records/{{contact}}")
    for caller, topics in ((world.finance, [*tables, *records]), (world.both, records)):
        gone = "record:crm.customer:{gone},record:crm.customer:9"
        with listening(caller, world.named(",".join([*topics, gone]))) as events:
            assert events.get(timeout=5)["topics"] == []
            world.admin.done("PATCH", contact, {"values": {"wechat": CONTACT["wechat"] + "x"}})
            world.admin.done("PATCH", contact, {"values": {"wechat": CONTACT["wechat"]}})
            with pytest.raises(Empty):
                events.get(timeout=0.7)
    with listening(world.admin, world.named(",".join(records))) as events:
        assert len(cast(list[str], events.get(timeout=5)["topics"])) == len(records)


def test_a_server_with_open_streams_stops_at_once(place: Place) -> None:
    with serving(place, "--demo") as server, ExitStack() as stack:
        streams = [stack.enter_context(listening(server.browser(), "me")) for _ in range(5)]
        began = time.monotonic()
        stop(server.process)
        assert time.monotonic() - began < 5
        for events in streams:
            events.get(timeout=5)
            assert events.get(timeout=5) == {"topic": "END"}
    assert "Traceback" not in place.log.read_text()
