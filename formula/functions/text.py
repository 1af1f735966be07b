"""Text: parts, search, replacement, case (formula.md 2.8, 48 to 64).

Positions count code points from 1. A blank text counts as '', a result of '' is blank.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from formula.errors import FormulaValueError
from formula.functions.letters import fold, lower, proper, same_text, trim, upper
from formula.functions.signature import BlankRule, Example, Function, Parameter
from formula.functions.sql_forms import on_both, on_postgresql
from formula.types import Boolean, ListOf, Number, Text
from formula.values import Numeric, whole_count

TEXT = Text()
WHOLE = Number(0)
MOST_CHARACTERS = 1_000_000
"""Counts of characters beyond this are cut to it; no text is that long."""


def is_count(value: Numeric) -> bool:
    """Say whether a number of characters is none that fails."""
    return value >= 0


def is_position(value: Numeric) -> bool:
    """Say whether a position is none that fails."""
    return value >= 1


def _count(value: Numeric) -> int:
    count = whole_count(value, MOST_CHARACTERS)
    if count < 0:
        raise FormulaValueError("VALUE")
    return count


def _position(value: Numeric) -> int:
    position = whole_count(value, MOST_CHARACTERS)
    if position < 1:
        raise FormulaValueError("VALUE")
    return position


def join(items: tuple[str | None, ...] | None, separator: str | None = None) -> str | None:
    """Give the items that are not blank, with the separator between them."""
    return (separator or "").join(item for item in items or () if item) or None


def left(text: str, count: Numeric = 1) -> str:
    """Give the first characters; VALUE for a negative count."""
    return text[: _count(count)]


def right(text: str, count: Numeric = 1) -> str:
    """Give the last characters; VALUE for a negative count."""
    size = _count(count)
    return text[-size:] if size else ""


def middle(text: str, start: Numeric, count: Numeric) -> str:
    """Give so many characters from a position on; VALUE before 1 or for a negative count."""
    first = _position(start) - 1
    return text[first : first + _count(count)]


def find(needle: str, text: str, start: Numeric = 1) -> int:
    """Give the position of the first occurrence from `start` on, 0 where there is none."""
    return text.find(needle, _position(start) - 1) + 1


def search(needle: str, text: str, start: Numeric = 1) -> int:
    """As `find`, with no regard to case."""
    return find(fold(needle), fold(text), start)


def contains(text: str, needle: str) -> bool:
    """Say whether the text contains the needle; every text contains ''."""
    return needle in text


def starts_with(text: str, prefix: str) -> bool:
    """Say whether the text begins with the prefix."""
    return text.startswith(prefix)


def ends_with(text: str, suffix: str) -> bool:
    """Say whether the text ends with the suffix."""
    return text.endswith(suffix)


def substitute(text: str, old: str, new: str, nth: Numeric | None = None) -> str:
    """Give the text with `old` replaced everywhere, or only its nth occurrence."""
    if not old:
        return text
    if nth is None:
        return text.replace(old, new)
    parts, wanted = text.split(old), _position(nth)
    if wanted >= len(parts):
        return text
    return old.join(parts[:wanted]) + new + old.join(parts[wanted:])


def replace(text: str, start: Numeric, count: Numeric, new: str) -> str:
    """Give the text with the characters from a position on replaced."""
    first = _position(start) - 1
    return text[:first] + new + text[first + _count(count) :]


SOURCE = Parameter("text", TEXT)
NEEDLE = Parameter("needle", TEXT)
COUNT = Parameter("count", WHOLE, optional=True, default=1)
START = Parameter("start", WHOLE, optional=True, default=1)


def _text_function(  # noqa: PLR0913  # a row of the table, all by keyword
    name: str,
    number: str,
    *,
    parameters: tuple[Parameter, ...],
    words: tuple[str, str],
    aliases: tuple[str, ...],
    examples: tuple[Example, ...],
    python: Callable[..., object],
    result: Text | Number | Boolean = TEXT,
    domains: Mapping[int, Callable[[Numeric], bool]] | None = None,
    native: str | None = None,
    foreign_names: tuple[str, ...] = (),
) -> Function:
    sql = (
        on_both(native)
        if native
        else on_postgresql(f"fx.{python.__name__}", "VALUE" if domains else None)
    )
    return Function(
        name=name,
        number=number,
        parameters=parameters,
        result=result,
        zh=words[0],
        en=words[1],
        aliases=aliases,
        examples=examples,
        blank=BlankRule.EMPTY_TEXT,
        may_error=domains is not None,
        domains=domains or {},
        nullable=None if isinstance(result, Text) else False,
        python=python,
        sql=sql,
        foreign_names=foreign_names,
    )


FUNCTIONS: tuple[Function, ...] = (
    Function(
        name="JOIN",
        number="48",
        parameters=(Parameter("list", ListOf(TEXT)), Parameter("separator", TEXT, optional=True)),
        result=TEXT,
        zh="用分隔符连接各项，空值跳过",
        en="The items with a separator between them; blanks are skipped",
        aliases=("连接文本",),
        examples=(Example("JOIN(['a','b'],'-')", "a-b"), Example("JOIN(['a',BLANK()],'-')", "a")),
        blank=BlankRule.SEES,
        nullable=True,
        python=join,
        foreign_names=("TEXTJOIN", "ARRAYJOIN"),
    ),
    _text_function(
        "LEFT",
        "49",
        parameters=(SOURCE, COUNT),
        python=left,
        domains={1: is_count},
        words=("前几个字符", "The first characters"),
        aliases=("左取",),
        examples=(
            Example("LEFT('91310000MA1',6)", "913100"),
            Example("LEFT('中文',-1)", "#VALUE"),
            Example("LEFT('😀b')", "😀"),
        ),
    ),
    _text_function(
        "RIGHT",
        "50",
        parameters=(SOURCE, COUNT),
        python=right,
        domains={1: is_count},
        words=("后几个字符", "The last characters"),
        aliases=("右取",),
        examples=(Example("RIGHT('上海市浦东',2)", "浦东"), Example("RIGHT('ab',0)", "")),
    ),
    _text_function(
        "MID",
        "51",
        python=middle,
        domains={1: is_position, 2: is_count},
        parameters=(SOURCE, Parameter("start", WHOLE), Parameter("count", WHOLE)),
        words=("从某位置起的若干字符", "So many characters from a position on"),
        aliases=("中取", "截取"),
        examples=(Example("MID('abcdef',2,3)", "bcd"), Example("MID('abc',0,1)", "#VALUE")),
        foreign_names=("SUBSTR", "SUBSTRING"),
    ),
    _text_function(
        "LEN",
        "52",
        parameters=(SOURCE,),
        python=len,
        result=WHOLE,
        native="length",
        words=("字符数", "The number of characters"),
        aliases=("长度",),
        examples=(Example("LEN('中文😀')", "3"), Example("LEN('')", "0")),
        foreign_names=("LENGTH",),
    ),
    _text_function(
        "FIND",
        "53",
        parameters=(NEEDLE, SOURCE, START),
        python=find,
        result=WHOLE,
        domains={2: is_position},
        words=("首次出现的位置，没有则为 0", "The position of the first occurrence, or 0"),
        aliases=("查找",),
        examples=(
            Example("FIND('c','abcabc',4)", "6"),
            Example("FIND('x','abc')", "0"),
            Example("FIND('A','a')", "0"),
        ),
    ),
    _text_function(
        "SEARCH",
        "54",
        parameters=(NEEDLE, SOURCE, START),
        python=search,
        result=WHOLE,
        domains={2: is_position},
        words=("同 FIND，不分大小写", "As FIND, ignoring case"),
        aliases=("搜索",),
        examples=(Example("SEARCH('B','abc')", "2"),),
    ),
    _text_function(
        "CONTAINS",
        "55",
        parameters=(SOURCE, NEEDLE),
        python=contains,
        result=Boolean(),
        words=("是否包含", "Whether the text contains another"),
        aliases=("包含",),
        examples=(
            Example("CONTAINS('50%_off','%_')", "TRUE"),
            Example("CONTAINS('a','A')", "FALSE"),
        ),
        foreign_names=("INCLUDES",),
    ),
    _text_function(
        "STARTSWITH",
        "56",
        parameters=(SOURCE, Parameter("prefix", TEXT)),
        python=starts_with,
        result=Boolean(),
        words=("是否以某文本开头", "Whether the text begins with another"),
        aliases=("开头是",),
        examples=(Example("STARTSWITH('上海市','上海')", "TRUE"),),
        foreign_names=("BEGINS",),
    ),
    _text_function(
        "ENDSWITH",
        "57",
        parameters=(SOURCE, Parameter("suffix", TEXT)),
        python=ends_with,
        result=Boolean(),
        words=("是否以某文本结尾", "Whether the text ends with another"),
        aliases=("结尾是",),
        examples=(Example("ENDSWITH('上海市','市')", "TRUE"), Example("ENDSWITH('a','')", "TRUE")),
    ),
    _text_function(
        "SAMETEXT",
        "58",
        parameters=(SOURCE, Parameter("other", TEXT)),
        python=same_text,
        result=Boolean(),
        words=("不计大小写和全半角是否相同", "Whether two texts differ in case and width at most"),
        aliases=("文本相同",),
        examples=(Example("SAMETEXT('ＡBc','abC')", "TRUE"),),
    ),
    _text_function(
        "SUBSTITUTE",
        "59",
        python=substitute,
        domains={3: is_position},
        parameters=(
            SOURCE,
            Parameter("old", TEXT),
            Parameter("new", TEXT),
            Parameter("nth", WHOLE, optional=True),
        ),
        words=("替换文本；可只换第几处", "Replace a text everywhere, or its nth occurrence"),
        aliases=("替换文本",),
        examples=(
            Example("SUBSTITUTE('a-b-c','-','+')", "a+b+c"),
            Example("SUBSTITUTE('a-b-c','-','+',2)", "a-b+c"),
        ),
    ),
    _text_function(
        "REPLACE",
        "60",
        python=replace,
        domains={1: is_position, 2: is_count},
        parameters=(
            SOURCE,
            Parameter("start", WHOLE),
            Parameter("count", WHOLE),
            Parameter("new", TEXT),
        ),
        words=("按位置替换", "Replace so many characters from a position on"),
        aliases=("替换",),
        examples=(Example("REPLACE('13812345678',4,4,'****')", "138****5678"),),
    ),
    _text_function(
        "UPPER",
        "61",
        parameters=(SOURCE,),
        python=upper,
        words=("转为大写", "In upper case"),
        aliases=("大写",),
        examples=(Example("UPPER('é')", "É"), Example("UPPER('straße')", "STRASSE")),
    ),
    _text_function(
        "LOWER",
        "62",
        parameters=(SOURCE,),
        python=lower,
        words=("转为小写", "In lower case"),
        aliases=("小写",),
        examples=(Example("LOWER('ÀB中')", "àb中"),),
    ),
    _text_function(
        "PROPER",
        "63",
        parameters=(SOURCE,),
        python=proper,
        words=("单词首字母大写", "Each word with a capital"),
        aliases=("首字母大写",),
        examples=(Example("PROPER('hello wORLD')", "Hello World"),),
    ),
    _text_function(
        "TRIM",
        "64",
        parameters=(SOURCE,),
        python=trim,
        words=("去掉首尾空格，中间的合并为一个", "Without spaces at the ends, single ones inside"),
        aliases=("去空格",),
        examples=(Example("TRIM(' a 　 b ')", "a b"),),
    ),
)
