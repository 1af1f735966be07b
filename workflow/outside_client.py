"""The one way to ask the outside over HTTP: guarded, limited in size and in time.

Every connection, that of a redirect too, goes to an address that `outside_addresses` has looked
at. Nothing of the environment (proxies, netrc) is read. The whole exchange ends by its deadline,
however slowly the other side drips.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import httpcore
import httpx

from workflow.errors import OutsideRefused
from workflow.outside_addresses import Network, find_place

MOST_BYTES = 5 * 1024 * 1024
MOST_REDIRECTS = 3
CONNECT_SECONDS = 5.0
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PLAIN = frozenset({"accept", "accept-encoding", "user-agent", "content-type"})
"""What may follow a redirect to another host: nothing that proves anything."""
CHUNK = 65_536

SocketOption = Any  # as httpcore declares it; none is ever given


@dataclass(frozen=True, slots=True)
class Question:
    """A request. Header names as they are sent; `seconds` for all of it."""

    method: str
    address: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    seconds: float = 10.0
    most_bytes: int = MOST_BYTES


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back; header names are lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Unanswered(Exception):
    """Nothing usable came back. `code` is one of timed_out, unreachable, broken_answer,
    answer_too_large, too_many_redirects, redirect_refused, untrusted, or why the address may not
    be asked; `may_pass` where another try may help."""

    def __init__(self, code: str, *, may_pass: bool) -> None:
        super().__init__(code)
        self.code = code
        self.may_pass = may_pass


def ask(question: Question, networks: Sequence[Network]) -> Answered:
    """The answer of the other side, redirects of reading requests followed. Raises Unanswered."""
    until = time.monotonic() + question.seconds
    current = question
    for _ in range(MOST_REDIRECTS + 1):
        answered = ask_once(current, networks, until)
        place = answered.headers.get("location")
        if answered.status not in REDIRECTS or place is None:
            return answered
        current = redirected(current, place)
    raise Unanswered("too_many_redirects", may_pass=False)


def redirected(question: Question, place: str) -> Question:
    """The request at the place it was sent to. What writes is not sent twice, and what proves who
    asks goes to no other host."""
    if question.method != "GET":
        raise Unanswered("redirect_refused", may_pass=False)
    before = httpx.URL(question.address)
    try:
        after = before.join(place)
    except (httpx.InvalidURL, ValueError) as error:
        raise Unanswered("redirect_refused", may_pass=False) from error
    headers = question.headers
    if origin_of(before) != origin_of(after):
        headers = {name: text for name, text in headers.items() if name.lower() in PLAIN}
    return Question("GET", str(after), headers, b"", question.seconds, question.most_bytes)


def origin_of(url: httpx.URL) -> tuple[str, bytes, int]:
    """Scheme, host and port."""
    return url.scheme, url.raw_host, port_of(url)


def port_of(url: httpx.URL) -> int:
    """The port, its scheme's own where none is named."""
    return url.port or (443 if url.scheme == "https" else 80)


def ask_once(question: Question, networks: Sequence[Network], until: float) -> Answered:
    """The answer to one request, whatever it says. Raises Unanswered."""
    try:
        url = httpx.URL(question.address)
    except httpx.InvalidURL as error:
        raise Unanswered("address_unusable", may_pass=False) from error
    if url.scheme not in ("http", "https") or not url.raw_host or url.userinfo:
        raise Unanswered("address_unusable", may_pass=False)
    backend = GuardedBackend(networks, until)
    try:
        with httpcore.ConnectionPool(
            ssl_context=trusted(), network_backend=backend, retries=0
        ) as pool:
            return read_answer(pool, request_of(question, url), question.most_bytes)
    except OutsideRefused as refused:
        raise Unanswered(refused.code, may_pass=refused.code == "host_unknown") from refused
    except (httpcore.TimeoutException, TimeoutError) as error:
        raise Unanswered("timed_out", may_pass=True) from error
    except httpcore.ConnectError as error:
        is_tls = isinstance(error.__context__, ssl.SSLError) or "CERTIFICATE" in str(error)
        code = "untrusted" if is_tls else "unreachable"
        raise Unanswered(code, may_pass=True) from error
    except (httpcore.ProtocolError, httpcore.LocalProtocolError) as error:
        raise Unanswered("broken_answer", may_pass=True) from error
    except (httpcore.NetworkError, OSError) as error:
        raise Unanswered("unreachable", may_pass=True) from error


def request_of(question: Question, url: httpx.URL) -> httpcore.Request:
    """The request for the pool."""
    headers = {
        "Host": url.netloc.decode("ascii"),
        "User-Agent": "Tangram",
        "Accept-Encoding": "identity",
        "Content-Length": str(len(question.body)),
        **question.headers,
    }
    if question.method == "GET" and not question.body:
        del headers["Content-Length"]
    return httpcore.Request(
        question.method,
        httpcore.URL(
            scheme=url.raw_scheme, host=url.raw_host, port=port_of(url), target=url.raw_path
        ),
        headers=[(name.encode("ascii"), text.encode("latin-1")) for name, text in headers.items()],
        content=question.body,
    )


def read_answer(pool: httpcore.ConnectionPool, request: httpcore.Request, most: int) -> Answered:
    """The answer, no larger than `most` bytes."""
    response = pool.handle_request(request)
    try:
        headers = {
            name.decode("latin-1").lower(): text.decode("latin-1")
            for name, text in response.headers
        }
        if headers.get("content-encoding", "identity") != "identity":
            # Nobody asked for it: a small answer could unfold without end.
            raise Unanswered("broken_answer", may_pass=False)
        parts: list[bytes] = []
        size = 0
        for part in response.iter_stream():
            size += len(part)
            if size > most:
                raise Unanswered("answer_too_large", may_pass=False)
            parts.append(part)
        return Answered(response.status, headers, b"".join(parts))
    finally:
        response.close()


@cache
def trusted() -> ssl.SSLContext:
    """Whose certificates count."""
    return httpx.create_ssl_context(trust_env=False)


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to addresses that were looked at, and lets nothing last beyond its deadline."""

    def __init__(self, networks: Sequence[Network], until: float) -> None:
        self._networks = networks
        self._until = until

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to where `host` is."""
        seconds = min(CONNECT_SECONDS, remaining(self._until))
        place = find_place(host, port, self._networks)
        inner = httpcore.SyncBackend().connect_tcp(place.address, place.port, timeout=seconds)
        return TimedStream(inner, self._until)


class TimedStream(httpcore.NetworkStream):
    """A connection whose every word ends by the deadline of the whole."""

    def __init__(self, inner: httpcore.NetworkStream, until: float) -> None:
        self._inner = inner
        self._until = until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """What came, within what is left of the time."""
        return self._inner.read(max_bytes, timeout=remaining(self._until))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """It is sent, within what is left of the time."""
        self._inner.write(buffer, timeout=remaining(self._until))

    def close(self) -> None:
        """Nothing is open."""
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """The same connection, encrypted, with the name that was asked for."""
        seconds = remaining(self._until)
        inner = self._inner.start_tls(ssl_context, server_hostname, timeout=seconds)
        return TimedStream(inner, self._until)

    def get_extra_info(self, info: str) -> object:
        """What the connection knows of itself."""
        return self._inner.get_extra_info(info)


def remaining(until: float) -> float:
    """The seconds that are left. Raises TimeoutError where none are."""
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def open_socket(host: str, port: int, networks: Sequence[Network], seconds: float) -> socket.socket:
    """A connection for what is no HTTP. Raises OutsideRefused and OSError."""
    place = find_place(host, port, networks)
    return socket.create_connection((place.address, place.port), timeout=seconds)


Ask = Callable[[Question], Answered]
"""`ask` for the networks of a workspace."""
