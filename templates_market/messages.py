"""The words of this package for people, in Chinese and English, by code."""

from __future__ import annotations

from collections.abc import Mapping

from templates_market.errors import MarketError, PackageRecordsBroken, ParameterProblem

WORDS: Mapping[str, Mapping[str, str]] = {
    "market_error": {"zh": "模板包出错", "en": "The package failed"},
    "package_unknown": {"zh": "没有模板包「{package}」", "en": "There is no package {package}"},
    "package_present": {
        "zh": "模板包「{package}」已安装版本 {present}，这里是 {version}",
        "en": "{package} is installed in version {present}; this is {version}",
    },
    "package_absent": {
        "zh": "模板包「{package}」没有安装",
        "en": "{package} is not installed",
    },
    "package_not_newer": {
        "zh": "模板包「{package}」已是版本 {present}，这里的 {version} 不比它新",
        "en": "{package} is at version {present}; {version} is not newer",
    },
    "package_needs": {
        "zh": "模板包「{package}」需要先安装：{needs}",
        "en": "{package} needs these to be installed first: {needs}",
    },
    "package_parameters_unusable": {
        "zh": "模板包的参数有 {count} 处问题",
        "en": "The package's parameters have {count} problems",
    },
    "parameter_unknown": {"zh": "没有参数「{key}」", "en": "There is no parameter {key}"},
    "parameter_out_of_range": {
        "zh": "参数「{key}」不在允许的范围内",
        "en": "The parameter {key} is not in the range allowed",
    },
    "parameter_no_text": {
        "zh": "参数「{key}」须为文本，最多 1,000 字",
        "en": "The parameter {key} must be a text of at most 1,000 characters",
    },
    "parameter_no_number": {
        "zh": "参数「{key}」须为数字",
        "en": "The parameter {key} must be a number",
    },
    "parameter_no_integer": {
        "zh": "参数「{key}」须为整数",
        "en": "The parameter {key} must be a whole number",
    },
    "parameter_no_percent": {
        "zh": "参数「{key}」须为小数，如 0.05 表示 5%",
        "en": "The parameter {key} must be a fraction: 0.05 is 5 %",
    },
    "parameter_no_boolean": {
        "zh": "参数「{key}」须为 true 或 false",
        "en": "The parameter {key} must be true or false",
    },
    "parameter_no_date": {
        "zh": "参数「{key}」须为日期，如 2026-01-05",
        "en": "The parameter {key} must be a day such as 2026-01-05",
    },
    "parameter_no_duration": {
        "zh": "参数「{key}」须为时长，如 72h 或 1d 2h",
        "en": "The parameter {key} must be a length of time such as 72h or 1d 2h",
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


def parameter_words(problem: ParameterProblem, language: str) -> str:
    """The sentence for what is wrong with a parameter."""
    sentences = WORDS[problem.code]
    return sentences.get(language, sentences["zh"]).format(key=problem.key)
