"""An outside system on this machine that answers as it is told, and fails in every way there is."""

from __future__ import annotations

import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

import orjson


@dataclass(frozen=True)
class Received:
    """A request as it came in; header names are lower case."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> object:
        """The body as JSON."""
        return orjson.loads(self.body)


@dataclass(frozen=True)
class Reply:
    """An answer. `body` is JSON, or bytes as they are. `wait` seconds pass before it, `drip`
    seconds after each byte; `is_torn`: less comes than was said; `is_cut`: nothing comes."""

    status: int = 200
    body: object = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    wait: float = 0
    drip: float = 0
    is_torn: bool = False
    is_cut: bool = False


Respond = Callable[[Received], Reply]


class StandIn:
    """The system: what it was asked, and what it answers. `faults` come before all else, each
    once; then what `routes` says of method and path; else 404."""

    def __init__(self) -> None:
        self.received: list[Received] = []
        self.faults: deque[Reply] = deque()
        self.routes: dict[tuple[str, str], Respond] = {}
        self._lock = threading.Lock()
        owner = self

        class Requests(BaseHTTPRequestHandler):
            """One connection."""

            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                """Whatever the method."""
                owner.answer(self)

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer

            def log_message(self, format: str, *args: object) -> None:
                """Nothing is logged."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Requests)
        self.server.daemon_threads = True
        self._thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def port(self) -> int:
        """Its port."""
        return int(self.server.server_address[1])

    def on(self, method: str, path: str, reply: Respond | Reply | object) -> None:
        """It answers so from now on; anything else than a reply is the JSON of one."""
        if callable(reply):
            self.routes[method, path] = reply
        else:
            fixed = reply if isinstance(reply, Reply) else Reply(body=reply)
            self.routes[method, path] = lambda _: fixed

    def asked(self, path: str) -> list[Received]:
        """What it was asked there."""
        return [it for it in self.received if it.path == path]

    def answer(self, connection: BaseHTTPRequestHandler) -> None:
        """The request is noted and answered."""
        parts = urlsplit(connection.path)
        length = int(connection.headers.get("content-length") or 0)
        asked = Received(
            connection.command,
            parts.path,
            dict(parse_qsl(parts.query, keep_blank_values=True)),
            {name.lower(): text for name, text in connection.headers.items()},
            connection.rfile.read(length),
        )
        with self._lock:
            self.received.append(asked)
            fault = self.faults.popleft() if self.faults else None
        respond = self.routes.get((asked.method, asked.path), answer_nothing)
        send(connection, fault if fault is not None else respond(asked))

    def close(self) -> None:
        """It is gone; who is being answered is left alone."""
        self.server.shutdown()
        self.server.server_close()
        self._thread.join()


def answer_nothing(_: Received) -> Reply:
    """Nothing is there."""
    return Reply(404)


def send(connection: BaseHTTPRequestHandler, reply: Reply) -> None:
    """The reply goes out, in the way it says."""
    time.sleep(reply.wait)
    connection.close_connection = True
    if reply.is_cut:
        connection.connection.shutdown(socket.SHUT_RDWR)
        return
    body = reply.body if isinstance(reply.body, bytes) else orjson.dumps(reply.body)
    try:
        connection.send_response(reply.status)
        for name, text in reply.headers.items():
            connection.send_header(name, text)
        connection.send_header("Content-Length", str(len(body) + (100 if reply.is_torn else 0)))
        connection.end_headers()
        if not reply.drip:
            connection.wfile.write(body)
            return
        for byte in body:
            connection.wfile.write(bytes([byte]))
            time.sleep(reply.drip)
    except OSError:
        return
