"""Bodies as they come in: counted while they arrive, so that none larger than its endpoint takes
is ever held; those of files go to the disk, never whole into memory."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import BinaryIO

from starlette.types import Receive

from runtime.errors import BadRequest

MOST_LENGTH_DIGITS = 18
AT_ONCE = 512 * 1024
"""Bytes that are gathered before they are written."""


async def read_body(headers: Mapping[str, str], receive: Receive, most: int) -> bytes:
    """The whole body; BadRequest 413 as soon as it is known to be longer than `most` bytes."""
    if not has_body(headers, most):
        return b""
    return b"".join([part async for part in body_parts(receive, most)])


async def spool_body(
    headers: Mapping[str, str], receive: Receive, most: int, opened: BinaryIO
) -> None:
    """The whole body is in the file. Raises BadRequest as `read_body`."""
    if not has_body(headers, most):
        return
    loop = asyncio.get_running_loop()
    waiting = bytearray()
    async for part in body_parts(receive, most):
        waiting += part
        if len(waiting) >= AT_ONCE:
            await loop.run_in_executor(None, opened.write, bytes(waiting))
            waiting.clear()
    await loop.run_in_executor(None, opened.write, bytes(waiting))
    await loop.run_in_executor(None, opened.flush)


def has_body(headers: Mapping[str, str], most: int) -> bool:
    """Whether anything comes; BadRequest where the length that is declared cannot be taken."""
    declared = headers.get("content-length", "0")
    if declared == "0" and "transfer-encoding" not in headers:
        return False
    if not (declared.isascii() and declared.isdigit() and len(declared) <= MOST_LENGTH_DIGITS):
        raise BadRequest("length_unreadable", 400)
    if int(declared) > most:
        raise BadRequest("body_too_large", 413, {"limit": most})
    return True


async def body_parts(receive: Receive, most: int) -> AsyncIterator[bytes]:
    """The parts of a body in their order."""
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise BadRequest("body_incomplete", 400)
        part = message.get("body", b"")
        size += len(part)
        if size > most:
            raise BadRequest("body_too_large", 413, {"limit": most})
        yield part
        if not message.get("more_body", False):
            return
