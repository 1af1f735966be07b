"""A small app whose automations and approvals a journey needs: requests that are handed out,
confirmed, and agreed to before they are signed."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import cast

from tests.journeys.people import Caller, Json

APP = "desk"
PATIENCE = 20


def label(zh: str, en: str) -> Json:
    """A label in both languages."""
    return {"zh": zh, "en": en}


def field(key: str, kind: str, zh: str, en: str, **more: object) -> Json:
    """A field of a table."""
    return {"key": key, "type": kind, "label": label(zh, en), **more}


REQUEST: Json = {
    "key": "request",
    "label": label("申请", "Request"),
    "title": "name",
    "icon": "clipboard",
    "fields": [
        field("name", "text", "名称", "Name"),
        field("amount", "number", "金额", "Amount"),
        field("note", "text", "说明", "Note"),
        field("owner", "user", "负责人", "Owner"),
        field("stage", "state", "阶段", "Stage"),
    ],
    "rules": [{"key": "named", "kind": "required", "fields": ["name"]}],
    "state_machines": [
        {
            "field": "stage",
            "initial": "draft",
            "states": [
                {"key": "draft", "label": label("起草", "Draft"), "color": "grey"},
                {"key": "signed", "label": label("已签署", "Signed"), "color": "green"},
            ],
            "transitions": [
                {
                    "key": "sign",
                    "label": label("签署", "Sign"),
                    "from": ["draft"],
                    "to": "signed",
                    "approval": "signing",
                }
            ],
        }
    ],
}
PAGE: Json = {
    "type": "detail",
    "key": "request_page",
    "label": label("申请", "Request"),
    "table": "request",
    "header": ["amount", "owner"],
}
HAND_OUT: Json = {
    "key": "hand_out",
    "label": label("分配申请", "Hand out"),
    "on": {"event": "record.created", "table": "request"},
    "when": "NOT ISBLANK(金额)",
    "meets": "holds",
    "steps": [
        {
            "key": "size",
            "do": "branch",
            "branches": [
                {"when": "金额>=100000", "steps": []},
                {"when": "金额>=1000", "steps": []},
            ],
        },
        {
            "key": "pick",
            "do": "assign",
            "field": "owner",
            "rules": [
                {
                    "label": label("大额", "Large"),
                    "when": "金额>=100000",
                    "to": {"person": "创建人"},
                },
                {"when": "金额>=1000", "to": {"person": "创建人"}},
            ],
        },
        {
            "key": "ask",
            "do": "confirm",
            "who": "负责人",
            "ask": label("是否接受 {{ 名称 }}？", "Accept {{ 名称 }}?"),
            "within": "30min",
            "reason_on_decline": True,
            "on_accept": [
                {
                    "do": "notify",
                    "who": "负责人",
                    "title": label("已接受", "Accepted"),
                    "text": label("{{ 名称 }} 已有人接受。", "{{ 名称 }} was accepted."),
                }
            ],
            "on_decline": [
                {
                    "do": "task",
                    "who": "创建人",
                    "title": label("另找人做 {{ 名称 }}", "Find somebody for {{ 名称 }}"),
                }
            ],
        },
    ],
}
CLEAR: Json = {
    "key": "clear_name",
    "label": label("清空名称", "Clear the name"),
    "on": {"event": "record.created", "table": "request"},
    "when": "说明='清空'",
    "meets": "holds",
    "steps": [{"key": "clear", "do": "set", "values": {"name": "''"}}],
}
SIGNING: Json = {
    "key": "signing",
    "label": label("签署审批", "Signing"),
    "table": "request",
    "nodes": [
        {
            "key": "head",
            "label": label("负责人同意", "Owner agrees"),
            "who": "负责人",
            "empty": "refuse_to_start",
            "applicant": "decides",
            "fields": {"note": "edit"},
            "timeout": {"within": "4h", "time": "calendar", "then": "remind"},
        },
        {
            "key": "seal",
            "label": label("盖章", "Seal"),
            "who": "创建人",
            "empty": "refuse_to_start",
            "applicant": "decides",
            "repeated": "asks",
            "when": "金额>=100000",
            "signature": True,
        },
    ],
}


def publish_desk(admin: Caller) -> None:
    """The app is there."""
    documents = [
        ("app", {"format": 1, "key": APP, "label": label("服务台", "Desk"), "version": "1.0.0"}),
        ("table", REQUEST),
        ("view", PAGE),
        ("approval", SIGNING),
        ("automation", HAND_OUT),
        ("automation", CLEAR),
    ]
    put = [{"kind": kind, "document": document} for kind, document in documents]
    plan = admin.call("POST", "/plans", {"app": APP, "put": put})
    assert not plan["problems"], plan["problems"]
    admin.call("POST", f"/plans/{plan['id']}/apply", {"accept": []})


def add_request(admin: Caller, **values: object) -> str:
    """The id of a new request."""
    made = admin.call("POST", f"/apps/{APP}/tables/request/records", {"values": values})
    return str(made["id"])


def sign_request(admin: Caller, record: str) -> str:
    """The id of the approval of signing the request, under way."""
    admin.call(
        "POST", f"/apps/{APP}/tables/request/records/{record}/transitions/sign", {"form": {}}
    )
    return wait_for(lambda: _approval_of(admin, record))


def owned_request(admin: Caller, **values: object) -> str:
    """The id of a new request that has found its owner."""
    record = add_request(admin, **values)
    path = f"/apps/{APP}/tables/request/records/{record}"
    wait_for(lambda: cast(Json, admin.call("GET", path)["values"])["owner"])
    return record


def _approval_of(admin: Caller, record: str) -> str | None:
    found = cast(list[Json], admin.call("GET", "/approvals?mine=to_decide")["approvals"])
    return next((str(each["id"]) for each in found if each["record"] == record), None)


def wait_for(look: Callable[[], object]) -> str:
    """What `look` gives as soon as it gives something: workers are quick, but not at once."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = look()
        if found is not None:
            return str(found)
        time.sleep(0.1)
    raise AssertionError("nothing came of it")
