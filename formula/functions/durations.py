"""Durations and the time between two moments (formula.md 2.8, 100 to 104)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from formula import values
from formula.context import Context
from formula.errors import FormulaValueError
from formula.functions import calendar
from formula.functions.calendar import Moment, elapsed_milliseconds
from formula.functions.date import MOMENT, WHOLE, as_instant
from formula.functions.signature import Example, Function, Parameter
from formula.functions.sql_forms import Calling, FunctionEmitter, rewritten, routine
from formula.typed import Arithmetic, Call, Case, IsBlank, Literal, Typed
from formula.types import Boolean, Date, DateTime, Duration, Number, Text
from formula.values import Numeric


def count_in(unit: str) -> Callable[..., Decimal]:
    """Give the function that says how many units a duration, or the time between, has."""

    def measure(context: Context, last: int | Moment, first: Moment | None = None) -> Decimal:
        if isinstance(last, int) or first is None:
            span = last if isinstance(last, int) else 0
        else:
            span = elapsed_milliseconds(context, last, first)
        return values.divide(span, calendar.MILLISECONDS[unit])

    return measure


def duration(count: Numeric, unit: str) -> int:
    """Give so many units as a duration; VALUE for an unknown unit, NUM for one without a fixed
    length and from 10**15 milliseconds on."""
    named = calendar.unit_named(unit)
    if named not in calendar.MILLISECONDS:
        raise FormulaValueError("NUM")
    found = calendar.round_to_milliseconds(count, named)
    if abs(found) >= values.LONGEST:
        raise FormulaValueError("NUM")
    return found


def _units_between(unit: str) -> Callable[[Call], Typed]:
    def rewrite(call: Call) -> Typed:
        span = call.arguments[0]
        if len(call.arguments) > 1:
            last, first = call.arguments
            if type(last.type) is not type(first.type):
                last, first = as_instant(last), as_instant(first)
            span = Arithmetic(
                type=Duration(),
                operator="-",
                left=last,
                right=first,
                nullable=last.nullable or first.nullable,
            )
        size = Literal(type=Duration(), value=calendar.MILLISECONDS[unit])
        count = Arithmetic(
            type=Number(values.PLACES),
            operator="/",
            left=span,
            right=size,
            may_error=span.may_error,
        )
        if not span.nullable:
            return count
        blank = Literal(type=Number(values.PLACES), value=None, nullable=True)
        return Case(
            type=Number(values.PLACES),
            nullable=True,
            may_error=span.may_error,
            branches=((IsBlank(type=Boolean(), operand=span), blank),),
            otherwise=count,
        )

    return rewrite


def _difference(emitter: FunctionEmitter, call: Call) -> object:
    first, last, unit = call.arguments
    if type(first.type) is not type(last.type):
        first, last = as_instant(first), as_instant(last)
    both = Call(
        type=call.type,
        function=call.function,
        nullable=call.nullable,
        may_error=True,
        arguments=(first, last, unit),
    )
    return emitter.call_function("fx.date_difference", both, Calling(error="VALUE", zone=True))


SPAN = (
    Parameter("end", (Duration(), Date(), DateTime())),
    Parameter("start", MOMENT, optional=True),
)


def _measure(name: str, number: str, alias: str, unit: str, example: tuple[str, str]) -> Function:
    return Function(
        name=name,
        number=number,
        parameters=SPAN,
        result=Number(values.PLACES),
        zh=f"时长换算；或两个时间之差（{alias}）",
        en=f"A duration, or the time between end and start, in {unit}s",
        aliases=(alias,),
        examples=(Example(*example),),
        needs_context=True,
        python=count_in(unit),
        sql=rewritten(_units_between(unit)),
    )


FUNCTIONS: tuple[Function, ...] = (
    Function(
        name="DATEDIF",
        number="100",
        parameters=(
            Parameter("start", MOMENT),
            Parameter("end", MOMENT),
            Parameter("unit", Text()),
        ),
        result=WHOLE,
        zh="相差的整单位数：Y M D YM MD YD h min s",
        en="The complete units between two dates: Y M D YM MD YD h min s",
        aliases=("日期差",),
        examples=(
            Example("DATEDIF(#2024-01-31#,#2024-03-01#,'M')", "1"),
            Example("DATEDIF(#2024-01-31#,#2024-03-01#,'MD')", "1"),
            Example("DATEDIF(#2024-01-01 00:00#,#2024-01-01 05:59#,'h')", "5"),
        ),
        may_error=True,
        needs_context=True,
        python=calendar.difference,
        sql={"postgresql": _difference},
        foreign_names=("DATETIME_DIFF", "DATEDIFF"),
    ),
    _measure("DAYS", "101", "天数", "day", ("DAYS(#2024-03-01#,#2024-02-01#)", "29")),
    _measure("HOURS", "102", "小时数", "hour", ("HOURS(90min)", "1.5")),
    _measure("MINUTES", "103", "分钟数", "minute", ("MINUTES(72h)", "4320")),
    Function(
        name="DURATION",
        number="104",
        parameters=(Parameter("count", Number()), Parameter("unit", Text())),
        result=Duration(),
        zh="若干周、天、小时、分钟或秒的时长",
        en="So many weeks … seconds as a duration",
        aliases=("时长",),
        examples=(Example("DURATION(1.5,'hour')=90min", "TRUE"),),
        may_error=True,
        python=duration,
        sql={"postgresql": routine("fx.duration", Calling(error="NUM", unit=1))},
    ),
)
