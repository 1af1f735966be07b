"""The shop with what happens over time: automations, an approval, a connector. Nothing is wrong
with them; tests bend them."""

from collections.abc import Mapping
from copy import deepcopy

from metadata.resolve import resolve_documents
from metadata.resolved import Resolved
from tests.metadata.shop import Source, Sources, put, shop

PAID: Source = {
    "key": "paid",
    "label": {"zh": "付款后", "en": "Once paid"},
    "on": {"event": "state.entered", "table": "order", "field": "stage", "states": ["paid"]},
    "when": "单价>100 AND OLD.数量<>数量",
    "steps": [
        {"key": "loyal", "do": "find", "table": "buyer"}
        | {"filter": "姓名=STEP.record.买家.姓名", "sort": "-name", "all": True, "most": 5},
        {"do": "notify", "who": {"role": "clerk"}, "by": ["inbox"]}
        | {
            "title": "订单 {{单号}}",
            "text": {
                "zh": "{{买家.姓名}} 付了 {{ TEXT(总额, '0.00') }}，共 {{步骤.loyal.count}} 位"
            },
        },
        {"key": "sums", "do": "measure", "table": "order"}
        | {"filter": "买家=STEP.record.买家", "measures": {"total": "SUM(单价)", "n": "COUNT()"}},
        {"key": "big", "label": "大客户", "do": "branch"}
        | {
            "branches": [
                {"when": "STEP.sums.total>10000", "steps": [{"do": "goto", "step": "each"}]},
                {"when": "步骤.sums.n>3", "steps": []},
            ],
            "otherwise": [{"do": "stop"}],
        },
        {"key": "each", "do": "each", "over": "STEP.loyal"}
        | {
            "steps": [
                {"do": "update", "table": "buyer", "record": "STEP.each"}
                | {"values": {"level": "'金'", "secret": "STEP.sums.total"}},
            ]
        },
    ],
}
ASSIGN: Source = {
    "key": "watch",
    "label": {"zh": "盯单", "en": "Watch"},
    "on": {"event": "record.created", "table": "order"},
    "when": "渠道='网店'",
    "steps": [
        {"key": "copy", "do": "create", "table": "buyer"}
        | {"values": {"name": "原因", "level": "'金'"}},
        {
            "key": "ask",
            "do": "confirm",
            "who": {"supervisor_of": "创建人"},
            "ask": "要 {{单号}} 吗？",
        }
        | {
            "within": "30min",
            "remind": "10min",
            "on_accept": [{"do": "set", "values": {"why": "STEP.ask.comment"}}],
            "on_decline": [{"do": "move", "transition": "drop", "form": {"why": "'不要'"}}],
            "on_timeout": [{"do": "task", "who": "创建人", "title": "再问 {{STEP.copy.姓名}}"}],
        },
        {"key": "agreed", "do": "approve", "approval": "discount"}
        | {"on_rejected": [{"do": "stop"}]},
        {"key": "sent", "do": "call", "connector": "erp", "operation": "push"}
        | {
            "values": {"number": "单号", "total": "总额"},
            "parts": {"id": "/data/id"},
            "on_error": [
                {"do": "emit", "event": "order.lost", "values": {"number": "单号"}},
                {"do": "stop"},
            ],
        },
        {"do": "set", "values": {"why": "'ERP ' & STEP.sent.id"}},
        {"do": "wait", "holds": "阶段='已付'", "within": "3d"}
        | {"on_timeout": [{"do": "run", "automation": "escalate"}]},
        {"key": "pick", "do": "assign", "field": "owner", "department": "team"}
        | {
            "rules": [
                {"when": "渠道='网店'", "to": {"role": "clerk", "pick": "least_loaded"}},
                {"to": {"role": "clerk", "pick": "weighted", "weight": "LEN(姓名)"}},
            ],
            "otherwise": {"person": "创建人"},
        },
    ],
}
SPARE: Source = {
    "key": "spare",
    "label": {"zh": "备用", "en": "Spare"},
    "on": {"event": "record.deleted", "table": "order"},
    "steps": [{"do": "emit", "event": "order.gone", "values": {"at": "NOW()"}}],
}
ESCALATE: Source = {
    "key": "escalate",
    "label": {"zh": "升级", "en": "Escalate"},
    "on": {"event": "called", "table": "order"},
    "steps": [{"do": "task", "who": {"supervisor_of": "创建人"}, "title": "看 {{单号}}"}],
}
NIGHTLY: Source = {
    "key": "nightly",
    "label": {"zh": "每夜", "en": "Nightly"},
    "on": {"event": "time.schedule", "cron": "0 2 * * *", "time_zone": "Asia/Shanghai"},
    "steps": [
        {"key": "some", "do": "sample", "table": "order", "filter": "阶段='待付'", "percent": 5},
        {"key": "one", "do": "each", "over": "STEP.some"}
        | {
            "steps": [
                {"do": "delete", "table": "order", "record": "STEP.one", "when": "STEP.one.单价=0"},
                {"do": "task", "who": {"role": "clerk"}, "title": "查 {{STEP.one.单号}}"},
            ]
        },
    ],
}
HOOK: Source = {
    "key": "hooked",
    "label": {"zh": "外部线索", "en": "From outside"},
    "on": {"event": "webhook", "parts": {"name": "/name", "text": "/message/text"}},
    "when": "NOT ISBLANK(STEP.hook.name)",
    "steps": [
        {"key": "seen", "do": "extract", "text": "STEP.hook.text"}
        | {"parts": {"words": "keywords", "phone": "phone"}}
        | {"lexicon": {"table": "buyer", "word": "name"}},
        {"key": "new", "do": "create", "table": "buyer"}
        | {"values": {"name": "IFBLANK(STEP.hook.name, STEP.seen.phone)"}},
        {"do": "create", "table": "order"} | {"values": {"buyer": "STEP.new", "price": "10"}},
    ],
}
WINDOW: Source = {
    "key": "slow_day",
    "label": {"zh": "卖得慢", "en": "Slow day"},
    "on": {"event": "metric.window", "table": "order", "measure": "SUM(单价)"}
    | {"filter": "阶段='已付'", "every": "1h", "below": "PARAM.rate*1000", "periods": 2},
    "steps": [{"do": "notify", "who": {"role": "clerk"}, "text": "卖得慢：{{ STEP.metric }}"}],
}
DISCOUNT: Source = {
    "key": "discount",
    "label": {"zh": "折扣审批", "en": "Discount"},
    "table": "order",
    "title": "{{单号}} 的折扣",
    "nodes": [
        {"key": "lead", "label": {"zh": "主管", "en": "Lead"}, "who": {"levels": 2}}
        | {"empty": "agree", "votes": "all", "fields": {"why": "edit", "price": "read"}},
        {"key": "boss", "label": "总经理", "when": "总额>1000", "who": {"role": "clerk"}}
        | {
            "empty": "ask",
            "empty_to": {"role": "clerk"},
            "timeout": {"within": "3d", "then": "remind"},
        },
    ],
    "freezes": ["price", "count"],
    "on_rejected": "escalate",
}
ERP: Source = {
    "key": "erp",
    "label": "ERP",
    "base": "https://erp.example.com/api",
    "credential": "erp",
    "auth": {"kind": "token", "token_path": "/token"},
    "operations": [
        {"key": "push", "path": "/orders/{number}", "parameters": ["number", "total"]}
        | {"method": "PUT", "body": {"total": "{total}"}},
    ],
    "syncs": [
        {"key": "orders", "table": "order", "path": "/orders", "items_at": "/data"}
        | {"dedupe": "/id", "id_field": "why", "paging": {"kind": "page"}}
        | {"columns": [{"field": "price", "at": "/price"}]},
    ],
    "probe": {"path": "/health", "every": "1min"},
    "alarm": {"role": "clerk"},
    "todo": "ERP 断连",
}


FIELDS = (
    {"key": "owner", "label": {"zh": "负责人", "en": "Owner"}, "type": "user"},
    {"key": "team", "label": {"zh": "负责部门", "en": "Team"}, "type": "department"},
    {"key": "spot", "label": {"zh": "位置", "en": "Spot"}, "type": "location"},
    {"key": "watchers", "label": {"zh": "关注人", "en": "Watchers"}, "type": "users"},
    {"key": "due", "label": {"zh": "交期", "en": "Due"}, "type": "date"},
)
"""What the orders have beside, for the workflow."""


def shop_with_workflow() -> Sources:
    """The documents of the shop with its workflow, fresh to bend."""
    sources = shop()
    for field in FIELDS:
        put(sources["shop", "table", "order"], ["fields", "-"], deepcopy(field))
    automations = (PAID, ASSIGN, ESCALATE, NIGHTLY, HOOK, WINDOW, SPARE)
    return {
        **sources,
        **{("shop", "automation", str(it["key"])): deepcopy(it) for it in automations},
        ("shop", "approval", "discount"): deepcopy(DISCOUNT),
        ("shop", "connector", "erp"): deepcopy(ERP),
    }


def bent_workflow(changes: Mapping[str, object]) -> Sources:
    """As `tests.metadata.shop.bent`, of the shop with its workflow."""
    sources = shop_with_workflow()
    for place, value in changes.items():
        kind, key, pointer = place.split(" ")
        if not pointer.strip("/"):
            sources["shop", kind, key] = value
            continue
        put(sources["shop", kind, key], pointer.strip("/").split("/"), value)
    return sources


def resolved_workflow(changes: Mapping[str, object]) -> Resolved:
    """The bent shop, which has nothing wrong."""
    return resolve_documents(bent_workflow(changes)).require()
