"""Listening to the live stream of a real server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from queue import Queue
from threading import Thread

import httpx
import orjson

from tests.scenarios.server import Caller


@contextmanager
def listening(caller: Caller, topics: str) -> Iterator[Queue[dict[str, object]]]:
    """The events of a stream, as they come; the stream is open until the block ends."""
    events: Queue[dict[str, object]] = Queue()
    address = caller.client.base_url
    with (
        httpx.Client(base_url=address, timeout=60) as client,
        client.stream(
            "GET", "/api/v1/live", params={"topics": topics}, headers=caller.headers
        ) as answer,
    ):
        assert answer.status_code == 200

        def read() -> None:
            try:
                for line in answer.iter_lines():
                    if line.startswith("data: "):
                        events.put(orjson.loads(line.removeprefix("data: ")))
            except httpx.HTTPError:
                return
            finally:
                events.put({"topic": "END"})

        Thread(target=read, daemon=True).start()
        yield events
        answer.extensions["network_stream"].close()
