"""Dates, times and durations (formula.md 2.8, 84 to 104)."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from formula import values
from formula.context import Context
from formula.errors import FormulaValueError
from formula.functions import calendar
from formula.functions.calendar import CLOCK_UNITS, UNITS, Moment, local_time
from formula.functions.signature import Example, Function, Parameter
from formula.functions.sql_forms import Calling, FunctionEmitter, SqlForm, routine
from formula.typed import Call, Coerce, Literal, Typed
from formula.types import Date, DateTime, Duration, Number, Text, Type
from formula.values import Numeric

WHOLE = Number(0)
MOMENT: tuple[Type, ...] = (Date(), DateTime())
SUNDAY_FIRST, MONDAY_FIRST, MONDAY_ZERO, ISO = 1, 2, 3, 21
WEEK_DAYS = 7


def part_of(name: str) -> Callable[[Context, Moment], int]:
    """Give the function that reads one part of the local time."""

    def read(context: Context, moment: Moment) -> int:
        return int(getattr(local_time(moment, context), name))

    return read


def quarter(context: Context, moment: Moment) -> int:
    """Give the quarter of the year, 1 to 4."""
    return (local_time(moment, context).month + 2) // 3


def weekday(context: Context, moment: Moment, kind: Numeric = SUNDAY_FIRST) -> int:
    """Give the day of the week: 1 = Sunday, with kind 2 Monday is 1, with kind 3 it is 0."""
    iso = local_time(moment, context).isoweekday()
    if kind == SUNDAY_FIRST:
        return iso % WEEK_DAYS + 1
    if kind == MONDAY_FIRST:
        return iso
    if kind == MONDAY_ZERO:
        return iso - 1
    raise FormulaValueError("VALUE")


def week_number(context: Context, moment: Moment, kind: Numeric = SUNDAY_FIRST) -> int:
    """Give the week of the year: 1 January is in week 1, weeks begin on Sunday (kind 1) or
    Monday (kind 2); kind 21 is the week of ISO 8601."""
    local = local_time(moment, context)
    if kind == ISO:
        return local.isocalendar().week
    if kind not in (SUNDAY_FIRST, MONDAY_FIRST):
        raise FormulaValueError("VALUE")
    first = datetime.date(local.year, 1, 1).isoweekday()
    before = first % WEEK_DAYS if kind == SUNDAY_FIRST else first - 1
    return (local.timetuple().tm_yday - 1 + before) // WEEK_DAYS + 1


def iso_week_number(context: Context, moment: Moment) -> int:
    """Give the week by ISO 8601."""
    return local_time(moment, context).isocalendar().week


def to_date(context: Context, moment: Moment) -> datetime.date:
    """Give the local day of an instant."""
    return local_time(moment, context).date()


def to_time(context: Context, moment: Moment) -> int:
    """Give the time of day as a duration since midnight, by the local clock."""
    local = local_time(moment, context)
    midnight = datetime.datetime(local.year, local.month, local.day)
    return (local - midnight) // values.MILLISECOND


def shift_months(day: datetime.date, months: Numeric) -> datetime.date:
    """Give the day so many months later, clamped to the end of the month; DATE."""
    return calendar.shift_months(day, int(months))


def end_of_month(day: datetime.date, months: Numeric) -> datetime.date:
    """Give the last day of the month so many months later; DATE."""
    return calendar.day_in_month(day.year, day.month + int(months), 31)


def _shifted(arguments: tuple[Typed, ...]) -> Type:
    """A day stays a day only where the unit is known to be one of the calendar."""
    unit = arguments[2]
    calendar_names = {
        name for unit, names in UNITS.items() if unit not in CLOCK_UNITS for name in names
    }
    if isinstance(unit, Literal) and str(unit.value).lower() in calendar_names:
        return arguments[0].type
    return DateTime()


def as_instant(node: Typed) -> Typed:
    """Give a node as an instant: a day becomes its midnight."""
    if isinstance(node.type, DateTime):
        return node
    return Coerce(type=DateTime(), operand=node, nullable=node.nullable, may_error=node.may_error)


def _date_add(emitter: FunctionEmitter, call: Call) -> object:
    if isinstance(call.type, Date):
        how = Calling(error="DATE", local=True, unit=2)
        return emitter.call_function("fx.date_add", call, how)
    instant = Call(
        type=call.type,
        function=call.function,
        nullable=call.nullable,
        may_error=True,
        arguments=(as_instant(call.arguments[0]), *call.arguments[1:]),
    )
    how = Calling(error="DATE", zone=True, unit=2)
    return emitter.call_function("fx.instant_add", instant, how)


def _local(name: str, error: str | None = None) -> dict[str, SqlForm]:
    return {"postgresql": routine(name, Calling(error=error, local=True))}


MOMENT_PARAMETERS = (Parameter("date", MOMENT),)
WEEK_KIND = Parameter("kind", WHOLE, optional=True, default=SUNDAY_FIRST)
MONTHS = (Parameter("date", Date()), Parameter("months", WHOLE))
YEAR_MONTH_DAY = (
    Parameter("year", WHOLE),
    Parameter("month", WHOLE),
    Parameter("day", WHOLE),
)


def _part(
    name: str,
    number: str,
    words: tuple[str, str, str],
    example: tuple[str, str],
    python: Callable[..., object],
) -> Function:
    """A part of a moment; `words` are its alias and what it is in zh and en."""
    alias, zh, en = words
    return Function(
        name=name,
        number=number,
        parameters=MOMENT_PARAMETERS,
        result=WHOLE,
        zh=zh,
        en=en,
        aliases=(alias,),
        examples=(Example(*example),),
        needs_context=True,
        python=python,
        sql=_local(f"fx.{name.lower()}"),
    )


FUNCTIONS: tuple[Function, ...] = (
    Function(
        name="DATE",
        number="84",
        parameters=YEAR_MONTH_DAY,
        result=Date(),
        zh="由年月日得到日期，超出的部分进位",
        en="The date; what is beyond its range rolls over",
        aliases=("日期",),
        examples=(Example("DATE(2024,14,31)", "2025-03-03"), Example("DATE(0,1,1)", "#DATE")),
        may_error=True,
        python=calendar.make_date,
        sql={"postgresql": routine("fx.date", Calling(error="DATE"))},
    ),
    Function(
        name="DATETIME",
        number="85",
        parameters=(
            *YEAR_MONTH_DAY,
            Parameter("hour", Number(), optional=True, default=0),
            Parameter("minute", Number(), optional=True, default=0),
            Parameter("second", Number(), optional=True, default=0),
        ),
        result=DateTime(),
        zh="由年月日时分秒得到时间",
        en="The instant of a local date and time",
        aliases=("日期时间",),
        examples=(Example("DATETIME(2024,2,29,25)", "2024-03-01 01:00:00"),),
        may_error=True,
        needs_context=True,
        python=calendar.make_instant,
        sql={"postgresql": routine("fx.datetime", Calling(error="DATE", zone=True))},
    ),
    _part(
        "YEAR", "86", ("年", "年份", "The year"), ("YEAR(#2024-02-29#)", "2024"), part_of("year")
    ),
    _part(
        "MONTH", "87", ("月", "月份", "The month"), ("MONTH(#2024-02-29#)", "2"), part_of("month")
    ),
    _part(
        "DAY",
        "88",
        ("日", "一月中的第几天", "The day of the month"),
        ("DAY(#2024-02-29#)", "29"),
        part_of("day"),
    ),
    _part(
        "HOUR",
        "89",
        ("时", "小时", "The hour"),
        ("HOUR(#2024-02-29 23:45#)", "23"),
        part_of("hour"),
    ),
    _part(
        "MINUTE",
        "90",
        ("分", "分钟", "The minute"),
        ("MINUTE(#2024-02-29 23:45#)", "45"),
        part_of("minute"),
    ),
    _part(
        "SECOND",
        "91",
        ("秒", "秒", "The second"),
        ("SECOND(#2024-02-29 23:45:59#)", "59"),
        part_of("second"),
    ),
    _part(
        "QUARTER", "92", ("季度", "季度", "The quarter"), ("QUARTER(#2024-05-01#)", "2"), quarter
    ),
    Function(
        name="WEEKDAY",
        number="93",
        parameters=(*MOMENT_PARAMETERS, WEEK_KIND),
        result=WHOLE,
        zh="星期几：1 为周日；类型 2 时周一为 1",
        en="The day of the week; with kind 2 Monday is 1",
        aliases=("星期",),
        examples=(Example("WEEKDAY(#2024-02-25#)", "1"), Example("WEEKDAY(#2024-02-25#,2)", "7")),
        may_error=True,
        domains={1: (SUNDAY_FIRST, MONDAY_FIRST, MONDAY_ZERO).__contains__},
        needs_context=True,
        python=weekday,
        sql=_local("fx.weekday", "VALUE"),
    ),
    Function(
        name="WEEKNUM",
        number="94",
        parameters=(*MOMENT_PARAMETERS, WEEK_KIND),
        result=WHOLE,
        zh="一年中的第几周",
        en="The week of the year",
        aliases=("周数",),
        examples=(Example("WEEKNUM(#2023-01-01#)", "1"), Example("WEEKNUM(#2023-01-02#,2)", "2")),
        may_error=True,
        domains={1: (SUNDAY_FIRST, MONDAY_FIRST, ISO).__contains__},
        needs_context=True,
        python=week_number,
        sql=_local("fx.weeknum", "VALUE"),
    ),
    _part(
        "ISOWEEKNUM",
        "95",
        ("ISO周数", "ISO 8601 周数", "The week by ISO 8601"),
        ("ISOWEEKNUM(#2023-01-01#)", "52"),
        iso_week_number,
    ),
    Function(
        name="TODATE",
        number="96",
        parameters=MOMENT_PARAMETERS,
        result=Date(),
        zh="取日期部分",
        en="The local day of an instant",
        aliases=("取日期",),
        examples=(Example("TODATE(#2024-02-29 23:45#)", "2024-02-29"),),
        needs_context=True,
        python=to_date,
        sql=_local("fx.todate"),
    ),
    Function(
        name="TOTIME",
        number="96b",
        parameters=MOMENT_PARAMETERS,
        result=Duration(),
        zh="取一天中的时间（自零点起的时长）",
        en="The time of day, as a duration since midnight",
        aliases=("取时间",),
        examples=(Example("TOTIME(#2024-02-29 23:45#)=1425min", "TRUE"),),
        needs_context=True,
        python=to_time,
        sql=_local("fx.totime"),
    ),
    Function(
        name="DATEADD",
        number="97",
        parameters=(
            Parameter("date", MOMENT),
            Parameter("count", Number()),
            Parameter("unit", Text()),
        ),
        result=_shifted,
        zh="加若干年、季度、月、周、天、小时、分钟或秒；月末取当月最后一天",
        en="So many years … seconds later; a month's end is clamped",
        aliases=("日期加",),
        examples=(
            Example("DATEADD(#2024-01-31#,1,'month')", "2024-02-29"),
            Example("DATEADD(#2024-01-31 10:00#,90,'minute')", "2024-01-31 11:30:00"),
            Example("DATEADD(#2024-01-31#,1,'x')", "#VALUE"),
        ),
        may_error=True,
        needs_context=True,
        python=calendar.shift,
        sql={"postgresql": _date_add},
    ),
    Function(
        name="EDATE",
        number="98",
        parameters=MONTHS,
        result=Date(),
        zh="若干个月后的同一天",
        en="The same day so many months later",
        aliases=("月后日期",),
        examples=(
            Example("EDATE(#2024-01-31#,1)", "2024-02-29"),
            Example("EDATE(#2024-03-31#,-1)", "2024-02-29"),
        ),
        may_error=True,
        python=shift_months,
        sql={"postgresql": routine("fx.edate", Calling(error="DATE"))},
    ),
    Function(
        name="EOMONTH",
        number="99",
        parameters=MONTHS,
        result=Date(),
        zh="若干个月后那个月的最后一天",
        en="The last day of the month so many months later",
        aliases=("月末",),
        examples=(Example("EOMONTH(#2024-01-15#,1)", "2024-02-29"),),
        may_error=True,
        python=end_of_month,
        sql={"postgresql": routine("fx.eomonth", Calling(error="DATE"))},
    ),
)
