"""The words of this package for people, in Chinese and English, by code."""

from __future__ import annotations

from collections.abc import Mapping

from templates_market.errors import MarketError, PackageRecordsBroken

WORDS: Mapping[str, Mapping[str, str]] = {
    "market_error": {"zh": "模板包出错", "en": "The package failed"},
    "package_unknown": {"zh": "没有模板包「{package}」", "en": "There is no package {package}"},
    "package_present": {
        "zh": "模板包「{package}」已安装版本 {present}，这里是 {version}",
        "en": "{package} is installed in version {present}; this is {version}",
    },
    "package_records_broken": {"zh": "模板包的数据有误", "en": "The package's records are wrong"},
    "table_unknown": {
        "zh": "{file}：应用没有表「{name}」",
        "en": "{file}: the app has no table {name}",
    },
    "column_unknown": {
        "zh": "{file}：表里没有字段「{name}」",
        "en": "{file}: the table has no field {name}",
    },
    "ref_missing": {
        "zh": "{file} 第 {line} 行：缺少 ref，或与前面的重复：{name}",
        "en": "{file}, line {line}: ref is missing or comes twice: {name}",
    },
    "ref_unknown": {
        "zh": "{file} 第 {line} 行：没有 ref 为「{name}」的记录",
        "en": "{file}, line {line}: no record has the ref {name}",
    },
    "line_ragged": {
        "zh": "{file} 第 {line} 行：列数与标题不同",
        "en": "{file}, line {line}: it has not as many cells as there are headings",
    },
    "state_unreachable": {
        "zh": "{file} 第 {line} 行：没有流转通向状态「{name}」",
        "en": "{file}, line {line}: no moves lead to the state {name}",
    },
}


def words(error: MarketError, language: str) -> str:
    """The sentence for an error in `language` (`zh` where there is no other)."""
    code = error.reason if isinstance(error, PackageRecordsBroken) else error.code
    sentences = WORDS[code]
    return sentences.get(language, sentences["zh"]).format_map(error.parameters)
