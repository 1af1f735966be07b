"""The HTTP interface as the command line speaks it: in this process, or to the running server that
holds the SQLite directory (decision 48).

What is heavy is imported when it is needed: a command that talks to a server starts at once.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol
from urllib.parse import urlencode

from runtime.cli.output import language
from runtime.errors import ServerRefused, SettingUnusable
from runtime.settings import Settings

JSON = "application/json"
SECONDS = 3_600
"""An apply on large tables may take long."""

Json = Mapping[str, object]


class Response(Protocol):
    """What is needed of httpx's response."""

    status_code: int

    @property
    def content(self) -> bytes:
        """The body."""


class StreamedResponse(Response, Protocol):
    """What is needed of a response that comes bit by bit."""

    def iter_bytes(self) -> Iterator[bytes]:
        """The body bit by bit."""

    def read(self) -> bytes:
        """The whole body; `content` has it afterwards."""


class Requester(Protocol):
    """Something that answers requests: httpx's client or the application in this process."""

    def request(
        self,
        method: str,
        path: str,
        *,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """The answer to a request."""

    def stream(
        self, method: str, path: str, *, headers: Mapping[str, str] | None = None
    ) -> AbstractContextManager[StreamedResponse]:
        """The answer to a request, its body still to come."""


@dataclass(frozen=True, slots=True)
class Client:
    """Calls the interface with the key of this machine."""

    requester: Requester
    key: str
    inside: object = None
    """The workspace (engine.workspace) where it is this process that holds it: nobody else does
    its jobs then."""

    def call(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        query: Mapping[str, str] | None = None,
        content: bytes | None = None,
        content_type: str = JSON,
    ) -> dict[str, object]:
        """The JSON object that the server answers with. Raises ServerRefused."""
        if content is None and body is not None:
            content = json.dumps(body, ensure_ascii=False).encode()
        typed = {} if content is None else {"Content-Type": content_type}
        answer = self.requester.request(
            method, place_of(path, query), content=content, headers={**self.headers, **typed}
        )
        return answered(answer)

    def download(self, path: str, query: Mapping[str, str], file: BinaryIO) -> None:
        """The file holds the answer's body, of which no more than a piece was held. Raises
        ServerRefused."""
        place = place_of(path, query)
        with self.requester.stream("GET", place, headers=self.headers) as answer:
            if answer.status_code >= 400:
                answer.read()
                answered(answer)
            for piece in answer.iter_bytes():
                file.write(piece)

    @property
    def headers(self) -> dict[str, str]:
        """Who asks, and in which language."""
        return {"Authorization": f"Bearer {self.key}", "Accept-Language": language()}


def place_of(path: str, query: Mapping[str, str] | None) -> str:
    """The address of a request."""
    return f"/api/v1{path}" + (f"?{urlencode(query)}" if query else "")


def answered(answer: Response) -> dict[str, object]:
    """The JSON object of an answer; ServerRefused where it is a refusal."""
    found = json.loads(answer.content) if answer.content else {}
    shown = found if isinstance(found, dict) else {"value": found}
    if answer.status_code >= 400:
        raise ServerRefused(answer.status_code, shown)
    return shown


@contextmanager
def open_client(settings: Settings) -> Iterator[Client]:
    """A client of the workspace: of the server that holds it, else of this process.

    Raises SettingUnusable where another process holds it that does not answer.
    """
    if settings.is_sqlite and settings.server_file.exists():
        found = running_server(settings.server_file)
        if found is not None:
            with remote(*found) as client:
                yield client
            return
    with in_process(settings) as client:
        yield client


def running_server(file: Path) -> tuple[str, str] | None:
    """The address and key of the server that the file tells of; None where it does not answer: it
    was killed and could not take its file away."""
    httpx = importlib.import_module("httpx")
    try:
        told = json.loads(file.read_bytes())
        address, key = str(told["address"]), str(told["key"])
        httpx.get(f"{address}/api/v1/health", timeout=5)
    except (OSError, ValueError, KeyError, TypeError, httpx.HTTPError):
        return None
    return address, key


@contextmanager
def remote(address: str, key: str) -> Iterator[Client]:
    """A client of the running server."""
    httpx = importlib.import_module("httpx")
    with httpx.Client(base_url=address, timeout=SECONDS) as requester:
        try:
            yield Client(requester, key)
        except httpx.HTTPError as error:
            place = {"path": f"{address} ({type(error).__name__})"}
            raise SettingUnusable("held_without_server", place) from error


@contextmanager
def in_process(settings: Settings) -> Iterator[Client]:
    """A client of the interface in this process."""
    process = importlib.import_module("runtime.process")
    app = importlib.import_module("runtime.http.app")
    endpoints = importlib.import_module("runtime.http.endpoints")
    inside = importlib.import_module("runtime.http.in_process")
    site = process.open_site(settings)
    try:
        with inside.InProcess(app.create_app(site, endpoints.ENDPOINTS)) as requester:
            yield Client(requester, site.local_key, site.work)
    finally:
        site.close()
        site.work.close()
