"""The words of explanations, in Chinese and English, by code; `engine.messages` includes them."""

from __future__ import annotations

from collections.abc import Mapping

WHY_WORDS: Mapping[str, Mapping[str, str]] = {
    "why_value": {"zh": "为什么是 {value}", "en": "Why {value}"},
    "why_blank": {"zh": "为什么是空的", "en": "Why it is blank"},
    "why_error": {"zh": "为什么算不出来", "en": "Why it could not be computed"},
    "why_branch": {"zh": "命中第 {number} 条", "en": "Condition {number} holds"},
    "why_branch_all": {
        "zh": "命中第 {number} 条，{count} 个条件都成立",
        "en": "Condition {number} holds, all {count} parts of it",
    },
    "why_otherwise": {
        "zh": "前面 {count} 条都不成立，取其余情况的值",
        "en": "None of the {count} conditions holds; this is the value for all others",
    },
    "why_formula": {"zh": "由公式计算", "en": "Computed by a formula"},
    "why_generated": {
        "zh": "所需的字段齐全时生成，之后不再改变",
        "en": "Made once, when all that it needs was there",
    },
    "why_auto_number": {"zh": "新建时按顺序编号", "en": "Counted up when the record was made"},
    "why_default": {"zh": "与默认值一致", "en": "The same as the default value"},
    "why_fill": {"zh": "与自动填写的结果一致", "en": "The same as what is filled in by itself"},
    "why_clean": {"zh": "填写后按规则整理过", "en": "Typed, then tidied by a rule"},
    "why_state": {"zh": "由流转改变", "en": "Changed by a move"},
    "why_initial": {"zh": "新记录的初始状态", "en": "Where every new record begins"},
    "why_written": {"zh": "填写的值", "en": "A value that was typed"},
    "why_system": {"zh": "系统自动记录", "en": "Kept by the system"},
}
