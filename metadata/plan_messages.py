"""The words for what a plan does, destroys and finds, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping

from metadata.changes.words import TYPES, Words
from metadata.documents.label import text_in
from metadata.plan_findings import Finding
from metadata.resolved import Resolved
from metadata.steps import (
    ClearOption,
    Convert,
    Danger,
    FillState,
    RestoreOption,
    Retire,
    Step,
)

DANGERS: Mapping[str, Words] = {
    "remove_table": {
        "zh": "删除表 {subject}：其中的记录将不可见，保留 30 天后清除",
        "en": "table {subject} is removed: its records are out of sight and deleted after 30 days",
    },
    "remove_field": {
        "zh": "删除字段 {subject}：其中的值将不可见，保留 30 天后清除",
        "en": "field {subject} is removed: its values are out of sight and deleted after 30 days",
    },
    "remove_option": {
        "zh": "删除选项 {subject}：使用它的记录将清空该字段",
        "en": "option {subject} is removed: records that hold it lose it",
    },
    "remove_state": {
        "zh": "删除状态 {subject}：处于该状态的记录将转到「{successor}」",
        "en": "state {subject} is removed: records in it go to {successor}",
    },
    "change_currency": {
        "zh": "字段 {subject} 改换币种：金额数字不变，不按汇率换算",
        "en": "field {subject} has another currency: amounts keep their numbers, unconverted",
    },
    "narrow_type": {
        "zh": "字段 {subject} 的类型 {from} → {to}：无法转换的值将变为空，旧值保留 30 天",
        "en": "type of {subject} {from} → {to}: values that do not convert become blank; the old "
        "ones are kept 30 days",
    },
    "narrow_values": {
        "zh": "字段 {subject} 的取值变窄：不能容纳的值将被舍入或变为空，旧值保留 30 天",
        "en": "field {subject} takes fewer values: those that do not fit are rounded or become "
        "blank; the old ones are kept 30 days",
    },
    "clear_values": {
        "zh": "字段 {subject} 改为公式：填写的值将被计算值取代，旧值保留 30 天",
        "en": "field {subject} becomes a formula: what people wrote gives way to computed values; "
        "the old ones are kept 30 days",
    },
    "exposes": {
        "zh": "角色 {role} 将看到 {subject}，它由该角色不可见的 {sources} 计算得出",
        "en": "role {role} sees {subject}, computed from {sources}, which it may not see",
    },
}

STEPS: Mapping[str, Words] = {
    "CreateTable": {"zh": "建立表 {subject}", "en": "create table {subject}"},
    "AddColumn": {"zh": "为字段 {subject} 增加列", "en": "add the column of {subject}"},
    "AddLinkTable": {"zh": "为字段 {subject} 建立关联表", "en": "add the link table of {subject}"},
    "Convert": {"zh": "转换字段 {subject} 的值", "en": "convert the values of {subject}"},
    "Restore": {
        "zh": "转换字段 {subject} 的值，未改动过的恢复原值",
        "en": "convert the values of {subject}; those nobody changed come back as they were",
    },
    "ClearOption": {
        "zh": "清除 {subject} 中的选项 {option}",
        "en": "clear option {option} of {subject}",
    },
    "ReplaceOption": {
        "zh": "把 {subject} 中的 {option} 改为 {replacement}",
        "en": "replace {option} of {subject} by {replacement}",
    },
    "RestoreOption": {
        "zh": "恢复 {subject} 中的选项 {option}",
        "en": "put option {option} of {subject} back",
    },
    "FillState": {
        "zh": "为没有状态的记录设置 {subject} 为 {option}",
        "en": "set {subject} to {option} where it is blank",
    },
    "FillDue": {
        "zh": "重新计算 {subject} 的到期时间",
        "en": "compute when the time of {subject} is over",
    },
    "Recompute": {"zh": "重新计算 {subject}", "en": "compute {subject}"},
    "CreateIndex": {"zh": "为 {subject} 建立索引", "en": "index {subject}"},
    "DropIndex": {"zh": "去掉 {subject} 的索引", "en": "drop the index of {subject}"},
    "IndexSearch": {"zh": "为查找建立索引：{subject}", "en": "make {subject} searchable"},
    "Retire": {
        "zh": "停用 {subject}，30 天后清除",
        "en": "retire {subject}, dropped after 30 days",
    },
}

FINDINGS: Mapping[str, Words] = {
    "trial_of_other_trigger": {
        "zh": "{subject} 灰度期间触发要与上一版相同：先改触发并发布，再灰度",
        "en": "{subject} on trial must start as the version before it does: change that first",
    },
    "rule_broken": {
        "zh": "现有记录可能不满足规则 {subject}；在有人修改之前保持不变",
        "en": "records may break rule {subject}; they stay as they are until touched",
    },
    "out_of_bounds": {
        "zh": "{subject} 的现有值可能超出新的范围；在有人修改之前保持不变",
        "en": "values of {subject} may be out of the new bounds; they stay until touched",
    },
    "duplicates": {
        "zh": "{subject} 必须唯一：存在重复时无法发布",
        "en": "{subject} must be unique: with duplicates the plan cannot be applied",
    },
    "log_changed": {
        "zh": "表 {subject}：已有表不能改为或改自只追加",
        "en": "table {subject}: a table that exists cannot become append only, or cease to be",
    },
}


def danger_sentence(danger: Danger, language: str) -> str:
    """What the danger is, in words; which rows it concerns is told beside it."""
    code = danger.code.partition(":")[0]
    if code == "narrow_type" and danger.parameters["from"] == danger.parameters["to"]:
        code = "narrow_values"
    return DANGERS[code][language].format_map(spoken(danger.parameters, language))


def spoken(parameters: Mapping[str, str | int], language: str) -> dict[str, str]:
    """The parameters in one language: `subject_zh` as `subject`, names of types as words."""
    words = {
        name: TYPES.get(str(value), {}).get(language, str(value))
        for name, value in parameters.items()
        if name in ("from", "to")
    }
    ending = f"_{language}"
    return words | {
        name.removesuffix(ending): str(value)
        for name, value in parameters.items()
        if name.endswith(ending)
    }


def step_sentence(step: Step, after: Resolved, language: str) -> str:
    """What the step does, in words; `after` is the revision the plan leads to."""
    kind = type(step).__name__
    if isinstance(step, Retire):
        subject = f"{step.physical}.{step.column}" if step.column else step.physical
        return STEPS[kind][language].format(subject=subject)
    said = {"option": "", "replacement": ""}
    if isinstance(step, Convert):
        kind = "Restore" if step.restores else kind
    elif isinstance(step, ClearOption):
        kind = "ReplaceOption" if step.replacement else kind
        said = {"option": step.option, "replacement": step.replacement or ""}
    elif isinstance(step, RestoreOption):
        said["option"] = step.option
    elif isinstance(step, FillState):
        said["option"] = step.state
    fields = getattr(step, "fields", None) or (getattr(step, "field", None),)
    keys = tuple(key for key in fields if key is not None)
    subject = place_words(after, step.table, keys, language)
    return STEPS[kind][language].format(subject=subject, **said)


def finding_sentence(finding: Finding, after: Resolved, language: str) -> str:
    """What may be wrong with records after the plan, in words."""
    code = finding.code.partition(":")[0]
    subject = place_words(after, finding.table, finding.fields, language)
    if code == "trial_of_other_trigger":
        app, _, key = finding.code.partition(":")[2].partition(".")
        subject = text_in(after.automations[app, key].labels, language)
    if finding.rule is not None and code == "rule_broken":
        subject = place_words(after, finding.table, (), language) + f".{finding.rule}"
    return FINDINGS[code][language].format(subject=subject)


def place_words(after: Resolved, name: str, fields: tuple[str, ...], language: str) -> str:
    """A table, or fields of it, in words: `线索.手机`, `lead.mobile`."""
    table = after.tables[name]
    own = table.fields
    if language == "zh":
        labels = [text_in(own[key].labels, "zh") if key in own else key for key in fields]
        return ".".join(filter(None, (text_in(table.labels, "zh"), "、".join(labels))))
    return ".".join(filter(None, (table.key, ", ".join(fields))))
