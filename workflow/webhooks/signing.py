"""Signatures by the Standard Webhooks specification (standardwebhooks.com, 1.0): HMAC-SHA256 over
id, moment and body, with a secret that begins with `whsec_`."""

from __future__ import annotations

import secrets
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from hmac import compare_digest
from hmac import new as new_hmac

PREFIX = "whsec_"
SECRET_BYTES = 32
TOLERANCE = timedelta(minutes=5)
ID, MOMENT, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"


def new_signing_secret() -> str:
    """A secret that nobody else has."""
    return PREFIX + b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def sign(secret: str, id: str, at: datetime, body: bytes) -> dict[str, str]:
    """The headers that sign the body."""
    moment = str(int(at.timestamp()))
    return {ID: id, MOMENT: moment, SIGNATURE: f"v1,{mac_of(secret, id, moment, body)}"}


def is_signed(secret: str, headers: Mapping[str, str], body: bytes, now: datetime) -> bool:
    """Whether the headers (lower case) sign the body with the secret, and not long ago or ahead:
    what was listened to once cannot be sent again for ever."""
    id, moment = headers.get(ID, ""), headers.get(MOMENT, "")
    if not id or not (moment.isascii() and moment.isdigit() and len(moment) <= 12):
        return False
    if abs(now - datetime.fromtimestamp(int(moment), UTC)) > TOLERANCE:
        return False
    wanted = mac_of(secret, id, moment, body)
    given = (part.partition(",") for part in headers.get(SIGNATURE, "").split(" "))
    return any(
        version == "v1" and compare_digest(mac.encode(), wanted.encode())
        for version, _, mac in given
    )


def mac_of(secret: str, id: str, moment: str, body: bytes) -> str:
    """The signature itself."""
    text = secret.removeprefix(PREFIX)
    try:
        key = b64decode(text, validate=True)
    except NotBase64:
        key = text.encode()
    signed = id.encode() + b"." + moment.encode() + b"." + body
    return b64encode(new_hmac(key, signed, sha256).digest()).decode()
