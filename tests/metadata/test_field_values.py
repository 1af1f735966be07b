"""What goes into a field and what comes out: every field type, strictly and as people write."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import cast

import pytest

from metadata.fields import FIELD_TYPES
from metadata.fields.field_type import Reading, Showing, Unreadable
from metadata.messages import say_value
from metadata.resolved import Field
from tests.metadata.shop import field_of

Make = Callable[[str, dict[str, object]], Field]

OPTIONS: dict[str, object] = {
    "options": [
        {"value": "web", "label": {"zh": "网店", "en": "Web"}},
        {"value": "fair", "label": {"zh": "展会", "en": "Fair"}},
    ]
}
MANY: dict[str, object] = {"currencies": ["CNY", "USD"]}
ONE: dict[str, object] = {"currency": "CNY"}
UTC = datetime.UTC

READ: list[tuple[str, dict[str, object], object, object]] = [
    ("text", {}, "  a\u3000", "a"),
    ("text", {}, " \t ", None),
    ("text", {}, "e\u0301", "é"),
    ("text", {}, "两\n行", "两 行"),
    ("text", {}, "😀", "😀"),
    ("long_text", {}, "a\r\nb", "a\nb"),
    ("number", {"decimals": 2}, 1.005, Decimal("1.01")),
    ("number", {"decimals": 2}, "12345678901234.56", Decimal("12345678901234.56")),
    ("number", {"decimals": 6}, -0.1, Decimal("-0.1")),
    ("number", {"decimals": 2}, "-1.005", Decimal("-1.01")),
    ("number", {"decimals": 6}, "999999999.9999999", Decimal("1000000000")),
    ("percent", {}, "0.12345", Decimal("0.1235")),
    ("integer", {}, 3, 3),
    ("integer", {}, 3.0, 3),
    ("percent", {}, 0.91, Decimal("0.91")),
    ("rating", {}, 5, 5),
    ("money", ONE, 8, Decimal(8)),
    ("money", ONE, {"amount": "8.50", "currency": "CNY"}, Decimal("8.5")),
    ("money", MANY, {"amount": 8, "currency": "USD"}, (Decimal(8), "USD")),
    ("boolean", {}, None, False),
    ("boolean", {}, True, True),
    ("date", {}, "2024-02-29", datetime.date(2024, 2, 29)),
    ("datetime", {}, "2026-01-05T09:25:00+08:00", datetime.datetime(2026, 1, 5, 1, 25, tzinfo=UTC)),
    ("datetime", {}, "2026-01-05 09:25", datetime.datetime(2026, 1, 5, 1, 25, tzinfo=UTC)),
    ("duration", {}, 1500, 1500),
    ("duration", {}, "1.5h", 5_400_000),
    ("duration", {}, "1天 2小时", 93_600_000),
    ("select", OPTIONS, "web", "web"),
    ("select", OPTIONS, "", None),
    ("multi_select", OPTIONS, ["fair", "web", "fair"], ("fair", "web")),
    ("multi_select", OPTIONS, [], None),
    ("user", {}, "42", 42),
    ("users", {}, ["42", 7], (42, 7)),
    ("reference", {"table": "buyer"}, "", None),
    ("references", {"table": "buyer"}, ["9223372036854775807"], (2**63 - 1,)),
    ("file", {}, ["12", "7", "12"], (12, 7)),
    ("image", {"max_files": 1}, ["12"], (12,)),
    ("signature", {}, [], None),
    ("phone", {}, "+86 138 0013 8000", "13800138000"),
    ("email", {}, " Li@Example.COM ", "Li@example.com"),
    ("url", {}, "example.com/a", "https://example.com/a"),
    ("region", {}, "CN-SH", "310000"),
    ("location", {}, {"lat": 31.2, "lng": 121}, {"lat": 31.2, "lng": 121}),
    ("json", {}, {"a": [1, None]}, {"a": [1, None]}),
]

LENIENT: list[tuple[str, dict[str, object], object, object]] = [
    ("number", {}, "8万", Decimal(80_000)),
    ("money", MANY, "USD 50,000", (Decimal(50_000), "USD")),
    ("money", ONE, "１，２３４．５", Decimal("1234.5")),
    ("percent", {}, "91%", Decimal("0.91")),
    ("boolean", {}, "是", True),
    ("date", {}, "2026年1月5日", datetime.date(2026, 1, 5)),
    ("date", {}, "2026/1/5", datetime.date(2026, 1, 5)),
    ("datetime", {}, "2026年01月07日 00:50", datetime.datetime(2026, 1, 6, 16, 50, tzinfo=UTC)),
    ("datetime", {}, "2026/01/08 00:26", datetime.datetime(2026, 1, 7, 16, 26, tzinfo=UTC)),
    ("select", OPTIONS, "ｗｅｂ ", "web"),
    ("multi_select", OPTIONS, "网店、Fair", ("web", "fair")),
    ("phone", {}, "１３９７８８７９２８８", "13978879288"),
    ("phone", {}, "008613980547942", "13980547942"),
    ("region", {}, "浙江", "330000"),
    ("region", {}, "沪", "310000"),
    ("location", {}, "31.2，121", {"lat": 31.2, "lng": 121}),
]

REFUSED: list[tuple[str, dict[str, object], object, str]] = [
    ("text", {}, 1, "not_text"),
    ("text", {}, "a\x00", "nul"),
    ("text", {}, "a\ud800", "broken_text"),
    ("text", {"max_length": 3}, "four", "too_long"),
    ("number", {}, True, "not_number"),
    ("number", {}, "１２", "not_number"),
    ("number", {}, "1,000", "not_number"),
    ("number", {}, 1e300, "number_range"),
    ("number", {}, 10**15, "number_range"),
    ("number", {}, float("nan"), "number_range"),
    ("number", {}, "1e999", "number_range"),
    ("number", {"min": 1}, 0, "too_small"),
    ("number", {"min": 1}, "0.99", "too_small"),
    ("integer", {}, "1.5", "not_whole"),
    ("integer", {"max": 5}, 6, "too_large"),
    ("integer", {}, 1.5, "not_whole"),
    ("rating", {"max": 3}, 4, "too_large"),
    ("money", MANY, 8, "currency_needed"),
    ("money", MANY, {"amount": 8, "currency": "EUR"}, "unknown_currency"),
    ("money", ONE, {"sum": 8}, "not_money"),
    ("boolean", {}, "true", "not_boolean"),
    ("date", {}, "0000-01-01", "not_date"),
    ("date", {}, "2023-02-29", "not_date"),
    ("date", {}, "20260105", "not_date"),
    ("datetime", {}, "0001-01-01T00:00:00+08:00", "not_datetime"),
    ("datetime", {}, "0001-01-01T12:00:00Z", "not_datetime"),
    ("datetime", {}, "9999-12-31T23:59:59-12:00", "not_datetime"),
    ("duration", {}, "50w", "not_duration"),
    ("duration", {}, 10**15, "number_range"),
    ("duration", {}, "soon", "not_duration"),
    ("select", OPTIONS, "网店", "unknown_option"),
    ("multi_select", OPTIONS, ["web", "wbe"], "unknown_option"),
    ("user", {}, "-1", "not_id"),
    ("reference", {"table": "buyer"}, 2**63, "not_id"),
    ("references", {"table": "buyer"}, "1", "not_list"),
    ("file", {}, "1", "not_list"),
    ("file", {}, ["../a.pdf"], "not_id"),
    ("file", {"max_files": 2}, ["1", "2", "3"], "too_many"),
    ("signature", {}, ["1", "2"], "too_many"),
    ("phone", {}, "12345", "not_phone"),
    ("email", {}, "a@b", "not_email"),
    ("url", {}, "javascript:alert(1)", "not_url"),
    ("region", {}, "Atlantis", "not_region"),
    ("location", {}, {"lat": 91, "lng": 0}, "not_location"),
    ("auto_number", {}, "7", "not_writable"),
]

SHOWN: list[tuple[str, dict[str, object], object, object, str]] = [
    ("number", {}, Decimal("1.50"), 1.5, "1.5"),
    ("number", {}, Decimal("12345678901234.567"), "12345678901234.567", "12345678901234.567"),
    ("integer", {}, 7, 7, "7"),
    ("percent", {}, Decimal("0.9123"), 0.9123, "91.23%"),
    ("money", ONE, Decimal(5), {"amount": "5.00", "currency": "CNY"}, "5"),
    ("money", MANY, (Decimal("5.5"), "USD"), {"amount": "5.50", "currency": "USD"}, "USD 5.5"),
    ("date", {}, datetime.date(2026, 1, 5), "2026-01-05", "2026-01-05"),
    (
        "datetime",
        {},
        datetime.datetime(2026, 1, 5, 1, 25, tzinfo=UTC),
        "2026-01-05T01:25:00.000Z",
        "2026-01-05 09:25:00",
    ),
    ("duration", {}, 93_600_000, 93_600_000, "1天 2小时"),
    ("select", OPTIONS, "web", "web", "网店"),
    ("multi_select", OPTIONS, ("web", "fair"), ["web", "fair"], "网店, 展会"),
    ("multi_select", OPTIONS, None, [], ""),
    ("reference", {"table": "buyer"}, 2**62, str(2**62), str(2**62)),
    ("users", {}, (1, 2), ["1", "2"], "1, 2"),
    ("boolean", {}, True, True, "是"),
    ("region", {}, "310000", "310000", "上海市"),
    ("text", {}, None, None, ""),
]


@pytest.fixture(name="make")
def _make() -> Make:
    return field_of


@pytest.mark.parametrize(("kind", "properties", "value", "expected"), READ)
def test_a_value_is_read_in_its_one_form(
    make: Make, kind: str, properties: dict[str, object], value: object, expected: object
) -> None:
    found = FIELD_TYPES[kind].reader(make(kind, properties), Reading())(value)
    assert (found, type(found)) == (expected, type(expected))


@pytest.mark.parametrize(("kind", "properties", "value", "expected"), READ + LENIENT)
def test_a_file_may_say_it_as_people_do(
    make: Make, kind: str, properties: dict[str, object], value: object, expected: object
) -> None:
    assert (
        FIELD_TYPES[kind].reader(make(kind, properties), Reading(lenient=True))(value) == expected
    )


@pytest.mark.parametrize(("kind", "properties", "value", "code"), REFUSED)
def test_a_value_that_does_not_fit_is_refused_with_words(
    make: Make, kind: str, properties: dict[str, object], value: object, code: str
) -> None:
    found = FIELD_TYPES[kind].reader(make(kind, properties), Reading())(value)
    assert isinstance(found, Unreadable)
    assert found.code == code
    assert all(say_value(found, language) for language in ("zh", "en"))


@pytest.mark.parametrize("case", SHOWN, ids=lambda case: f"{case[0]} {case[2]}")
def test_a_value_is_shown_to_programs_and_people(
    make: Make, case: tuple[str, dict[str, object], object, object, str]
) -> None:
    kind, properties, value, shown, told = case
    field = make(kind, properties)
    assert FIELD_TYPES[kind].shower(field)(value) == shown
    assert FIELD_TYPES[kind].teller(field, Showing())(value) == told


def test_an_unknown_option_says_what_was_meant(make: Make) -> None:
    found = FIELD_TYPES["select"].reader(make("select", OPTIONS), Reading())("wbe")
    assert cast("Unreadable", found).suggestion == "web"
