"""A small shop as documents: what the tests of writes write to."""

from __future__ import annotations

Body = dict[str, object]


def label(text: str) -> dict[str, str]:
    """A label in both languages."""
    return {"zh": text, "en": text}


def field(key: str, kind: str, text: str, **more: object) -> Body:
    """A field document."""
    return {"key": key, "label": label(text), "type": kind, **more}


BUYER: Body = {
    "key": "buyer",
    "label": label("买家"),
    "title": "name",
    "fields": [
        field("name", "text", "名称", max_length=20),
        field("phone", "phone", "手机"),
        field("area", "region", "地区"),
        field("area_code", "text", "区号"),
        field(
            "level",
            "select",
            "等级",
            options=[
                {"value": "gold", "label": label("金")},
                {"value": "iron", "label": label("铁")},
            ],
        ),
        field(
            "tags",
            "multi_select",
            "标签",
            options=[
                {"value": "new", "label": label("新")},
                {"value": "old", "label": label("旧")},
            ],
        ),
        field("vip", "boolean", "贵宾"),
        field("license", "text", "执照"),
        field("why_iron", "text", "铁的原因"),
        field("keeper", "user", "管家"),
        field("keeper_name", "formula", "管家姓名", formula="管家.姓名"),
        field("code", "generated", "编码", formula="LEFT(执照,3) & RIGHT(MD5(名称),4)"),
        field("number", "auto_number", "编号", prefix="B", digits=4),
        field("purchases", "children", "订单", table="purchase", field="buyer"),
        field("total", "formula", "总额", formula="SUM(订单.金额)"),
        field("count", "formula", "单数", formula="COUNT(订单)"),
        field("big", "formula", "大客户", formula="总额>=1000"),
        field("average", "formula", "均价", formula="总额/单数", decimals=2),
        field("greeting", "formula", "问候", formula='"你好 " & 名称 & TEXT(等级)'),
        field("age", "formula", "天数", formula="DAYS(NOW()-创建时间)"),
    ],
    "rules": [
        {"key": "name_needed", "kind": "required", "fields": ["name"]},
        {"key": "why_shown", "kind": "visible", "fields": ["why_iron"], "when": "等级='iron'"},
        {"key": "why_needed", "kind": "required", "fields": ["why_iron"]},
        {"key": "tidy", "kind": "clean", "field": "name", "set": "UPPER(名称)"},
        {"key": "dial", "kind": "fill", "field": "area_code", "set": "AREA_CODE(地区)"},
        {"key": "one_license", "kind": "unique", "fields": ["license"]},
    ],
}

PURCHASE: Body = {
    "key": "purchase",
    "label": label("订单"),
    "title": "title",
    "fields": [
        field("title", "text", "标题"),
        field("buyer", "reference", "买家", table="buyer"),
        field("price", "money", "单价", currency="CNY"),
        field("quantity", "integer", "数量", default="1"),
        field("amount", "formula", "金额", formula="单价*数量", decimals=2),
        field("buyer_area", "formula", "买家地区", formula="买家.地区"),
        field("buyer_big", "formula", "大买家", formula="买家.大客户"),
        field("stage", "state", "阶段"),
        field("paid", "state", "付款"),
        field("lines", "children", "明细", table="line", field="purchase"),
        field("pieces", "formula", "件数", formula="SUM(明细.件数)", history=True),
        field("lost_reason", "text", "原因"),
        field("watchers", "users", "关注人"),
        field("related", "references", "相关订单", table="purchase"),
        field("other", "money", "外币", currencies=["CNY", "USD"]),
    ],
    "rules": [
        {
            "key": "price_ok",
            "kind": "validate",
            "refuse_when": "单价<0",
            "message": {"zh": "单价不能为负", "en": "not negative"},
            "fields": ["price"],
        },
        {
            "key": "rise",
            "kind": "validate",
            "refuse_when": "OLD.数量>数量 AND 阶段='sent'",
            "message": {"zh": "不能减少", "en": "no less"},
            "on": ["edit"],
        },
        {
            "key": "not_empty",
            "kind": "validate",
            "refuse_when": "数量>100 AND 件数=0",
            "message": {"zh": "要有明细", "en": "lines needed"},
        },
        {
            "key": "reason_shown",
            "kind": "visible",
            "fields": ["lost_reason"],
            "when": "阶段='lost'",
            "clear": True,
        },
    ],
    "state_machines": [
        {
            "field": "stage",
            "initial": "open",
            "states": [
                {"key": "open", "label": label("新建")},
                {"key": "sent", "label": label("已发")},
                {"key": "lost", "label": label("丢失")},
            ],
            "transitions": [
                {
                    "key": "send",
                    "label": label("发货"),
                    "from": ["open"],
                    "to": "sent",
                    "guard": "金额>0",
                },
                {"key": "reopen", "label": label("退回"), "from": ["sent", "lost"], "to": "open"},
                {
                    "key": "lose",
                    "label": label("丢失"),
                    "from": ["open", "sent"],
                    "to": "lost",
                    "show_if": "数量>0",
                    "form": [{"field": "lost_reason", "required": True}],
                },
            ],
        },
        {
            "field": "paid",
            "initial": "no",
            "states": [
                {"key": "no", "label": label("未付")},
                {"key": "yes", "label": label("已付")},
            ],
            "transitions": [
                {"key": "pay", "label": label("付款"), "from": ["no"], "to": "yes"},
                {"key": "refund", "label": label("退款"), "from": ["yes"], "to": "no"},
            ],
        },
    ],
}

LINE: Body = {
    "key": "line",
    "label": label("明细"),
    "title": "item",
    "fields": [
        field("item", "text", "品名"),
        field("purchase", "reference", "所属订单", table="purchase", on_delete="cascade"),
        field("pieces", "integer", "件数"),
    ],
    "rules": [{"key": "item_needed", "kind": "required", "fields": ["item"]}],
}

MEMO: Body = {
    "key": "memo",
    "label": label("便签"),
    "title": "text",
    "fields": [
        field("text", "text", "内容"),
        field("purchase", "reference", "便签订单", table="purchase", on_delete="clear"),
    ],
}

VISIT: Body = {
    "key": "visit",
    "label": label("访问"),
    "log": True,
    "fields": [
        field("page", "text", "页面"),
        field("seconds", "integer", "秒"),
        field("buyer", "reference", "访客", table="buyer"),
    ],
}

SELLER: Body = {
    "key": "seller",
    "label": label("店员"),
    "tables": {
        "buyer": {
            "create": True,
            "read": "等级<>'gold' OR 管家=CURRENT_USER()",
            "update": "管家=CURRENT_USER()",
            "delete": "管家=CURRENT_USER()",
            "fields": {
                "*": "edit",
                "total": "read",
                "count": "read",
                "big": "read",
                "average": "read",
                "greeting": "read",
                "age": "read",
                "license": "hidden",
                "area_code": "read",
                "code": "hidden",
                "level": "create",
            },
        },
        "purchase": {
            "create": True,
            "read": True,
            "update": True,
            "delete": False,
            "fields": {"*": "edit", "price": "create"},
            "transitions": ["send", "lose"],
        },
        "line": {
            "create": True,
            "read": True,
            "update": True,
            "delete": True,
            "fields": {"*": "edit"},
        },
    },
}

SOURCES: dict[tuple[str, str, str], Body] = {
    ("shop", "app", "shop"): {
        "format": 1,
        "key": "shop",
        "label": label("小店"),
        "version": "1.0.0",
    },
    ("shop", "table", "buyer"): BUYER,
    ("shop", "table", "purchase"): PURCHASE,
    ("shop", "table", "line"): LINE,
    ("shop", "table", "memo"): MEMO,
    ("shop", "table", "visit"): VISIT,
    ("shop", "role", "seller"): SELLER,
}
