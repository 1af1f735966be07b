"""Exact numbers, instants and canonical texts: tables of cases."""

import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from formula import values
from formula.errors import FormulaValueError
from formula.types import Boolean, Date, DateTime, Duration, Number, Text, Type

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("left", "right", "quotient"),
    [
        (7, 2, "3.5"),
        (1, 3, "0.3333333333"),
        (-5, 3, "-1.6666666667"),
        (Decimal("123456789012345.6789"), 7, "17636684144620.8112714286"),
        (Decimal(10) ** 90, 3, "3" * 90 + "." + "3" * 10),
        # Rounded at 20 decimals first: …49999999995 becomes …5, then goes away from zero.
        (Decimal("0.000000000049999999995"), Decimal(1), "0.0000000001"),
    ],
)
def test_a_quotient_is_rounded_at_20_and_then_at_10(
    left: int | Decimal, right: int | Decimal, quotient: str
) -> None:
    assert values.number_text(values.divide(left, right)) == quotient


@pytest.mark.parametrize(
    ("value", "decimals", "stored"),
    [
        ("2.345", 2, "2.35"),
        ("-2.345", 2, "-2.35"),
        ("2.5", 0, "3"),
        ("99999999999.9999994", 6, None),
    ],
)
def test_a_column_rounds_half_away_from_zero_once(
    value: str, decimals: int, stored: str | None
) -> None:
    wanted = Decimal(value if stored is None else stored)
    if stored is None:
        wanted = Decimal("99999999999.999999")
    assert values.store_number(Decimal(value), decimals) == wanted


@pytest.mark.parametrize(
    ("value", "decimals"),
    [("1e15", 0), ("-1e15", 2), ("1e11", 6), ("99999999999.9999995", 6), ("1e9", 8)],
)
def test_a_number_out_of_the_range_of_its_column_is_an_error(value: str, decimals: int) -> None:
    with pytest.raises(FormulaValueError, match="NUM"):
        values.store_number(Decimal(value), decimals)


def test_a_number_beyond_a_thousand_digits_is_an_error_and_never_rounded() -> None:
    with pytest.raises(ArithmeticError):
        values.multiply(Decimal(10) ** 600 + 1, Decimal(10) ** 600 + 1)


@pytest.mark.parametrize(
    ("base", "exponent", "result"),
    [
        ("2", "10", "1024"),
        ("-2", "3", "-8"),
        ("0", "0", "1"),
        ("0.1", "1000", "0"),
        ("2", "0.5", "1.4142135624"),
        ("10", "100", "NUM"),
        ("-8", "0.5", "NUM"),
        ("0", "-1", "NUM"),
        ("2", "1001", "NUM"),
    ],
)
def test_a_power_has_ten_decimals_and_a_domain(base: str, exponent: str, result: str) -> None:
    try:
        found = values.number_text(values.power(Decimal(base), Decimal(exponent)))
    except FormulaValueError as error:
        found = error.code
    assert found == result


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (Decimal("1.50"), Number(), "1.5"),
        (Decimal("-0.00"), Number(), "0"),
        (Decimal("1E+20"), Number(), "100000000000000000000"),
        (True, Boolean(), "TRUE"),
        (datetime.date(24, 2, 9), Date(), "0024-02-09"),
        (
            datetime.datetime(2024, 5, 1, 2, 30, tzinfo=datetime.UTC),
            DateTime(),
            "2024-05-01 10:30:00",
        ),
        (72 * 3_600_000 + 1_800_000, Duration(), "72h 30min"),
        (-1, Duration(), "-1ms"),
        (0, Duration(), "0s"),
        (None, Text(), ""),
    ],
)
def test_a_value_has_one_canonical_text(value: object, kind: Type, text: str) -> None:
    assert values.value_text(value, kind, SHANGHAI, "zh") == text


def test_a_local_time_that_comes_twice_is_the_later_and_one_that_never_comes_moves_on() -> None:
    zone = ZoneInfo("America/New_York")
    twice = values.to_instant(datetime.datetime(2024, 11, 3, 1, 30), zone)
    never = values.to_instant(datetime.datetime(2024, 3, 10, 2, 30), zone)
    assert twice == datetime.datetime(2024, 11, 3, 6, 30, tzinfo=datetime.UTC)
    assert never == datetime.datetime(2024, 3, 10, 7, 30, tzinfo=datetime.UTC)


def test_a_day_at_the_end_of_the_calendar_has_a_midnight() -> None:
    first = values.midnight(datetime.date(1, 1, 1), SHANGHAI)
    last = values.midnight(datetime.date(9999, 12, 31), SHANGHAI)
    assert values.to_milliseconds(first) == values.MIN_INSTANT
    assert values.to_milliseconds(last) == values.MAX_INSTANT
