"""What people do with a server until it is killed, and what it has acknowledged by then."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

import httpx

from tests.scenarios.changing import INTENT, Json, apply, fields_of, plan_lead
from tests.scenarios.server import Caller
from tests.scenarios.traffic import LEADS

WRITERS = 3
UPDATES = 4
TWICE: Json = {
    "key": "twice",
    "label": {"zh": "双倍时长", "en": "Twice"},
    "type": "formula",
    "formula": "页面停留总时长*2",
}


@dataclass
class Acknowledged:
    """`versions` by record; `asked` holds for each idempotency key the body of the creation that
    was under way last, answered or not; `revision` is the last one published."""

    versions: dict[str, int] = field(default_factory=dict)
    asked: dict[str, Json] = field(default_factory=dict)
    revision: int = 0
    refused: list[str] = field(default_factory=list)


def work_until_killed(caller: Caller, known: Acknowledged, turn: int) -> list[threading.Thread]:
    """Threads that write and publish until the server does not answer any more."""
    works: list[Callable[[], None]] = [lambda: publish(caller, known)]
    works += [lambda name=f"{turn}-{it}": write(caller, known, name) for it in range(WRITERS)]  # type: ignore[misc]
    threads = [threading.Thread(target=until_killed, args=(known, each)) for each in works]
    for thread in threads:
        thread.start()
    return threads


def until_killed(known: Acknowledged, work: Callable[[], None]) -> None:
    """The work is done until the connection breaks; what is refused is noted."""
    try:
        work()
    except httpx.HTTPError:
        return
    except AssertionError as refused:
        known.refused.append(str(refused))


def write(caller: Caller, known: Acknowledged, name: str) -> None:
    """Create leads and change them, for ever."""
    for number in count():
        key = f"{name}-{number}"
        body: Json = {"values": {"company": key, "stay_seconds": 1}}
        known.asked[name] = {"key": key, "body": body}
        id = create(caller, known, key, body)
        for value in range(UPDATES):
            values = {"stay_seconds": value * 10}
            done = caller.done("PATCH", f"{LEADS}/{id}", {"values": values})
            known.versions[id] = int(str(done["version"]))


def create(caller: Caller, known: Acknowledged, key: str, body: Json) -> str:
    """The id of the record that this key creates, whether now or when it was asked before."""
    answer = caller("POST", LEADS, body, headers={"Idempotency-Key": key})
    assert answer.status_code == 201, answer.text
    found = answer.json()
    known.versions.setdefault(found["id"], found["version"])
    return str(found["id"])


def publish(caller: Caller, known: Acknowledged) -> None:
    """Add fields to the leads and take them away again, for ever."""
    while True:
        for added in (INTENT, TWICE):
            plan = plan_lead(caller, lambda document, added=added: toggle(document, added))  # type: ignore[misc]
            known.revision = apply(caller, plan)


def toggle(document: Json, added: Json) -> None:
    """The table has the field if it had it not."""
    fields = fields_of(document)
    kept = [it for it in fields if it["key"] != added["key"]]
    document["fields"] = kept if len(kept) < len(fields) else [*fields, added]
