"""A file as the body of an answer: sent from the disk in pieces."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

from starlette.types import Message, Receive, Send

PIECE = 256 * 1024


@dataclass(frozen=True, slots=True)
class FileFeed:
    """The content of `path`; nothing of it where only the head is asked for."""

    path: Path
    has_body: bool

    async def pour(self, head: Message, receive: Receive, send: Send) -> None:
        """Head and content are sent, and the file is closed."""
        loop = asyncio.get_running_loop()
        with self.path.open("rb") as opened:
            await send(head)
            more = self.has_body
            while more:
                piece = await loop.run_in_executor(None, opened.read, PIECE)
                more = bool(piece)
                await send({"type": "http.response.body", "body": piece, "more_body": more})
            if not self.has_body:
                await send({"type": "http.response.body", "body": b""})
