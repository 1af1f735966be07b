"""The pages of document kinds and of rules."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import cast

from docs.generating.markdown import code, page, table
from docs.generating.shapes import definitions, description, property_table
from docs.generating.words import KIND_WORDS, RULE_WORDS
from metadata.changes.words import KINDS as RULE_KINDS
from metadata.documents.kinds import KINDS
from metadata.schema.files import published_schema

Schema = Mapping[str, object]

ELSEWHERE = ("Field", "Rule")
"""Definitions whose names end so have pages of their own."""
RULE_BASE = frozenset({"key", "label", "kind"})

DOCUMENTS_INTRO = (
    "应用就是一个文件夹的 JSON 文档。所有文档共有的规矩：`key` 是小写蛇形标识，"
    "一旦发布不再改变；`label` 是给人看的名称，"
    '写成一个字符串或 `{"zh": …, "en": …}`；未知属性是错误，不会被忽略；'
    "每个问题都指出文档、JSON 指针和可能的本意。",
    "An app is a folder of JSON documents. `key` is what a thing is and never changes; `label` is"
    ' what people call it, one text or `{"zh": …, "en": …}`; unknown properties are errors. The'
    " JSON Schemas (draft 2020-12) are generated from the same models, and a server serves them at"
    " `/api/v1/schemas/{kind}.json`, so that editors complete and check documents.",
)
RULES_INTRO = (
    "规则说明一条记录必须是什么样。没有 `when` 就一直有效；没有 `on` 则新建和编辑时都有效；"
    "`on` 为 `create` 或 `edit`。"
    "例子取自随附的 CRM。",
    "Rules say what a record must be. Without `when` a rule always holds, without `on` both when a"
    " record is created and when it is edited. The examples come out of the CRM package.",
)


def documents_page() -> str:
    """The page of document kinds."""
    rows = [
        [f"[{code(name)}](#{name})", folder_of(name), schema_link(name), *KIND_WORDS[name]]
        for name in KINDS
    ]
    overview = table(("种类 kind", "位置 place", "JSON Schema", "说明", "meaning"), rows)
    sections = [kind_section(name) for name in KINDS]
    return page("文档 Documents", DOCUMENTS_INTRO, overview, *sections)


def folder_of(kind: str) -> str:
    """Where documents of the kind stand in the app's folder."""
    folder = KINDS[kind].folder
    return code(f"{folder}/{{key}}.json" if folder else f"{kind}.json")


def schema_link(kind: str) -> str:
    """A link to the committed JSON Schema."""
    name = f"{kind}.schema.json"
    return f"[{name}](../../metadata/schema/{name})"


def kind_section(kind: str) -> str:
    """The properties of a kind, and of what stands inside it."""
    schema = published_schema(kind)
    inner = {
        name: part for name, part in definitions(schema).items() if not name.endswith(ELSEWHERE)
    }
    zh, en = KIND_WORDS[kind]
    parts = [f"## {kind}", f"{zh} {en}", description(schema), property_table(schema)]
    for name, part in inner.items():
        parts += [f"### {name}", description(part), property_table(part)]
    return "\n\n".join(part for part in parts if part)


def rules_page() -> str:
    """The page of rule kinds."""
    schemas = schemas_by_rule()
    parts = [rule_section(kind, schemas[kind]) for kind in RULE_KINDS]
    return page("规则 Rules", RULES_INTRO, *parts)


def schemas_by_rule() -> dict[str, Schema]:
    """The JSON Schema of each rule kind."""
    found = {}
    for schema in definitions(published_schema("table")).values():
        properties = cast(Mapping[str, Schema], schema.get("properties") or {})
        kind = properties.get("kind", {}).get("const")
        if isinstance(kind, str):
            found[kind] = schema
    return found


def rule_section(kind: str, schema: Schema) -> str:
    """What is to be known about one rule kind."""
    zh, en = RULE_WORDS[kind]
    words = RULE_KINDS[kind]
    parts = [f"## {kind}", f"**{words['zh']} {words['en']}**：{zh}", en]
    example = next(examples_of(kind), None)
    if example is not None:
        parts.append(f"```json\n{json.dumps(example, ensure_ascii=False, indent=2)}\n```")
    parts.append(property_table(schema, RULE_BASE))
    return "\n\n".join(parts)


def examples_of(kind: str) -> Iterator[Mapping[str, object]]:
    """The rules of that kind in the tables of the CRM, the shortest first."""
    tables = files("templates_market") / "packages" / "crm" / "tables"
    found = []
    for file in sorted(tables.iterdir(), key=lambda it: it.name):
        document = json.loads(file.read_text(encoding="utf-8"))
        found += [rule for rule in document.get("rules", ()) if rule["kind"] == kind]
    yield from sorted(found, key=lambda rule: len(json.dumps(rule)))
