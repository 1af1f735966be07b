"""The HTTP interface without a network: the same application, called in this process."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from types import TracebackType

import httpx
from fastapi import FastAPI

SECONDS = 3_600
"""An apply on large tables may take long; nobody else waits for this connection."""


class InProcess:
    """Calls an application one request at a time, as over HTTP."""

    def __init__(self, app: FastAPI) -> None:
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
