"""What 企业微信 sends: the calls of its own published example, and calls that are made alike."""

from __future__ import annotations

import os
from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import datetime

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from workflow.webhooks.hooks import Incoming
from workflow.webhooks.wecom import WecomSecret, signature_of

# -- the example of the published libraries (Sample of WXBizMsgCrypt)
SECRET = WecomSecret("QDG6eK", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C", "wx5823bf96d3bd56c7")
ECHO: Mapping[str, str] = {
    "msg_signature": "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3",
    "timestamp": "1409659589",
    "nonce": "263014780",
    "echostr": "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4"
    "RPcs8TgAE7OaBO+FZXvnaqQ==",
}
CLEAR = b"1616140317555161061"
CALL: Mapping[str, str] = {
    "msg_signature": "477715d11cdb4164915debcba66cb864d751f3e6",
    "timestamp": "1409659813",
    "nonce": "1372623149",
}
SEALED = (
    "RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj"
    "911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06"
    "DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQ"
    "H03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo"
    "6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+q"
    "N+E7Q=="
)
BODY = (
    "<xml><ToUserName><![CDATA[wx5823bf96d3bd56c7]]></ToUserName>"
    f"<Encrypt><![CDATA[{SEALED}]]></Encrypt><AgentID><![CDATA[218]]></AgentID></xml>"
).encode()
MESSAGE: Mapping[str, object] = {
    "ToUserName": "wx5823bf96d3bd56c7",
    "FromUserName": "mycreate",
    "CreateTime": "1409659813",
    "MsgType": "text",
    "Content": "hello",
    "MsgId": "4561255354251345929",
    "AgentID": "218",
}


def seal(message: bytes, receiver: str = SECRET.receiver) -> str:
    """The message as 企业微信 seals it."""
    whole = os.urandom(16) + len(message).to_bytes(4) + message + receiver.encode()
    padding = 32 - len(whole) % 32
    key = b64decode(SECRET.aes_key + "=")
    closer = Cipher(AES(key), CBC(key[:16])).encryptor()
    return b64encode(closer.update(whole + bytes([padding]) * padding) + closer.finalize()).decode()


def sealed_call(message: bytes, at: datetime, receiver: str = SECRET.receiver) -> Incoming:
    """A call with the message, at that moment."""
    sealed, moment = seal(message, receiver), str(int(at.timestamp()))
    query = {"timestamp": moment, "nonce": "n1"}
    query["msg_signature"] = signature_of(SECRET.token, moment, "n1", sealed)
    return Incoming(
        {"content-type": "text/xml"}, f"<xml><Encrypt>{sealed}</Encrypt></xml>".encode(), query
    )
