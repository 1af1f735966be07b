"""Stand-ins of providers of messages: they check what real ones check, and keep what they got."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from hmac import new as new_hmac

from tests.workflow.outside.stand_in import Received, Reply, StandIn

Json = dict[str, object]
SECRET = "robot-secret"


class Provider:
    """A provider's directory and its tokens: `given` were given, `sent` are the messages."""

    def __init__(self, stand_in: StandIn) -> None:
        self.stand_in = stand_in
        self.given: list[str] = []
        self.sent: list[Received] = []
        self.limited = 0

    def token(self) -> str:
        """A new token; those before are over."""
        self.given.append(f"provider-token-{len(self.given) + 1}")
        return self.given[-1]

    def is_present(self, token: str | None) -> bool:
        """Whether the token is the last one."""
        return bool(self.given) and token == self.given[-1]

    def take(self, asked: Received, good: Json, busy: Json) -> Reply:
        """The message is kept, unless there are too many at the moment."""
        if self.limited:
            self.limited -= 1
            return Reply(body=busy)
        self.sent.append(asked)
        return Reply(body=good)


def wecom(provider: Provider) -> None:
    """企业微信: `gettoken`, `getuserid`, `message/send`, with its error codes."""
    good, stale = {"errcode": 0, "errmsg": "ok"}, {"errcode": 42001, "errmsg": "expired"}

    def token(asked: Received) -> Reply:
        right = dict(asked.query) == {"corpid": "corp", "corpsecret": "corp-secret-1"}
        if not right:
            return Reply(body={"errcode": 40001, "errmsg": "invalid"})
        return Reply(body={**good, "access_token": provider.token(), "expires_in": 7_200})

    def person(asked: Received) -> Reply:
        if not provider.is_present(asked.query.get("access_token")):
            return Reply(body=stale)
        known = asked.json == {"mobile": "13800138000"}
        return Reply(body={**good, "userid": "ada"} if known else {"errcode": 46004})

    def send(asked: Received) -> Reply:
        if not provider.is_present(asked.query.get("access_token")):
            return Reply(body=stale)
        return provider.take(asked, good, {"errcode": 45009, "errmsg": "api freq out of limit"})

    provider.stand_in.on("GET", "/cgi-bin/gettoken", token)
    provider.stand_in.on("POST", "/cgi-bin/user/getuserid", person)
    provider.stand_in.on("POST", "/cgi-bin/message/send", send)


def dingtalk(provider: Provider) -> None:
    """钉钉: `gettoken`, `getbymobile`, 工作通知."""
    good, stale = {"errcode": 0}, {"errcode": 42001}

    def token(_: Received) -> Reply:
        return Reply(body={**good, "access_token": provider.token(), "expires_in": 7_200})

    def person(asked: Received) -> Reply:
        known = asked.json == {"mobile": "13800138000"}
        return Reply(body={**good, "result": {"userid": "ada"}} if known else {"errcode": 60121})

    def send(asked: Received) -> Reply:
        if not provider.is_present(asked.query.get("access_token")):
            return Reply(body=stale)
        return provider.take(asked, {**good, "task_id": 1}, {"errcode": 130101})

    provider.stand_in.on("GET", "/gettoken", token)
    provider.stand_in.on("POST", "/topapi/v2/user/getbymobile", person)
    provider.stand_in.on("POST", "/topapi/message/corpconversation/asyncsend_v2", send)


def feishu(provider: Provider) -> None:
    """飞书: tenant token, `batch_get_id`, messages."""
    good, stale = {"code": 0, "msg": "ok"}, {"code": 99991663, "msg": "invalid token"}

    def token(_: Received) -> Reply:
        body = {**good, "tenant_access_token": provider.token(), "expire": 7_200}
        return Reply(body=body)

    def person(asked: Received) -> Reply:
        known = asked.json == {"mobiles": ["13800138000"]}
        found = [{"mobile": "13800138000", "user_id": "ada"}] if known else [{"mobile": "?"}]
        return Reply(body={**good, "data": {"user_list": found}})

    def send(asked: Received) -> Reply:
        bearer = asked.headers.get("authorization", "").removeprefix("Bearer ")
        if not provider.is_present(bearer):
            return Reply(body=stale)
        return provider.take(asked, good, {"code": 99991400, "msg": "frequency limit"})

    at = "/open-apis"
    provider.stand_in.on("POST", f"{at}/auth/v3/tenant_access_token/internal", token)
    provider.stand_in.on("POST", f"{at}/contact/v3/users/batch_get_id", person)
    provider.stand_in.on("POST", f"{at}/im/v1/messages", send)


def robot(provider: Provider) -> None:
    """The robots of all three, each with its own signature."""

    def send(asked: Received) -> Reply:
        kind = asked.path.removeprefix("/robot/")
        name = "code" if kind == "feishu" else "errcode"
        if not is_robot_signed(kind, asked):
            return Reply(body={name: 19021 if kind == "feishu" else 310000})
        busy = {"wecom": 45009, "dingtalk": 130101, "feishu": 11232}[kind]
        return provider.take(asked, {name: 0}, {name: busy})

    for kind in ("wecom", "dingtalk", "feishu"):
        provider.stand_in.on("POST", f"/robot/{kind}", send)


def is_robot_signed(kind: str, asked: Received) -> bool:
    """Whether the request is signed as the provider's documentation says."""
    if kind == "wecom":
        return asked.query.get("key") == SECRET
    body = asked.json
    assert isinstance(body, dict)
    if kind == "dingtalk":
        stamp, sign = asked.query.get("timestamp", ""), asked.query.get("sign")
        digest = new_hmac(SECRET.encode(), f"{stamp}\n{SECRET}".encode(), sha256).digest()
    else:
        stamp, sign = str(body.get("timestamp")), body.get("sign")
        digest = new_hmac(f"{stamp}\n{SECRET}".encode(), b"", sha256).digest()
    return sign == b64encode(digest).decode()
