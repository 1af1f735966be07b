"""The words of exports, in Chinese and English, by code; `engine.messages` includes them."""

from __future__ import annotations

from collections.abc import Mapping

EXPORT_WORDS: Mapping[str, Mapping[str, str]] = {
    "not_exportable": {
        "zh": "没有导出字段「{field}」的权限",
        "en": "The field {field} may not be exported",
    },
    "unknown_format": {
        "zh": "不能导出为「{format}」，可用：{options}",
        "en": "There is no export as {format}, but: {options}",
    },
}

EXPORT_REFUSALS: Mapping[str, Mapping[str, str]] = {"export": {"zh": "导出", "en": "exporting"}}
