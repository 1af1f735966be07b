"""What was read and shown reads again as the same value, whatever was written."""

import datetime
import json
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metadata.fields import FIELD_TYPES
from metadata.fields.field_type import Reading, Showing, Unreadable
from tests.metadata.shop import field_of
from tests.metadata.test_field_values import MANY, ONE, OPTIONS

PROPERTIES: Mapping[str, dict[str, object]] = {
    "select": OPTIONS,
    "multi_select": OPTIONS,
    "money": ONE,
    "reference": {"table": "buyer"},
    "references": {"table": "buyer"},
}
KINDS = sorted(
    name for name, kind in FIELD_TYPES.items() if kind.writable and name not in {"state"}
)
FILES = {"file", "image", "signature"}
LOSSLESS = sorted(
    {*KINDS} - {"json", "location", "users", "references", "percent", "multi_select"} - FILES
)


FIELDS = {kind: field_of(kind, PROPERTIES.get(kind, {})) for kind in KINDS}
MONEY = field_of("money", MANY)

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20)
    | st.sampled_from(
        ["网店", "web", "2026-01-05", "9.99", "310000", "13800138000", "1h", "a@b.cn"]
    )
    | st.datetimes().map(lambda moment: moment.isoformat())
    | st.dates(datetime.date(1, 1, 2)).map(str)
    | st.decimals(-(10**10), 10**10, places=4).map(str),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["amount", "currency", "lat", "lng", "a"]), inner, max_size=3
        )
    ),
    max_leaves=5,
)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60, deadline=None)
@given(value=JSON, lenient=st.booleans())
def test_any_json_is_read_or_refused_and_stays_itself(
    kind: str, value: object, lenient: bool
) -> None:
    field, field_type = FIELDS[kind], FIELD_TYPES[kind]
    read = field_type.reader(field, Reading(lenient=lenient))
    found = read(value)
    if not isinstance(found, Unreadable):
        shown = field_type.shower(field)(found)
        assert field_type.reader(field, Reading())(json.loads(json.dumps(shown))) == found


@pytest.mark.parametrize("kind", LOSSLESS)
@settings(max_examples=60, deadline=None)
@given(value=JSON)
def test_what_an_export_tells_an_import_reads(kind: str, value: object) -> None:
    field, field_type = FIELDS[kind], FIELD_TYPES[kind]
    found = field_type.reader(field, Reading(lenient=True))(value)
    if not isinstance(found, Unreadable):
        told = field_type.teller(field, Showing())(found)
        assert field_type.reader(field, Reading(lenient=True))(told) == found


@given(st.decimals(-(10**12), 10**12, places=2), st.sampled_from(["CNY", "USD"]))
def test_money_in_many_currencies_survives_files(amount: object, currency: str) -> None:
    money = FIELD_TYPES["money"]
    read = money.reader(MONEY, Reading(lenient=True))
    value = read({"amount": str(amount), "currency": currency})
    assert value == (amount, currency)
    assert read(money.teller(MONEY, Showing())(value)) == value
