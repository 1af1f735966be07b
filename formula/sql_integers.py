"""SQLite: exact arithmetic with its 64-bit integers.

A number is the integer times 10**-scale. `+ - * /` of SQLite give a REAL once a result outgrows 64
bits, and whatever is computed with a REAL is a REAL again; so the type of the end tells whether
every step on the way was exact. Where it was not, Python computes that row (`sql_sqlite`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import sqlalchemy as sa

from formula import values
from formula.sql_nodes import code, filled, first_error
from formula.sql_shapes import FITS, Exact
from formula.sql_types import Column, SqlValue

MOST_DIGITS = 18
"""The largest power of ten among 64-bit integers."""
PLAIN_DIVISOR = 10**10
"""Below this, rounding a quotient to 20 and then to 10 decimals is rounding it once: it is half a
unit of the tenth decimal, or further away from that than the first rounding moves it."""

Shorten = Callable[[Column, Column], Column]
"""A column of integers by a divisor to the quotient, rounded in some way."""


def integer(number: int) -> Column:
    """Give an integer as it stands in the text."""
    return sa.literal_column(str(number), sa.BigInteger())


def rescaled(found: Exact, scale: int) -> Exact | None:
    """Give the number at a scale that is not smaller; None where the step is too large."""
    digits = scale - found.scale
    if not digits:
        return found
    if digits > MOST_DIGITS:
        return None

    def emit() -> SqlValue:
        inner = found.emit()
        return SqlValue(inner.value * integer(10**digits), inner.error, scale)

    bound = found.bound * 10**digits
    return replace(
        found, scale=scale, bound=bound, certain=found.certain and bound <= FITS, emit=emit
    )


def at_one_scale(numbers: list[Exact | None]) -> list[Exact] | None:
    """Give the numbers at the largest of their scales; None where one is not there."""
    known = [found for found in numbers if found is not None]
    scale = max((found.scale for found in known), default=0)
    forms = [form for found in known if (form := rescaled(found, scale)) is not None]
    return forms if len(forms) == len(numbers) else None


def zero_for_blank(found: Exact) -> Exact:
    """Give the number with blank read as 0."""

    def emit() -> SqlValue:
        inner = found.emit()
        return replace(inner, value=filled(inner, integer(0)))

    return replace(found, emit=emit)


def total(left: Exact, right: Exact, operator: str) -> Exact | None:
    """Give the sum, or with `-` the difference."""
    sides = at_one_scale([left, right])
    if sides is None:
        return None
    one, other = sides

    def emit() -> SqlValue:
        first, second = one.emit(), other.emit()
        plus = operator == "+"
        value = first.value + second.value if plus else first.value - second.value
        return SqlValue(value, first_error(first.error, second.error), one.scale)

    return _together(one, other, (one.scale, one.bound + other.bound), emit)


def product(left: Exact, right: Exact) -> Exact | None:
    """Give the product, rounded to ten decimals."""
    scale = left.scale + right.scale

    def emit() -> SqlValue:
        first, second = left.emit(), right.emit()
        error = first_error(first.error, second.error)
        return SqlValue(first.value * second.value, error, scale)

    found = _together(left, right, (scale, left.bound * right.bound), emit)
    return shortened(found, values.PLACES, half_away)


def _together(
    left: Exact, right: Exact, form: tuple[int, int], emit: Callable[[], SqlValue]
) -> Exact:
    scale, bound = form
    certain = left.certain and right.certain and bound <= FITS
    return Exact(scale, bound, certain, left.weight + right.weight, emit)


def quotient(left: Exact, right: Exact, *, never_zero: bool) -> Exact | None:
    """Give the quotient by the rule of division, DIV0 where the divisor is 0."""
    # A REAL that is 0 by rounding must not be taken for a division by zero.
    if not right.certain or right.scale > values.PLACES:
        return None
    raised = rescaled(left, values.PLACES + right.scale)
    if raised is None:
        return None
    is_plain = right.bound < PLAIN_DIVISOR

    def emit() -> SqlValue:
        dividend, divisor = raised.emit(), right.emit()
        by = divisor.value if is_plain else _plain_or_real(divisor.value)
        by_zero = None if never_zero else sa.case((divisor.value == integer(0), code("DIV0")))
        error = first_error(dividend.error, divisor.error, by_zero)
        return SqlValue(half_away(dividend.value, by), error, values.PLACES)

    weight = 2 * left.weight + (3 if is_plain else 6) * right.weight
    return Exact(values.PLACES, raised.bound + 1, raised.certain and is_plain, weight, emit)


def _plain_or_real(divisor: Column) -> Column:
    """The divisor, as a REAL where the quotient would have to be rounded twice."""
    last = integer(PLAIN_DIVISOR - 1)
    real = divisor * sa.literal_column("1.0", sa.BigInteger())
    return sa.case((divisor.between(-last, last), divisor), else_=real)


def negative(found: Exact) -> Exact:
    """Give the number with the other sign."""

    def emit() -> SqlValue:
        inner = found.emit()
        return replace(inner, value=integer(0) - inner.value)

    return replace(found, emit=emit)


def shortened(found: Exact, digits: int, shorten: Shorten) -> Exact | None:
    """Give the number without what is behind so many decimals, negative ones too."""
    dropped = found.scale - digits
    if dropped <= 0:
        return found
    if dropped > MOST_DIGITS:
        return None
    scale, back = max(0, digits), 10 ** max(0, -digits)

    def emit() -> SqlValue:
        inner = found.emit()
        short = shorten(inner.value, integer(10**dropped))
        return SqlValue(short if back == 1 else short * integer(back), inner.error, scale)

    bound = (found.bound // 10**dropped + 1) * back
    return Exact(scale, bound, found.certain and bound <= FITS, 2 * found.weight, emit)


def _whole(value: Column, by: Column) -> Column:
    """SQLite's own `/`, which goes toward zero; SQLAlchemy would make it a division of REAL."""
    return value.op("/", precedence=8, return_type=sa.BigInteger())(by)


def _rest(value: Column, by: Column) -> Column:
    return value.op("%", precedence=8, return_type=sa.BigInteger())(by)


def half_away(value: Column, by: Column) -> Column:
    """Give the quotient rounded half away from zero; `value + by / 2` might outgrow 64 bits."""
    return _whole(value, by) + _whole(_rest(value, by) * integer(2), by)


def _away(value: Column, by: Column) -> Column:
    rest = _rest(value, by)
    step = sa.case(
        (rest > integer(0), integer(1)), (rest < integer(0), integer(-1)), else_=integer(0)
    )
    return _whole(value, by) + step


def _down(value: Column, by: Column) -> Column:
    step = sa.case((_rest(value, by) < integer(0), integer(1)), else_=integer(0))
    return _whole(value, by) - step


ROUNDINGS: dict[str, Shorten] = {
    "ROUND": half_away,
    "ROUNDUP": _away,
    "ROUNDDOWN": _whole,
    "TRUNC": _whole,
    "INT": _down,
}
"""How functions drop decimals."""
