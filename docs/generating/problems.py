"""The pages of everything that can be wrong, and of everything that can change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from docs.generating.markdown import code, page, table
from engine.importing.messages import IMPORT_REFUSALS, IMPORT_WORDS, WARNINGS
from engine.messages import REFUSALS
from engine.messages import WORDS as ENGINE_WORDS
from formula.messages import LIMITS, LINES, PROBLEMS, SYNTAX, UNBALANCED
from metadata.changes.words import SENTENCES
from metadata.messages import WORDS as DOCUMENT_WORDS
from metadata.plan_messages import DANGERS, FINDINGS, STEPS
from runtime.messages import TITLES
from runtime.messages import WORDS as RUNTIME_WORDS
from templates_market.messages import WORDS as MARKET_WORDS

Pairs = Mapping[str, tuple[str, str]]
Words = Mapping[str, Mapping[str, str]]
Row = tuple[str, str, str]

HEADINGS = ("代码 code", "中文", "English")

PROBLEMS_INTRO = (
    "每个问题有一个不变的代码和两种语言的话；`{…}` 处填入当时的内容。程序按代码判断，"
    "不要解析文字。HTTP 的错误是 "
    "`application/problem+json`（RFC 9457），`problems` 里列出全部问题，而不只是第一个。",
    "Every problem has a code that never changes and words in two languages; `{…}` is filled in."
    " Programs look at the code. HTTP errors are `application/problem+json` (RFC 9457), and"
    " `problems` lists everything that is wrong.",
)
CHANGES_INTRO = (
    "变更计划用下面的句子说明：改了什么（变更）、要做什么（步骤）、会失去什么（风险）、"
    "影响哪些记录（发现）。"
    "风险要用它的代码逐个接受，代码后面带着位置，如 `remove_field:crm.lead.mobile`。",
    "A plan tells in these sentences what changes, what will be done (steps), what is lost"
    " (dangers)"
    " and which records are concerned (findings). A danger is accepted by its code and place, such"
    " as `remove_field:crm.lead.mobile`.",
)


def problems_page() -> str:
    """The page of every code that tells what is wrong."""
    return page("问题代码 Problem codes", PROBLEMS_INTRO, *sections(problem_tables()))


def problem_tables() -> Iterator[tuple[str, Sequence[Row]]]:
    """Headings and rows: formulas, documents, plans, records, imports, the interface."""
    formula_problems = [*pairs(PROBLEMS), *pairs(SYNTAX, "F100 "), *pairs(UNBALANCED, "F107 ")]
    formula_problems += [*pairs(LIMITS, "F114 "), *pairs(LINES, "F126 ")]
    yield "公式 Formulas", sorted(formula_problems)
    yield "文档 Documents", rows_of(DOCUMENT_WORDS)
    engine = {key: words for key, words in ENGINE_WORDS.items() if key not in IMPORT_WORDS}
    yield "数据库、变更、查询 Database, changes, queries", rows_of(engine)
    refusals = {key: words for key, words in REFUSALS.items() if key not in IMPORT_REFUSALS}
    yield "被拒绝的记录 Records refused", rows_of(refusals)
    yield "导入的文件 Files imported", rows_of(IMPORT_WORDS)
    yield "导入的行 Lines of an import", [*rows_of(IMPORT_REFUSALS), *rows_of(WARNINGS)]
    yield "模板包 Packages", rows_of(MARKET_WORDS)
    yield "接口与命令行 Interface and command line", rows_of(RUNTIME_WORDS)
    yield "HTTP 状态 HTTP status", rows_of(TITLES)


def changes_page() -> str:
    """The page of what a plan tells."""
    tables = (
        ("变更 Changes", rows_of(SENTENCES)),
        ("步骤 Steps", rows_of(STEPS)),
        ("风险 Dangers", rows_of(DANGERS)),
        ("发现 Findings", rows_of(FINDINGS)),
    )
    return page("变更 Changes", CHANGES_INTRO, *sections(tables))


def sections(
    tables: Iterator[tuple[str, Sequence[Row]]] | Sequence[tuple[str, Sequence[Row]]],
) -> Iterator[str]:
    """Each table under its heading."""
    for heading, rows in tables:
        yield f"## {heading}\n\n{table(HEADINGS, rows)}"


def rows_of(words: Words) -> list[Row]:
    """A row for each code."""
    return [(code(key), it["zh"], it["en"]) for key, it in words.items()]


def pairs(words: Pairs, before: str = "") -> list[Row]:
    """The same for words that stand in pairs; `before` is the code that they explain."""
    return [(code(before + key), zh, en) for key, (zh, en) in words.items()]
