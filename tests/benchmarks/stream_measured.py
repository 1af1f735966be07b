"""Leads by HTTP, fifty a second: how long until each has its person, who has been asked to accept
it, and until the approval of every tenth lies with whoever decides.

A real server, on PostgreSQL with a worker process beside it. What is measured begins at the moment
of the event and ends when somebody else sees the row, who looks twenty times a second.
"""

from __future__ import annotations

import itertools
import math
import socket
import statistics
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import cast

from engine.actor import SYSTEM
from engine.change_documents import change_documents
from engine.ids import COUNTER_BITS, NODE_BITS
from metadata.resolved import DocumentKey
from runtime.http.app import create_app
from runtime.http.endpoints import ENDPOINTS
from runtime.http.in_process import InProcess
from runtime.http.site import Site
from runtime.process import open_work
from templates_market.install import install
from tests.benchmarks.jobs_measured import ByHand, by_hand
from tests.benchmarks.load import http, read_answer
from tests.benchmarks.places import Place
from tests.benchmarks.processes import (
    OURS,
    environment_of,
    free_port,
    running,
    running_worker,
)
from tests.clock import VirtualClock
from tests.engine.shop_app import label
from tests.runtime.sites import LOCAL_KEY
from tests.scenarios.requirements.company import Company, Person, add_people
from tests.scenarios.requirements.flood import SELLERS, lead_of

A_SECOND = 50
CONNECTIONS = 16
THREADS = 6
"""Of the worker on PostgreSQL: most of their time they wait for a commit to be on the disk."""
LOOK_SECONDS = 0.05
PATIENCE_SECONDS = 120
LATE = timedelta(seconds=10) // timedelta(milliseconds=1) << (NODE_BITS + COUNTER_BITS)
"""Ids this much smaller than the last may still appear: rows are not committed in their order."""
LEADS = "/api/v1/apps/crm/tables/lead/records"
PEOPLE = (
    Person("boss", ("crm.sales_manager",), "east", is_head=True),
    *(Person(login, ("crm.salesperson",), "east", "boss") for login in SELLERS),
    Person("ada", ("dispatch.senior_export",), "export", "boss"),
)
GATE: dict[DocumentKey, object] = {
    ("gate", "app", "gate"): {
        "format": 1,
        "key": "gate",
        "label": label("把关"),
        "version": "1.0.0",
        "requires": [{"app": "crm", "version": ">=1.1,<2"}],
    },
    ("gate", "approval", "tenth"): {
        "key": "tenth",
        "label": label("抽查"),
        "table": "crm.lead",
        "title": {"zh": "抽查 {{ 公司名称 }}", "en": "Check {{ 公司名称 }}"},
        "nodes": [
            {
                "key": "boss",
                "label": label("经理"),
                "who": {"role": "crm.sales_manager"},
                "votes": "any",
                "empty": "refuse_to_start",
            }
        ],
    },
    ("gate", "automation", "check"): {
        "key": "check",
        "label": label("抽查"),
        "on": {"event": "record.created", "table": "crm.lead"},
        "when": "RIGHT(公司名称,1)='0'",
        "steps": [{"do": "approve", "approval": "tenth"}],
    },
}
"""Every tenth lead is looked at by the manager."""


@dataclass
class Seen:
    """When each lead was first seen to be somebody's, to be asked about, to be decided about."""

    assigned: dict[int, float] = field(default_factory=dict)
    confirm: dict[int, float] = field(default_factory=dict)
    approval: dict[int, float] = field(default_factory=dict)
    last: int = 0

    def look(self, connection: ByHand) -> None:
        """What is there by now is noted."""
        since = self.last - LATE
        now = time.time()
        for id, record in ids(connection, "SELECT id, record FROM tg_assignment", since):
            self.assigned.setdefault(record, now)
            self.last = max(self.last, id)
        for kind in ("confirm", "approval"):
            seen: dict[int, float] = getattr(self, kind)
            asked = f"SELECT id, record FROM tg_todo WHERE kind = '{kind}' AND"
            for _, record in ids(connection, asked, since):
                seen.setdefault(record, now)


def ids(connection: ByHand, query: str, since: int) -> Iterator[tuple[int, int]]:
    """Ids after that one, each with its record."""
    where = "" if query.endswith("AND") else " WHERE"
    found = connection.execute(f"{query}{where} id > {since}").fetchall()
    return ((cast(int, id), cast(int, record)) for id, record in found)


def measure_stream(place: Place, seconds: int) -> list[tuple[str, float]]:
    """What each figure is called, and its seconds."""
    beside = place.beside("stream")
    token = open_company(beside)
    count = A_SECOND * seconds
    port = free_port()
    command = ("-c", OURS, "serve", "--port", str(port))
    with ExitStack() as stack:
        stack.enter_context(running(command, port, environment_of(beside.settings)))
        if place.servers:
            stack.enter_context(running_worker(beside.settings, THREADS))
        connection = stack.enter_context(by_hand(beside))
        seen, waits = Seen(), list[float]()
        sender = threading.Thread(target=send_stream, args=(port, token, count, waits))
        sender.start()
        until = time.monotonic() + seconds + PATIENCE_SECONDS
        while is_open(seen, count) and time.monotonic() < until:
            seen.look(connection)
            time.sleep(LOOK_SECONDS)
        sender.join()
        events = dict(events_of(connection))
    assert len(events) == count, f"{len(events)} of {count} leads are there"
    return [
        *spread(f"{A_SECOND} leads a second, event to assignment", events, seen.assigned),
        *spread(f"{A_SECOND} leads a second, event to being asked", events, seen.confirm),
        *spread(
            f"{A_SECOND} leads a second, event to approver's inbox", events, seen.approval, of=10
        ),
        (f"{A_SECOND} leads a second, answer to a lead: 99 of 100", late(waits)),
    ]


def is_open(seen: Seen, count: int) -> bool:
    """Whether there is more to be seen."""
    found = (len(seen.assigned), len(seen.confirm), len(seen.approval) * 10)
    return min(found) < count


def spread(
    name: str, events: dict[int, float], seen: dict[int, float], of: int = 1
) -> Iterator[tuple[str, float]]:
    """The median, and what 99 of 100 stay below; a lead that was not seen took forever."""
    took = [at - events[record] for record, at in seen.items()]
    took += [math.inf] * (len(events) // of - len(took))
    yield f"{name}: median", statistics.median(took)
    yield f"{name}: 99 of 100", late(took)


def late(took: Sequence[float]) -> float:
    """What 99 of 100 stay below."""
    return sorted(took)[len(took) * 99 // 100 - 1]


def events_of(connection: ByHand) -> Iterator[tuple[int, float]]:
    """Every lead that came, and the second in which it did."""
    query = "SELECT record, at FROM tg_event WHERE \"table\" = 'crm.lead' AND kind = 'create'"
    for record, at in connection.execute(query).fetchall():
        moment = at.timestamp() if isinstance(at, datetime) else cast(int, at) / 1_000
        yield cast(int, record), moment


def send_stream(port: int, token: str, count: int, waits: list[float]) -> None:
    """The leads were sent, each at its moment, and how long each answer took is noted."""
    numbers = itertools.count()
    began = time.perf_counter()

    def send() -> None:
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while (number := next(numbers)) < count:
                request = http("POST", LEADS, token, {"values": lead_of(number).values})
                due = began + number / A_SECOND
                time.sleep(max(0, due - time.perf_counter()))
                connection.sendall(request)
                answer = read_answer(connection)
                assert answer.startswith(b"HTTP/1.1 201"), answer[:500]
                # From the moment it was due: a server that is late makes all wait behind it.
                waits.append(time.perf_counter() - due)

    threads = [threading.Thread(target=send) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def open_company(place: Place) -> str:
    """The packages are installed, everybody is there, and so is what the sellers look after; an
    administrator's token."""
    work = open_work(place.settings)
    for package in ("crm", "dispatch"):
        install(work, SYSTEM, package)
    change_documents(work, SYSTEM, GATE)
    site = Site(work, local_key=LOCAL_KEY)
    client = InProcess(create_app(site, ENDPOINTS))
    with client:
        company = Company(work, VirtualClock(), client)
        add_people(company, PEOPLE)
        for login, (region, industry, purchases) in SELLERS.items():
            values = {"region": region, "industry": industry, "purchases": purchases}
            person = {"name": login, "person": company.ids[login]}
            company.create("root", "dispatch.seller", **person, **values)
        token = company.callers["root"].headers["Authorization"].removeprefix("Bearer ")
    site.close()
    work.close()
    return token
