"""What the date functions compute: calendar arithmetic in the application's time zone.

Whole units of the calendar move the local time; hours, minutes and seconds move the instant.
A day that a month does not have is its last one.
"""

from __future__ import annotations

import calendar
import datetime
from decimal import Decimal

from formula import values
from formula.context import Context
from formula.errors import FormulaValueError
from formula.values import Numeric

Moment = datetime.date | datetime.datetime

UNITS = {
    "year": ("year", "years", "年"),
    "quarter": ("quarter", "quarters", "季度"),
    "month": ("month", "months", "月"),
    "week": ("week", "weeks", "周"),
    "day": ("day", "days", "天", "日"),
    "hour": ("hour", "hours", "小时"),
    "minute": ("minute", "minutes", "分钟"),
    "second": ("second", "seconds", "秒"),
}
"""What a unit may be called, lower case."""
MONTHS = {"year": 12, "quarter": 3, "month": 1}
MILLISECONDS = {
    "week": 7 * values.DAY,
    "day": values.DAY,
    "hour": 3_600_000,
    "minute": 60_000,
    "second": 1000,
}
CLOCK_UNITS = ("hour", "minute", "second")
_BY_NAME = {name: unit for unit, names in UNITS.items() for name in names}


def unit_named(text: str) -> str:
    """Give the unit that a text means; VALUE for another text."""
    unit = _BY_NAME.get(text.lower())
    if unit is None:
        raise FormulaValueError("VALUE")
    return unit


def local_time(moment: Moment, context: Context) -> datetime.datetime:
    """Give the naive local time of an instant, or midnight of a day."""
    if isinstance(moment, datetime.datetime):
        return moment.astimezone(context.time_zone).replace(tzinfo=None)
    return datetime.datetime(moment.year, moment.month, moment.day)


def day_in_month(year: int, month: int, day: int) -> datetime.date:
    """Give the day, counting months beyond 12 into years and clamping the day; DATE."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        raise FormulaValueError("DATE")
    return datetime.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def shift_months(day: datetime.date, months: int) -> datetime.date:
    """Give the day so many months later; DATE."""
    return day_in_month(day.year, day.month + months, day.day)


def shift_local(local: datetime.datetime, count: int, unit: str) -> datetime.datetime:
    """Give the local time so many calendar units later, at the same time of day; DATE."""
    if unit in MONTHS:
        day = shift_months(local.date(), count * MONTHS[unit])
    else:
        days = count * MILLISECONDS[unit] // values.DAY
        day = values.from_ordinal(local.toordinal() + days)
    return datetime.datetime.combine(day, local.time())


def shift(context: Context, moment: Moment, count: Numeric, unit_text: str) -> Moment:
    """Give the moment so many units later; DATE, or VALUE for an unknown unit."""
    unit = unit_named(unit_text)
    if unit in CLOCK_UNITS:
        by = round_to_milliseconds(count, unit)
        if not isinstance(moment, datetime.datetime):
            moment = values.midnight(moment, context.time_zone)
        return values.from_milliseconds(values.to_milliseconds(moment) + by)
    local = shift_local(local_time(moment, context), int(count), unit)
    if isinstance(moment, datetime.datetime):
        return values.to_instant(local, context.time_zone)
    return local.date()


def round_to_milliseconds(count: Numeric, unit: str) -> int:
    """Give so many units in whole milliseconds, rounded half away from zero."""
    return int(values.round_number(values.multiply_exactly(count, MILLISECONDS[unit])))


def make_date(year: Numeric, month: Numeric, day: Numeric) -> datetime.date:
    """Give the day; months and days beyond their range roll over as in Excel; DATE."""
    first = day_in_month(int(year), int(month), 1)
    return values.from_ordinal(first.toordinal() + int(day) - 1)


def make_instant(context: Context, *parts: Numeric) -> datetime.datetime:
    """Give the instant of a local year, month, day and, if given, hour, minute, second; what is
    beyond its range rolls over; DATE."""
    year, month, day, *clock = parts
    start = make_date(year, month, day)
    total = Decimal(0)
    for count, unit in zip(clock, CLOCK_UNITS, strict=False):
        total = values.add(total, values.multiply_exactly(count, MILLISECONDS[unit]))
    days, rest = divmod(int(values.round_number(total)), values.DAY)
    moved = values.from_ordinal(start.toordinal() + days)
    local = datetime.datetime(moved.year, moved.month, moved.day)
    return values.to_instant(local + rest * values.MILLISECOND, context.time_zone)


def months_between(first: datetime.datetime, last: datetime.datetime) -> int:
    """Give the complete months from first to last (first <= last)."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - ((last.day, last.time()) < (first.day, first.time()))


def difference(context: Context, first: Moment, last: Moment, unit: str) -> int:
    """Give the complete units from first to last, negative where last is earlier; VALUE."""
    if isinstance(first, datetime.datetime) != isinstance(last, datetime.datetime):
        first, last = instant_of(context, first), instant_of(context, last)
    start, end = local_time(first, context), local_time(last, context)
    elapsed = elapsed_milliseconds(context, last, first)
    if start > end:
        return -_difference(end, start, -elapsed, unit.upper())
    return _difference(start, end, elapsed, unit.upper())


def _difference(start: datetime.datetime, end: datetime.datetime, elapsed: int, unit: str) -> int:
    clock = {"H": 3_600_000, "MIN": 60_000, "S": 1000}
    months = months_between(start, end)
    if unit in clock:
        return elapsed // clock[unit]
    if unit in ("Y", "M", "YM"):
        return {"Y": months // 12, "M": months, "YM": months % 12}[unit]
    passed = {"D": 0, "MD": months, "YD": months // 12 * 12}.get(unit)
    if passed is None:
        raise FormulaValueError("VALUE")
    since = datetime.datetime.combine(shift_months(start.date(), passed), start.time())
    return (end - since).days


def instant_of(context: Context, moment: Moment) -> datetime.datetime:
    """Give an instant itself, or that at which a day begins."""
    if isinstance(moment, datetime.datetime):
        return moment
    return values.midnight(moment, context.time_zone)


def elapsed_milliseconds(context: Context, last: Moment, first: Moment) -> int:
    """Give the milliseconds from first to last."""
    if isinstance(first, datetime.datetime) or isinstance(last, datetime.datetime):
        apart = instant_of(context, last) - instant_of(context, first)
        return apart // values.MILLISECOND
    return (last - first).days * values.DAY
