"""The page of all field types."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import cast

from docs.generating.markdown import code, codes, page, table
from docs.generating.samples import SAMPLES, sample_fields, sample_value
from docs.generating.shapes import definitions, property_names, property_table
from docs.generating.words import FIELD_TYPE_WORDS
from formula.messages import type_words
from formula.types import type_name
from metadata.fields import FIELD_TYPES, SYSTEM_FIELDS
from metadata.fields.field_type import Showing
from metadata.resolved import Field
from metadata.schema.files import published_schema

Schema = Mapping[str, object]

COMMON = frozenset({"key", "label", "type", "renamed_from", "help", "indexed", "history"})
INTRO = (
    "表的每个字段有一个类型。「写入」是 API 和文档里可以写的 JSON，「读出」是 API 给出的"
    " JSON，「显示」是给人看的文本；"
    "这一页的例子由程序实际读写得出。",
    "Every field of a table has a type. *Written* is a JSON value that the API takes, *read* the"
    " one that it gives back, *shown* the text for people; the examples on this page were computed."
    " Operators are those that filters offer; a filter itself is a formula.",
)


def field_types_page() -> str:
    """The page of field types."""
    schemas = schemas_by_type()
    fields = sample_fields()
    own = property_names(schemas["text"]) - COMMON
    first = property_table(schemas["text"], own)
    return page(
        "字段类型 Field types",
        INTRO,
        overview(fields),
        f"## 所有字段共有的属性 Properties of every field\n\n{first}",
        *(section(name, schemas[name], fields[name]) for name in FIELD_TYPES),
        system_part(),
    )


def schemas_by_type() -> dict[str, Schema]:
    """The JSON Schema of each field type's document."""
    found = {}
    for schema in definitions(published_schema("table")).values():
        properties = cast(Mapping[str, Schema], schema.get("properties") or {})
        name = properties.get("type", {}).get("const")
        if isinstance(name, str) and name in FIELD_TYPES:
            found[name] = schema
    return found


def overview(fields: Mapping[str, Field]) -> str:
    """All types in one table."""
    rows = [
        [
            f"[{code(name)}](#{name})",
            known.labels["zh"],
            known.labels["en"],
            formula_type(fields[name]),
            "✓" if known.writable else "",
        ]
        for name, known in FIELD_TYPES.items()
    ]
    headings = ("类型 type", "名称", "label", "在公式里 in formulas", "可填写 writable")
    return "## 一览 Overview\n\n" + table(headings, rows)


def formula_type(field: Field) -> str:
    """The type of the field's values in formulas, in both languages."""
    name = type_name(field.value_type)
    return f"{type_words(name)} {type_words(name, 'en')}"


def section(name: str, schema: Schema, field: Field) -> str:
    """What is to be known about one type."""
    known = FIELD_TYPES[name]
    zh, en = FIELD_TYPE_WORDS[name]
    parts = [
        f"## {name}",
        f"**{known.labels['zh']} {known.labels['en']}**：{zh}",
        en,
        example_part(name, field),
        property_table(schema, COMMON),
        f"筛选 operators: {codes(known.operators)}",
    ]
    return "\n\n".join(part for part in parts if part)


def example_part(name: str, field: Field) -> str:
    """A value as it is written, read and shown; a formula field's document where none is."""
    sample = SAMPLES[name]
    document = {"key": name, "type": name, **sample.properties}
    lines = [f"文档 document: {code(json.dumps(document, ensure_ascii=False))}"]
    if sample.written is not None:
        value = sample_value(field)
        read = FIELD_TYPES[name].shower(field)(value)
        shown = FIELD_TYPES[name].teller(field, Showing())(value)
        lines.append(
            f"写入 written: {code(json.dumps(sample.written, ensure_ascii=False))}"
            f" → 读出 read: {code(json.dumps(read, ensure_ascii=False))}"
            f" · 显示 shown: {code(shown.replace(chr(10), ' ⏎ '))}"
        )
    return "  \n".join(lines)


def system_part() -> str:
    """The fields that every table has by itself."""
    rows = [
        [code(key), field.labels["zh"], field.labels["en"], code(field.type)]
        for key, field in SYSTEM_FIELDS.items()
    ]
    headings = ("字段 field", "名称", "label", "类型 type")
    return "## 每张表自带的字段 Fields of every table\n\n" + table(headings, rows)
