"""A small app for tests of changes: customers, their leads, what was said to them, two roles."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from metadata.changes.change import Change
from metadata.diff import diff_documents
from metadata.layout import Layout
from metadata.pieces import is_same
from metadata.plan import Earlier, Plan, plan_changes
from metadata.resolve import resolve_documents
from metadata.resolved import DocumentKey, Resolved

Body = dict[str, object]
Sources = dict[DocumentKey, Body]

CUSTOMER: Body = {
    "key": "customer",
    "label": {"zh": "客户", "en": "Customer"},
    "title": "name",
    "fields": [
        {"key": "name", "label": {"zh": "客户名称"}, "type": "text"},
        {"key": "grade", "label": {"zh": "等级"}, "type": "text"},
        {
            "key": "leads",
            "label": {"zh": "客户线索"},
            "type": "children",
            "table": "lead",
            "field": "customer",
        },
        {
            "key": "total",
            "label": {"zh": "报价合计"},
            "type": "formula",
            "formula": "SUM(客户线索.报价金额)",
        },
    ],
}

LEAD: Body = {
    "key": "lead",
    "label": {"zh": "线索", "en": "Lead"},
    "title": "company",
    "fields": [
        {"key": "company", "label": {"zh": "公司名称"}, "type": "text", "max_length": 120},
        {"key": "mobile", "label": {"zh": "电话"}, "type": "phone"},
        {
            "key": "source",
            "label": {"zh": "来源渠道"},
            "type": "select",
            "options": [
                {"value": "douyin", "label": "抖音本地推", "color": "red"},
                {"value": "xhs", "label": "小红书"},
            ],
        },
        {
            "key": "country",
            "label": {"zh": "国家"},
            "type": "select",
            "options": {"set": "country"},
        },
        {"key": "visits", "label": {"zh": "访问数"}, "type": "integer", "default": "0"},
        {"key": "cost", "label": {"zh": "成本"}, "type": "money", "currency": "CNY"},
        {"key": "quote", "label": {"zh": "报价金额"}, "type": "money", "currency": "CNY"},
        {
            "key": "customer",
            "label": {"zh": "客户"},
            "type": "reference",
            "table": "customer",
        },
        {"key": "watchers", "label": {"zh": "关注人"}, "type": "users"},
        {"key": "stage", "label": {"zh": "阶段"}, "type": "state"},
        {"key": "score", "label": {"zh": "评分"}, "type": "formula", "formula": "访问数*2"},
        {"key": "margin", "label": {"zh": "毛利"}, "type": "formula", "formula": "报价金额-成本"},
        {
            "key": "told",
            "label": {"zh": "渠道说明"},
            "type": "formula",
            "formula": "来源渠道 & '/' & TEXT(评分)",
        },
    ],
    "rules": [{"key": "name_needed", "kind": "required", "fields": ["company"]}],
    "state_machines": [
        {
            "field": "stage",
            "initial": "screening",
            "states": [
                {"key": "screening", "label": "初筛"},
                {"key": "signed", "label": "签署", "color": "green"},
                {"key": "lost", "label": "无效"},
            ],
            "transitions": [
                {"key": "sign", "label": "签署合同", "from": ["screening"], "to": "signed"},
                {"key": "lose", "label": "标记无效", "from": ["screening"], "to": "lost"},
            ],
        }
    ],
}

COUNTRY: Body = {
    "key": "country",
    "label": {"zh": "国家", "en": "Country"},
    "options": [{"value": "CN", "label": "中国"}, {"value": "DE", "label": "德国"}],
}

SALES: Body = {
    "key": "sales",
    "label": {"zh": "销售", "en": "Sales"},
    "tables": {
        "lead": {
            "create": True,
            "read": True,
            "update": True,
            "fields": {"*": "edit", "cost": "hidden"},
            "transitions": ["sign"],
        }
    },
}

LEADS: Body = {
    "key": "leads",
    "label": {"zh": "全部线索"},
    "table": "lead",
    "type": "grid",
    "columns": [{"field": "company"}, {"field": "mobile", "width": 120}],
}

APP: Body = {"format": 1, "key": "crm", "label": "CRM", "version": "1.0.0"}


def small_app() -> Sources:
    """The documents, fresh for each caller."""
    return copy.deepcopy(
        {
            ("crm", "app", "crm"): APP,
            ("crm", "table", "customer"): CUSTOMER,
            ("crm", "table", "lead"): LEAD,
            ("crm", "option_set", "country"): COUNTRY,
            ("crm", "role", "sales"): SALES,
            ("crm", "view", "leads"): LEADS,
        }
    )


def resolved(sources: Mapping[DocumentKey, object]) -> Resolved:
    """The documents resolved; every problem is raised."""
    return resolve_documents(sources).require()


NOTHING = resolved({})


@dataclass(frozen=True, slots=True)
class Edited:
    """Documents that a test case edits in place, by short paths."""

    sources: Sources

    def at(self, kind: str, key: str, *path: str) -> dict[str, object]:
        """The object at the path, in which items of lists are named by key, value or field."""
        value: object = self.sources["crm", kind, key]
        for step in path:
            value = value[step] if isinstance(value, dict) else item_of(value, step)
        assert isinstance(value, dict)
        return value

    def field(self, key: str, **properties: object) -> dict[str, object]:
        """A field of lead, with these properties set."""
        found = self.at("table", "lead", "fields", key)
        found.update(properties)
        return found

    def items(self, kind: str, key: str, *path: str) -> list[object]:
        """The list at the path."""
        *way, last = path
        holder = self.at(kind, key, *way)
        value = holder.setdefault(last, [])
        assert isinstance(value, list)
        return value

    def drop(self, kind: str, key: str, *path: str) -> Edited:
        """The item at the path is gone from its list; the app, to go on with."""
        *way, last = path
        holder = self.items(kind, key, *way)
        holder.remove(item_of(holder, last))
        return self


def item_of(items: object, name: str) -> object:
    """The item of a list that is known by the name."""
    assert isinstance(items, list)
    return next(
        item
        for item in items
        if item == name
        or (
            isinstance(item, dict)
            and name in (item.get("key"), item.get("value"), item.get("field"))
        )
    )


Edit = Callable[[Edited], object]


def edited(*edits: Edit) -> Sources:
    """The small app after the edits."""
    app = Edited(small_app())
    for edit in edits:
        edit(app)
    return app.sources


def layout_of(documents: Resolved) -> Layout:
    """Where everything lives when the documents are the first revision."""
    return plan(NOTHING, Layout(), documents).layout


def plan(
    before: Resolved,
    layout: Layout,
    after: Resolved,
    revision: int = 2,
    earlier: Earlier | None = None,
) -> Plan:
    """The plan between two revisions."""
    changes = diff_documents(before, after)
    return plan_changes(before, layout, after, changes, revision=revision, earlier=earlier)


def plan_of(*edits: Edit) -> Plan:
    """The plan that makes the edits to the small app, which is revision 1."""
    before = resolved(small_app())
    return plan(before, layout_of(before), resolved(edited(*edits)))


def are_same(one: Mapping[DocumentKey, object], other: Mapping[DocumentKey, object]) -> bool:
    """Whether both are the same documents, whatever order they and their properties are in."""
    return one.keys() == other.keys() and all(is_same(one[key], other[key]) for key in one)


def changes_of(sources: Mapping[DocumentKey, object]) -> tuple[Change, ...]:
    """What differs from the small app."""
    return diff_documents(resolved(small_app()), resolved(sources))
