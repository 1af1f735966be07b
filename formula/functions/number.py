"""Numbers: signs, powers, logarithms, weights (formula.md 2.8, 26 to 33 and 42)."""

from __future__ import annotations

import decimal
from decimal import Decimal

from formula import values
from formula.errors import FormulaValueError
from formula.functions.signature import BlankRule, Example, Function, Parameter
from formula.functions.sql_forms import on_both, on_postgresql
from formula.typed import Typed
from formula.types import Number, Type
from formula.values import EXACT, Numeric, to_places

NUMBER = Number()
WHOLE = Number(0)
TEN_PLACES = Number(values.PLACES)
_WIDE = decimal.Context(prec=160, rounding=decimal.ROUND_HALF_UP)
_MOST_EXPONENT = 230
"""e**230 is about 10**100, beyond which a result is an error anyway."""


def absolute(value: Numeric) -> Decimal:
    """Give the number without its sign."""
    return EXACT.abs(Decimal(value))


def sign(value: Numeric) -> int:
    """Give 1, 0 or -1."""
    return (value > 0) - (value < 0)


def square_root(value: Numeric) -> Decimal:
    """Give the square root; NUM below zero."""
    if value < 0:
        raise FormulaValueError("NUM")
    return to_places(_WIDE.sqrt(value))


def exponential(value: Numeric) -> Decimal:
    """Give e**value."""
    if value > _MOST_EXPONENT:
        raise FormulaValueError("NUM")
    return to_places(_WIDE.exp(max(value, Decimal(-_MOST_EXPONENT))))


def natural_logarithm(value: Numeric) -> Decimal:
    """Give the natural logarithm; NUM of zero and below."""
    if value <= 0:
        raise FormulaValueError("NUM")
    return to_places(_WIDE.ln(value))


def logarithm(value: Numeric, base: Numeric = 10) -> Decimal:
    """Give the logarithm to a base; NUM outside of the domain."""
    if value <= 0 or base <= 0 or base == 1:
        raise FormulaValueError("NUM")
    return to_places(_WIDE.divide(_WIDE.ln(value), _WIDE.ln(base)))


def logarithm_10(value: Numeric) -> Decimal:
    """Give the decimal logarithm; NUM of zero and below."""
    if value <= 0:
        raise FormulaValueError("NUM")
    return to_places(_WIDE.log10(value))


def weighted(*pairs: Numeric | None) -> Decimal | None:
    """Give the weighted mean of value, weight, …; a blank value drops out with its weight."""
    total: Numeric = 0
    weights: Numeric = 0
    found = False
    for value, weight in zip(pairs[::2], pairs[1::2], strict=True):
        if value is not None and weight is not None:
            found = True
            total = values.add(total, values.multiply(value, weight))
            weights = values.add(weights, weight)
    return values.divide(total, weights) if found else None


def scale_of(argument: Typed) -> int | None:
    """Give the most decimals of an argument, None where they are not known."""
    return argument.type.scale if isinstance(argument.type, Number) else None


def _like_first(arguments: tuple[Typed, ...]) -> Type:
    return Number(scale_of(arguments[0]))


VALUE = Parameter("number", NUMBER)

FUNCTIONS: tuple[Function, ...] = (
    Function(
        name="ABS",
        number="26",
        parameters=(VALUE,),
        result=_like_first,
        zh="绝对值",
        en="The number without its sign",
        aliases=("绝对值",),
        examples=(Example("ABS(-3.5)", "3.5"),),
        python=absolute,
        sql=on_both("abs"),
    ),
    Function(
        name="SIGN",
        number="27",
        parameters=(VALUE,),
        result=WHOLE,
        zh="符号：1、0 或 -1",
        en="1, 0 or -1",
        aliases=("正负号",),
        examples=(Example("SIGN(-3.5)", "-1"),),
        python=sign,
        sql=on_postgresql("sign"),
    ),
    Function(
        name="POWER",
        number="28",
        parameters=(VALUE, Parameter("exponent", NUMBER)),
        result=TEN_PLACES,
        zh="乘方",
        en="The power",
        aliases=("乘方", "幂"),
        examples=(
            Example("POWER(2,10)", "1024"),
            Example("POWER(2,0.5)", "1.4142135624"),
            Example("POWER(-8,0.5)", "#NUM"),
        ),
        may_error=True,
        python=values.power,
        sql=on_postgresql("fx.power", "NUM"),
    ),
    Function(
        name="SQRT",
        number="29",
        parameters=(VALUE,),
        result=TEN_PLACES,
        zh="平方根",
        en="The square root",
        aliases=("平方根",),
        examples=(Example("SQRT(2)", "1.4142135624"), Example("SQRT(-1)", "#NUM")),
        may_error=True,
        python=square_root,
        sql=on_postgresql("fx.sqrt", "NUM"),
    ),
    Function(
        name="EXP",
        number="30",
        parameters=(VALUE,),
        result=TEN_PLACES,
        zh="e 的乘方",
        en="e to the power",
        aliases=("自然指数",),
        examples=(Example("EXP(1)", "2.7182818285"),),
        may_error=True,
        python=exponential,
        sql=on_postgresql("fx.exp", "NUM"),
    ),
    Function(
        name="LN",
        number="31",
        parameters=(VALUE,),
        result=TEN_PLACES,
        zh="自然对数",
        en="The natural logarithm",
        aliases=("自然对数",),
        examples=(Example("LN(10)", "2.302585093"), Example("LN(0)", "#NUM")),
        may_error=True,
        python=natural_logarithm,
        sql=on_postgresql("fx.ln", "NUM"),
    ),
    Function(
        name="LOG",
        number="32",
        parameters=(VALUE, Parameter("base", NUMBER, optional=True, default=10)),
        result=TEN_PLACES,
        zh="对数，底数默认为 10",
        en="The logarithm, to the base 10 by default",
        aliases=("对数",),
        examples=(Example("LOG(8,2)", "3"), Example("LOG(1000)", "3")),
        may_error=True,
        python=logarithm,
        sql=on_postgresql("fx.log", "NUM"),
    ),
    Function(
        name="LOG10",
        number="33",
        parameters=(VALUE,),
        result=TEN_PLACES,
        zh="以 10 为底的对数",
        en="The logarithm to the base 10",
        aliases=("常用对数",),
        examples=(Example("LOG10(2)", "0.3010299957"),),
        may_error=True,
        python=logarithm_10,
        sql=on_postgresql("fx.log", "NUM"),
    ),
    Function(
        name="WEIGHTED",
        number="42",
        parameters=(
            Parameter("value", NUMBER, repeats=True),
            Parameter("weight", NUMBER, repeats=True),
        ),
        result=TEN_PLACES,
        zh="加权平均：值、权重成对给出；空值连同权重不计",
        en="The weighted mean of value, weight, …; a blank value drops out with its weight",
        aliases=("加权",),
        examples=(
            Example("WEIGHTED(80,3,90,1)", "82.5"),
            Example("WEIGHTED(80,3,BLANK(),5)", "80"),
        ),
        blank=BlankRule.SEES,
        may_error=True,
        nullable=True,
        python=weighted,
    ),
)
