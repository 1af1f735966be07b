"""`tangram formula`: a formula and its fields as JSON in, the answer as JSON out."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formula.line_values import show_number
from formula.lines import evaluate_line
from tests.formula.scopes import LEAD_SCORE

SCORE_FIELDS = {
    "来源渠道": {
        "type": "select",
        "options": ["抖音本地推", "公众号菜单栏"],
        "value": "抖音本地推",
    },
    "页面停留总时长": {"type": "number", "value": 121},
    "关键页面访问数": {"type": "number", "value": 3},
    "表单字段完整率": {"type": "percent", "value": 0.95},
}
FOLLOW_UPS = {
    "type": "children",
    "fields": {
        "金额": "number",
        "结果": {"type": "select", "options": [{"value": "won", "label": {"zh": "成功"}}]},
        "日期": "date",
    },
    "rows": [
        {"金额": 1.5, "结果": "成功", "日期": "2024-01-02"},
        {"金额": None, "结果": "won", "日期": None},
        {"金额": 2, "日期": "2024-03-01"},
    ],
}

ANSWERS = [
    (LEAD_SCORE, SCORE_FIELDS, 100, "number"),
    ("0.1+0.2=0.3", {}, True, "boolean"),
    ("数量+1", {"数量": {"type": "number", "value": None}}, 1, "number"),
    ("{金额（元）}*2", {"金额（元）": {"type": "number", "value": "1.005"}}, 2.01, "number"),
    ("SUM(跟进.金额)", {"跟进": FOLLOW_UPS}, 3.5, "number"),
    ("COUNTIF(跟进, 结果='成功')", {"跟进": FOLLOW_UPS}, 2, "number"),
    ("MAX(跟进.日期)", {"跟进": FOLLOW_UPS}, "2024-03-01", "date"),
    ("COUNT(跟进)", {"跟进": {"type": "children", "fields": {}, "rows": []}}, 0, "number"),
    ("SUM(列)", {"列": {"type": "list<number>", "value": [1, 2.25]}}, 3.25, "number"),
    ("甲=乙", {"甲": {"type": "text"}, "乙": {"type": "text", "value": " "}}, True, "boolean"),
    ("甲 & 1", {"甲": {"type": "boolean", "value": True}}, "TRUE1", "text"),
    ("到期+1", {"到期": {"type": "date", "value": "2024-02-28"}}, "2024-02-29", "date"),
    ("时限>2h", {"时限": {"type": "duration", "value": "72h"}}, True, "boolean"),
    ("时限", {"时限": {"type": "duration", "value": 1000}}, 1000, "duration"),
    ("时刻", {"时刻": {"type": "datetime", "value": "2024-01-01T00:00:00Z"}},
     "2024-01-01T08:00:00+08:00", "datetime"),
    ("BLANK()", {}, None, "blank"),
    ("[1,2.5]", {}, [1, 2.5], "list<number>"),
    ("123456789012345*1.5", {}, "185185183518517.5", "number"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fields", "value", "type_"), ANSWERS)
def test_a_line_is_answered(
    text: str, fields: dict[str, object], value: object, type_: str
) -> None:
    answer = evaluate_line({"formula": text, "fields": fields})
    assert answer == {"value": value, "type": type_}
    assert json.loads(json.dumps(answer)) == answer


def test_now_and_the_time_zone_come_with_the_line() -> None:
    line = {"formula": "TODAY()", "now": "2024-01-01T18:00:00Z"}
    assert evaluate_line(line)["value"] == "2024-01-02"
    assert evaluate_line({**line, "time_zone": "Europe/Paris"})["value"] == "2024-01-01"


@pytest.mark.parametrize(("text", "code"), [("1/0", "DIV0"), ("10^15", "NUM"), ("-10^15", "NUM")])
def test_an_error_value_is_its_code(text: str, code: str) -> None:
    assert evaluate_line({"formula": text}) == {"error": {"code": code}}


def test_problems_come_with_words_and_place() -> None:
    answer = evaluate_line({"formula": "1 +\n 数亮", "fields": {"数量": {"type": "number"}}})
    (problem,) = json.loads(json.dumps(answer))["problems"]
    assert problem["code"] == "F101"
    assert problem["message"] == "未知字段「数亮」，是否为「数量」？"
    assert problem["span"] == {
        "start": 5, "end": 7, "line": 2, "column": 2, "length": 2, "utf16": 5,
    }  # fmt: skip
    assert problem["suggestions"] == ["数量"]


BAD_LINES: list[tuple[dict[str, object], str]] = [
    ({}, "/formula"),
    ({"formula": 1}, "/formula"),
    ({"formula": "1", "fields": []}, "/fields"),
    ({"formula": "1", "fields": {"a": 1}}, "/fields/a"),
    ({"formula": "1", "fields": {"a": {"type": "file"}}}, "/fields/a/type"),
    ({"formula": "1", "fields": {"a": {"type": "select"}}}, "/fields/a/options"),
    ({"formula": "1", "fields": {"a": {"type": "number", "value": "x"}}}, "/fields/a/value"),
    ({"formula": "1", "fields": {"a": {"type": "number", "value": 1e300}}}, "/fields/a/value"),
    ({"formula": "1", "fields": {"a": {"type": "date", "value": "2024-02-30"}}}, "/fields/a/value"),
    ({"formula": "1", "fields": {"a": {"type": "text", "value": "\0"}}}, "/fields/a/value"),
    ({"formula": "1", "fields": {"a": {"type": "list<number>", "value": 1}}}, "/fields/a/value"),
    ({"formula": "1", "fields": {"a": {"type": "children", "rows": [1]}}}, "/fields/a/rows"),
    ({"formula": "1", "time_zone": "Mars/Base"}, "/time_zone"),
    ({"formula": "1", "now": "soon"}, "/now"),
]


@pytest.mark.parametrize(("line", "place"), BAD_LINES)
def test_a_line_that_cannot_be_read_says_where(line: dict[str, object], place: str) -> None:
    (problem,) = json.loads(json.dumps(evaluate_line(line)))["problems"]
    assert (problem["code"], problem["pointer"]) == ("F126", place)
    assert place in problem["message"]


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_a_number_keeps_its_value_in_json(value: Decimal) -> None:
    assert Decimal(str(show_number(value))) == value
