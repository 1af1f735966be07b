"""`GET /live`: server-sent events that say what changed, never how (decision 40).

A stream is a coroutine: it costs no thread while it waits. What it says is looked at on one of the
site's threads first, with the rights of that moment. Nothing piles up for a slow reader: a topic
waits once however often it is hinted at, and who does not read for half a minute is dropped.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial

import orjson
from starlette.types import Message, Receive, Send

from engine.actor import Actor
from engine.errors import EngineError
from runtime.errors import SignInNeeded
from runtime.http.call import Answer, Call, Endpoint
from runtime.http.caller import find_caller
from runtime.http.records import known_words
from runtime.http.site import Site
from runtime.http.topics import WANTED, concerned, known_topics, read_topics, rights_of

EVENTS = "text/event-stream"
RETRY_MILLISECONDS = 2_000
BEAT_SECONDS = 15.0
"""Of silence; then a comment keeps proxies from closing, and shows whether the reader is there."""

SLOW_SECONDS = 30.0
PACE: Mapping[str, float] = {
    "table": 1.0,
    "record": 0.25,
    "run": 0.25,
    "approval": 0.25,
    "app": 0.0,
    "me": 0.0,
    "todos": 0.0,
    "inbox": 0.0,
}
"""Seconds between two hints of one topic, by the topic's kind."""


class Stream:
    """One open stream and what its reader asked to hear of."""

    def __init__(self, site: Site, identify: Callable[[], Actor], topics: frozenset[str]) -> None:
        """`identify` says who the reader is at any moment, or raises SignInNeeded."""
        self._site = site
        self._identify = identify
        self._topics = topics
        self._mail: deque[frozenset[str]] = deque()
        self._is_over = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._bell = asyncio.Event()
        actor = identify()
        self._person = actor.user or actor.name
        self._rights = rights_of(site.work, actor)

    def open(self) -> None:
        """The stream hears what comes from now on; of what the reader does not see it knows no
        more than of what does not exist. Raises BadRequest where the person has too many."""
        live = self._site.live
        live.add(self, self._person)
        try:
            self._topics = known_topics(self._site.work, self._identify(), self._topics)
        except BaseException:
            live.remove(self)
            raise

    def hear(self, heard: frozenset[str]) -> None:
        """These hints are new; called on any thread."""
        self._mail.append(heard)
        self._ring()

    def end(self) -> None:
        """The stream ends in a moment; called on any thread."""
        self._is_over = True
        self._ring()

    async def pour(self, head: Message, receive: Receive, send: Send) -> None:
        """Everything until the reader goes, may not hear more, or does not read."""
        self._loop = asyncio.get_running_loop()
        watch = asyncio.create_task(self._watch(receive))
        try:
            await send(head)
            await say(send, self._greeting())
            await self._go_on(send)
            await say(send, b"", more=False)
        except TimeoutError:
            # The server closes the connection of an answer that is not complete.
            return
        finally:
            self._site.live.remove(self)
            watch.cancel()

    async def _watch(self, receive: Receive) -> None:
        """The stream is over once its reader has gone."""
        while (await receive())["type"] != "http.disconnect":
            pass
        self._is_over = True
        self._bell.set()

    async def _go_on(self, send: Send) -> None:
        """Hints are said as they come, each topic at its pace, and a comment in between."""
        loop = asyncio.get_running_loop()
        waiting: set[str] = set()
        not_before: dict[str, float] = {}
        beat = loop.time() + BEAT_SECONDS
        while not self._is_over:
            while self._mail:
                waiting |= concerned(self._topics, self._mail.popleft(), self._person)
            now = loop.time()
            due = {topic for topic in waiting if not_before.get(topic, now) <= now}
            if due or now >= beat:
                waiting -= due
                not_before |= {topic: now + PACE[topic.partition(":")[0]] for topic in due}
                found = await loop.run_in_executor(self._site.short, self._examine, due)
                if found or now >= beat:
                    await say(send, found or b": \n\n")
                    beat = loop.time() + BEAT_SECONDS
                continue
            await self._sleep(min([beat, *(not_before[topic] for topic in waiting)]) - now)

    async def _sleep(self, seconds: float) -> None:
        """Something is new, or the time is over."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._bell.wait()
        self._bell.clear()

    def _examine(self, due: set[str]) -> bytes:
        """What the reader is told of these topics, by the rights of this moment. Of what has gone
        out of their sight they hear a last time: asking for it, they learn that it is unknown."""
        work = self._site.work
        try:
            actor = self._identify()
            rights = rights_of(work, actor)
            known = known_topics(work, actor, due)
        except SignInNeeded:
            self._is_over = True
            return changed("me", None)
        except EngineError:
            # The reader comes again, and finds out whether the database is there.
            self._is_over = True
            return b""
        told = due if rights != self._rights else due - {"me"}
        self._rights = rights
        self._topics -= due - known
        return b"".join(changed(topic, work.revision) for topic in sorted(told))

    def _greeting(self) -> bytes:
        """How soon to come again, and which topics are heard."""
        heard = {"topics": sorted(self._topics)}
        return b"retry: %d\nevent: ready\ndata: %b\n\n" % (RETRY_MILLISECONDS, orjson.dumps(heard))

    def _ring(self) -> None:
        """The coroutine looks what there is."""
        if self._loop is not None:
            # A loop that is closed has no coroutines any more.
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._bell.set)


def changed(topic: str, revision: int | None) -> bytes:
    """The event that says that something of the topic is not as it was."""
    told: dict[str, object] = {"topic": topic}
    if topic.startswith("app:"):
        told["revision"] = revision
    return b"event: changed\ndata: %b\n\n" % orjson.dumps(told)


async def say(send: Send, text: bytes, *, more: bool = True) -> None:
    """The text is on its way. TimeoutError where the reader takes nothing for half a minute."""
    async with asyncio.timeout(SLOW_SECONDS):
        await send({"type": "http.response.body", "body": text, "more_body": more})


def answer_live(call: Call) -> Answer:
    """A stream of hints about the topics, as far as they are there for the caller."""
    known_words(call, "topics")
    topics = read_topics(call.query.get("topics", ""))
    if call.method == "HEAD":
        return Answer(b"", media_type=EVENTS)
    identify = partial(find_caller, call.site, LIVE[0], call.method, call.headers)
    stream = Stream(call.site, identify, topics)
    stream.open()
    # Proxies would collect what they should pass on.
    return Answer(b"", headers={"X-Accel-Buffering": "no"}, media_type=EVENTS, feed=stream)


LIVE = (
    Endpoint(
        "GET",
        "/api/v1/live",
        answer_live,
        "Server-sent events: what changed",
        query={"topics": f"with commas: {WANTED}"},
    ),
)
