"""Edits of the shop that several tests make."""

from collections.abc import Callable
from typing import cast

from tests.engine.changing import Documents, adding, field_of, removing, setting
from tests.engine.shop_app import Body


def change_formulas(documents: Documents) -> None:
    setting("purchase", "amount", formula="单价*数量*2")(documents)
    adding("buyer", key="dearest", type="formula", formula="MAX(订单.金额)", decimals=2)(documents)


def license_to(kind: str, **more: object) -> Callable[[Documents], None]:
    """The license becomes another type; the formula that reads its text goes."""

    def edit(documents: Documents) -> None:
        removing("buyer", "code")(documents)
        del documents["shop", "role", "seller"]
        rules = cast(list[Body], documents["shop", "table", "buyer"]["rules"])
        rules[:] = [rule for rule in rules if rule["key"] != "one_license"]
        field_of(documents, "buyer", "license").update(type=kind, **more)

    return edit


def removing_option(documents: Documents, key: str, value: str) -> None:
    """The field has an option less."""
    field = field_of(documents, "buyer", key)
    field["options"] = [it for it in cast(list[Body], field["options"]) if it["value"] != value]


MOOD: Body = {
    "key": "mood",
    "type": "select",
    "options": [
        {"value": "red", "label": {"zh": "红", "en": "Red"}},
        {"value": "green", "label": {"zh": "绿", "en": "Green"}},
    ],
}


def add_mood(documents: Documents) -> None:
    adding("buyer", **MOOD)(documents)


def fewer_tags(documents: Documents) -> None:
    field_of(documents, "buyer", "tags")["options"] = [{"value": "old", "label": "旧"}]


def no_memo(documents: Documents) -> None:
    del documents["shop", "table", "memo"]
