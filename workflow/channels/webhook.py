"""A message as a signed webhook: the credential holds the address and the secret."""

from __future__ import annotations

import orjson

from workflow.channels.sending import MOST_BYTES, SECONDS, Sending, exchange
from workflow.outside_client import Question
from workflow.webhooks.signing import sign


def send(sending: Sending) -> None:
    """The receiver has taken the message. Raises Undelivered."""
    person = sending.person
    to = None if person is None else {"id": str(person.id), "name": person.name}
    data = {"channel": sending.channel, "to": to, "title": sending.title, "text": sending.text}
    message = {"type": "message", "timestamp": sending.now.isoformat(), "data": data}
    body = orjson.dumps(message)
    headers = {"Content-Type": "application/json"}
    if "secret" in sending.parts:
        headers |= sign(sending.parts["secret"], sending.key, sending.now, body)
    exchange(
        sending, Question("POST", sending.parts["address"], headers, body, SECONDS, MOST_BYTES)
    )
