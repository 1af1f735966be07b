"""The words of this package for people, in Chinese and English, by code.

Tone: what is wrong, where, and what was probably meant; nobody is addressed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from formula import messages as formula_messages
from formula.errors import Problem as FormulaProblem
from formula.errors import Span
from metadata import fields
from metadata.fields.field_type import Unreadable
from metadata.problems import Problem
from metadata.report_messages import REPORT_WORDS
from metadata.workflow_messages import WORKFLOW_WORDS

FORMULA_CODE = re.compile(r"[FW][0-9]{3}")

WORDS: Mapping[str, Mapping[str, str]] = {
    # -- files
    "not_json": {"zh": "不是有效的 JSON：{value}", "en": "Not valid JSON: {value}"},
    "bad_json": {
        "zh": "不是有效的 JSON：第 {line} 行第 {column} 列，{detail}",
        "en": "Not valid JSON: line {line}, column {column}, {detail}",
    },
    "not_utf8": {"zh": "文件不是 UTF-8 编码", "en": "The file is not UTF-8"},
    "duplicate_property": {"zh": "属性「{property}」写了两次", "en": "{property} stands twice"},
    "file_too_large": {
        "zh": "文件有 {size} 字节，最多 {max} 字节",
        "en": "The file has {size} bytes, {max} are allowed",
    },
    "too_many_files": {"zh": "文件超过 {max} 个", "en": "There are more than {max} files"},
    "symbolic_link": {"zh": "不跟随符号链接", "en": "Symbolic links are not followed"},
    "unknown_file": {
        "zh": "应用文件夹里没有「{name}」的位置",
        "en": "An app's folder has no place for {name}",
    },
    "no_app_file": {"zh": "缺少 app.json", "en": "app.json is missing"},
    "unreadable_file": {"zh": "无法读取：{detail}", "en": "Cannot be read: {detail}"},
    # -- shapes
    "document_too_large": {
        "zh": "文档过大，最多 {max} 个值",
        "en": "The document is too large, it may hold {max} values",
    },
    "too_deep": {"zh": "嵌套超过 {max} 层", "en": "Nested deeper than {max} levels"},
    "not_finite": {"zh": "不是有限的数", "en": "Not a finite number"},
    "nul": {"zh": "文本里不能有空字符（U+0000）", "en": "A text cannot hold the character U+0000"},
    "broken_text": {"zh": "文本里有不成对的代理字符", "en": "The text holds half a character"},
    "wrong_type": {"zh": "这里应为{expected}", "en": "This must be of the type {expected}"},
    "wrong_value": {"zh": "值不正确：{detail}", "en": "The value is not right: {detail}"},
    "schema": {"zh": "不符合文档格式：{detail}", "en": "Not as the schema says: {detail}"},
    "missing_property": {"zh": "缺少属性「{property}」", "en": "{property} is missing"},
    "unknown_property": {"zh": "未知属性「{property}」", "en": "Unknown property {property}"},
    "unknown_type": {"zh": "未知类型「{value}」", "en": "Unknown type {value}"},
    "unknown_kind": {"zh": "未知种类「{value}」", "en": "Unknown kind {value}"},
    "unknown_value": {
        "zh": "「{value}」不在可选值之中：{expected}",
        "en": "{value} is none of {expected}",
    },
    "bad_key": {
        "zh": "「{value}」不能作标识：用小写字母开头，只含小写字母、数字和单个下划线",
        "en": "{value} is no key: a letter, then lower case letters, digits and single underscores",
    },
    "bad_form": {"zh": "「{value}」的写法不对", "en": "{value} is not written as it must be"},
    "below_bound": {"zh": "不能小于 {min}", "en": "It cannot be below {min}"},
    "above_bound": {"zh": "不能大于 {max}", "en": "It cannot be above {max}"},
    "too_short": {"zh": "至少 {min} 个字符", "en": "It has at least {min} characters"},
    "too_long_text": {"zh": "最多 {max} 个字符", "en": "It has at most {max} characters"},
    "too_few": {"zh": "至少 {min} 项", "en": "It has at least {min} items"},
    "too_many_items": {"zh": "最多 {max} 项", "en": "It has at most {max} items"},
    "key_differs": {
        "zh": "标识「{key}」与文件名「{expected}」不同",
        "en": "The key {key} differs from its file's name {expected}",
    },
    # -- names
    "reserved_key": {"zh": "标识「{name}」由系统使用", "en": "The key {name} is the system's"},
    "reserved_label": {"zh": "名称「{name}」由系统使用", "en": "The label {name} is the system's"},
    "duplicate_key": {"zh": "「{name}」出现了两次", "en": "{name} comes twice"},
    "duplicate_label": {
        "zh": "名称「{name}」已属于「{other}」",
        "en": "The label {name} is that of {other} already",
    },
    "renamed_from_present": {
        "zh": "「{name}」还在，不能写成它的新名",
        "en": "{name} is still there; nothing can have been renamed from it",
    },
    "renamed_from_twice": {
        "zh": "「{name}」不能改名成两个",
        "en": "{name} cannot have become two things",
    },
    "unknown_table": {"zh": "没有数据表「{name}」", "en": "There is no table {name}"},
    "unknown_field": {"zh": "没有字段「{name}」", "en": "There is no field {name}"},
    "unknown_option_set": {"zh": "没有选项集「{name}」", "en": "There is no option set {name}"},
    "unknown_state": {"zh": "没有状态「{name}」", "en": "There is no state {name}"},
    "unknown_transition": {"zh": "没有流转「{name}」", "en": "There is no transition {name}"},
    "unknown_automation": {
        "zh": "没有自动化「{name}」",
        "en": "There is no automation {name}",
    },
    "unknown_approval": {"zh": "没有审批「{name}」", "en": "There is no approval {name}"},
    "unknown_view": {"zh": "没有视图「{name}」", "en": "There is no view {name}"},
    "unknown_app": {"zh": "没有安装应用「{name}」", "en": "The app {name} is not installed"},
    "app_missing": {
        "zh": "文档属于应用「{name}」，但没有它的 app.json",
        "en": "The document belongs to the app {name}, which has no app.json",
    },
    "engine_out_of_range": {
        "zh": "需要引擎 {needed}，这里是 {present}",
        "en": "It needs the engine {needed}, this is {present}",
    },
    "app_out_of_range": {
        "zh": "需要应用「{name}」{needed}，这里是 {present}",
        "en": "It needs {name} {needed}, here is {present}",
    },
    # -- fields
    "currency_or_currencies": {
        "zh": "金额字段「{name}」要写 currency 或 currencies 之一",
        "en": "The money field {name} has either currency or currencies",
    },
    "no_currency": {"zh": "没有币种「{name}」", "en": "There is no currency {name}"},
    "bounds_crossed": {"zh": "最小值 {min} 大于最大值 {max}", "en": "min {min} is above max {max}"},
    "not_a_reference": {
        "zh": "「{name}」是 {type}，子表要经由 reference 字段",
        "en": "{name} is {type}; children are found by a reference field",
    },
    "points_elsewhere": {
        "zh": "「{name}」指向 {target}，不是 {table}",
        "en": "{name} points at {target}, not at {table}",
    },
    "not_a_title": {
        "zh": "{type}字段「{name}」不能作标题",
        "en": "{name} is {type} and cannot name a record",
    },
    "not_searchable": {
        "zh": "{type}字段「{name}」不能搜索",
        "en": "{name} is {type} and cannot be searched",
    },
    "not_storable": {
        "zh": "公式的结果（{type}）不能存入字段，要取成一个值",
        "en": "The formula gives {type}, which no field holds; one value is needed",
    },
    "not_constant": {
        "zh": "参数的默认值不能随时间或用户而变",
        "en": "The default of a parameter cannot depend on time or on who asks",
    },
    "default_fails": {"zh": "默认值出错：{error}", "en": "The default is an error: {error}"},
    # -- options
    "duplicate_option": {"zh": "选项「{name}」出现了两次", "en": "The option {name} comes twice"},
    "duplicate_option_text": {
        "zh": "「{name}」同时指选项 {one} 和 {other}",
        "en": "{name} means both the option {one} and {other}",
    },
    "unknown_parent": {"zh": "没有上级选项「{name}」", "en": "There is no option {name} above"},
    "option_cycle": {
        "zh": "选项「{name}」在自己的上级里",
        "en": "The option {name} is above itself",
    },
    # -- rules
    "rule_cannot_write": {
        "zh": "规则不能写入 {type}字段「{name}」",
        "en": "A rule cannot write {name}, which is {type}",
    },
    "rule_cannot_require": {
        "zh": "{type}字段「{name}」不能设为必填",
        "en": "{name} is {type} and cannot be required",
    },
    "rule_cannot_compare": {
        "zh": "{type}字段「{name}」不能设为唯一",
        "en": "{name} is {type} and cannot be unique",
    },
    # -- states
    "state_without_machine": {
        "zh": "状态字段「{name}」没有状态机",
        "en": "The state field {name} has no state machine",
    },
    "second_machine": {
        "zh": "状态字段「{name}」有两个状态机",
        "en": "The state field {name} has two state machines",
    },
    "not_a_state": {"zh": "「{name}」是 {type}，不是状态字段", "en": "{name} is {type}, no state"},
    "form_cannot_write": {
        "zh": "流转表单不能填写 {type}字段「{name}」",
        "en": "A transition cannot ask for {name}, which is {type}",
    },
    "unreachable_state": {
        "zh": "没有流转能到达状态「{name}」",
        "en": "No transition leads to the state {name}",
    },
    "no_way_out": {
        "zh": "没有流转离开状态「{name}」，而它之后还有其他状态",
        "en": "No transition leaves the state {name}, though others come after it",
    },
    "limit_without_run": {
        "zh": "状态「{name}」的时限到期后不会启动任何自动化",
        "en": "Nothing is started when the time of the state {name} is over",
    },
    "warnings_without_run": {
        "zh": "状态「{name}」有预警时间，但没有 warn_run",
        "en": "The state {name} has warnings but no warn_run",
    },
    "run_without_warnings": {
        "zh": "状态「{name}」有 warn_run，但没有预警时间",
        "en": "The state {name} has warn_run but no warnings",
    },
    "guard_never_true": {
        "zh": "流转「{name}」的条件永远不成立：条件按流转后的状态判断",
        "en": "The guard of {name} never holds: it sees the state after the transition",
    },
    "dead_end": {
        "zh": "没有流转离开初始状态「{name}」",
        "en": "No transition leaves the initial state {name}",
    },
    # -- views and roles
    "unknown_phase": {"zh": "没有阶段组「{name}」", "en": "There is no phase {name}"},
    "no_phases": {
        "zh": "状态字段「{name}」没有阶段组，看板不能按阶段组分列",
        "en": "The state field {name} has no phases to make columns of",
    },
    "not_children": {
        "zh": "「{name}」是 {type}，不是子表字段",
        "en": "{name} is {type}, no children field",
    },
    "not_public": {
        "zh": "公开表单不能填写 {type} 字段「{name}」",
        "en": "A public form cannot take {name}, which is {type}",
    },
    "power_cannot_write": {
        "zh": "{type}字段「{name}」只能查看",
        "en": "{name} is {type} and can only be read",
    },
    # -- values of records
    "not_writable": {"zh": "此字段由系统计算，不能填写", "en": "The system computes this field"},
    "not_text": {"zh": "「{value}」不是文本", "en": "{value} is no text"},
    "too_long": {
        "zh": "有 {length} 个字符，最多 {max} 个",
        "en": "It has {length} characters, {max} are allowed",
    },
    "too_many": {"zh": "有 {count} 项，最多 {max} 项", "en": "{count} items, {max} are allowed"},
    "not_number": {"zh": "「{value}」不是数字", "en": "{value} is no number"},
    "not_whole": {"zh": "「{value}」不是整数", "en": "{value} is no whole number"},
    "number_range": {"zh": "「{value}」超出可存的范围", "en": "{value} is beyond what can be kept"},
    "too_small": {"zh": "{value} 小于最小值 {min}", "en": "{value} is below {min}"},
    "too_large": {"zh": "{value} 大于最大值 {max}", "en": "{value} is above {max}"},
    "not_money": {
        "zh": "「{value}」不是金额，写法是 amount 和 currency",
        "en": "{value} is no money: an amount and a currency",
    },
    "currency_needed": {
        "zh": "要写明币种：{currencies}",
        "en": "The currency must be said: {currencies}",
    },
    "unknown_currency": {
        "zh": "币种「{value}」不在 {currencies} 之中",
        "en": "The currency {value} is none of {currencies}",
    },
    "not_boolean": {"zh": "「{value}」不是是或否", "en": "{value} is neither true nor false"},
    "not_date": {
        "zh": "「{value}」不是日期（如 2026-01-31）",
        "en": "{value} is no date (as 2026-01-31)",
    },
    "not_datetime": {
        "zh": "「{value}」不是日期时间（如 2026-01-31T09:30:00+08:00）",
        "en": "{value} is no date and time (as 2026-01-31T09:30:00+08:00)",
    },
    "not_duration": {
        "zh": "「{value}」不是时长（如 72h、30min）",
        "en": "{value} is no duration (as 72h, 30min)",
    },
    "unknown_option": {"zh": "没有选项「{value}」", "en": "There is no option {value}"},
    "not_list": {"zh": "「{value}」应为列表", "en": "{value} must be a list"},
    "not_id": {"zh": "「{value}」不是记录编号", "en": "{value} is no record id"},
    "not_phone": {"zh": "「{value}」不是电话号码", "en": "{value} is no phone number"},
    "not_email": {"zh": "「{value}」不是邮箱地址", "en": "{value} is no e-mail address"},
    "not_url": {"zh": "「{value}」不是网址", "en": "{value} is no web address"},
    "not_region": {"zh": "「{value}」不是已知的地区", "en": "{value} is no known region"},
    "not_location": {
        "zh": "「{value}」不是位置（纬度 lat、经度 lng）",
        "en": "{value} is no location (lat and lng)",
    },
    **WORKFLOW_WORDS,
    **REPORT_WORDS,
}

_NEAREST: Mapping[str, str] = {
    "zh": "，是否为「{suggestion}」？",
    "en": "; did it mean {suggestion}?",
}

EXPECTED: Mapping[str, Mapping[str, str]] = {
    "text": {"zh": "文本", "en": "text"},
    "integer": {"zh": "整数", "en": "integer"},
    "number": {"zh": "数字", "en": "number"},
    "boolean": {"zh": "true 或 false", "en": "boolean"},
    "object": {"zh": "对象", "en": "object"},
    "list": {"zh": "列表", "en": "list"},
}
_OR = {"zh": "或", "en": " or "}


def say(problem: Problem, language: str = "zh") -> str:
    """One sentence for people: what is wrong and what was probably meant."""
    if FORMULA_CODE.fullmatch(problem.code):
        span = problem.span or Span(0, 0)
        found = FormulaProblem(problem.code, span, problem.parameters, problem.severity)
        return formula_messages.say(found, language)
    parameters = dict(problem.parameters)
    if "type" in parameters:
        parameters["type"] = type_words(str(parameters["type"]), language)
    if problem.code == "wrong_type":
        names = str(parameters["expected"]).split(" | ")
        parameters["expected"] = _OR[language].join(EXPECTED[name][language] for name in names)
    return sentence(problem.code, parameters, problem.suggestion, language)


def type_words(name: str, language: str) -> str:
    """A field type, or the type of a formula's value, as people say it."""
    if name in fields.FIELD_TYPES:
        return fields.FIELD_TYPES[name].labels[language]
    return formula_messages.type_words(name, language)


def say_value(unreadable: Unreadable, language: str = "zh") -> str:
    """One sentence about a value that cannot be read."""
    return sentence(unreadable.code, unreadable.parameters, unreadable.suggestion, language)


def sentence(
    code: str, parameters: Mapping[str, str | int], suggestion: str | None, language: str
) -> str:
    """The words of a code with its parameters, and the suggestion where there is one."""
    text = WORDS[code][language].format_map(parameters)
    if suggestion is not None:
        text += _NEAREST[language].format(suggestion=suggestion)
    return text
