"""Short messages by the HTTP gateway of any provider: its request is a template in the settings.

`{phone}`, `{text}` and `{key}` may stand in address and body, parts of the credential in headers
and body.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast
from urllib.parse import quote

import orjson

from workflow.channels.sending import (
    MOST_BYTES,
    SECONDS,
    Sending,
    Undelivered,
    exchange,
    require_phone,
)
from workflow.connectors.filling import ValueUnusable, fill_header, fill_json, json_at, text_of
from workflow.outside_client import Question

MARKS = ("phone", "text", "key")


def send(sending: Sending) -> None:
    """The gateway has taken the message. Raises Undelivered."""
    values = {"phone": require_phone(sending), "text": sending.whole, "key": sending.key}
    address = sending.option("address")
    for name in MARKS:
        address = address.replace("{" + name + "}", quote(values[name], safe=""))
    known = {**sending.parts, **values}
    headers = cast(Mapping[str, str], sending.options.get("headers") or {})
    try:
        filled = {name: fill_header(text, known) for name, text in headers.items()}
    except ValueUnusable as error:
        raise Undelivered("value_unusable") from error
    body = sending.options.get("body")
    content = b"" if body is None else orjson.dumps(fill_json(body, known))
    sent = {"Content-Type": "application/json", "Idempotency-Key": sending.key, **filled}
    method = "POST" if content else "GET"
    answered = exchange(sending, Question(method, address, sent, content, SECONDS, MOST_BYTES))
    require_taken(sending, answered.body)


def require_taken(sending: Sending, body: bytes) -> None:
    """The answer says that it was taken, where the settings say how it does (`ok_at`, `ok`): many
    gateways refuse with 200. Raises Undelivered."""
    pointer = sending.option("ok_at")
    if not pointer:
        return
    try:
        found = json_at(orjson.loads(body), pointer)
    except orjson.JSONDecodeError as error:
        raise Undelivered("provider_unreadable", may_pass=True) from error
    if text_of(found) != sending.option("ok", "0"):
        raise Undelivered("provider_refused", note=text_of(found)[:200])
