"""The HTTP interface without a network: the same application, called in this process."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO
from urllib.parse import unquote

import httpx
from fastapi import FastAPI
from starlette.types import Message

PIECE = 1024 * 1024
SECONDS = 3_600
"""An apply on large tables may take long; nobody else waits for this connection."""


class Streamed:
    """An answer whose body is in a file."""

    def __init__(self, file: IO[bytes]) -> None:
        """`file` is empty; the caller closes it."""
        self._file = file
        self.status_code = 0

    @property
    def content(self) -> bytes:
        """The whole body."""
        return self.read()

    def read(self) -> bytes:
        """The whole body."""
        return b"".join(self.iter_bytes())

    def iter_bytes(self) -> Iterator[bytes]:
        """The body bit by bit."""
        self._file.seek(0)
        while piece := self._file.read(PIECE):
            yield piece

    async def fetch(self, app: FastAPI, method: str, path: str, headers: Mapping[str, str]) -> None:
        """The application has answered."""
        place, _, query = path.partition("?")
        sent = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": unquote(place),
            "raw_path": place.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(b"host", b"localhost"), *sent],
            "client": None,
            "server": ("localhost", 80),
        }
        await app(scope, self._wait, self._take)

    async def _wait(self) -> Message:
        """Whoever waits here never goes."""
        await asyncio.Event().wait()
        return {"type": "http.disconnect"}

    async def _take(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status_code = message["status"]
        else:
            self._file.write(message.get("body", b""))


class InProcess:
    """Calls an application one request at a time, as over HTTP."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app
        # The site's own errors become answers; what else is raised is a bug and is raised here.
        transport = httpx.ASGITransport(app, raise_app_exceptions=True)
        self._client = httpx.AsyncClient(
            transport=transport, base_url="http://localhost", timeout=SECONDS
        )
        self._runner = asyncio.Runner()

    def request(
        self,
        method: str,
        path: str,
        *,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """The application's answer."""
        sent = [(name.encode(), value.encode()) for name, value in (headers or {}).items()]
        asked = self._client.request(method, path, content=content, headers=sent)
        answer = self._runner.run(asked)
        # Every caller proves itself by what it sends: no cookie goes over to the next one.
        self._client.cookies.clear()
        return answer

    @contextmanager
    def stream(
        self, method: str, path: str, *, headers: Mapping[str, str] | None = None
    ) -> Iterator[Streamed]:
        """The application's answer, its body in a file: it may be longer than memory."""
        with TemporaryFile(prefix="tangram-answer-") as file:
            streamed = Streamed(file)
            self._runner.run(streamed.fetch(self._app, method, path, headers or {}))
            yield streamed

    def __enter__(self) -> InProcess:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """No call is under way."""
        self._runner.run(self._client.aclose())
        self._runner.close()
