"""An app whose only table has a field of every type."""

from collections.abc import Mapping

from metadata.fields import FIELD_TYPES
from metadata.resolved import DocumentKey
from tests.engine.shop_app import field, label

OPTIONS = [{"value": "a", "label": label("甲")}, {"value": "b", "label": label("乙")}]

MORE: Mapping[str, Mapping[str, object]] = {
    "select": {"options": OPTIONS},
    "multi_select": {"options": OPTIONS},
    "reference": {"table": "all"},
    "references": {"table": "all"},
    "children": {"table": "all", "field": "f_reference"},
    "formula": {"formula": "f_number+1"},
    "generated": {"formula": "f_text & 'x'"},
    "money": {"currencies": ["CNY", "USD"]},
    "number": {"decimals": 6},
}
"""What fields of a type say besides key and label."""


def shelf_sources() -> dict[DocumentKey, object]:
    """An app with one table that has a field of every type."""
    fields = [field(f"f_{name}", name, f"字段{name}", **MORE.get(name, {})) for name in FIELD_TYPES]
    state = {
        "field": "f_state",
        "initial": "on",
        "states": [{"key": "on", "label": label("开")}, {"key": "off", "label": label("关")}],
        "transitions": [
            {"key": "stop", "label": label("停"), "from": ["on"], "to": "off"},
            {"key": "start", "label": label("启"), "from": ["off"], "to": "on"},
        ],
    }
    table = {"key": "all", "label": label("全部"), "fields": fields, "state_machines": [state]}
    app = {"format": 1, "key": "shop", "label": label("店"), "version": "1.0.0"}
    return {("shop", "app", "shop"): app, ("shop", "table", "all"): table}
