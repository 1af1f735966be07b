"""Sentences and names about reports."""

from __future__ import annotations

from collections.abc import Mapping

REPORT_SENTENCES: Mapping[str, Mapping[str, str]] = {
    "add_report": {"zh": "新增报告 {subject}", "en": "report {subject} added"},
    "remove_report": {"zh": "删除报告 {subject}", "en": "report {subject} removed"},
    "relabel_report": {
        "zh": "报告 {subject}：名称 {before} → {after}",
        "en": "report {subject}: label {before} → {after}",
    },
    "change_report_page": {
        "zh": "报告 {subject}：页面模板有改动",
        "en": "report {subject}: its page has changed",
    },
    "change_report": {"zh": "报告 {subject}：{what}", "en": "report {subject}: {what}"},
}

REPORT_PROPERTIES: Mapping[str, str] = {
    "group_by": "分组",
    "lists": "列表",
    "order": "顺序",
    "reader": "读者",
    "report": "报告",
    "reports": "报告",
    "template": "页面模板",
    "totals": "汇总",
}
