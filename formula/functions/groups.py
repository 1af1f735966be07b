"""The functions as people look for them: in groups, each with its name in Chinese and English."""

from __future__ import annotations

from collections.abc import Sequence

from formula.functions import (
    checks,
    context,
    date,
    durations,
    formats,
    geography,
    hashes,
    lists,
    logic,
    number,
    people,
    ranges,
    rounding,
    text,
)
from formula.functions.signature import Function

Words = tuple[str, str]

GROUPS: Sequence[tuple[Words, Sequence[Function]]] = (
    (("逻辑", "Logic"), logic.FUNCTIONS),
    (("舍入", "Rounding"), rounding.FUNCTIONS),
    (("数值", "Numbers"), number.FUNCTIONS),
    (("区间", "Ranges"), ranges.FUNCTIONS),
    (("格式", "Formats"), formats.FUNCTIONS),
    (("文本", "Text"), text.FUNCTIONS),
    (("日期时间", "Date and time"), date.FUNCTIONS),
    (("时长", "Durations"), durations.FUNCTIONS),
    (("列表与子表", "Lists and children"), lists.FUNCTIONS),
    (("摘要", "Digests"), hashes.FUNCTIONS),
    (("上下文", "Context"), context.FUNCTIONS),
    (("人员", "People"), people.FUNCTIONS),
    (("校验", "Checks"), checks.FUNCTIONS),
    (("地区", "Regions"), geography.FUNCTIONS),
)
"""Every function stands in one of them."""
