"""Edits of the small app, by the code of the change each makes, with its words."""

from __future__ import annotations

from collections.abc import Mapping

from tests.metadata.small_app import Edit, Edited

GREEN = {"value": "green", "label": "绿"}
RED = {"value": "red", "label": "红"}
INTENT = {"key": "intent", "label": "意向等级", "type": "select", "options": [RED, GREEN]}
MOBILE_RULE = {"key": "one_mobile", "kind": "unique", "fields": ["mobile"]}


def lead(app: Edited, *path: str) -> list[object]:
    """A list of the lead table."""
    return app.items("table", "lead", *path)


def stage(app: Edited) -> dict[str, object]:
    """The first state of the lead's machine."""
    return app.at("table", "lead", "state_machines", "stage", "states", "screening")


CASES: Mapping[str, tuple[Edit, str, str]] = {
    "relabel_field": (
        lambda app: app.field("mobile", label={"zh": "手机"}),
        "字段 线索.手机：名称 电话 → 手机",
        "field lead.mobile: label 电话 → 手机",
    ),
    "relabel_field in one language": (
        lambda app: app.field("mobile", label={"zh": "电话", "en": "Phone"}),
        "字段 线索.电话：名称 zh: 电话 → zh: 电话, en: Phone",
        "field lead.mobile: label 电话 → Phone",
    ),
    "add_field": (
        lambda app: lead(app, "fields").append(INTENT),
        "新增字段 线索.意向等级（单选，2 个选项）",
        "field lead.intent added (select, 2 options)",
    ),
    "widen_field": (
        lambda app: app.field("mobile", type="text"),
        "字段 线索.电话：类型 电话 → 文本",
        "field lead.mobile: type phone → text",
    ),
    "narrow_field": (
        lambda app: app.field("quote", decimals=0),
        "字段 线索.报价金额：小数位数 无 → 0（部分值可能无法保留）",
        "field lead.quote: decimals none → 0 (some values may not fit)",
    ),
    "change_default": (
        lambda app: app.field("visits", default="1"),
        "字段 线索.访问数：默认值 0 → 1",
        "field lead.visits: default 0 → 1",
    ),
    "change_formula": (
        lambda app: app.field("score", formula="访问数*3"),
        "字段 线索.评分：公式 访问数*2 → 访问数*3",
        "field lead.score: formula 访问数*2 → 访问数*3",
    ),
    "change_field": (
        lambda app: app.field("company", max_length=200),
        "字段 线索.公司名称：最大长度 120 → 200",
        "field lead.company: max length 120 → 200",
    ),
    "add_option": (
        lambda app: lead(app, "fields", "source", "options").append(RED),
        "新增选项 线索.来源渠道.红",
        "option lead.source.red added",
    ),
    "remove_option": (
        lambda app: app.drop("option_set", "country", "options", "DE"),
        "删除选项 国家.德国",
        "option country.DE removed",
    ),
    "relabel_option": (
        lambda app: app.at("table", "lead", "fields", "source", "options", "xhs").update(
            label="红书"
        ),
        "选项 线索.来源渠道.红书：名称 小红书 → 红书",
        "option lead.source.xhs: label 小红书 → 红书",
    ),
    "recolour_option": (
        lambda app: app.at("table", "lead", "fields", "source", "options", "douyin").update(
            color="green"
        ),
        "选项 线索.来源渠道.抖音本地推：颜色 红 → 绿",
        "option lead.source.douyin: color red → green",
    ),
    "reorder_options": (
        lambda app: lead(app, "fields", "source", "options").reverse(),
        "调整选项顺序 线索.来源渠道：douyin, xhs → xhs, douyin",
        "options of lead.source reordered: douyin, xhs → xhs, douyin",
    ),
    "add_rule": (
        lambda app: lead(app, "rules").append(MOBILE_RULE),
        "新增规则 线索.one_mobile（唯一）",
        "rule lead.one_mobile added (unique)",
    ),
    "change_rule": (
        lambda app: lead(app, "rules", "name_needed", "fields").append("mobile"),
        "规则 线索.name_needed：字段增加 mobile",
        "rule lead.name_needed: fields gained mobile",
    ),
    "change_transition": (
        lambda app: app.at(
            "table", "lead", "state_machines", "stage", "transitions", "sign"
        ).update(guard="报价金额>0"),
        "流转 线索.阶段.签署合同：条件 无 → 报价金额>0",
        "transition lead.stage.sign: guard none → 报价金额>0",
    ),
    "add_limit": (
        lambda app: stage(app).update(limit={"within": "72h"}),
        "状态 线索.阶段.初筛：新增时限 72h",
        "state lead.stage.screening: limit 72h",
    ),
    "add_checklist_item": (
        lambda app: stage(app).update(checklist=[{"key": "paper", "label": "单据"}]),
        "检查清单 线索.阶段.初筛.单据：新增",
        "checklist item lead.stage.screening.paper added",
    ),
    "change_field_power": (
        lambda app: app.at("role", "sales", "tables", "lead", "fields").update(mobile="read"),
        "角色权限 销售.线索.电话：无 → 只读",
        "powers sales.lead.mobile: none → read",
    ),
    "change_powers": (
        lambda app: app.at("role", "sales", "tables", "lead").update(delete=True),
        "角色权限 销售.线索：删除 无 → 是",
        "powers sales.lead: delete none → yes",
    ),
    "change_view": (
        lambda app: app.at("view", "leads", "columns", "mobile").update(width=200),
        "视图 全部线索：列.mobile.列宽 120 → 200",
        "view leads: columns.mobile.width 120 → 200",
    ),
    "relabel_table": (
        lambda app: app.at("table", "lead").update(label={"zh": "商机", "en": "Chance"}),
        "表 商机：名称 线索 → 商机",
        "table lead: label Lead → Chance",
    ),
    "change_table": (
        lambda app: lead(app, "search").append("company"),
        "表 线索：搜索字段增加 company",
        "table lead: search gained company",
    ),
    "change_app": (
        lambda app: app.at("app", "crm").update(version="1.1.0"),
        "应用 CRM：版本 1.0.0 → 1.1.0",
        "app crm: version 1.0.0 → 1.1.0",
    ),
    "rename_field": (
        lambda app: app.field("watchers").update(key="observers", renamed_from="watchers"),
        "字段 线索.关注人：键 watchers → observers",
        "field lead.observers: key watchers → observers",
    ),
}
