"""Pairs of edits of the small app: those that go together and those that do not."""

from __future__ import annotations

from tests.metadata.small_app import Edit, Edited

OPTION = {"value": "red", "label": "红"}
OTHER = {"value": "green", "label": "绿"}


def phone(app: Edited) -> dict[str, object]:
    """The phone gets a new name on one side."""
    return app.field("mobile", label={"zh": "手机"})


TOGETHER: dict[str, tuple[Edit, Edit]] = {
    "a label and a bound of one field": (
        lambda app: app.field("company", label={"zh": "公司"}),
        lambda app: app.field("company", max_length=200),
    ),
    "an option each": (
        lambda app: app.items("table", "lead", "fields", "source", "options").append(OPTION),
        lambda app: app.items("table", "lead", "fields", "source", "options").append(OTHER),
    ),
    "a label and a new key": (
        phone,
        lambda app: app.field("watchers").update(key="observers", renamed_from="watchers"),
    ),
    "a new order and a new option": (
        lambda app: app.items("table", "lead", "fields", "source", "options").reverse(),
        lambda app: app.items("table", "lead", "fields", "source", "options").append(OTHER),
    ),
    "a power each": (
        lambda app: app.at("role", "sales", "tables", "lead", "fields").update(mobile="read"),
        lambda app: app.at("role", "sales", "tables", "lead", "fields").update(quote="read"),
    ),
    "the first rule on both sides alike": (
        lambda app: app.items("table", "customer", "rules").append(
            {"key": "one", "kind": "unique", "fields": ["name"]}
        ),
        lambda app: app.items("table", "customer", "rules").append(
            {"key": "one", "kind": "unique", "fields": ["name"]}
        ),
    ),
    "a removed rule and a new one": (
        lambda app: app.drop("table", "lead", "rules", "name_needed"),
        lambda app: app.items("table", "lead", "rules").append(
            {"key": "one", "kind": "unique", "fields": ["mobile"]}
        ),
    ),
}

APART: dict[str, tuple[Edit, Edit, str]] = {
    "two labels": (
        phone,
        lambda app: app.field("mobile", label={"zh": "移动电话"}),
        "/fields/1/label",
    ),
    "removed and changed": (
        lambda app: app.drop("table", "lead", "fields", "mobile"),
        lambda app: app.field("mobile", indexed=True),
        "/fields/1",
    ),
    "another type and another bound": (
        lambda app: app.field("company", type="long_text"),
        lambda app: app.field("company", max_length=10),
        "/fields/0",
    ),
    "two fields of one key": (
        lambda app: app.items("table", "lead", "fields").append(
            {"key": "size", "label": "规模", "type": "text"}
        ),
        lambda app: app.items("table", "lead", "fields").append(
            {"key": "size", "label": "规模", "type": "number"}
        ),
        "/fields/13",
    ),
    "two orders": (
        lambda app: app.items("table", "lead", "fields").reverse(),
        lambda app: app.items("table", "lead", "fields").insert(
            0, app.items("table", "lead", "fields").pop(1)
        ),
        "/fields",
    ),
}
