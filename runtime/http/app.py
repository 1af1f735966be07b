"""The HTTP application: every endpoint behind one thin asynchronous function.

A request is read here, handed to the site's threads in one hop, and answered in bytes. Bodies are
counted while they arrive, so that none larger than its endpoint takes is ever held. A path is
served as plain ASGI: Starlette's request and response objects cost more than reading a record.
"""

from __future__ import annotations

import asyncio
import errno
import logging
import secrets
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import parse_qsl

import orjson
from fastapi import FastAPI
from starlette.routing import Route
from starlette.types import Lifespan, Message, Receive, Scope, Send

from engine.errors import StorageFull
from engine.files.store import FileStore
from runtime.errors import BadRequest
from runtime.http.call import Answer, Call, Endpoint
from runtime.http.caller import find_caller
from runtime.http.errors import answer_error, language_of
from runtime.http.incoming import read_body, spool_body
from runtime.http.paths import Step, build_paths, find_path
from runtime.http.screens import REST
from runtime.http.site import Site

GUARDS = (
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
)
FORM_AROUND = 64 * 1024
"""Bytes of a form around the file that it brings."""
FIRST = "/api/v1/apps/"
"""Paths below it are looked for first: they are most of all requests."""

access_log = logging.getLogger("tangram.access")


def create_app(
    site: Site, endpoints: Iterable[Endpoint], lifespan: Lifespan[FastAPI] | None = None
) -> FastAPI:
    """An ASGI application that serves the endpoints out of the site's workspace.

    FastAPI's own documents are off: the description of the interface is made from `endpoints`.
    """
    app = DirectApp(
        title="Tangram", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan
    )
    by_path: dict[str, dict[str, Endpoint]] = {}
    for endpoint in endpoints:
        by_path.setdefault(endpoint.path, {})[endpoint.method] = endpoint
    served = {path: PathApp(site, by_path[path]) for path in sorted(by_path, key=rank)}
    app.router.routes.extend(Route(path, served[path]) for path in served)
    app.paths = build_paths(served)
    app.router.routes.append(Route("/{rest:path}", PathApp(site, {}, other=REST)))
    return app


class DirectApp(FastAPI):
    """Requests go straight to their paths: every path answers its own errors, so the layers that
    catch them, a fifth of a get's time, would have nothing to do; finding the path by the routes
    would be another tenth. What is no endpoint's path is the routes' affair."""

    paths: Step[PathApp]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, or the life of the process."""
        if scope["type"] != "http":
            await super().__call__(scope, receive, send)
            return
        found = None if scope.get("root_path") else find_path(self.paths, scope["path"])
        if found is not None:
            serve, scope["path_params"] = found
            await serve(scope, receive, send)
        else:
            scope["app"] = self
            await self.router(scope, receive, send)


def rank(path: str) -> tuple[bool, bool, str]:
    """The order in which paths are tried: `…/records/batch` before `…/records/{record}`, and those
    of records before all others."""
    return (not path.startswith(FIRST), "/records" not in path, path.replace("{", "\U0010ffff"))


class PathApp:
    """The asynchronous side of one path: finds the method, reads the body, hops to a thread."""

    def __init__(
        self, site: Site, methods: Mapping[str, Endpoint], *, other: Endpoint | None = None
    ) -> None:
        """`other` serves the reading of paths that no endpoint has."""
        self._site = site
        self._methods = methods
        self._other = other
        self._allowed = ", ".join(sorted(methods)).encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request is answered."""
        started = time.perf_counter()
        method = scope["method"]
        reading = "GET" if method == "HEAD" else method
        endpoint = self._methods.get(reading) or (self._other if reading == "GET" else None)
        headers: list[tuple[bytes, bytes]] = []
        if endpoint is None:
            found = self._refuse(scope)
            if self._methods:
                headers.append((b"allow", self._allowed))
        else:
            found = await answer_endpoint(self._site, endpoint, scope, receive)
        if self._site.logs_access:
            headers.append((b"x-request-id", note_access(scope, found, started)))
        if found.feed is not None:
            await found.feed.pour(head_of(found, headers), receive, send)
        else:
            await respond(send, found, headers, has_body=method != "HEAD")

    def _refuse(self, scope: Scope) -> Answer:
        code, status = ("wrong_method", 405) if self._methods else ("unknown_path", 404)
        return answer_error(BadRequest(code, status), language_of(read_headers(scope)))


async def answer_endpoint(site: Site, endpoint: Endpoint, scope: Scope, receive: Receive) -> Answer:
    """The endpoint's answer, made on one of the site's threads."""
    if endpoint.is_spooled:
        return await answer_spooled(site, endpoint, scope, receive)
    headers = read_headers(scope)
    try:
        body = await read_body(headers, receive, endpoint.most_body)
    except BadRequest as error:
        return answer_error(error, language_of(headers))
    threads = site.long if endpoint.is_long else site.short
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(threads, answer_call, site, endpoint, scope, headers, body)


def read_headers(scope: Scope) -> dict[str, str]:
    """The headers by lower-case name; of one that comes twice the last counts."""
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}


async def answer_spooled(site: Site, endpoint: Endpoint, scope: Scope, receive: Receive) -> Answer:
    """The answer to a body that goes to the disk; nothing of it is taken from strangers."""
    headers, loop = read_headers(scope), asyncio.get_running_loop()
    who = (site, endpoint, scope, headers)
    refused = await loop.run_in_executor(site.short, refuse_stranger, *who)
    if refused is not None:
        return refused
    try:
        with FileStore(site.work.files).incoming() as (opened, path):
            await spool_body(headers, receive, site.most_file + FORM_AROUND, opened)
            return await loop.run_in_executor(site.long, answer_call, *who, path)
    except (BadRequest, OSError) as error:
        full = isinstance(error, OSError) and error.errno == errno.ENOSPC
        return answer_error(StorageFull() if full else error, language_of(headers))


def refuse_stranger(
    site: Site, endpoint: Endpoint, scope: Scope, headers: Mapping[str, str]
) -> Answer | None:
    """The problem of a caller who may not call the endpoint at all."""
    try:
        find_caller(site, endpoint, scope["method"], headers)
    except Exception as error:  # noqa: BLE001 - the edge: nothing may get past as a trace
        return answer_error(error, language_of(headers))
    return None


def answer_call(
    site: Site,
    endpoint: Endpoint,
    scope: Scope,
    headers: Mapping[str, str],
    body: bytes | Path,
) -> Answer:
    """The endpoint's answer, or the problem that an error of ours becomes (on a worker thread)."""
    language = language_of(headers)
    try:
        actor = find_caller(site, endpoint, scope["method"], headers)
        client = scope.get("client")
        call = Call(
            site=site,
            actor=actor,
            method=scope["method"],
            path=read_path(scope),
            query=read_words(scope["query_string"]),
            headers=headers,
            body=body if isinstance(body, bytes) else b"",
            spooled=body if isinstance(body, Path) else None,
            language=language if "accept-language" in headers else actor.language,
            address=client[0] if client else "",
            is_secure=scope.get("scheme") == "https",
        )
        # Written out here, not on the event loop: a page of records takes a millisecond.
        return endpoint.handler(call).written()
    except Exception as error:  # noqa: BLE001 - the edge: nothing may get past as a trace
        return answer_error(error, language)


def read_path(scope: Scope) -> Mapping[str, str]:
    """The parts of the path by name."""
    parts: Mapping[str, str] = scope["path_params"]
    for part in parts.values():
        if "\x00" in part:
            raise BadRequest("nul_in_path", 400)
    return parts


def read_words(query: bytes) -> dict[str, str]:
    """The query parameters by name; one that comes twice is a BadRequest."""
    words: dict[str, str] = {}
    if not query:
        return words
    try:
        pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True, max_num_fields=100)
    except ValueError as error:
        raise BadRequest("query_unreadable", 400) from error
    for name, value in pairs:
        shown = name.replace("\x00", "\ufffd")[:100]
        if name in words:
            raise BadRequest("repeated_parameter", 400, {"parameter": shown})
        if "\x00" in value or "\x00" in name:
            raise BadRequest("nul_in_parameter", 400, {"parameter": shown})
        words[name] = value
    return words


async def respond(
    send: Send, answer: Answer, headers: list[tuple[bytes, bytes]], *, has_body: bool
) -> None:
    """The answer is sent."""
    content = answer.content()
    length = (b"content-length", str(len(content)).encode())
    await send(head_of(answer, [length, *headers]))
    await send({"type": "http.response.body", "body": content if has_body else b""})


def head_of(answer: Answer, headers: list[tuple[bytes, bytes]]) -> Message:
    """Status and headers; nothing may be cached by others unless the answer says so itself."""
    own = [(name.lower().encode(), value.encode()) for name, value in answer.headers.items()]
    own_names = {name for name, _ in own}
    described = [] if answer.status == NO_CONTENT else [(b"content-type", type_of(answer))]
    guards = (guard for guard in GUARDS if guard[0] not in own_names)
    sent = [*guards, *described, *own, *headers]
    return {"type": "http.response.start", "status": answer.status, "headers": sent}


NO_CONTENT = 204


def type_of(answer: Answer) -> bytes:
    """The media type; texts are UTF-8."""
    kind = answer.media_type
    suffix = "; charset=utf-8" if kind.startswith("text/") and "charset" not in kind else ""
    return (kind + suffix).encode()


def note_access(scope: Scope, answer: Answer, started: float) -> bytes:
    """A line of JSON in the access log, without query, cookies or bodies; the request's id."""
    id = secrets.token_hex(8)
    client = scope.get("client")
    line = {
        "id": id,
        "method": scope["method"],
        "path": scope["path"],
        "status": answer.status,
        "ms": round((time.perf_counter() - started) * 1_000, 2),
        "address": client[0] if client else None,
    }
    access_log.info("%s", orjson.dumps(line).decode())
    return id.encode()
