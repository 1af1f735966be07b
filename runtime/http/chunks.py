"""A body in pieces that are made while it is sent, on the site's threads for long work.

The iterator is closed when the last piece is sent, when the reader goes, and when the reader takes
nothing for a minute: whatever it held is free then.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor

from starlette.types import Message, Receive, Send

STALLED_SECONDS = 60.0
"""A reader that takes nothing for so long is gone; PostgreSQL ends an idle snapshot then too."""


class Chunks:
    """A body that is made piece by piece (`runtime.http.call.Feed`)."""

    def __init__(
        self, pieces: Iterator[bytes], threads: Executor, done: Callable[[], None]
    ) -> None:
        """`pieces` is a generator; `done` is called once, whatever came of it."""
        self._pieces = pieces
        self._threads = threads
        self._done = done
        # A piece may still be under way when the reader is gone.
        self._turn = threading.Lock()

    async def pour(self, head: Message, receive: Receive, send: Send) -> None:
        """Head and pieces are sent. An error on the way breaks the connection off, so that nobody
        takes a part for the whole."""
        gone = asyncio.Event()
        watch = asyncio.create_task(watch_reader(receive, gone))
        loop = asyncio.get_running_loop()
        try:
            piece = await loop.run_in_executor(self._threads, self._next)
            await send(head)
            while piece is not None and not gone.is_set():
                if piece:
                    part = {"type": "http.response.body", "body": piece, "more_body": True}
                    await asyncio.wait_for(send(part), STALLED_SECONDS)
                piece = await loop.run_in_executor(self._threads, self._next)
            if piece is None:
                await send({"type": "http.response.body", "body": b""})
        except TimeoutError:
            # The server closes the connection of an answer that is not complete.
            return
        finally:
            watch.cancel()
            await asyncio.shield(loop.run_in_executor(self._threads, self._close))

    def _next(self) -> bytes | None:
        """The next piece; None after the last."""
        with self._turn:
            return next(self._pieces, None)

    def _close(self) -> None:
        """Nothing is held any more."""
        try:
            with self._turn:
                close = getattr(self._pieces, "close", None)
                if close is not None:
                    close()
        finally:
            self._done()


async def watch_reader(receive: Receive, gone: asyncio.Event) -> None:
    """`gone` is set once the reader is."""
    while (await receive())["type"] != "http.disconnect":
        pass
    gone.set()
