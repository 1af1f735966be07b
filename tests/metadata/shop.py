"""A small app whose documents tests bend: orders with lines, customers, goods."""

from collections.abc import Iterator, Mapping
from copy import deepcopy

from metadata.resolve import resolve_documents
from metadata.resolved import Field

Source = dict[str, object]
Sources = dict[tuple[str, str, str], object]

APP: Source = {
    "format": 1,
    "key": "shop",
    "label": {"zh": "商店", "en": "Shop"},
    "version": "1.0.0",
    "engine": ">=0.1,<1",
    "parameters": [{"key": "rate", "label": "Rate", "type": "number", "default": "0.1"}],
    "navigation": [{"label": "Orders", "items": [{"view": "orders"}]}],
}
BUYER: Source = {
    "key": "buyer",
    "label": {"zh": "买家", "en": "Buyer"},
    "title": "name",
    "search": ["name"],
    "fields": [
        {"key": "name", "label": {"zh": "姓名", "en": "Name"}, "type": "text"},
        {"key": "city", "label": {"zh": "城市", "en": "City"}, "type": "region"},
        {"key": "secret", "label": {"zh": "底价", "en": "Secret"}, "type": "number"},
        {"key": "level", "label": {"zh": "等级", "en": "Level"}, "type": "select"}
        | {"options": {"set": "level"}},
        {
            "key": "orders",
            "label": {"zh": "订单", "en": "Orders"},
            "type": "children",
            "table": "order",
            "field": "buyer",
        },
        {"key": "spent", "label": {"zh": "消费", "en": "Spent"}, "type": "formula"}
        | {"formula": "SUM(订单.总额)", "decimals": 2},
    ],
}
ORDER: Source = {
    "key": "order",
    "label": {"zh": "订单", "en": "Order"},
    "title": "number",
    "fields": [
        {"key": "number", "label": {"zh": "单号", "en": "Number"}, "type": "auto_number"},
        {"key": "buyer", "label": {"zh": "买家", "en": "Buyer"}, "type": "reference"}
        | {"table": "buyer", "on_delete": "cascade"},
        {"key": "channel", "label": {"zh": "渠道", "en": "Channel"}, "type": "select"}
        | {
            "default": "'网店'",
            "options": [
                {"value": "web", "label": {"zh": "网店", "en": "Web"}, "color": "blue"},
                {"value": "fair", "label": {"zh": "展会", "en": "Fair"}},
            ],
        },
        {
            "key": "price",
            "label": {"zh": "单价", "en": "Price"},
            "type": "money",
            "currency": "CNY",
        },
        {"key": "count", "label": {"zh": "数量", "en": "Count"}, "type": "integer", "default": "1"},
        {"key": "total", "label": {"zh": "总额", "en": "Total"}, "type": "formula"}
        | {"formula": "单价*数量*(1-PARAM.rate)", "decimals": 2},
        {"key": "big", "label": {"zh": "大单", "en": "Big"}, "type": "formula"}
        | {"formula": "总额>10000"},
        {"key": "age", "label": {"zh": "天数", "en": "Age"}, "type": "formula"}
        | {"formula": "DAYS(NOW()-创建时间)", "decimals": 0},
        {"key": "old", "label": {"zh": "积压", "en": "Old"}, "type": "formula"}
        | {"formula": "天数>30"},
        {"key": "city", "label": {"zh": "收货地", "en": "Ship to"}, "type": "formula"}
        | {"formula": "买家.城市"},
        {"key": "stage", "label": {"zh": "阶段", "en": "Stage"}, "type": "state"},
        {"key": "why", "label": {"zh": "原因", "en": "Reason"}, "type": "text"},
    ],
    "rules": [
        {"key": "why_needed", "kind": "required", "when": "阶段='取消'", "fields": ["why"]},
        {"key": "positive", "kind": "validate", "refuse_when": "单价<0", "message": "负数"},
        {"key": "tidy", "kind": "clean", "field": "why", "set": "TRIM(原因)"},
    ],
    "state_machines": [
        {
            "field": "stage",
            "initial": "open",
            "states": [
                {"key": "open", "label": {"zh": "待付", "en": "Open"}},
                {"key": "paid", "label": {"zh": "已付", "en": "Paid"}},
                {"key": "gone", "label": {"zh": "取消", "en": "Gone"}},
            ],
            "transitions": [
                {"key": "pay", "label": "付款", "from": ["open"], "to": "paid"},
                {
                    "key": "drop",
                    "label": "取消",
                    "from": ["open", "paid"],
                    "to": "gone",
                    "guard": "单价>0",
                    "form": [{"field": "why", "required": True}],
                },
            ],
        }
    ],
}
LEVEL: Source = {
    "key": "level",
    "label": {"zh": "等级", "en": "Level"},
    "options": [
        {"value": "gold", "label": {"zh": "金", "en": "Gold"}},
        {"value": "old_gold", "label": {"zh": "旧金", "en": "Old gold"}, "parent": "gold"},
    ],
}
VIEW: Source = {
    "key": "orders",
    "label": "All",
    "table": "order",
    "type": "grid",
    "columns": [{"field": "number"}, {"field": "total", "width": 120}, {"field": "created_at"}],
    "filter": "渠道='网店'",
    "sort": ["-created_at"],
}
ROLE: Source = {
    "key": "clerk",
    "label": {"zh": "店员", "en": "Clerk"},
    "tables": {
        "order": {
            "create": True,
            "read": "创建人=CURRENT_USER()",
            "update": True,
            "export": True,
            "fields": {"*": "edit", "why": {"power": "read", "export": False}},
            "transitions": ["pay"],
        },
        "buyer": {"read": True, "fields": {"*": "read", "city": "hidden"}},
    },
    "build": ["views"],
}


def shop() -> Sources:
    """The documents of the shop, fresh to bend."""
    return deepcopy(
        {
            ("shop", "app", "shop"): APP,
            ("shop", "table", "buyer"): BUYER,
            ("shop", "table", "order"): ORDER,
            ("shop", "option_set", "level"): LEVEL,
            ("shop", "view", "orders"): VIEW,
            ("shop", "role", "clerk"): ROLE,
        }
    )


def bent(changes: Mapping[str, object]) -> Sources:
    """The shop with values put at places: `{"table order /fields/0/key": "x"}`. `DELETE` takes a
    property away, a last step `-` adds to a list."""
    sources = shop()
    for place, value in changes.items():
        kind, key, pointer = place.split(" ")
        if not pointer.strip("/"):
            sources["shop", kind, key] = value
            continue
        put(sources["shop", kind, key], pointer.strip("/").split("/"), value)
    return sources


def field_of(kind: str, properties: Source) -> Field:
    """A field `it` of the orders, of a type and with some properties."""
    document = {"key": "it", "label": "It", "type": kind, **properties}
    resolved = resolve_documents(bent({"table order /fields/-": document})).require()
    return resolved.tables["shop.order"].fields["it"]


DELETE = object()


def put(node: object, steps: list[str], value: object) -> None:
    """The JSON value has `value` at the end of the steps."""
    *before, last = steps
    for step in before:
        node = node[int(step)] if isinstance(node, list) else node[step]  # type: ignore[index]
    if isinstance(node, list):
        if last == "-":
            node.append(value)
        else:
            node[int(last)] = value
    else:
        assert isinstance(node, dict)
        if value is DELETE:
            del node[last]
        else:
            node[last] = value


def places(node: object, steps: str = "") -> Iterator[str]:
    """Every place in a JSON value."""
    if steps:
        yield steps
    if isinstance(node, dict):
        for key, item in node.items():
            yield from places(item, f"{steps}/{key}")
    elif isinstance(node, list):
        for index, item in enumerate(node):
            yield from places(item, f"{steps}/{index}")
