"""The page of all functions of the formula language."""

from __future__ import annotations

from collections.abc import Sequence

from docs.generating.markdown import code, codes, page, table
from formula.check_calls import signature
from formula.functions.groups import GROUPS
from formula.functions.signature import Example, Function
from formula.messages import ERROR_VALUES, type_words
from formula.types import Blank, type_name

INTRO = (
    "公式里可以用的全部函数：名称不分大小写，别名（中文）与英文名完全等价；`?` 表示可以不写，"
    "`…` 表示可以重复。示例都由测试在 Python、SQLite 和 PostgreSQL 上算过，结果一致；"
    "`#CODE` 是错误值。",
    "Every function of the formula language. Names ignore case; an alias is the same"
    " function. `?` marks"
    " what may be left out, `…` what may come again. A test runs every example on all three back"
    " ends; `#CODE` is an error value. How formulas are written:"
    " [写公式 write a formula](../how-to/write-a-formula.md).",
)
HEADINGS = ("函数 function", "别名 alias", "结果 result", "说明", "meaning", "示例 examples")


def functions_page() -> str:
    """The page of functions."""
    parts = [f"## {' '.join(words)}\n\n{table_of(found)}" for words, found in GROUPS]
    errors = [[code(f"#{key}"), zh, en] for key, (zh, en) in ERROR_VALUES.items()]
    last = "## 错误值 Error values\n\n" + table(("值 value", "中文", "English"), errors)
    return page("公式函数 Functions", INTRO, *parts, last)


def table_of(found: Sequence[Function]) -> str:
    """A table of functions."""
    return table(HEADINGS, [function_row(each) for each in found])


def function_row(function: Function) -> list[str]:
    """One function in a row."""
    return [
        code(signature(function)),
        codes(function.aliases),
        result_of(function),
        function.zh,
        function.en,
        "<br>".join(example_text(each) for each in function.examples),
    ]


def result_of(function: Function) -> str:
    """The type of the result; forms that give what they are given say `—`."""
    if callable(function.result) or isinstance(function.result, Blank):
        return "—"
    return type_words(type_name(function.result))


def example_text(example: Example) -> str:
    """A formula and its value."""
    return f"{code(example.text)} → {code(example.result) or '（空）'}"
