"""Callbacks of 企业微信: signed by SHA-1 over the parts in their order as texts, encrypted by AES
in CBC, as developer.work.weixin.qq.com says under 加解密方案说明.

What is encrypted is 16 random bytes, the length of the message, the message, and whom it is for;
padded to 32 bytes. The message is XML.
"""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha1
from hmac import compare_digest
from xml.etree.ElementTree import Element, ParseError, fromstring

import orjson
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from workflow.errors import HookRefused
from workflow.webhooks.signing import TOLERANCE

PREFIX = "wecom:"
"""Begins the secret of a hook that 企业微信 calls."""
AES_BYTES, RANDOM_BYTES, LENGTH_BYTES, PADDED_BYTES = 16, 16, 4, 32
DECLARATION = re.compile(rb"<!(?!\[CDATA\[)")
"""What could make a document larger than it is, or read others."""
MOST_DEPTH = 10


@dataclass(frozen=True, slots=True)
class WecomSecret:
    """What the administration of 企业微信 shows beside a callback: Token, EncodingAESKey, and whom
    messages are for (the CorpID)."""

    token: str
    aes_key: str
    receiver: str

    def text(self) -> str:
        """As the secret of a hook is kept."""
        return PREFIX + orjson.dumps(asdict(self)).decode()


def wecom_secret(text: str) -> WecomSecret | None:
    """The secret of a hook, where 企业微信 calls it."""
    if not text.startswith(PREFIX):
        return None
    return WecomSecret(**orjson.loads(text.removeprefix(PREFIX)))


def open_echo(secret: WecomSecret, query: Mapping[str, str], now: datetime) -> bytes:
    """What the address must answer to be believed. Raises HookRefused."""
    return opened(secret, query, query.get("echostr", ""), now)


def open_message(
    secret: WecomSecret, query: Mapping[str, str], body: bytes, now: datetime
) -> Mapping[str, object]:
    """The message as JSON: its elements by name, those that come more than once as a list. Raises
    HookRefused."""
    outer = read_xml(body)
    sealed = outer.get("Encrypt")
    if not isinstance(sealed, str):
        raise HookRefused(code="hook_unreadable")
    return read_xml(opened(secret, query, sealed, now))


def opened(secret: WecomSecret, query: Mapping[str, str], sealed: str, now: datetime) -> bytes:
    """What was sealed, once it is known who sealed it, for whom, and that it was not long ago.
    Raises HookRefused."""
    moment, nonce = query.get("timestamp", ""), query.get("nonce", "")
    wanted = signature_of(secret.token, moment, nonce, sealed)
    given = query.get("msg_signature", "")
    if not compare_digest(wanted.encode(), given.encode()):
        raise HookRefused
    if not (moment.isascii() and moment.isdigit() and len(moment) <= 12):
        raise HookRefused
    if abs(now - datetime.fromtimestamp(int(moment), UTC)) > TOLERANCE:
        raise HookRefused
    message, receiver = decrypt(secret.aes_key, sealed)
    if receiver != secret.receiver.encode():
        raise HookRefused
    return message


def signature_of(*parts: str) -> str:
    """The signature of the parts."""
    return sha1("".join(sorted(parts)).encode()).hexdigest()


def decrypt(aes_key: str, sealed: str) -> tuple[bytes, bytes]:
    """The message, and whom it is for. Raises HookRefused."""
    key = b64decode(aes_key + "=")
    try:
        box = b64decode(sealed, validate=True)
    except NotBase64 as error:
        raise HookRefused(code="hook_unreadable") from error
    if not box or len(box) % AES_BYTES:
        raise HookRefused(code="hook_unreadable")
    opener = Cipher(AES(key), CBC(key[:AES_BYTES])).decryptor()
    whole = opener.update(box) + opener.finalize()
    padding = whole[-1]
    begin = RANDOM_BYTES + LENGTH_BYTES
    size = int.from_bytes(whole[RANDOM_BYTES:begin])
    rest = whole[begin : len(whole) - padding]
    if not 1 <= padding <= PADDED_BYTES or size > len(rest):
        raise HookRefused(code="hook_unreadable")
    return rest[:size], rest[size:]


def read_xml(text: bytes) -> Mapping[str, object]:
    """A small document by the names of its elements. Raises HookRefused."""
    if DECLARATION.search(text):
        raise HookRefused(code="hook_unreadable")
    try:
        found = json_of(fromstring(text), MOST_DEPTH)
    except ParseError as error:
        raise HookRefused(code="hook_unreadable") from error
    return found if isinstance(found, dict) else {}


def json_of(element: Element, depth: int) -> object:
    """An element: its text, or those within it by name."""
    if not len(element) or not depth:
        return element.text or ""
    found: dict[str, list[object]] = {}
    for child in element:
        found.setdefault(child.tag, []).append(json_of(child, depth - 1))
    return {name: held[0] if len(held) == 1 else held for name, held in found.items()}
