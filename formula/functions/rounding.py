"""Rounding and remainders (formula.md 2.8, 16 to 25, 36 and 37)."""

from __future__ import annotations

import decimal
from collections.abc import Callable
from decimal import Decimal

from formula import values
from formula.errors import FormulaValueError
from formula.functions.number import NUMBER, VALUE, WHOLE, scale_of, sign
from formula.functions.signature import Example, Function, Parameter
from formula.functions.sql_forms import on_postgresql
from formula.typed import Literal, Typed
from formula.types import Number, Type
from formula.values import EXACT, Numeric, whole_count


def round_half(value: Numeric, digits: Numeric = 0) -> Decimal:
    """Round half away from zero."""
    return values.round_number(value, whole_count(digits))


def _round_by(rounding: str) -> Callable[..., Decimal]:
    context = decimal.Context(prec=1000, rounding=rounding)

    def apply(value: Numeric, digits: Numeric = 0) -> Decimal:
        return context.quantize(Decimal(value), Decimal(1).scaleb(-whole_count(digits)))

    return apply


round_up = _round_by(decimal.ROUND_UP)
round_down = _round_by(decimal.ROUND_DOWN)


def floor(value: Numeric) -> Decimal:
    """Give the largest whole number that is not greater."""
    return Decimal(value).to_integral_value(rounding=decimal.ROUND_FLOOR)


def _steps(value: Numeric, step: Numeric) -> tuple[Decimal, Decimal, Decimal]:
    """How often the step goes into the value (toward zero), what is left, and |step|."""
    if not step:
        raise FormulaValueError("DIV0")
    size = EXACT.abs(Decimal(step))
    return EXACT.divide_int(value, size), EXACT.remainder(value, size), size


def ceiling_to(value: Numeric, step: Numeric = 1) -> Decimal:
    """Give the smallest multiple of the step that is not less."""
    count, rest, size = _steps(value, step)
    return EXACT.multiply(EXACT.add(count, 1 if rest > 0 else 0), size)


def floor_to(value: Numeric, step: Numeric = 1) -> Decimal:
    """Give the largest multiple of the step that is not greater."""
    count, rest, size = _steps(value, step)
    return EXACT.multiply(EXACT.subtract(count, 1 if rest < 0 else 0), size)


def nearest_to(value: Numeric, step: Numeric = 1) -> Decimal:
    """Give the nearest multiple of the step, half away from zero."""
    count, rest, size = _steps(value, step)
    if EXACT.multiply(EXACT.abs(rest), 2) >= size:
        count = EXACT.add(count, 1 if rest > 0 else -1)
    return EXACT.multiply(count, size)


def modulo(value: Numeric, divisor: Numeric) -> Decimal:
    """Give value - divisor * floor(value / divisor): the sign is that of the divisor."""
    if not divisor:
        raise FormulaValueError("DIV0")
    rest = EXACT.remainder(value, divisor)
    return EXACT.add(rest, divisor) if rest and (rest < 0) != (divisor < 0) else rest


def quotient(value: Numeric, divisor: Numeric) -> Decimal:
    """Give the whole part of the quotient, toward zero."""
    if not divisor:
        raise FormulaValueError("DIV0")
    return EXACT.divide_int(value, divisor)


def _away(value: Numeric) -> Decimal:
    return Decimal(value).to_integral_value(rounding=decimal.ROUND_UP)


def even(value: Numeric) -> Decimal:
    """Give the next even number away from zero."""
    away = _away(value)
    return away if not EXACT.remainder(away, 2) else EXACT.add(away, sign(value))


def odd(value: Numeric) -> Decimal:
    """Give the next odd number away from zero; 1 for zero."""
    away = _away(value)
    return away if EXACT.remainder(away, 2) else EXACT.add(away, sign(value) or 1)


def _rounded(arguments: tuple[Typed, ...]) -> Type:
    scale = scale_of(arguments[0])
    if len(arguments) == 1:
        return WHOLE
    digits = arguments[1]
    if isinstance(digits, Literal) and isinstance(digits.value, int | Decimal):
        wanted = max(0, whole_count(digits.value))
        return Number(wanted if scale is None else min(scale, wanted))
    return Number(scale)


def _stepped(arguments: tuple[Typed, ...]) -> Type:
    return Number(scale_of(arguments[1])) if len(arguments) > 1 else WHOLE


def _like_both(arguments: tuple[Typed, ...]) -> Type:
    scales = [scale_of(argument) for argument in arguments]
    known = [scale for scale in scales if scale is not None]
    return Number(max(known) if len(known) == len(scales) else None)


DIGITS = Parameter("digits", NUMBER, optional=True, default=0)
STEP = Parameter("step", NUMBER, optional=True, default=1)
DIVISOR = Parameter("divisor", NUMBER)

FUNCTIONS: tuple[Function, ...] = (
    Function(
        name="ROUND",
        number="16",
        parameters=(VALUE, DIGITS),
        result=_rounded,
        zh="四舍五入到指定的小数位数",
        en="Round half away from zero to so many decimals",
        aliases=("四舍五入",),
        examples=(
            Example("ROUND(2.345,2)", "2.35"),
            Example("ROUND(-2.5)", "-3"),
            Example("ROUND(1250,-2)", "1300"),
        ),
        python=round_half,
        sql=on_postgresql("fx.round"),
    ),
    Function(
        name="ROUNDUP",
        number="17",
        parameters=(VALUE, DIGITS),
        result=_rounded,
        zh="远离零方向进位",
        en="Round away from zero",
        aliases=("向上舍入",),
        examples=(Example("ROUNDUP(0.2+0.1,2)", "0.3"), Example("ROUNDUP(-1.21,1)", "-1.3")),
        python=round_up,
        sql=on_postgresql("fx.roundup"),
    ),
    Function(
        name="ROUNDDOWN",
        number="18",
        parameters=(VALUE, DIGITS),
        result=_rounded,
        zh="向零方向舍去",
        en="Round toward zero",
        aliases=("向下舍入",),
        examples=(Example("ROUNDDOWN(-1.29,1)", "-1.2"),),
        python=round_down,
        sql=on_postgresql("fx.trunc"),
    ),
    Function(
        name="INT",
        number="19",
        parameters=(VALUE,),
        result=WHOLE,
        zh="不大于该数的最大整数",
        en="The largest whole number that is not greater",
        aliases=("取整",),
        examples=(Example("INT(-1.5)", "-2"), Example("INT(7.9)", "7")),
        python=floor,
        sql=on_postgresql("floor"),
    ),
    Function(
        name="TRUNC",
        number="20",
        parameters=(VALUE, DIGITS),
        result=_rounded,
        zh="截去小数",
        en="Cut the decimals off",
        aliases=("截尾",),
        examples=(Example("TRUNC(-1.59)", "-1"), Example("TRUNC(1.59,1)", "1.5")),
        python=round_down,
        sql=on_postgresql("fx.trunc"),
    ),
    Function(
        name="CEILING",
        number="21",
        parameters=(VALUE, STEP),
        result=_stepped,
        zh="向上取到步长的倍数",
        en="The next multiple of the step upwards",
        aliases=("向上取整",),
        examples=(
            Example("CEILING(2)", "2"),
            Example("CEILING(-2.5)", "-2"),
            Example("CEILING(7.3,0.5)", "7.5"),
        ),
        may_error=True,
        domains={1: bool},
        python=ceiling_to,
        sql=on_postgresql("fx.ceiling", "DIV0"),
    ),
    Function(
        name="FLOOR",
        number="22",
        parameters=(VALUE, STEP),
        result=_stepped,
        zh="向下取到步长的倍数",
        en="The next multiple of the step downwards",
        aliases=("向下取整",),
        examples=(Example("FLOOR(-2.5)", "-3"), Example("FLOOR(7.3,0.5)", "7")),
        may_error=True,
        domains={1: bool},
        python=floor_to,
        sql=on_postgresql("fx.floor", "DIV0"),
    ),
    Function(
        name="MROUND",
        number="23",
        parameters=(VALUE, STEP),
        result=_stepped,
        zh="取最接近的步长倍数",
        en="The nearest multiple of the step",
        aliases=("按倍数舍入",),
        examples=(Example("MROUND(7.3,0.5)", "7.5"), Example("MROUND(-7,3)", "-6")),
        may_error=True,
        domains={1: bool},
        python=nearest_to,
        sql=on_postgresql("fx.mround", "DIV0"),
    ),
    Function(
        name="MOD",
        number="24",
        parameters=(VALUE, DIVISOR),
        result=_like_both,
        zh="余数，符号与除数相同",
        en="The remainder, with the sign of the divisor",
        aliases=("求余",),
        examples=(
            Example("MOD(-7,3)", "2"),
            Example("MOD(7,-3)", "-2"),
            Example("MOD(5.5,2)", "1.5"),
            Example("MOD(1,0)", "#DIV0"),
        ),
        may_error=True,
        domains={1: bool},
        python=modulo,
        sql=on_postgresql("fx.mod", "DIV0"),
    ),
    Function(
        name="QUOTIENT",
        number="25",
        parameters=(VALUE, DIVISOR),
        result=WHOLE,
        zh="商的整数部分",
        en="The whole part of the quotient",
        aliases=("整除",),
        examples=(Example("QUOTIENT(-7,3)", "-2"),),
        may_error=True,
        domains={1: bool},
        python=quotient,
        sql=on_postgresql("fx.quotient", "DIV0"),
    ),
    Function(
        name="EVEN",
        number="36",
        parameters=(VALUE,),
        result=WHOLE,
        zh="远离零方向的下一个偶数",
        en="The next even number away from zero",
        aliases=("取偶",),
        examples=(Example("EVEN(1.5)", "2"), Example("EVEN(-3)", "-4")),
        python=even,
        sql=on_postgresql("fx.even"),
    ),
    Function(
        name="ODD",
        number="37",
        parameters=(VALUE,),
        result=WHOLE,
        zh="远离零方向的下一个奇数",
        en="The next odd number away from zero",
        aliases=("取奇",),
        examples=(Example("ODD(2)", "3"), Example("ODD(-1.5)", "-3"), Example("ODD(0)", "1")),
        python=odd,
        sql=on_postgresql("fx.odd"),
    ),
)
