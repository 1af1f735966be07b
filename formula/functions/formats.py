"""Numbers and dates as texts for people, and texts as numbers (formula.md 2.8, 44 to 46)."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal

from formula import values
from formula.context import Context
from formula.errors import FormulaValueError
from formula.functions.calendar import local_time
from formula.functions.letters import half_width
from formula.functions.rounding import round_half
from formula.functions.signature import Example, Function, Parameter
from formula.functions.sql_forms import Calling, on_postgresql, routine
from formula.types import Date, DateTime, Number, Text
from formula.values import Numeric, whole_count

_NUMBER = re.compile(r"([+-]?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{0,30})(?:\.([0-9]{0,20}))?(%?)")
_SPACES = " \t\u00a0"
_NUMBER_FORMAT = re.compile(r"[#0][#0,]*(?:\.[#0]+)?")
_DATE_TOKENS = re.compile("[Yy]+|[Dd]+|[Hh]+|[Ss]+|M+|m+|[^YyDdHhSsMm]+")
_MOST_PLACES = 20
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("仟", "佰", "拾", "")
_RMB_LIMIT = 10**16


def read_number(text: str) -> Decimal:
    """Give the number that a text spells: 1,234.5, 12%, １２; VALUE for another text."""
    found = _NUMBER.fullmatch(half_width(text).strip(_SPACES))
    if found is None or not (found.group(2) or found.group(3)):
        raise FormulaValueError("VALUE")
    sign, whole, decimals, is_percent = found.groups()
    number = Decimal(f"{sign}{whole.replace(',', '') or '0'}.{decimals or '0'}")
    return values.percent(number) if is_percent else number


def fixed(value: Numeric, digits: Numeric = 2) -> str:
    """Give the number with exactly so many decimals (at most 20), without grouping."""
    places = whole_count(digits, _MOST_PLACES)
    return _plain(round_half(value, places), max(places, 0))


def _plain(rounded: Decimal, places: int) -> str:
    text = format(values.ROUNDING.quantize(rounded, Decimal(1).scaleb(-places)), "f")
    return text if rounded else text.removeprefix("-")


def format_value(context: Context, value: Numeric | datetime.date, form: str) -> str:
    """Give a number or moment by a format: 0.00, #,##0, 0%, YYYY年M月D日; VALUE for no format."""
    if isinstance(value, datetime.date):
        return format_moment(local_time(value, context), form)
    return format_number(value, form)


def format_number(value: Numeric, form: str) -> str:
    """Give a number by a format such as `¥#,##0.00` or `0.0%`."""
    found = _NUMBER_FORMAT.search(form)
    if found is None:
        raise FormulaValueError("VALUE")
    whole_form, _, decimal_form = found.group().partition(".")
    if "%" in form:
        value = values.EXACT.scaleb(Decimal(value), 2)
    places = min(len(decimal_form), _MOST_PLACES)
    rounded = values.round_number(value, places)
    whole, _, decimals = _plain(values.EXACT.abs(rounded), places).partition(".")
    while len(decimals) > decimal_form.count("0") and decimals.endswith("0"):
        decimals = decimals[:-1]
    whole = whole.lstrip("0").rjust(whole_form.count("0"), "0")
    if "," in whole_form:
        whole = re.sub(r"(?<=\d)(?=(\d{3})+$)", ",", whole)
    number = f"{whole}.{decimals}" if decimals else whole
    sign = "-" if rounded < 0 else ""
    return f"{sign}{form[: found.start()]}{number}{form[found.end() :]}"


def format_moment(local: datetime.datetime, form: str) -> str:
    """Give a local time by a format of Y M D H m s; m beside H or s is the minute."""
    tokens = _DATE_TOKENS.findall(form)
    letters = [token[0].upper() for token in tokens if token[0] in "YyDdHhSsMm"]
    result: list[str] = []
    seen = 0
    for token in tokens:
        if token[0] not in "YyDdHhSsMm":
            result.append(token)
            continue
        around = (letters[seen - 1] if seen else "", (*letters, "")[seen + 1])
        is_minute = token[0] == "m" and (around[0] == "H" or around[1] == "S")
        result.append(_date_part(local, "I" if is_minute else letters[seen], len(token)))
        seen += 1
    return "".join(result)


def _date_part(local: datetime.datetime, letter: str, width: int) -> str:
    if letter == "Y":
        return f"{local.year:04}"[2:] if width == 2 else f"{local.year:04}"
    number = {
        "M": local.month,
        "D": local.day,
        "H": local.hour,
        "I": local.minute,
        "S": local.second,
    }[letter]
    return str(number) if width == 1 else f"{number:02}"


def rmb_upper(value: Numeric) -> str:
    """Give an amount in the capital characters of cheques; NUM from 10**16 on.

    Source: 支付结算办法, annex 1 (正确填写票据和结算凭证的基本规定).
    """
    rounded = values.round_number(value, 2)
    fen = abs(values.scaled(rounded, 2))
    if fen >= _RMB_LIMIT * 100:
        raise FormulaValueError("NUM")
    yuan, cents = divmod(fen, 100)
    jiao, fen = divmod(cents, 10)
    text = _capitals(yuan) + "元" if yuan or not cents else ""
    if jiao:
        text += _DIGITS[jiao] + "角"
    elif fen and yuan:
        text += "零"
    text += _DIGITS[fen] + "分" if fen else "整"
    return "负" + text if rounded < 0 else text


def _capitals(number: int) -> str:
    for size, name in ((10**8, "亿"), (10**4, "万")):
        if number >= size:
            high, low = divmod(number, size)
            gap = "零" if 0 < low < size // 10 else ""
            return _capitals(high) + name + gap + (_capitals(low) if low else "")
    text = ""
    for digit, unit in zip(f"{number:04}", _UNITS, strict=True):
        if digit != "0":
            text += _DIGITS[int(digit)] + unit
        elif text and not text.endswith("零"):
            text += "零"
    return text.rstrip("零") or "零"


FUNCTIONS: tuple[Function, ...] = (
    Function(
        name="VALUE",
        number="44",
        parameters=(Parameter("text", Text()),),
        result=Number(),
        zh="文本转数值，可含千分位、百分号和全角数字",
        en="The number that a text spells, with commas, percent or full-width digits",
        aliases=("转数值",),
        examples=(
            Example("VALUE('1,234.5')", "1234.5"),
            Example("VALUE('12%')", "0.12"),
            Example("VALUE('１２')", "12"),
            Example("VALUE('abc')", "#VALUE"),
        ),
        may_error=True,
        python=read_number,
        sql=on_postgresql("fx.value", "VALUE"),
    ),
    Function(
        name="FIXED",
        number="45",
        parameters=(
            Parameter("number", Number()),
            Parameter("digits", Number(0), optional=True, default=2),
        ),
        result=Text(),
        zh="固定小数位数的文本",
        en="The number as text with so many decimals",
        aliases=("固定小数",),
        examples=(Example("FIXED(2.345)", "2.35"), Example("FIXED(-0.001,2)", "0.00")),
        python=fixed,
        sql=on_postgresql("fx.fixed"),
    ),
    Function(
        name="TEXT",
        number="45b",
        parameters=(
            Parameter("value", (Number(), Date(), DateTime())),
            Parameter("format", Text(), optional=True),
        ),
        result=Text(),
        zh="按格式转为文本：0.00、#,##0、0%、YYYY年M月D日",
        en="As text by a format: 0.00, #,##0, 0%, YYYY-MM-DD",
        aliases=("文本",),
        examples=(
            Example("TEXT(1234.5,'#,##0.00')", "1,234.50"),
            Example("TEXT(0.256,'0%')", "26%"),
            Example("TEXT(#2024-02-09#,'YYYY年M月D日')", "2024年2月9日"),
            Example("TEXT(#2024-02-09 08:05#,'yyyy-mm-dd hh:mm')", "2024-02-09 08:05"),
            Example("TEXT(1,'x')", "#VALUE"),
        ),
        may_error=True,
        needs_context=True,
        python=format_value,
        sql={"postgresql": routine("fx.text", Calling(error="VALUE", local=True))},
    ),
    Function(
        name="RMBUPPER",
        number="46",
        parameters=(Parameter("amount", Number()),),
        result=Text(),
        zh="人民币大写金额",
        en="An amount in Chinese capital characters",
        aliases=("人民币大写",),
        examples=(
            Example("RMBUPPER(1409.5)", "壹仟肆佰零玖元伍角整"),
            Example("RMBUPPER(6007.14)", "陆仟零柒元壹角肆分"),
            Example("RMBUPPER(100001)", "壹拾万零壹元整"),
            Example("RMBUPPER(0)", "零元整"),
            Example("RMBUPPER(325.04)", "叁佰贰拾伍元零肆分"),
        ),
        may_error=True,
        python=rmb_upper,
        sql=on_postgresql("fx.rmbupper", "NUM"),
    ),
)
