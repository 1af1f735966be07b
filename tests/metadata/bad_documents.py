"""Bad documents: what is bent in the shop, and the problems that must be told, in order."""

from collections.abc import Mapping

from tests.metadata.bad_machines import BAD_MACHINES
from tests.metadata.shop import BUYER, DELETE

Expected = list[tuple[str, str]]

ORDERS_TWICE = {"key": "why", "label": "Why else", "type": "text"}

BAD: Mapping[str, tuple[Mapping[str, object], Expected]] = {
    # -- shapes
    "a typing error in a property": (
        {"table order /fields/3/lable": "x"},
        [("unknown_property", "table order /fields/3/lable")],
    ),
    "a typing error in a type": (
        {"table order /fields/11/type": "txt"},
        [("unknown_type", "table order /fields/11/type")],
    ),
    "a field without a type": (
        {"table order /fields/11/type": DELETE},
        [("missing_property", "table order /fields/11")],
    ),
    "a property left out": (
        {"table order /fields/1/table": DELETE},
        [("missing_property", "table order /fields/1")],
    ),
    "a rule kind for later": (
        {"table order /rules/0/kind": "duplicate"},
        [("unknown_kind", "table order /rules/0/kind")],
    ),
    "a text where a number belongs": (
        {"table order /fields/5/decimals": "2"},
        [("wrong_type", "table order /fields/5/decimals")],
    ),
    "a default that is no formula": (
        {"table order /fields/4/default": 1},
        [("wrong_type", "table order /fields/4/default")],
    ),
    "a label in a language that is not there": (
        {"table order /fields/4/label": {"fr": "Quantité"}},
        [("unknown_property", "table order /fields/4/label/fr")],
    ),
    "a label that is a number": (
        {"table order /fields/4/label": 4},
        [("wrong_type", "table order /fields/4/label")],
    ),
    "an unknown colour": (
        {"table order /fields/2/options/0/color": "bleu"},
        [("unknown_value", "table order /fields/2/options/0/color")],
    ),
    "too many decimals": (
        {"table order /fields/5/decimals": 7},
        [("above_bound", "table order /fields/5/decimals")],
    ),
    "a key in capitals": (
        {"table order /fields/4/key": "Count"},
        [("bad_key", "table order /fields/4/key")],
    ),
    "a key with two underscores": (
        {"table order /fields/4/key": "count__2"},
        [("bad_key", "table order /fields/4/key")],
    ),
    "a key that is too long": (
        {"table order /fields/4/key": "c" * 41},
        [("too_long_text", "table order /fields/4/key")],
    ),
    "a NUL in a text": (
        {"table order /fields/4/label": "a\x00b"},
        [("nul", "table order /fields/4/label")],
    ),
    "half a character": (
        {"table order /fields/4/label": "a\ud800"},
        [("broken_text", "table order /fields/4/label")],
    ),
    "a document that is a list": (
        {"table order /": []},
        [("wrong_type", "table order ")],
    ),
    "a key that differs from the file": (
        {"table order /key": "orders"},
        [("key_differs", "table order /key")],
    ),
    # -- names
    "two fields with one key": (
        {"table order /fields/-": ORDERS_TWICE},
        [("duplicate_key", "table order /fields/12/key")],
    ),
    "a reserved key": (
        {"table order /fields/-": {"key": "version", "label": "V", "type": "text"}},
        [("reserved_key", "table order /fields/12/key")],
    ),
    "a reserved label": (
        {"table order /fields/11/label": "创建时间", "table order /rules": []},
        [
            ("F110", "table order /fields/7/formula"),
            ("reserved_label", "table order /fields/11/label"),
        ],
    ),
    "a label that is another field's": (
        {"table order /fields/11/label": "数量", "table order /rules": []},
        [
            ("F110", "table order /fields/5/formula"),
            ("duplicate_label", "table order /fields/11/label"),
        ],
    ),
    "a table called as another": (
        {"table buyer /label": {"zh": "订单"}},
        [("duplicate_label", "table order /label")],
    ),
    "a table that people have": (
        {"table user /": BUYER | {"key": "user", "label": "U"}},
        [("points_elsewhere", "table user /fields/4/field"), ("reserved_key", "table user /key")],
    ),
    "an old key that is still there": (
        {"table order /fields/11/renamed_from": "count"},
        [("renamed_from_present", "table order /fields/11/renamed_from")],
    ),
    # -- references
    "a reference to no table": (
        {"table order /fields/1/table": "buyr"},
        [("unknown_table", "table order /fields/1/table")],
    ),
    "children through no field": (
        {"table buyer /fields/4/field": "byer"},
        [("unknown_field", "table buyer /fields/4/field")],
    ),
    "children through a text": (
        {"table buyer /fields/4/field": "why"},
        [("not_a_reference", "table buyer /fields/4/field")],
    ),
    "an option set that is not there": (
        {"table buyer /fields/3/options": {"set": "levels"}},
        [("unknown_option_set", "table buyer /fields/3/options/set")],
    ),
    "a title that is not there": (
        {"table buyer /title": "nam"},
        [("unknown_field", "table buyer /title")],
    ),
    "a title that is no text": (
        {"table buyer /title": "orders"},
        [("not_a_title", "table buyer /title")],
    ),
    "a search through numbers": (
        {"table buyer /search": ["secret", "secret"]},
        [
            ("not_searchable", "table buyer /search/0"),
            ("duplicate_key", "table buyer /search/1"),
            ("not_searchable", "table buyer /search/1"),
        ],
    ),
    "a currency that is none": (
        {"table order /fields/3/currency": "RMB"},
        [("no_currency", "table order /fields/3/currency")],
    ),
    "money without a currency": (
        {"table order /fields/3/currency": DELETE},
        [("currency_or_currencies", "table order /fields/3")],
    ),
    "bounds that cross": (
        {"table order /fields/4/min": 5, "table order /fields/4/max": 1},
        [("bounds_crossed", "table order /fields/4/min")],
    ),
    # -- options
    "an option twice": (
        {"table order /fields/2/options/1/value": "web"},
        [("duplicate_option", "table order /fields/2/options/1/value")],
    ),
    "two options with one text": (
        {"table order /fields/2/options/1/label": {"zh": "网店"}},
        [
            ("F110", "table order /fields/2/default"),
            ("duplicate_option_text", "table order /fields/2/options/1/label"),
            ("F110", "view orders /filter"),
        ],
    ),
    "an option below no option": (
        {"option_set level /options/1/parent": "golden"},
        [("unknown_parent", "option_set level /options/1/parent")],
    ),
    "an option below itself": (
        {"option_set level /options/0/parent": "old_gold"},
        [
            ("option_cycle", "option_set level /options/0/parent"),
            ("option_cycle", "option_set level /options/1/parent"),
        ],
    ),
    # -- formulas
    "an unknown field in a formula": (
        {"table order /fields/5/formula": "单价*数两"},
        [("F101", "table order /fields/5/formula")],
    ),
    "an unknown option in a formula": (
        {"table order /rules/0/when": "阶段='取削'"},
        [("F106", "table order /rules/0/when")],
    ),
    "a wrong type in a formula": (
        {"table order /rules/1/refuse_when": "单价"},
        [("F105", "table order /rules/1/refuse_when")],
    ),
    "a default of another type": (
        {"table order /fields/4/default": "'one'"},
        [("F105", "table order /fields/4/default")],
    ),
    "a formula that reads itself through others": (
        {
            "table order /fields/3": {"key": "price", "label": "单价", "type": "formula"}
            | {"formula": "买家.消费"}
        },
        [("F111", "table buyer /fields/5/formula")],
    ),
    "a formula that gives many values": (
        {"table buyer /fields/5/formula": "订单.总额"},
        [("not_storable", "table buyer /fields/5/formula")],
    ),
    "who asks, in a stored formula": (
        {"table order /fields/6/formula": "创建人=CURRENT_USER()"},
        [("F112", "table order /fields/6/formula")],
    ),
    "a parameter that is not there": (
        {"table order /fields/5/formula": "单价*PARAM.rat"},
        [("F101", "table order /fields/5/formula")],
    ),
    "a parameter that depends on time": (
        {
            "app shop /parameters/0/type": "date",
            "app shop /parameters/0/default": "TODAY()",
            "table order /fields/5/formula": "单价*数量",
        },
        [("not_constant", "app shop /parameters/0/default")],
    ),
    "a parameter whose default fails": (
        {"app shop /parameters/0/default": "1/0"},
        [("default_fails", "app shop /parameters/0/default")],
    ),
    # -- rules
    "a rule about no field": (
        {"table order /rules/0/fields": ["whi"]},
        [("unknown_field", "table order /rules/0/fields/0")],
    ),
    "a rule that writes a formula": (
        {"table order /rules/2/field": "total", "table order /rules/2/set": "1"},
        [("rule_cannot_write", "table order /rules/2/field")],
    ),
    "a computed field required": (
        {"table order /rules/0/fields": ["total"]},
        [("rule_cannot_require", "table order /rules/0/fields/0")],
    ),
    "unique children": (
        {"table buyer /rules": [{"key": "u", "kind": "unique", "fields": ["orders"]}]},
        [("rule_cannot_compare", "table buyer /rules/0/fields/0")],
    ),
    # -- states
    "a move to no state": (
        {"table order /state_machines/0/transitions/0/to": "payed"},
        [("unknown_state", "table order /state_machines/0/transitions/0/to")],
    ),
    "a start that is no state": (
        {"table order /state_machines/0/initial": "opened"},
        [("unknown_state", "table order /state_machines/0/initial")],
    ),
    "a state that no move leads to": (
        {"table order /state_machines/0/transitions/0/to": "gone"},
        [("unreachable_state", "table order /state_machines/0/states/1")],
    ),
    "a machine without moves": (
        {
            "table order /state_machines/0/transitions": [],
            "role clerk /tables/order/transitions": [],
        },
        [
            ("dead_end", "table order /state_machines/0/initial"),
            ("unreachable_state", "table order /state_machines/0/states/1"),
            ("unreachable_state", "table order /state_machines/0/states/2"),
        ],
    ),
    "two moves with one key": (
        {"table order /state_machines/0/transitions/1/key": "pay"},
        [("duplicate_key", "table order /state_machines/0/transitions/1/key")],
    ),
    "a machine on a text": (
        {"table order /state_machines/0/field": "why"},
        [
            ("state_without_machine", "table order /fields/10"),
            ("not_a_state", "table order /state_machines/0/field"),
        ],
    ),
    "a move that asks for a formula": (
        {"table order /state_machines/0/transitions/1/form/0/field": "total"},
        [("form_cannot_write", "table order /state_machines/0/transitions/1/form/0/field")],
    ),
    # -- views
    "a column that is not there": (
        {"view orders /columns/0/field": "nummer"},
        [("unknown_field", "view orders /columns/0/field")],
    ),
    "a view of no table": (
        {"view orders /table": "ordr"},
        [("unknown_table", "view orders /table")],
    ),
    "a sort key that is not there": (
        {"view orders /sort/0": "-craeted_at"},
        [("unknown_field", "view orders /sort/0")],
    ),
    "a filter that is no condition": (
        {"view orders /filter": "单价"},
        [("F105", "view orders /filter")],
    ),
    "a navigation to no view": (
        {"app shop /navigation/0/items/0/view": "order"},
        [("unknown_view", "app shop /navigation/0/items/0/view")],
    ),
    # -- roles
    "a role for no table": (
        {"role clerk /tables/byer": {"read": True}},
        [("unknown_table", "role clerk /tables/byer")],
    ),
    "a power over no field": (
        {"role clerk /tables/order/fields/pric": "read"},
        [("unknown_field", "role clerk /tables/order/fields/pric")],
    ),
    "a power to write what is computed": (
        {"role clerk /tables/order/fields/total": "edit"},
        [("power_cannot_write", "role clerk /tables/order/fields/total")],
    ),
    "a power to make no move": (
        {"role clerk /tables/order/transitions/0": "pays"},
        [("unknown_transition", "role clerk /tables/order/transitions/0")],
    ),
    "a row scope that is no condition": (
        {"role clerk /tables/order/read": "创建人"},
        [("F105", "role clerk /tables/order/read")],
    ),
    # -- apps
    "another engine": (
        {"app shop /engine": ">=9"},
        [("engine_out_of_range", "app shop /engine")],
    ),
    "an app that is not there": (
        {"app shop /requires": [{"app": "stock"}]},
        [("unknown_app", "app shop /requires/0/app")],
    ),
    # -- state machines
    **BAD_MACHINES,
}
