"""The words of this package for people, in Chinese and English, by code."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    # -- database
    "database_error": {"zh": "数据库出错", "en": "The database failed"},
    "database_unavailable": {
        "zh": "数据库暂时无法访问，没有保存任何内容，请稍后再试",
        "en": "The database cannot be reached; nothing was saved, try again later",
    },
    "outcome_unknown": {
        "zh": "保存时与数据库的连接中断，无法确认是否已保存，请刷新后核对",
        "en": "The connection broke while saving; look again to see whether it was saved",
    },
    "storage_full": {
        "zh": "磁盘空间不足，未能保存",
        "en": "The disk is full; this was not saved",
    },
    "workspace_in_use": {
        "zh": "数据文件 {path} 正被另一个进程使用",
        "en": "Another process is using {path}",
    },
    "unsuitable_database": {
        "zh": "无法使用这个数据库：{reason}",
        "en": "This database cannot be used: {reason}",
    },
    "too_many_conflicts": {
        "zh": "同时有太多修改，请重试",
        "en": "Too many changes at the same time; try again",
    },
    "structure_busy": {
        "zh": "数据表正被长时间占用，暂时无法修改结构，请稍后再试",
        "en": "Long transactions keep the table from being changed; try again later",
    },
    "unique_broken": {
        "zh": "{table} 的 {columns} 必须唯一，这个值已经存在",
        "en": "{columns} of {table} must be unique and this value is there already",
    },
    # -- revisions
    "revision_unknown": {"zh": "没有版本 {number}", "en": "There is no revision {number}"},
    "base_moved": {
        "zh": "应用已被修改到版本 {present}，方案基于版本 {base}，请重新生成方案",
        "en": "The app is at revision {present} now, the plan was made at {base}; plan again",
    },
    "plan_unknown": {
        "zh": "方案不存在或已超过 24 小时",
        "en": "There is no such plan, or it is older than 24 hours",
    },
    # -- people
    "people_refused": {"zh": "人员信息无法这样修改", "en": "People cannot be changed so"},
}


def words(code: str, parameters: Mapping[str, str | int], language: str) -> str:
    """The sentence for `code` in `language` (`zh` where there is no other).

    >>> words("revision_unknown", {"number": 7}, "en")
    'There is no revision 7'
    """
    sentences = WORDS[code]
    return sentences.get(language, sentences["zh"]).format_map(dict(parameters))
