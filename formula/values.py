"""The one place for values: exact numbers, instants, canonical texts, what a column can hold.

Numbers are `int` or `Decimal` and exact: `+ - *` never round (a product keeps ten decimals at
most), `/` rounds half away from zero to 20 and then to 10 decimals, as the SQL of both databases
does. Formula.md 2.4, 2.5 and 3.5.
"""

from __future__ import annotations

import datetime
import decimal
import json
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from formula.errors import FormulaValueError
from formula.types import Duration, MultiSelect, Select, Type

Numeric = int | Decimal

EXACT = decimal.Context(
    prec=1000,
    rounding=decimal.ROUND_HALF_UP,
    traps=[
        decimal.Inexact,
        decimal.InvalidOperation,
        decimal.DivisionByZero,
        decimal.Overflow,
    ],
)
"""Sums and products: more than 1,000 digits are an error, never a rounded number."""
ROUNDING = decimal.Context(
    prec=1000,
    rounding=decimal.ROUND_HALF_UP,
    traps=[decimal.InvalidOperation, decimal.DivisionByZero, decimal.Overflow],
)
_QUOTIENT = decimal.Context(prec=100, rounding=decimal.ROUND_HALF_UP)
_QUOTIENT_DIGITS = 50
_TEN = Decimal("1e-10")
_TWENTY = Decimal("1e-20")
PLACES = 10
"""Decimals of a quotient, an average, a root."""
MOST_DIGITS = 100
"""A power or root beyond 10**100 is an error NUM; rounding beyond 100 places changes nothing."""

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
MILLISECOND = datetime.timedelta(milliseconds=1)
DAY = 86_400_000
LONGEST = 10**15
"""The first duration, in milliseconds, that is out of range."""
MIN_INSTANT = -62_135_510_400_000
"""0001-01-02T00:00Z in milliseconds: one day inside what Python can show in every time zone."""
MAX_INSTANT = 253_402_214_399_999
"""9999-12-30T23:59:59.999Z in milliseconds."""
_FIRST_DAY = datetime.date(1, 1, 3)
_LAST_DAY = datetime.date(9999, 12, 29)

REGION_SET = "region"
"""The option set of region fields: six digits of GB/T 2260, named by `functions.geography`."""

add = EXACT.add
subtract = EXACT.subtract
multiply_exactly = EXACT.multiply


def multiply(left: Numeric, right: Numeric) -> Decimal:
    """Give the product, rounded to ten decimals."""
    return ROUNDING.quantize(EXACT.multiply(left, right), _TEN)


def divide(left: Numeric, right: Numeric) -> Decimal:
    """Give the quotient, rounded half away from zero to 20 and then to 10 decimals; DIV0."""
    if not right:
        raise FormulaValueError("DIV0")
    quotient = _QUOTIENT.divide(left, right)
    if quotient.adjusted() > _QUOTIENT_DIGITS:
        quotient = ROUNDING.divide(left, right)
    return ROUNDING.quantize(ROUNDING.quantize(quotient, _TWENTY), _TEN)


def round_number(value: Numeric, digits: int = 0) -> Decimal:
    """Give the number rounded half away from zero; negative digits round tens, hundreds …"""
    return ROUNDING.quantize(Decimal(value), place(digits))


@lru_cache(maxsize=64)
def place(digits: int) -> Decimal:
    """Give one unit of the last of so many decimals."""
    return Decimal(1).scaleb(-digits)


def power(base: Numeric, exponent: Numeric) -> Decimal:
    """Give base ** exponent to ten decimals; NUM outside of the domain and beyond 10**100."""
    number, count = Decimal(base), Decimal(exponent)
    whole = count == count.to_integral_value()
    if abs(count) > 1000 or (number < 0 and not whole) or (number == 0 and count < 0):
        raise FormulaValueError("NUM")
    if count == 0 or number == 1:
        return Decimal(1)
    if number == 0:
        return Decimal(0)
    if _QUOTIENT.multiply(_QUOTIENT.log10(abs(number)), count) >= MOST_DIGITS:
        raise FormulaValueError("NUM")
    wide = decimal.Context(prec=160, rounding=decimal.ROUND_HALF_UP)
    return ROUNDING.quantize(wide.power(number, count), _TEN)


def to_places(value: Decimal) -> Decimal:
    """Give the number rounded to ten decimals; NUM beyond 10**100."""
    if value and value.adjusted() >= MOST_DIGITS:
        raise FormulaValueError("NUM")
    return ROUNDING.quantize(value, _TEN)


def whole_count(value: Numeric, limit: int = MOST_DIGITS) -> int:
    """Give a number of places, characters or units: the fraction dropped, at most ±limit."""
    return int(max(-limit, min(limit, value)))


@lru_cache(maxsize=64)
def number_limit(decimals: int) -> Decimal:
    """Give the first magnitude that a column with so many decimals does not hold."""
    return Decimal(10) ** min(17 - decimals, 15)


def store_number(value: Numeric, decimals: int) -> Decimal:
    """Give the number as a column with `decimals` holds it, rounded once; NUM out of range."""
    rounded = round_number(value, decimals)
    if rounded.copy_abs() >= number_limit(decimals):
        raise FormulaValueError("NUM")
    return rounded


def percent(value: Numeric) -> Decimal:
    """Give a hundredth of the number, exactly."""
    return EXACT.scaleb(Decimal(value), -2)


def number_text(value: Numeric) -> str:
    """Give the canonical text: no exponent, no trailing zeros, no negative zero."""
    if isinstance(value, int):
        return str(value)
    if not value:
        return "0"
    return format(EXACT.normalize(value), "f")


def scaled(value: Numeric, scale: int) -> int:
    """Give value * 10**scale as an integer, rounded half away from zero (SQLite's form)."""
    return int(round_number(value, scale).scaleb(scale, EXACT))


def unscaled(value: int, scale: int) -> Numeric:
    """Give back what `scaled` made an integer."""
    return Decimal(value).scaleb(-scale, EXACT) if scale else value


def to_milliseconds(instant: datetime.datetime) -> int:
    """Give the milliseconds from 1970-01-01T00:00Z to an aware instant."""
    return (instant - EPOCH) // MILLISECOND


def from_milliseconds(milliseconds: int) -> datetime.datetime:
    """Give the instant so many milliseconds after 1970-01-01T00:00Z; DATE out of range."""
    if not MIN_INSTANT <= milliseconds <= MAX_INSTANT:
        raise FormulaValueError("DATE")
    return EPOCH + datetime.timedelta(milliseconds=milliseconds)


def to_instant(local: datetime.datetime, zone: ZoneInfo) -> datetime.datetime:
    """Give the UTC instant of a local time; DATE out of range.

    A time that does not exist moves on by the gap; one that exists twice is the later one, which
    is what PostgreSQL's AT TIME ZONE does.
    """
    first = local.replace(tzinfo=zone, fold=0)
    second = local.replace(tzinfo=zone, fold=1)
    if (first.utcoffset() or MILLISECOND) > (second.utcoffset() or MILLISECOND):
        first = second
    try:
        instant = first.astimezone(datetime.UTC)
    except OverflowError:
        raise FormulaValueError("DATE") from None
    return from_milliseconds(to_milliseconds(instant))


def midnight(day: datetime.date, zone: ZoneInfo) -> datetime.datetime:
    """Give the instant at which a day begins in the time zone, cut to the range of instants."""
    local = datetime.datetime(day.year, day.month, day.day)
    if day < _FIRST_DAY:
        return from_milliseconds(MIN_INSTANT)
    return from_milliseconds(MAX_INSTANT) if day > _LAST_DAY else to_instant(local, zone)


def from_ordinal(ordinal: int) -> datetime.date:
    """Give the day with this proleptic ordinal; DATE outside of the years 1 to 9999."""
    try:
        return datetime.date.fromordinal(ordinal)
    except (ValueError, OverflowError):
        raise FormulaValueError("DATE") from None


def instant_text(instant: datetime.datetime, zone: ZoneInfo) -> str:
    """Give `YYYY-MM-DD HH:mm:ss` in the time zone."""
    local = instant.astimezone(zone).replace(tzinfo=None)
    return local.isoformat(sep=" ", timespec="seconds")


def duration_text(milliseconds: int) -> str:
    """Give a duration as its literal, `72h 30min`; parts that are zero are left out."""
    rest, parts = abs(milliseconds), []
    for unit, size in (("h", 3_600_000), ("min", 60_000), ("s", 1000), ("ms", 1)):
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{count}{unit}")
    return ("-" if milliseconds < 0 else "") + (" ".join(parts) or "0s")


def option_text(value: str, kind: Select | MultiSelect, language: str) -> str:
    """Give the label of an option in the language, or its value where it has none."""
    for option in kind.options:
        if option.value == value:
            return option.labels.get(language, value)
    return value


def list_json(values: tuple[object, ...]) -> str:
    """Give the JSON text that SQLite holds for a list."""
    return json.dumps(list(values), ensure_ascii=False, separators=(",", ":"))


def list_items(text: str) -> tuple[object, ...]:
    """Give back what `list_json` wrote."""
    return tuple(json.loads(text))


def overflow() -> Decimal:
    """Refuse a number that SQLite could not keep exact (it becomes REAL beyond 64 bits); NUM."""
    raise FormulaValueError("NUM")


def value_text(value: object, kind: Type, zone: ZoneInfo, language: str) -> str:
    """Give the canonical text of a value of a type: what `&` and `TEXT` make of it; blank is ''."""
    match value:
        case None:
            return ""
        case str():
            return option_text(value, kind, language) if isinstance(kind, Select) else value
        case bool():
            return "TRUE" if value else "FALSE"
        case int() if isinstance(kind, Duration):
            return duration_text(value)
        case int() | Decimal():
            return number_text(value)
        case datetime.datetime():
            return instant_text(value, zone)
        case datetime.date():
            return value.isoformat()
        case tuple() if isinstance(kind, MultiSelect):
            return "、".join(option_text(item, kind, language) for item in value)
        case _:
            raise TypeError(f"{type(value).__name__} as {kind} has no text")
