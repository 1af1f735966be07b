"""Messages of an app to a person in 企业微信, 钉钉 and 飞书: a token, the person's id there, the
message. A token that was refused is renewed once."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from hashlib import sha256
from urllib.parse import urlencode

import orjson

from workflow.channels.robots import require_zero
from workflow.channels.sending import (
    Json,
    Sending,
    Undelivered,
    get_json,
    post_json,
    require_phone,
)

WECOM = "https://qyapi.weixin.qq.com"
DINGTALK = "https://oapi.dingtalk.com"
FEISHU = "https://open.feishu.cn"
STALE = {
    "wecom": {40014, 42001, 42007},
    "dingtalk": {40014, 42001, 88},
    "feishu": {99991661, 99991663, 99991668},
}
"""Codes that mean: the token is over."""
EARLY = timedelta(minutes=5)
Post = Callable[[str], Json]
Fetch = Callable[[], tuple[str, datetime]]


def poster(
    sending: Sending, base: str, fetch: Fetch, stale: Collection[int]
) -> Callable[[str, Json], Json]:
    """What posts to a path of 企业微信 or 钉钉 with a token, renewed once where it is over."""

    def post(path: str, body: Json) -> Json:
        return with_token(
            sending,
            fetch,
            lambda token: post_json(sending, f"{base}{path}?access_token={token}", body),
            ("errcode", stale),
        )

    return post


def send_wecom(sending: Sending) -> None:
    """The person in 企业微信 has the message. Raises Undelivered."""
    base = sending.option("base", WECOM)

    def fetch() -> tuple[str, datetime]:
        asked = {"corpid": sending.parts["id"], "corpsecret": sending.parts["secret"]}
        answer = get_json(sending, f"{base}/cgi-bin/gettoken?{urlencode(asked)}")
        require_zero("wecom", answer, "errcode")
        return token_in(sending, answer, "access_token", "expires_in")

    post = poster(sending, base, fetch, STALE["wecom"])

    def look_up() -> str:
        answer = post("/cgi-bin/user/getuserid", {"mobile": mobile_of(sending)})
        return id_in(answer, "errcode", answer.get("userid"))

    body: Json = {
        "touser": sending.outside_id(require_phone(sending), look_up),
        "msgtype": "text",
        "agentid": sending.parts.get("agent", ""),
        "text": {"content": sending.whole},
        "enable_duplicate_check": 1,
        "duplicate_check_interval": 14_400,
    }
    require_zero("wecom", post("/cgi-bin/message/send", body), "errcode")


def send_dingtalk(sending: Sending) -> None:
    """The person in 钉钉 has the message (工作通知). Raises Undelivered."""
    base = sending.option("base", DINGTALK)

    def fetch() -> tuple[str, datetime]:
        asked = {"appkey": sending.parts["id"], "appsecret": sending.parts["secret"]}
        answer = get_json(sending, f"{base}/gettoken?{urlencode(asked)}")
        require_zero("dingtalk", answer, "errcode")
        return token_in(sending, answer, "access_token", "expires_in")

    post = poster(sending, base, fetch, STALE["dingtalk"])

    def look_up() -> str:
        answer = post("/topapi/v2/user/getbymobile", {"mobile": mobile_of(sending)})
        result = answer.get("result")
        return id_in(answer, "errcode", result.get("userid") if isinstance(result, dict) else None)

    content: Json = {"title": sending.heading, "text": sending.whole}
    body: Json = {
        "agent_id": sending.parts.get("agent", ""),
        "userid_list": sending.outside_id(require_phone(sending), look_up),
        "msg": {"msgtype": "markdown", "markdown": content},
    }
    path = "/topapi/message/corpconversation/asyncsend_v2"
    require_zero("dingtalk", post(path, body), "errcode")


def send_feishu(sending: Sending) -> None:
    """The person in 飞书 has the message, as a card. Raises Undelivered."""
    base = sending.option("base", FEISHU) + "/open-apis"

    def fetch() -> tuple[str, datetime]:
        body: Json = {"app_id": sending.parts["id"], "app_secret": sending.parts["secret"]}
        answer = post_json(sending, f"{base}/auth/v3/tenant_access_token/internal", body)
        require_zero("feishu", answer, "code")
        return token_in(sending, answer, "tenant_access_token", "expire")

    def post(path: str, body: Json) -> Json:
        return with_token(
            sending,
            fetch,
            lambda token: post_json(
                sending, base + path, body, {"Authorization": f"Bearer {token}"}
            ),
            ("code", STALE["feishu"]),
        )

    def look_up() -> str:
        answer = post(
            "/contact/v3/users/batch_get_id?user_id_type=open_id", {"mobiles": [mobile_of(sending)]}
        )
        data = answer.get("data")
        listed = data.get("user_list") if isinstance(data, dict) else None
        first = listed[0] if isinstance(listed, list) and listed else {}
        return id_in(answer, "code", first.get("user_id"))

    text = {"tag": "div", "text": {"tag": "lark_md", "content": sending.text}}
    header = {"title": {"tag": "plain_text", "content": sending.heading}}
    card = {"header": header, "elements": [text]}
    body: Json = {
        "receive_id": sending.outside_id(require_phone(sending), look_up),
        "msg_type": "interactive",
        "content": orjson.dumps(card).decode(),
        # The provider sends of two with the same one only the first.
        "uuid": sha256(sending.key.encode()).hexdigest()[:32],
    }
    require_zero("feishu", post("/im/v1/messages?receive_id_type=open_id", body), "code")


def with_token(
    sending: Sending,
    fetch: Fetch,
    post: Post,
    stale: tuple[str, Collection[int]],
) -> Json:
    """The provider's answer; a token that it calls stale is renewed once."""
    name, codes = stale
    answer = post(sending.token.get(fetch))
    if answer.get(name) in codes:
        sending.token.drop()
        answer = post(sending.token.get(fetch))
    return answer


def token_in(sending: Sending, answer: Json, name: str, seconds: str) -> tuple[str, datetime]:
    """The token of an answer and when it ends. Raises Undelivered."""
    token, lasts = answer.get(name), answer.get(seconds)
    if not isinstance(token, str) or not token:
        raise Undelivered("token_missing")
    span = timedelta(seconds=lasts if isinstance(lasts, int) else 7_200)
    return token, sending.now + max(span - EARLY, timedelta(0))


def id_in(answer: Json, name: str, found: object) -> str:
    """The id of a person in an answer. Raises Undelivered."""
    if answer.get(name) != 0 or not isinstance(found, str) or not found:
        note = f"{answer.get(name)} {answer.get('errmsg') or answer.get('msg') or ''}"[:200]
        raise Undelivered("person_unknown", note=note)
    return found


def mobile_of(sending: Sending) -> str:
    """The phone number as these providers know it: a mainland mobile without its country."""
    return require_phone(sending).removeprefix("+86")
