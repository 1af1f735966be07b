"""Filters as conditions and as formulas: the same thing said twice."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.access import Access
from engine.actor import SYSTEM
from engine.catalog import Catalog
from engine.reading.condition_text import write_conditions
from engine.reading.conditions import Condition, Conditions, read_conditions
from metadata.fields import FIELD_TYPES
from metadata.fields.operators import OPERATORS, operators_of
from tests.counts import count
from tests.runtime.asking import asked_conditions as asked
from tests.runtime.sites import Caller, ServedShop

WORDS = st.text("abc'）AND 是\"{", min_size=1, max_size=6).filter(lambda it: bool(it.strip()))
DAYS = st.dates().map(lambda day: day.isoformat())
VALUES: Mapping[str, st.SearchStrategy[object]] = {
    "name": WORDS,
    "level": st.sampled_from(["gold", "iron"]),
    "tags": st.sampled_from(["new", "old"]),
    "vip": st.booleans(),
    "keeper": st.integers(1, 2**63 - 1).map(str),
    "total": st.decimals(-10_000, 10_000, places=2).map(float),
    "created_at": DAYS,
    "watchers": st.integers(1, 99).map(str),
    "other": st.integers(-99, 99),
}
"""JSON values of fields of buyers, then of purchases."""
TABLE_OF = {"watchers": "shop.purchase", "other": "shop.purchase"}


@st.composite
def conditions(draw: st.DrawFn, catalog: Catalog, table: str) -> Conditions:
    """Any list of conditions on the table."""
    access = Access(catalog, SYSTEM)
    fields = access.scope_of(table).tables[table].fields
    keys = [key for key in VALUES if TABLE_OF.get(key, "shop.buyer") == table]
    found = []
    for key in draw(st.lists(st.sampled_from(keys), min_size=1, max_size=4)):
        operator = draw(st.sampled_from(operators_of(fields[key].type)))
        takes = OPERATORS[operator].takes
        value: object = None
        if takes == "one":
            value = draw(VALUES[key])
        elif takes == "two":
            value = [draw(VALUES[key]), draw(VALUES[key])]
        elif takes == "many":
            least = 2 if operator in {"has_any", "has_all"} else 1
            value = draw(st.lists(VALUES[key], min_size=least, max_size=3))
        elif takes == "days":
            value = draw(st.integers(0, 400))
        found.append(Condition(key, operator, value))
    join = draw(st.sampled_from(["and", "or"])) if len(found) > 1 else "and"
    return Conditions(join, tuple(found))


@pytest.fixture(params=["shop.buyer", "shop.purchase"])
def table(request: pytest.FixtureRequest) -> str:
    """A table of the shop."""
    return str(request.param)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_conditions_become_a_formula_and_come_back(
    served: ServedShop, table: str, language: str
) -> None:
    catalog = served.work.catalog
    access = Access(catalog, SYSTEM)
    mask, scope = access.table(table), access.scope_of(table)

    @settings(max_examples=count(quick=60, normal=200, long=3_000), deadline=None)
    @given(conditions(catalog, table))
    def come_back(asked: Conditions) -> None:
        text = write_conditions(asked, mask, scope, language)
        found = read_conditions(text, scope)
        assert found is not None, text
        plain = [(it.field, it.operator, it.value) for it in found.conditions]
        assert plain == [(it.field, it.operator, it.value) for it in asked.conditions], text
        assert found.join == asked.join

    come_back()


TEXTS = [
    (
        "等级='金' AND NOT CONTAINS(名称,'x')",
        "and",
        [("level", "=", "gold"), ("name", "not_contains", "x")],
    ),
    ("创建时间>=TODAY()-30", "and", [("created_at", "last_days", 30)]),
    ("管家=CURRENT_USER() OR 贵宾", "or", [("keeper", "me", None), ("vip", "=", True)]),
    ("等级 IN ('金','iron')", "and", [("level", "in", ["gold", "iron"])]),
    ("(总额>=1 AND 总额<=5)", "and", [("total", "between", [1, 5])]),
    ("总额>=1 AND 总额<=5", "and", [("total", ">=", 1), ("total", "<=", 5)]),
    ("('new' IN 标签 OR '旧' IN 标签)", "and", [("tags", "has_any", ["new", "old"])]),
    ("NOT ISBLANK(订单)", "and", [("purchases", "not_blank", None)]),
    ("COUNT(订单)>=2", "and", [("purchases", "count", 2)]),
    ("名称=''", "and", [("name", "blank", None)]),
    ("  ", "and", []),
]


def test_a_formula_is_told_as_conditions(root: Caller) -> None:
    for text, join, wanted in TEXTS:
        found = asked(root, text=text)
        told = [(it["field"], it["operator"], it["value"]) for it in found["conditions"]]
        assert (told, found["join"]) == (wanted, join), text


def test_each_condition_has_its_own_text(root: Caller) -> None:
    found = asked(root, text="总额 > 3 AND 等级 <> '金'")["conditions"]
    assert [it["text"] for it in found] == ["总额 > 3", "等级 <> '金'"]


def test_what_is_more_than_a_list_stays_a_formula(root: Caller) -> None:
    for text in ("总额>单数", "总额>1 AND (贵宾 OR 等级='金')", "LEN(名称)=3", "XOR(贵宾, 大客户)"):
        assert asked(root, text=text) == {"conditions": None}, text


def test_conditions_are_written_in_the_caller_s_words(root: Caller) -> None:
    parts = [
        {"field": "level", "operator": "<>", "value": "gold"},
        {"field": "created_at", "operator": "next_days", "value": 3},
        {"field": "tags", "operator": "has_all", "value": ["new", "old"]},
    ]
    assert asked(root, conditions=parts)["text"] == (
        "等级 <> '金' AND (创建时间 >= TODAY() AND 创建时间 < TODAY() + 4)"
        " AND ('新' IN 标签 AND '旧' IN 标签)"
    )


def test_a_reference_is_compared_with_a_record(root: Caller) -> None:
    buyers = "/api/v1/apps/shop/tables/buyer/records"
    purchases = "/api/v1/apps/shop/tables/purchase/records"
    ids = [root("POST", buyers, {"values": {"name": it}}).json()["id"] for it in "ab"]
    for buyer in ids:
        root("POST", purchases, {"values": {"title": buyer, "buyer": buyer}})
    for operator, value, wanted in (
        ("=", ids[0], ids[:1]),
        ("in", ids, ids),
        ("<>", ids[0], ids[1:]),
    ):
        parts = [{"field": "buyer", "operator": operator, "value": value}]
        text = asked(root, "purchase", conditions=parts)["text"]
        found = root("GET", f"{purchases}?filter={text}&sort=title").json()["records"]
        assert [it["values"]["title"] for it in found] == sorted(wanted), text


def test_everything_wrong_with_conditions_is_said_at_once(root: Caller) -> None:
    wrong = [
        {"field": "nmae", "operator": "="},
        {"field": "vip", "operator": "contains", "value": "x"},
        {"field": "total", "operator": ">", "value": "many"},
    ]
    body = {"app": "shop", "table": "buyer", "conditions": wrong}
    answer = root("POST", "/formulas/conditions", body)
    codes = [it["code"] for it in answer.json()["problems"]]
    assert (answer.status_code, codes) == (
        400,
        ["unknown_field", "operator_not_offered", "condition_value"],
    )
    unknown = [{"field": "level", "operator": "=", "value": "lead"}]
    answer = root("POST", "/formulas/conditions", {**body, "conditions": unknown})
    assert (answer.status_code, answer.json()["problems"][0]["code"]) == (400, "F106")


def test_a_hidden_field_is_unknown_to_the_filter_builder(root: Caller, sue: Caller) -> None:
    body = {
        "app": "shop",
        "table": "buyer",
        "conditions": [{"field": "license", "operator": "blank"}],
    }
    assert root("POST", "/formulas/conditions", body).status_code == 200
    answer = sue("POST", "/formulas/conditions", body)
    assert answer.json()["problems"][0]["code"] == "unknown_field"
    text = {"app": "shop", "table": "buyer", "text": "ISBLANK(执照)"}
    assert sue("POST", "/formulas/conditions", text).json()["problems"][0]["code"] == "F101"


def test_field_types_offer_the_operators_of_their_values(root: Caller) -> None:
    found = {it["type"]: it for it in root("GET", "/field-types").json()["types"]}
    assert found.keys() == FIELD_TYPES.keys()
    labels = {it["key"]: it["label"] for it in found["date"]["operators"]}
    assert (labels["<"], labels["last_days"]) == ("早于", "最近几天")
    assert {it["takes"] for it in found["select"]["operators"]} == {"one", "many", "none"}


def test_functions_are_told_with_their_parameters(root: Caller) -> None:
    groups = root("GET", "/formulas/functions", headers={"Accept-Language": "en"}).json()["groups"]
    found = {it["name"]: it for group in groups for it in group["functions"]}
    assert groups[0]["label"] == "Logic"
    assert [it["name"] for it in found["CONTAINS"]["parameters"]] == ["text", "needle"]
    assert found["TODAY"]["result"] == "date"
