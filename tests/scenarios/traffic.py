"""People at work: threads that read and write leads without pause and notice what they see."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import cast

import httpx

from tests.scenarios.server import Caller

LEADS = "/apps/crm/tables/lead/records"
COUNTED = {"app": "crm", "table": "lead", "measures": [{"as": "n", "formula": "COUNT()"}]}
THREADS = 4
BREATH = 0.02


@dataclass
class Traffic:
    """What the threads met: `failures` with their answers, and the fields they saw last."""

    callers: Sequence[Caller]
    failures: list[str] = field(default_factory=list)
    requests: int = 0
    slowest: float = 0.0
    seen: dict[int, frozenset[str]] = field(default_factory=dict)
    stop: threading.Event = field(default_factory=threading.Event)

    def run(self, number: int) -> None:
        """One person works until told to stop."""
        caller = self.callers[number % len(self.callers)]
        own = self.ask(caller, "POST", LEADS, {"values": {"company": f"公司 {number}"}})
        path = f"{LEADS}/{own.get('id')}"
        for turn in count():
            if self.stop.is_set():
                return
            self.ask(caller, "PATCH", path, {"values": {"stay_seconds": turn}})
            found = self.ask(caller, "GET", path)
            values = cast(dict[str, object], found.get("values", {}))
            self.seen[number] = frozenset(values)
            if values.get("stay_seconds") != turn:
                self.failures.append(f"{path} lost {turn}: {found}")
            self.ask(caller, "GET", f"{LEADS}?filter=页面停留总时长>=0&sort=-created_at&limit=20")
            if turn % 5 == 0:
                self.ask(caller, "POST", LEADS, {"values": {"company": f"公司 {number} {turn}"}})
                self.ask(caller, "POST", "/query", COUNTED)
            # What is tested needs a share of the two cores too.
            time.sleep(BREATH)

    def ask(self, caller: Caller, method: str, path: str, body: object = None) -> dict[str, object]:
        """The answer's JSON; what is no success is noted."""
        started = time.perf_counter()
        try:
            answer = caller(method, path, body)
        except httpx.HTTPError as error:
            self.failures.append(f"{method} {path}: {error!r}")
            return {}
        self.slowest = max(self.slowest, time.perf_counter() - started)
        self.requests += 1
        if answer.status_code >= 300:
            self.failures.append(f"{method} {path}: {answer.status_code} {answer.text}")
            return {}
        found: dict[str, object] = answer.json()
        return found

    def wait_for(self, holds: Callable[[frozenset[str]], bool]) -> float:
        """The seconds until everybody sees a record of which `holds` is true."""
        started = time.perf_counter()
        while time.perf_counter() - started < 10:
            if len(self.seen) == THREADS and all(map(holds, list(self.seen.values()))):
                return time.perf_counter() - started
            time.sleep(0.01)
        raise AssertionError(f"after 10 s they see {self.seen}, and met {self.failures}")


@contextmanager
def working(*callers: Caller) -> Iterator[Traffic]:
    """People work inside the block, each at one of the callers' servers."""
    traffic = Traffic(callers)
    threads = [threading.Thread(target=traffic.run, args=(it,)) for it in range(THREADS)]
    for thread in threads:
        thread.start()
    try:
        traffic.wait_for(lambda fields: "company" in fields)
        yield traffic
    finally:
        traffic.stop.set()
        for thread in threads:
            thread.join()
