"""Compiled Python: blanks, errors, short circuit, and what it costs."""

import timeit
from collections.abc import Mapping
from decimal import Decimal

import pytest

from formula.check import check
from formula.errors import FormulaValueError
from formula.scope import Use
from formula.types import Select
from formula.values import number_text
from tests.formula import scopes
from tests.formula.answers import compiled
from tests.formula.world import SCOPE, World

NOTHING = World({"deal": [], "customer": [], "follow": []}, [])
SCORE = (
    "IF(来源渠道='抖音本地推' AND 页面停留总时长>120 AND 关键页面访问数>=3, 100, "
    "IF(来源渠道='公众号菜单栏' AND 表单字段完整率>90%, 85, 40))"
)


@pytest.mark.parametrize(
    ("text", "row", "value"),
    [
        ("金额+1", {}, "1"),
        ("金额<1", {}, "False"),
        ("金额=BLANK()", {}, "True"),
        ("名称&'x'", {}, "x"),
        ("LEFT(名称,0)", {"name": "a"}, "None"),
        ("ROUND(金额,1)", {}, "None"),
        ("FALSE AND 1/数量>1", {"pieces": 0}, "False"),
        ("1/数量>1 AND FALSE", {"pieces": 0}, "False"),
        ("TRUE OR 1/数量>1", {"pieces": 0}, "True"),
        ("1/数量>1 OR 1/数量>2 OR TRUE", {"pieces": 0}, "True"),
        ("1/数量>1 AND TRUE", {"pieces": 0}, "#DIV0"),
        ("IF(数量=0,0,1/数量)", {"pieces": 0}, "0"),
        ("IFERROR(1/数量,-1)", {"pieces": 0}, "-1"),
        ("得分+1", {"score": FormulaValueError("NUM")}, "#NUM"),
        ("ISERROR(得分)", {"score": FormulaValueError("NUM")}, "True"),
        ("MOD(BLANK(),1/数量)", {"pieces": 0}, "#DIV0"),
        ("(1/数量)<VALUE('x')", {"pieces": 0}, "#DIV0"),
        ("VALUE('x')<1/数量", {"pieces": 0}, "#VALUE"),
        ("到期日-日期>30", {}, "False"),
        ("0.1+0.2=0.3", {}, "True"),
    ],
)
def test_blanks_and_errors(text: str, row: Mapping[str, object], value: str) -> None:
    try:
        found = compiled(text, SCOPE)(row, NOTHING.context)
    except FormulaValueError as error:
        found = f"#{error.code}"
    if isinstance(found, Decimal):
        found = number_text(found)
    assert str(found) == value


@pytest.mark.parametrize(
    ("text", "fails"),
    [
        ("LEFT(名称,6)", False),
        ("LEFT(名称)", False),
        ("LEFT(名称,-1)", True),
        ("LEFT(名称,数量)", True),
        ("MID(名称,2,3)", False),
        ("MID(名称,0,3)", True),
        ("MOD(金额,3)", False),
        ("MOD(金额,0)", True),
        ("WEEKDAY(日期,2)", False),
        ("WEEKDAY(日期,9)", True),
    ],
)
def test_a_call_that_cannot_fail_is_known(text: str, fails: bool) -> None:
    assert check(text, SCOPE, Use.FIELD).require().may_error is fails


def test_a_part_that_is_not_needed_is_not_computed() -> None:
    class Watched(dict[str, object]):
        asked: tuple[str, ...] = ()

        def get(self, key: str, default: object = None) -> object:
            self.asked += (key,)
            return super().get(key, default)

    row = Watched(hot=False)
    compiled("热门 AND 金额>1 AND 数量>1", SCOPE)(row, NOTHING.context)
    assert row.asked == ("hot",)


def test_the_score_costs_at_most_twice_the_function_written_by_hand() -> None:
    lead = scopes.SCOPE.tables["crm.lead"].fields
    assert isinstance(lead["source"].type, Select)
    score = compiled(SCORE, scopes.SCOPE)
    context = NOTHING.context
    ninety = Decimal("0.9")

    def by_hand(row: Mapping[str, object]) -> int:
        source, stay, visits = row.get("source"), row.get("stay"), row.get("visits")
        rate = row.get("rate")
        if (
            source == "douyin"
            and isinstance(stay, Decimal)
            and stay > 120
            and isinstance(visits, Decimal)
            and visits >= 3
        ):
            return 100
        return 85 if source == "menu" and isinstance(rate, Decimal) and rate > ninety else 40

    rows = [
        {"source": "douyin", "stay": Decimal(150), "visits": Decimal(3)},
        {"source": "menu", "rate": Decimal("0.95")},
        {"source": "expo", "rate": Decimal("0.95")},
        {},
    ]
    assert [score(row, context) for row in rows] == [by_hand(row) for row in rows]
    ours = min(timeit.repeat(lambda: [score(row, context) for row in rows], number=5_000))
    theirs = min(timeit.repeat(lambda: [by_hand(row) for row in rows], number=5_000))
    assert ours <= 2 * theirs
