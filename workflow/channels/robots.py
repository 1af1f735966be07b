"""Robots of group chats: 企业微信, 钉钉, 飞书. The credential holds the address of the robot, and
the secret that it is signed with."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from hmac import new as new_hmac
from urllib.parse import urlencode

from workflow.channels.sending import Json, Sending, Undelivered, post_json

LIMITED = {
    "wecom": {45009},
    "dingtalk": {130101, 130102, 410100},
    "feishu": {9499, 11232, 99991400},
}
"""Codes that mean: too many messages, later."""


def send_wecom(sending: Sending) -> None:
    """The group in 企业微信 has the message. Raises Undelivered."""
    text = f"**{sending.title}**\n{sending.text}" if sending.title else sending.text
    body: Json = {"msgtype": "markdown", "markdown": {"content": text}}
    require_zero("wecom", post_json(sending, sending.parts["address"], body), "errcode")


def send_dingtalk(sending: Sending) -> None:
    """The group in 钉钉 has the message. Raises Undelivered."""
    address = sending.parts["address"]
    if "secret" in sending.parts:
        stamp = str(int(sending.now.timestamp() * 1_000))
        signed = signature(sending.parts["secret"], f"{stamp}\n{sending.parts['secret']}")
        mark = "&" if "?" in address else "?"
        address += mark + urlencode({"timestamp": stamp, "sign": signed})
    text = f"#### {sending.title}\n{sending.text}" if sending.title else sending.text
    body: Json = {"msgtype": "markdown", "markdown": {"title": sending.heading, "text": text}}
    require_zero("dingtalk", post_json(sending, address, body), "errcode")


def send_feishu(sending: Sending) -> None:
    """The group in 飞书 has the message. Raises Undelivered."""
    body: Json = {"msg_type": "text", "content": {"text": sending.whole}}
    if "secret" in sending.parts:
        stamp = str(int(sending.now.timestamp()))
        body["timestamp"] = stamp
        body["sign"] = signature(f"{stamp}\n{sending.parts['secret']}", "")
    require_zero("feishu", post_json(sending, sending.parts["address"], body), "code")


def signature(key: str, text: str) -> str:
    """HMAC-SHA256 in base64."""
    return b64encode(new_hmac(key.encode(), text.encode(), sha256).digest()).decode()


def require_zero(provider: str, answer: Json, name: str) -> None:
    """The answer's code says that all is well. Raises Undelivered."""
    code = answer.get(name, answer.get("StatusCode"))
    if code == 0:
        return
    note = f"{code} {answer.get('errmsg') or answer.get('msg') or ''}"[:200]
    if code in LIMITED[provider]:
        raise Undelivered("too_fast", may_pass=True, note=note)
    raise Undelivered("provider_refused", note=note)
