"""The HTTP application: every endpoint behind one thin asynchronous function.

A request is read here, handed to the site's threads in one hop, and answered in bytes. Bodies are
counted while they arrive, so that none larger than its endpoint takes is ever held.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import replace

import orjson
from fastapi import FastAPI
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Lifespan

from runtime.errors import BadRequest
from runtime.http.call import Answer, Call, Endpoint
from runtime.http.caller import find_caller
from runtime.http.errors import answer_error, language_of
from runtime.http.site import Site

Asynchronous = Callable[[Request], Awaitable[Response]]

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
GUARDS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
MOST_LENGTH_DIGITS = 18

access_log = logging.getLogger("tangram.access")


def create_app(
    site: Site, endpoints: Iterable[Endpoint], lifespan: Lifespan[FastAPI] | None = None
) -> FastAPI:
    """An ASGI application that serves the endpoints out of the site's workspace.

    FastAPI's own documents are off: the description of the interface is made from `endpoints`.
    """
    app = FastAPI(
        title="Tangram", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan
    )
    by_path: dict[str, dict[str, Endpoint]] = {}
    for endpoint in endpoints:
        by_path.setdefault(endpoint.path, {})[endpoint.method] = endpoint
    # `…/records/batch` must be found before `…/records/{record}`.
    for path in sorted(by_path, key=lambda path: path.replace("{", "\U0010ffff")):
        app.router.routes.append(Route(path, serve(site, by_path[path]), methods=list(METHODS)))
    app.router.routes.append(Route("/{rest:path}", serve(site, {}), methods=list(METHODS)))
    return app


def serve(site: Site, methods: Mapping[str, Endpoint]) -> Asynchronous:
    """The asynchronous side of one path: finds the method, reads the body, hops to a thread."""
    allowed = ", ".join(sorted(methods))

    async def answer(request: Request) -> Response:
        started = time.perf_counter()
        method = "GET" if request.method == "HEAD" else request.method
        endpoint = methods.get(method)
        headers: dict[str, str] = {}
        if endpoint is None:
            code, status = ("wrong_method", 405) if methods else ("unknown_path", 404)
            found = answer_error(BadRequest(code, status), language_of(request.headers))
            if methods:
                headers["Allow"] = allowed
        else:
            found = await answer_endpoint(site, endpoint, request)
        if site.logs_access:
            headers["X-Request-Id"] = note_access(request, found, started)
        return respond(found, headers)

    return answer


async def answer_endpoint(site: Site, endpoint: Endpoint, request: Request) -> Answer:
    """The endpoint's answer, made on one of the site's threads."""
    try:
        body = await read_body(request, endpoint.most_body)
    except BadRequest as error:
        return answer_error(error, language_of(request.headers))
    threads = site.long if endpoint.is_long else site.short
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(threads, answer_call, site, endpoint, request, body)


async def read_body(request: Request, most: int) -> bytes:
    """The whole body; BadRequest 413 as soon as it is known to be longer than `most` bytes."""
    declared = request.headers.get("content-length", "0")
    if declared == "0" and "transfer-encoding" not in request.headers:
        return b""
    if not (declared.isascii() and declared.isdigit() and len(declared) <= MOST_LENGTH_DIGITS):
        raise BadRequest("length_unreadable", 400)
    if int(declared) > most:
        raise BadRequest("body_too_large", 413, {"limit": most})
    parts: list[bytes] = []
    size = 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > most:
                raise BadRequest("body_too_large", 413, {"limit": most})
            parts.append(part)
    except ClientDisconnect as error:
        raise BadRequest("body_incomplete", 400) from error
    return b"".join(parts)


def answer_call(site: Site, endpoint: Endpoint, request: Request, body: bytes) -> Answer:
    """The endpoint's answer, or the problem that an error of ours becomes (on a worker thread)."""
    language = language_of(request.headers)
    try:
        actor = find_caller(site, endpoint, request)
        call = Call(
            site=site,
            actor=actor,
            method=request.method,
            path=read_path(request),
            query=read_words(request),
            headers=dict(request.headers),
            body=body,
            language=language if "accept-language" in request.headers else actor.language,
            address=request.client.host if request.client else "",
            is_secure=request.url.scheme == "https",
        )
        found = endpoint.handler(call)
        # Here, not on the event loop: a page of records takes a millisecond to write out.
        return replace(found, body=found.content())
    except Exception as error:  # noqa: BLE001 - the edge: nothing may get past as a trace
        return answer_error(error, language)


def read_path(request: Request) -> Mapping[str, str]:
    """The parts of the path by name."""
    parts: Mapping[str, str] = request.path_params
    if any("\x00" in part for part in parts.values()):
        raise BadRequest("nul_in_path", 400)
    return parts


def read_words(request: Request) -> dict[str, str]:
    """The query parameters by name; one that comes twice is a BadRequest."""
    words: dict[str, str] = {}
    if not request.scope["query_string"]:
        return words
    for name, value in request.query_params.multi_items():
        shown = name.replace("\x00", "\ufffd")[:100]
        if name in words:
            raise BadRequest("repeated_parameter", 400, {"parameter": shown})
        if "\x00" in value or "\x00" in name:
            raise BadRequest("nul_in_parameter", 400, {"parameter": shown})
        words[name] = value
    return words


def respond(answer: Answer, headers: Mapping[str, str]) -> Response:
    """The answer as a response; nothing of it may be cached by others."""
    return Response(
        answer.content(),
        status_code=answer.status,
        media_type=answer.media_type,
        headers={**GUARDS, **answer.headers, **headers},
    )


def note_access(request: Request, answer: Answer, started: float) -> str:
    """A line of JSON in the access log, without query, cookies or bodies; the request's id."""
    id = secrets.token_hex(8)
    line = {
        "id": id,
        "method": request.method,
        "path": request.url.path,
        "status": answer.status,
        "ms": round((time.perf_counter() - started) * 1_000, 2),
        "address": request.client.host if request.client else None,
    }
    access_log.info("%s", orjson.dumps(line).decode())
    return id
