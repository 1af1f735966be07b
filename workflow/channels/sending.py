"""What a channel gets to send, and what it says when it cannot."""

from __future__ import annotations

import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import orjson

from workflow.credentials import Parts
from workflow.outside_client import Answered, Ask, Question, Unanswered

SECONDS = 15.0
MOST_BYTES = 256 * 1024
Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Person:
    """Whom a message is for."""

    id: int
    name: str
    email: str | None
    phone: str | None


@dataclass(frozen=True, slots=True)
class Sending:
    """A message on its way. `options` and `parts` are the channel's settings and its credential;
    `person` None for a channel that reaches a group. `key` is the same in every attempt.
    `remembered` gives what was looked up before by that name, or looks it up and keeps it."""

    channel: str
    options: Mapping[str, object]
    parts: Parts
    person: Person | None
    title: str | None
    text: str
    key: str
    now: datetime
    ask: Ask
    connect: Callable[[str, int], socket.socket]
    token: Tokens
    outside_id: Callable[[str, Callable[[], str]], str]

    def option(self, name: str, default: str = "") -> str:
        """A text of the settings."""
        return str(self.options.get(name) or default)

    @property
    def whole(self) -> str:
        """Title and text together."""
        return f"{self.title}\n{self.text}" if self.title else self.text

    @property
    def heading(self) -> str:
        """The title, or how the text begins."""
        return self.title or self.text.split("\n")[0][:60]


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of providers, kept by the process. `get` gives the kept one, or what `fetch` makes
    (token and when it ends); `drop` forgets it."""

    get: Callable[[Callable[[], tuple[str, datetime]]], str]
    drop: Callable[[], None]


class Undelivered(Exception):
    """It was not sent. `code` finds the words; `may_pass` where another try may help, from `at` on
    if that is known; `note` is what the other side said of it."""

    def __init__(
        self, code: str, *, may_pass: bool = False, at: datetime | None = None, note: str = ""
    ) -> None:
        super().__init__(code)
        self.code = code
        self.may_pass = may_pass
        self.at = at
        self.note = note


def post_json(
    sending: Sending, address: str, body: Json, headers: Mapping[str, str] | None = None
) -> Json:
    """The JSON that the provider answers. Raises Undelivered."""
    sent = {"Content-Type": "application/json", **(headers or {})}
    return exchange_json(
        sending, Question("POST", address, sent, orjson.dumps(body), SECONDS, MOST_BYTES)
    )


def get_json(sending: Sending, address: str) -> Json:
    """The JSON that the provider answers. Raises Undelivered."""
    return exchange_json(sending, Question("GET", address, {}, b"", SECONDS, MOST_BYTES))


def exchange_json(sending: Sending, question: Question) -> Json:
    """The JSON object of an answer whose status says that all is well. Raises Undelivered."""
    answered = exchange(sending, question)
    try:
        found = orjson.loads(answered.body)
    except orjson.JSONDecodeError as error:
        raise Undelivered("provider_unreadable", may_pass=True) from error
    if not isinstance(found, dict):
        raise Undelivered("provider_unreadable", may_pass=True)
    return found


def exchange(sending: Sending, question: Question) -> Answered:
    """The answer, a 2xx. Raises Undelivered."""
    try:
        answered = sending.ask(question)
    except Unanswered as unanswered:
        raise Undelivered(unanswered.code, may_pass=unanswered.may_pass) from unanswered
    if 200 <= answered.status < 300:
        return answered
    may_pass = answered.status >= 500 or answered.status in (408, 425, 429)
    note = answered.body[:200].decode("utf-8", "replace").replace("\x00", "")
    raise Undelivered(
        "provider_failing" if may_pass else "provider_refused", may_pass=may_pass, note=note
    )


def require_email(sending: Sending) -> str:
    """The person's address. Raises Undelivered."""
    if sending.person is None or not sending.person.email:
        raise Undelivered("no_email")
    return sending.person.email


def require_phone(sending: Sending) -> str:
    """The person's phone number. Raises Undelivered."""
    if sending.person is None or not sending.person.phone:
        raise Undelivered("no_phone")
    return sending.person.phone
