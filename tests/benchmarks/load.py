"""A load of HTTP requests over raw sockets: 16 connections, each sending one after another.

The client is another process than what is measured and does as little as it can, so that two
cores are enough: it looks at the status line and the length, nothing else.
"""

from __future__ import annotations

import itertools
import json
import socket
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

CONNECTIONS = 16
Request = Callable[[int], bytes]


@dataclass(frozen=True)
class Load:
    """What a load did: `done` requests in `seconds`, each with the expected status."""

    done: int
    seconds: float
    failures: int


def send_load(port: int, request: Request, count: int, expected: int) -> Load:
    """`count` requests have been answered; `request(i)` gives the bytes of the i-th."""
    numbers = itertools.count()
    failures: list[bytes] = []
    wanted = f"HTTP/1.1 {expected}".encode()

    def send() -> None:
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while (number := next(numbers)) < count:
                connection.sendall(request(number))
                answer = read_answer(connection)
                if not answer.startswith(wanted):
                    failures.append(answer)

    threads = [threading.Thread(target=send) for _ in range(CONNECTIONS)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        print(failures[0][:2_000], file=sys.stderr)
    return Load(count, time.perf_counter() - started, len(failures))


def http(method: str, path: str, token: str, body: object = None, if_match: str = "*") -> bytes:
    """The bytes of one request."""
    content = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
    head = (
        f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nIf-Match: {if_match}\r\n"
        f"Content-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content


def read_answer(connection: socket.socket) -> bytes:
    """The whole answer to a request."""
    answer = connection.recv(65_536)
    while b"\r\n\r\n" not in answer:
        answer += connection.recv(65_536)
    head, _, body = answer.partition(b"\r\n\r\n")
    length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
    missing = length - len(body)
    while missing > 0:
        part = connection.recv(min(missing, 1 << 20))
        missing -= len(part)
        body += part
    return head + b"\r\n\r\n" + body
