"""Lists, single records and totals: filters, order, pages, presentation; on both databases."""

from __future__ import annotations

from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import InvalidQuery, UnknownRecord, UnknownTable
from engine.read_records import get_record, list_records
from engine.reading.grouping import measure_totals
from engine.reading.query import ListQuery, Sort, read_list_query, read_totals_query
from formula.errors import InvalidFormula
from tests.counts import count
from tests.engine.readings import names, purchase
from tests.engine.shops import ADMIN, Shop

BUYERS: list[dict[str, Any]] = [
    {"name": "甲", "level": "gold", "area": "310000", "vip": True},
    {"name": "乙", "level": "iron", "why_iron": "?", "tags": ["old", "new"]},
    {"name": "丙"},
    {"name": "D'x%_", "level": "gold"},
]


@pytest.fixture
def filled(shop: Shop) -> Shop:
    """Four buyers; the first bought twice, the second once."""
    ids = [shop.create("buyer", **values).id for values in BUYERS]
    for buyer, price, quantity in ((0, "600.50", 2), (0, "1.00", 3), (1, "20", None)):
        more = {"price": price, "quantity": quantity}
        shop.write(purchase(title=f"单{price}", buyer=str(ids[buyer]), **more))
    return shop


FILTERS = [
    ("等级='金'", ["甲", "D'X%_"]),
    ("等级<>'gold'", ["乙", "丙"]),
    ("ISBLANK(等级)", ["丙"]),
    ("总额>=1000", ["甲"]),
    ("总额<5", ["乙", "丙", "D'X%_"]),
    ("均价>1", ["甲"]),
    ("ANY(订单, 单价>500)", ["甲"]),
    ("地区='上海'", ["甲"]),
    ("贵宾", ["甲"]),
    ("名称='D''X%_'", ["D'X%_"]),
    ("CONTAINS(名称,'%')", ["D'X%_"]),
    ("天数<1 AND 大客户", ["甲"]),
    ("1=2", []),
]


@pytest.mark.parametrize(("text", "expected"), FILTERS)
def test_a_filter_keeps_the_records_where_it_is_true(
    filled: Shop, text: str, expected: list[str]
) -> None:
    assert names(filled, filter=text) == expected


SORTS = [
    ("name", ["D'X%_", "丙", "乙", "甲"]),
    ("-name", ["甲", "乙", "丙", "D'X%_"]),
    ("level,name", ["D'X%_", "甲", "乙", "丙"]),
    ("-level,name", ["乙", "D'X%_", "甲", "丙"]),
    ("-total,id", ["甲", "乙", "丙", "D'X%_"]),
    ("average", ["乙", "甲", "丙", "D'X%_"]),
    ("-average", ["甲", "乙", "D'X%_", "丙"]),
]


@pytest.mark.parametrize(("sort", "expected"), SORTS)
def test_blanks_and_errors_come_last_in_both_directions(
    filled: Shop, sort: str, expected: list[str]
) -> None:
    assert names(filled, sort=sort) == expected


def test_a_record_is_shown_as_json_with_errors_beside(filled: Shop) -> None:
    page = list_records(filled.work, ADMIN, ListQuery("shop.buyer", sort=(Sort("id"),)))
    first, second, third, _ = cast(list[dict[str, Any]], page["records"])
    values = first["values"]
    assert isinstance(first["id"], str)
    assert (values["total"], values["count"], values["big"], values["area"]) == (
        1204,
        2,
        True,
        "310000",
    )
    assert values["average"] == 602
    assert second["values"]["tags"] == ["old", "new"]
    assert third["values"]["average"] is None
    assert third["errors"] == {"average": "DIV0"}
    assert "purchases" not in values
    assert page["next"] is None


def test_money_links_and_people_are_shown(filled: Shop) -> None:
    made = filled.create(
        "purchase", title="m", other={"amount": "3.5", "currency": "USD"}, price="7"
    )
    also = filled.create("purchase", title="n", related=[str(made.id)])
    shown = get_record(filled.work, ADMIN, "shop.purchase", made.id or 0)
    assert shown["values"]["other"] == {"amount": "3.50", "currency": "USD"}  # type: ignore[index]
    assert shown["values"]["price"] == {"amount": "7.00", "currency": "CNY"}  # type: ignore[index]
    linked = get_record(
        filled.work, ADMIN, "shop.purchase", also.id or 0, fields=("related",), expand=("related",)
    )
    assert linked["values"] == {"related": [str(made.id)]}
    assert linked["expanded"] == {"related": {str(made.id): {"title": "m"}}}


def test_count_and_expand_stand_beside_a_page(filled: Shop) -> None:
    words = {"count": "true", "limit": "1", "expand": "buyer", "sort": "id"}
    page = list_records(filled.work, ADMIN, read_list_query("shop.purchase", words))
    assert page["count"] == 3
    record = page["records"][0]  # type: ignore[index]
    buyer = record["values"]["buyer"]
    assert page["expanded"] == {"buyer": {buyer: {"title": "甲"}}}


def test_a_deleted_record_is_nowhere(filled: Shop) -> None:
    gone = filled.create("buyer", name="gone").id or 0
    filled.delete("buyer", gone)
    assert "GONE" not in names(filled)
    with pytest.raises(UnknownRecord):
        get_record(filled.work, ADMIN, "shop.buyer", gone)


BAD_WORDS = [
    ({"sort": "nome"}, {"unknown_field"}),
    ({"fields": "name,nix", "sort": "tags"}, {"unknown_field", "not_sortable"}),
    ({"limit": "0"}, {"limit_out_of_range"}),
    ({"limit": "501", "offset": "3"}, {"limit_out_of_range", "unknown_parameter"}),
    ({"cursor": "garbage!"}, {"cursor_unusable"}),
    ({"cursor": "WyIiLCJ4Il0", "sort": "name"}, {"cursor_unusable"}),
    ({"expand": "name"}, {"not_expandable"}),
    ({"count": "perhaps"}, {"not_a_boolean"}),
    ({"view": "nowhere"}, {"unknown_view"}),
]


@pytest.mark.parametrize(("words", "codes"), BAD_WORDS)
def test_a_bad_query_tells_everything_that_is_wrong(
    shop: Shop, words: dict[str, str], codes: set[str]
) -> None:
    with pytest.raises(InvalidQuery) as refused:
        list_records(shop.work, ADMIN, read_list_query("shop.buyer", words))
    assert {problem.code for problem in refused.value.problems} == codes


def test_a_bad_filter_and_an_unknown_table_are_told(shop: Shop) -> None:
    with pytest.raises(InvalidFormula) as refused:
        names(shop, filter="等及='gold' AND 总额>'x'")
    assert {problem.code for problem in refused.value.problems} >= {"F101"}
    with pytest.raises(UnknownTable):
        list_records(shop.work, ADMIN, ListQuery("shop.nothing"))


def test_search_finds_words_in_the_search_fields_only(filled: Shop) -> None:
    with pytest.raises(InvalidQuery):
        names(filled, search="甲")


values = st.tuples(
    st.sampled_from(["gold", "iron", None]),
    st.sampled_from(["甲", "乙", "丙", "a", "B"]),
    st.integers(-3, 3) | st.none(),
)
SORT_CHOICES = ["title", "-title", "quantity", "-quantity", "quantity,-title", "-amount,title"]


@settings(
    max_examples=count(quick=5, normal=15, long=200),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    rows=st.lists(values, max_size=9), sort=st.sampled_from(SORT_CHOICES), size=st.integers(1, 4)
)
def test_pages_together_are_the_whole_list(
    shop: Shop, rows: list[tuple[object, ...]], sort: str, size: int
) -> None:
    for id in shop.all("purchase"):
        shop.delete("purchase", int(str(id)))
    for _, title, quantity in rows:
        shop.create("purchase", title=title, quantity=quantity, price="2")
    words = {"sort": sort, "limit": "500"}
    whole = list_records(shop.work, ADMIN, read_list_query("shop.purchase", words))
    seen: list[object] = []
    cursor: object = ""
    while cursor is not None:
        words = {"sort": sort, "limit": str(size), "cursor": str(cursor)}
        page = list_records(shop.work, ADMIN, read_list_query("shop.purchase", words))
        seen += page["records"]  # type: ignore[arg-type]
        cursor = page["next"]
    assert seen == whole["records"]
    assert len(seen) == len(rows)


def test_totals_by_group_with_errors_beside(filled: Shop) -> None:
    body = {
        "app": "shop",
        "table": "purchase",
        "group_by": ["buyer_area"],
        "measures": [
            {"as": "n", "formula": "COUNT()"},
            {"as": "sum", "formula": "SUM(金额)"},
            {"as": "share", "formula": "COUNTIF(数量>2)/COUNTIF(数量>100)"},
        ],
        "order": ["-sum"],
    }
    answer = measure_totals(filled.work, ADMIN, read_totals_query(body))
    assert answer["groups"] == [
        {
            "group": {"buyer_area": "310000"},
            "measures": {"n": 2, "sum": 1204, "share": None},
            "errors": {"share": "DIV0"},
        },
        {
            "group": {"buyer_area": None},
            "measures": {"n": 1, "sum": 0, "share": None},
            "errors": {"share": "DIV0"},
        },
    ]


@pytest.mark.parametrize(
    ("bucket", "day"),
    [
        ("day", "2026-03-02"),
        ("week", "2026-03-02"),
        ("month", "2026-03-01"),
        ("quarter", "2026-01-01"),
        ("year", "2026-01-01"),
    ],
)
def test_totals_by_period(filled: Shop, bucket: str, day: str) -> None:
    body = {
        "app": "shop",
        "table": "purchase",
        "group_by": [{"field": "created_at", "bucket": bucket}],
        "measures": [{"as": "n", "formula": "COUNT()"}],
        "filter": "单价>1",
    }
    answer = measure_totals(filled.work, ADMIN, read_totals_query(body))
    assert answer["groups"] == [{"group": {"created_at": day}, "measures": {"n": 2}}]
