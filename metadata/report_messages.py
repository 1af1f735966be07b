"""What is wrong with reports, in words."""

from __future__ import annotations

from collections.abc import Mapping

REPORT_WORDS: Mapping[str, Mapping[str, str]] = {
    "unknown_report": {"zh": "没有报告「{name}」", "en": "There is no report {name}"},
    "unknown_column": {"zh": "列表里没有「{name}」", "en": "The list has no {name}"},
    "report_no_value": {
        "zh": "{type}不是一个值；多币种金额写 .金额，多个值写 COUNT 或 &",
        "en": "{type} is no single figure of a report",
    },
    "report_name_taken": {"zh": "「{name}」另有所指", "en": "{name} means something else"},
    "report_of_other_table": {
        "zh": "报告「{name}」关于 {table} 的记录",
        "en": "The report {name} is about records of {table}",
    },
    "not_a_file_field": {
        "zh": "{type}字段「{name}」不存附件",
        "en": "{name} is {type} and holds no files",
    },
    "field_refuses_html": {
        "zh": "附件字段「{name}」不接受 html，报告存不进去",
        "en": "{name} takes no html, so no report can be kept in it",
    },
    # -- the page of a report
    "page_unreadable": {
        "zh": "第 {line} 行：页面模板读不懂（{detail}）",
        "en": "Line {line}: the page cannot be read ({detail})",
    },
    "page_refused": {
        "zh": "第 {line} 行：页面里不能用 {what}；计算写在 values 里",
        "en": "Line {line}: a page has no {what}; values compute",
    },
    "page_unknown_name": {
        "zh": "第 {line} 行：报告没有计算「{name}」",
        "en": "Line {line}: the report computes no {name}",
    },
    "page_no_value": {
        "zh": "第 {line} 行：「{name}」是列表，不是一个值",
        "en": "Line {line}: {name} is a list, not a value",
    },
    "page_no_list": {
        "zh": "第 {line} 行：「{name}」不是列表，不能逐行显示",
        "en": "Line {line}: {name} is no list to go over",
    },
    "page_name_taken": {
        "zh": "第 {line} 行：「{name}」已有所指，循环要换一个名字",
        "en": "Line {line}: {name} means something already; a loop needs another name",
    },
    "page_too_deep": {
        "zh": "第 {line} 行：循环最多套 {most} 层，条件和循环合计最多 20 层",
        "en": "Line {line}: at most {most} loops within each other, 20 with choices",
    },
    "page_tag_broken": {
        "zh": "第 {line} 行：「{what}」不是完整的标签；小于号写 &lt;，标签里不能放变量",
        "en": "Line {line}: {what} is no whole tag; write &lt;, and no values within a tag",
    },
    "page_tag_refused": {
        "zh": "第 {line} 行：页面里不能用标签 {name}",
        "en": "Line {line}: a page has no tag {name}",
    },
    "page_attribute_refused": {
        "zh": "第 {line} 行：页面里不能用属性 {name}",
        "en": "Line {line}: a page has no attribute {name}",
    },
}
