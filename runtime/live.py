"""Live hints: who looks at something hears that it changed, in whatever process it was changed.

A write leaves hints in a set (engine.hints); a thread empties it ten times a second. What it finds
goes to the streams of this process, and on PostgreSQL in one NOTIFY to the other processes: outside
the write's transaction, because NOTIFY makes commits wait for each other (decision 40).
"""

from __future__ import annotations

import logging
import secrets
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from operator import methodcaller
from typing import Protocol

from engine.errors import DatabaseError
from engine.hints import MARK
from engine.people_changes import TOPIC as RIGHTS
from engine.revisions import TOPIC as REVISION
from engine.settings_store import TOPIC as SETTINGS
from engine.workspace import Workspace
from runtime.errors import BadRequest

log = logging.getLogger("tangram")

TICK_SECONDS = 0.1
MOST_STREAMS = 20
"""Of one person at a time: each is a window in which somebody looks at something."""

FAR = MARK + "@"
"""Begins what one process tells the others: its name and hints, with blanks between."""

MOST_BYTES = 7_000
"""PostgreSQL carries less than 8,000 in one NOTIFY."""

EVERYTHING = "*"
"""Nobody knows what was missed."""

WORDS = {"": EVERYTHING, REVISION: "app", RIGHTS: "me", SETTINGS: "me"}
"""What the topics of the engine mean to streams."""


class Listening(Protocol):
    """A stream, as those who tell it something see it; called on any thread."""

    def hear(self, heard: frozenset[str]) -> None:
        """These hints are new."""

    def end(self) -> None:
        """The process stops: no more will come."""


class Live:
    """The hints of one process on their way: from its writes and from other processes, to its
    streams and to other processes."""

    def __init__(self, work: Workspace) -> None:
        self._work = work
        self._name = secrets.token_hex(4)
        self._lock = threading.Lock()
        self._near: set[str] = set()
        self._far: set[str] = set()
        self._streams: dict[Listening, object] = {}
        self._bell = threading.Event()
        self._is_over = False
        self._thread: threading.Thread | None = None
        work.database.listen(self.hear)

    def hear(self, topic: str) -> None:
        """Whoever listens for it hears of the topic within a tenth of a second."""
        if topic.startswith(FAR):
            name, *hints = topic.removeprefix(FAR).split(" ")
            if name != self._name:
                self._note(hints, is_own=False)
        elif topic.startswith(MARK):
            self._note((topic.removeprefix(MARK),), is_own=True)
        else:
            self._note((WORDS.get(topic, EVERYTHING),), is_own=False)

    def add(self, stream: Listening, person: object) -> None:
        """The stream hears what comes from now on. Raises BadRequest (429) where the person has
        too many already."""
        with self._lock:
            if Counter(self._streams.values())[person] >= MOST_STREAMS:
                raise BadRequest("too_many_streams", 429, {"limit": MOST_STREAMS})
            self._streams[stream] = person

    def remove(self, stream: Listening) -> None:
        """The stream is no more."""
        with self._lock:
            self._streams.pop(stream, None)

    def end_streams(self) -> None:
        """Every stream ends by itself, in a moment."""
        with self._lock:
            streams = list(self._streams)
        for stream in streams:
            stream.end()

    def close(self) -> None:
        """The last hints are on their way; none follow."""
        self.end_streams()
        with self._lock:
            self._is_over = True
            thread = self._thread
        self._bell.set()
        if thread is not None:
            thread.join()

    def _note(self, hints: Iterable[str], *, is_own: bool) -> None:
        """The hints are told at the next tick, to other processes too if they are our own."""
        goes_far = is_own and self._work.database.dialect == "postgresql"
        with self._lock:
            if self._is_over or not (goes_far or self._streams):
                return
            self._near.update(hints)
            if goes_far:
                self._far.update(hints)
            if self._thread is None:
                self._thread = threading.Thread(target=self._tick, name="live", daemon=True)
                self._thread.start()
        if not self._bell.is_set():
            self._bell.set()

    def _tick(self) -> None:
        """What was noted is told; then nothing for a tenth of a second."""
        pause = threading.Event()
        while True:
            self._bell.wait()
            self._bell.clear()
            with self._lock:
                near, self._near = frozenset(self._near), set()
                far, self._far = sorted(self._far), set()
                streams = list(self._streams)
                is_over = self._is_over
            for stream in streams:
                stream.hear(near)
            if far:
                self._tell_far(far)
            if is_over:
                return
            pause.wait(TICK_SECONDS)

    def _tell_far(self, hints: list[str]) -> None:
        """Other processes hear the hints, unless the database is away: then they notice that they
        heard nothing, and take everything for changed."""
        try:
            for message in messages_of(self._name, hints):
                self._work.database.write(methodcaller("announce", message))
        except DatabaseError as error:
            log.warning("hints were not told to other processes: %s", error)


def messages_of(name: str, hints: Iterable[str]) -> Iterator[str]:
    """The hints in as few texts as PostgreSQL takes."""
    message = FAR + name
    for hint in hints:
        longer = f"{message} {hint}"
        if len(longer.encode()) > MOST_BYTES:
            yield message
            longer = f"{FAR}{name} {hint}"
        message = longer
    yield message
