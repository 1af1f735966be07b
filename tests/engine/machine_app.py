"""The shop with a machine that uses all that machines can say: orders that are prepared, checked
and shipped."""

from __future__ import annotations

from copy import deepcopy

from metadata.resolved import DocumentKey
from tests.engine.shop_app import SOURCES, Body, field, label

AUTOMATION: Body = {
    "key": "remind",
    "label": label("提醒"),
    "on": {"event": "called", "table": "job"},
    "steps": [{"do": "stop"}],
}

APPROVAL: Body = {
    "key": "finance",
    "label": label("财务确认"),
    "table": "job",
    "nodes": [
        {"key": "boss", "label": label("财务"), "who": "负责人", "empty": "agree"},
    ],
}

JOB: Body = {
    "key": "job",
    "label": label("工单"),
    "title": "name",
    "fields": [
        field("name", "text", "名称"),
        field("price", "number", "价格", decimals=2),
        field("urgent", "boolean", "加急"),
        field("why_urgent", "text", "加急原因"),
        field("seen", "boolean", "已阅"),
        field("paper", "file", "合同"),
        field("shipper", "text", "承运人"),
        field("note", "text", "备注"),
        field("owner", "user", "负责人"),
        field("double", "formula", "双价", formula="价格*2"),
        field("stage", "state", "阶段"),
        field("tasks", "children", "任务", table="task", field="job"),
    ],
    "rules": [
        {
            "key": "price_ok",
            "kind": "validate",
            "refuse_when": "价格<0",
            "message": label("价格不能为负"),
            "fields": ["price"],
        }
    ],
    "state_machines": [
        {
            "field": "stage",
            "initial": "new",
            "phases": [{"key": "early", "label": label("前期")}],
            "states": [
                {
                    "key": "new",
                    "label": label("新建"),
                    "phase": "early",
                    "description": label("核对资料"),
                    "limit": {
                        "within": "72h",
                        "warnings": ["24h", "1h"],
                        "run": "remind",
                        "warn_run": "remind",
                    },
                },
                {
                    "key": "ready",
                    "label": label("备好"),
                    "limit": {"within": "1d", "time": "working", "run": "remind"},
                    "checklist": [
                        {"key": "waybill", "label": label("物流单号")},
                        {"key": "photo", "label": label("照片"), "required": False},
                    ],
                },
                {"key": "shipped", "label": label("发货"), "on_enter": ["remind"]},
                {"key": "gone", "label": label("作废")},
            ],
            "transitions": [
                {
                    "key": "prepare",
                    "label": label("备货"),
                    "from": ["new"],
                    "to": "ready",
                    "guard": "价格>0",
                    "form": [
                        {"field": "shipper", "required": True, "default": "'顺丰'"},
                        {"field": "why_urgent", "required": True, "when": "加急"},
                        {"field": "seen", "required": True},
                        {"field": "urgent"},
                    ],
                    "set": {"note": "'由 ' & 名称 & ' 备货'", "price": "价格+1"},
                    "creates": [{"table": "task", "link": "job", "values": {"title": "名称"}}],
                    "run": "remind",
                },
                {"key": "ship", "label": label("发货"), "from": ["ready"], "to": "shipped"},
                {
                    "key": "back",
                    "label": label("退回"),
                    "from": ["ready", "shipped"],
                    "to": "new",
                    "reason": "required",
                },
                {
                    "key": "discard",
                    "label": label("作废"),
                    "from": ["new"],
                    "to": "gone",
                    "approval": "finance",
                    "form": [{"field": "note", "required": True}],
                    "set": {"price": "0"},
                },
            ],
        }
    ],
}

TASK: Body = {
    "key": "task",
    "label": label("任务"),
    "title": "title",
    "fields": [
        field("title", "text", "标题"),
        field("job", "reference", "所属工单", table="job", on_delete="cascade"),
        field("kind", "text", "类别", default="'装箱'"),
    ],
    "rules": [{"key": "title_needed", "kind": "required", "fields": ["title"]}],
}

EVERYTHING = {"create": True, "read": True, "update": True, "delete": True, "fields": {"*": "edit"}}

WORKER: Body = {
    "key": "worker",
    "label": label("工人"),
    "tables": {"job": {**EVERYTHING, "transitions": ["prepare", "ship", "discard"]}},
}

FOREMAN: Body = {
    "key": "foreman",
    "label": label("工长"),
    "tables": {"job": {**EVERYTHING, "transitions": "*", "override": True}},
}


def machine_sources() -> dict[DocumentKey, Body]:
    """The documents, free to bend."""
    return deepcopy(
        {
            **SOURCES,
            ("shop", "table", "job"): JOB,
            ("shop", "table", "task"): TASK,
            ("shop", "role", "worker"): WORKER,
            ("shop", "role", "foreman"): FOREMAN,
            ("shop", "automation", "remind"): AUTOMATION,
            ("shop", "approval", "finance"): APPROVAL,
        }
    )
