"""One HTTP call as a handler sees it: who asks for what, and the answer in bytes.

A handler is a plain synchronous function `Call → Answer`; it runs on the site's threads. All that
is asynchronous is in `runtime.http.app`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Protocol

import orjson
from starlette.types import Message, Receive, Send

from engine.actor import Actor
from engine.workspace import Workspace
from runtime.errors import BadRequest, BodyProblem, InvalidBody
from runtime.http.site import Site

JSON = "application/json"
MOST_BODY = 10 * 1024 * 1024
NO_HEADERS: Mapping[str, str] = {}
MOST_VERSION_DIGITS = 15
MOST_KEY = 200
NO_CONTENT = 204


@dataclass(frozen=True, slots=True)
class Call:
    """`path` and `query` are decoded texts by name; `headers` have lower-case names. `spooled` is
    a file of the store with the body, where the endpoint takes it so."""

    site: Site
    actor: Actor
    method: str
    path: Mapping[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    language: str
    address: str = ""
    spooled: Path | None = None
    is_secure: bool = False

    @property
    def work(self) -> Workspace:
        """The workspace that is served."""
        return self.site.work

    def json(self) -> object:
        """The body as a JSON value; BadRequest with line and column where it is none."""
        kind = self.headers.get("content-type", JSON).split(";")[0].strip().lower()
        if kind != JSON:
            raise BadRequest("not_json", 415, {"type": kind[:100]})
        try:
            value = orjson.loads(self.body)
        except orjson.JSONDecodeError as error:
            place = {"line": error.lineno, "column": error.colno}
            raise BadRequest("broken_json", 400, place) from error
        if b"\\u0000" in self.body:
            refuse_nul(value)
        return value

    def object(self) -> dict[str, object]:
        """The body as a JSON object."""
        value = self.json()
        if not isinstance(value, dict):
            raise BadRequest("not_an_object", 400)
        return value

    def if_match(self) -> int | None:
        """The version in `If-Match: "<version>"`, None where there is none or it is `*`."""
        text = self.headers.get("if-match")
        if text is None or text.strip() == "*":
            return None
        number = text.strip().removeprefix("W/").strip('"')
        if not (number.isascii() and number.isdigit() and len(number) <= MOST_VERSION_DIGITS):
            raise BadRequest("if_match_unreadable", 400)
        return int(number)

    def idempotency_key(self) -> str | None:
        """The `Idempotency-Key`, None where there is none."""
        key = self.headers.get("idempotency-key")
        if key is None:
            return None
        if not (0 < len(key) <= MOST_KEY and key.isascii() and key.isprintable()):
            raise BadRequest("idempotency_key_unusable", 400, {"limit": MOST_KEY})
        return key

    def fingerprint(self) -> str:
        """What tells this request from another one of the same caller."""
        # A path value may hold any character; NUL, which it may not, keeps the parts apart.
        place = "\0".join((self.method, *self.path.values(), self.headers.get("if-match", "")))
        return sha256(place.encode() + b"\0" + self.body).hexdigest()


def refuse_nul(value: object) -> None:
    """No text of the JSON value holds a NUL: PostgreSQL cannot keep one."""
    problems: list[BodyProblem] = []
    waiting: list[tuple[str, object]] = [("", value)]
    while waiting:
        pointer, found = waiting.pop()
        if isinstance(found, str):
            if "\x00" in found:
                problems.append(BodyProblem("nul_in_text", pointer))
        elif isinstance(found, dict):
            waiting += [(f"{pointer}/{pointer_part(key)}", each) for key, each in found.items()]
            problems += [BodyProblem("nul_in_text", pointer) for key in found if "\x00" in key]
        elif isinstance(found, list):
            waiting += [(f"{pointer}/{index}", each) for index, each in enumerate(found)]
    if problems:
        raise InvalidBody(problems)


def pointer_part(key: str) -> str:
    """A key as a step of a JSON pointer."""
    return key.replace("\x00", "\ufffd").replace("~", "~0").replace("/", "~1")


class Feed(Protocol):
    """A body that goes on until its reader goes: it runs on the event loop."""

    async def pour(self, head: Message, receive: Receive, send: Send) -> None:
        """Head and body are sent, and whatever the feed held is given back."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: `body` is a JSON value, or bytes that are sent as they are. A `feed` is sent
    in place of it."""

    body: object = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: NO_HEADERS)
    media_type: str = JSON
    feed: Feed | None = None

    def content(self) -> bytes:
        """The body in bytes."""
        if isinstance(self.body, bytes):
            return self.body
        return b"" if self.status == NO_CONTENT else orjson.dumps(self.body)

    def written(self) -> Answer:
        """The same answer with its body in bytes."""
        return replace(self, body=self.content())


Handler = Callable[[Call], Answer]
Schema = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One method of one path: what serves it, and what the OpenAPI description says of it.

    `is_public` needs no signing in. `is_long` takes long: such calls have threads of their own, so
    that records are read and written meanwhile. `body` and `answer` are JSON Schemas. `query` maps
    a parameter to its description. `takes` are the media types of a body that is no JSON. One that
    `is_spooled` may be as large as files are, and goes to the disk.
    """

    method: str
    path: str
    handler: Handler
    summary: str
    body: Schema | None = None
    answer: Schema | None = None
    query: Mapping[str, str] = field(default_factory=lambda: NO_HEADERS)
    status: int = 200
    is_public: bool = False
    is_long: bool = False
    most_body: int = MOST_BODY
    takes: tuple[str, ...] = (JSON,)
    is_spooled: bool = False
