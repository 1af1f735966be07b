"""Somebody who listens to a live stream of an application, without a network."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Mapping
from contextlib import suppress
from types import TracebackType
from urllib.parse import urlsplit

import orjson
from starlette.types import ASGIApp, Message

from tests.runtime.sites import BUYERS, Caller

SECONDS = 10.0
"""How long a listener waits for what must come."""


class Ear:
    """A stream that is open inside the block; its events are kept until they are asked for."""

    def __init__(self, app: ASGIApp, topics: str, headers: Mapping[str, str]) -> None:
        self._app = app
        self._target = f"/api/v1/live?topics={topics}"
        self._headers = [(k.lower().encode(), v.encode()) for k, v in headers.items()]
        self._events: queue.Queue[tuple[str, object]] = queue.Queue()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._listen()), daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._leaving: asyncio.Event | None = None
        self._started = threading.Event()
        self.status = 0
        self.head: dict[bytes, bytes] = {}
        self.heard: list[str] = []

    def __enter__(self) -> Ear:
        """The stream is open; `heard` are the topics that it is for."""
        self._thread.start()
        assert self._started.wait(SECONDS)
        if self.status == 200:
            kind, told = self._events.get(timeout=SECONDS)
            assert kind == "ready"
            assert isinstance(told, dict)
            self.heard = told["topics"]
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """The listener has gone."""
        self.leave()

    def leave(self) -> None:
        """The listener goes; the stream has ended."""
        if self._loop is not None and self._leaving is not None:
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._leaving.set)
        self.wait_for_end()

    def wait_for_end(self) -> None:
        """The stream has ended."""
        self._thread.join(SECONDS)
        assert not self._thread.is_alive()

    def next(self, seconds: float = SECONDS) -> object:
        """What the next event tells; queue.Empty where none comes."""
        return self._events.get(timeout=seconds)[1]

    def topics(self, count: int) -> set[str]:
        """The topics of the next events."""
        told = [self.next() for _ in range(count)]
        return {str(each["topic"]) for each in told if isinstance(each, dict)}

    def is_silent(self, seconds: float = 0.5) -> bool:
        """Whether nothing comes for a while."""
        with suppress(queue.Empty):
            self._events.get(timeout=seconds)
            return False
        return True

    async def _listen(self) -> None:
        """One request to the application."""
        self._loop, self._leaving = asyncio.get_running_loop(), asyncio.Event()
        parts = urlsplit(self._target)
        scope = {
            "type": "http",
            "method": "GET",
            "path": parts.path,
            "raw_path": parts.path.encode(),
            "root_path": "",
            "query_string": parts.query.encode(),
            "headers": self._headers,
            "client": ("127.0.0.1", 1),
            "scheme": "http",
        }
        await self._app(scope, self._receive, self._take)

    async def _receive(self) -> Message:
        """The listener says nothing but that it goes."""
        assert self._leaving is not None
        await self._leaving.wait()
        return {"type": "http.disconnect"}

    async def _take(self, message: Message) -> None:
        """A part of the answer has come."""
        if message["type"] == "http.response.start":
            self.status, self.head = message["status"], dict(message["headers"])
            self._started.set()
            return
        for block in message["body"].decode().split("\n\n"):
            lines = dict(line.split(": ", 1) for line in block.split("\n") if ": " in line)
            if "event" in lines:
                self._events.put((lines["event"], orjson.loads(lines["data"])))


def create_buyer(caller: Caller, **values: object) -> str:
    """The id of a new buyer."""
    answer = caller("POST", BUYERS, {"values": {"name": "甲", **values}})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])
