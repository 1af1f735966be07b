"""A table whose machine uses all that a move can ask for, published by the interface."""

from __future__ import annotations

from tests.journeys.people import Caller, Json

STATES = [
    {
        "key": "draft",
        "label": "起草",
        "color": "grey",
        "description": "写清楚去哪里、要花多少。",
        "limit": {"within": "72h"},
        "checklist": [{"key": "route", "label": "路线已确认"}],
    },
    {"key": "sent", "label": "已提交", "color": "blue"},
    {"key": "done", "label": "已完成", "color": "green"},
]
MOVES = [
    {
        "key": "send",
        "label": "提交行程",
        "from": ["draft"],
        "to": "sent",
        "form": [
            {"field": "amount", "required": True, "default": "100"},
            {"field": "why", "required": True, "when": "金额>1000"},
        ],
    },
    {
        "key": "back",
        "label": "退回起草",
        "from": ["sent"],
        "to": "draft",
        "reason": "required",
    },
    {"key": "finish", "label": "完成行程", "from": ["sent"], "to": "done", "approval": "trip_ok"},
]
TABLE = {
    "key": "trip",
    "label": "行程",
    "title": "title",
    "fields": [
        {"key": "title", "label": "标题", "type": "text"},
        {"key": "amount", "label": "金额", "type": "number"},
        {"key": "why", "label": "超额说明", "type": "text"},
        {"key": "stage", "label": "进度", "type": "state"},
    ],
    "state_machines": [
        {"field": "stage", "initial": "draft", "states": STATES, "transitions": MOVES}
    ],
}
APPROVAL = {
    "key": "trip_ok",
    "label": "行程审批",
    "table": "trip",
    "nodes": [
        {
            "key": "boss",
            "label": "主管",
            "who": "创建人",
            "empty": "agree",
            "applicant": "decides",
        }
    ],
}


def publish_trips(admin: Caller) -> None:
    """The CRM has trips."""
    put = [{"kind": "table", "document": TABLE}, {"kind": "approval", "document": APPROVAL}]
    plan = admin.call("POST", "/plans", {"app": "crm", "put": put})
    admin.call("POST", f"/plans/{plan['id']}/apply", {})


def make_trip(admin: Caller, **values: object) -> str:
    """The id of a new trip."""
    made: Json = admin.call("POST", "/apps/crm/tables/trip/records", {"values": values})
    return str(made["id"])
