"""Blank, error and form rules of formula.md 2.4 and 2.5, from the text to the value."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from formula.check import check
from formula.context import Context, NoRecords, Row
from formula.evaluate import evaluate
from formula.lines import evaluate_line
from formula.references import Dependency, Step, reads
from formula.scope import FieldName, Scope, Use
from tests.formula.scopes import CUSTOMER, FOLLOW_UP, LEAD, SCOPE

FIELDS = {
    "数": {"type": "number", "value": 12},
    "无数": {"type": "number"},
    "文": {"type": "text", "value": "abc"},
    "无文": {"type": "text"},
    "日": {"type": "date", "value": "2024-01-31"},
    "无日": {"type": "date"},
    "真": {"type": "boolean", "value": True},
    "假": {"type": "boolean"},
    "选": {"type": "select", "options": ["红", "黄"], "value": "红"},
    "无选": {"type": "select", "options": ["红", "黄"], "set": "红|黄"},
    "多": {"type": "multiselect", "options": ["红", "黄"], "value": ["黄"]},
    "无子": {"type": "children", "fields": {"额": "number"}, "rows": []},
    "子": {"type": "children", "fields": {"额": "number"}, "rows": [{"额": 5}, {}, {"额": -1}]},
}
ERROR = {"error": {"code": "DIV0"}}

MEANINGS: list[tuple[str, object]] = [
    # Equality is total, order is FALSE with a blank.
    ("无数=BLANK()", True),
    ("无数=0", False),
    ("无文=''", True),
    ("无选<>'红'", True),
    ("无数<1", False),
    ("无数>=无数", False),
    ("无数 IN (1, BLANK())", True),
    ("选 NOT IN ('红')", False),
    ("无选 NOT IN ('红')", True),
    ("'黄' IN 多", True),
    ("TODAY()-无日>30", False),
    # Arithmetic.
    ("无数+1", 1),
    ("-无数", 0),
    ("+无数", 0),
    ("无数%", 0),
    ("无日+1", None),
    ("日+1", "2024-02-01"),
    ("1/无数", ERROR),
    ("0/5", 0),
    ("10/4", 2.5),
    ("2/3", 0.6666666667),
    ("-2^2", 4),
    ("2^3^2", 64),
    ("90%+10%", 1),
    # Text.
    ("无文 & 无数", None),
    ("文 & 无数 & TRUE & 日 & 选", "abcTRUE2024-01-31红"),
    ("文+文", "abcabc"),
    # Choice.
    ("IF(无数>1, 1)", None),
    ("IF(真, 1, 1/0)", 1),
    ("IF(1/无数>1, 1, 2)", ERROR),
    ("IFS(假, 1, 真, 2)", 2),
    ("SWITCH(无数, 0, 'zero', BLANK(), 'blank')", "blank"),
    ("IFERROR(1/0, BLANK())", None),
    ("ISERROR(无数/0)", True),
    ("IFBLANK(无数, 7)", 7),
    ("COALESCE(无数, BLANK(), 数)", 12),
    ("BETWEEN(数, 1, 12)", True),
    ("BETWEEN(无数, 1, 12)", False),
    ("BLANKIF(数, 12)", None),
    ("CLAMP(数, 0, 10)", 10),
    ("CLAMP(无数, 0, 10)", None),
    ("BUCKET(数, 10, 'a', 12, 'b', 'c')", "c"),
    ("BUCKET(无数, 10, 'a', 'c')", None),
    # Logic is Kleene over errors.
    ("假 AND 1/0>1", False),
    ("1/0>1 AND 假", False),
    ("真 OR 1/0>1", True),
    ("真 AND 1/0>1", ERROR),
    ("NOT(1/0>1)", ERROR),
    ("XOR(真, 真, 真)", True),
    # Aggregates.
    ("SUM(无子.额)", 0),
    ("COUNT(无子)", 0),
    ("AVERAGE(无子.额)", None),
    ("MAX(无子.额)", None),
    ("ANY(无子, 额>1)", False),
    ("EVERY(无子, 额>1)", True),
    ("COUNT(子)", 3),
    ("COUNT(子.额)", 2),
    ("COUNTUNIQUE(子)", 3),
    ("AVERAGE(子.额)", 2),
    ("SUM(数, 无数, 1)", 13),
    ("MIN(数, 无数)", 12),
    ("MAX(日, #2024-03-01#)", "2024-03-01"),
    ("SUMIF(子.额, 额>0)", 5),
    ("SUMIFS(子.额, 额<>5, 额<0)", -1),
    ("COUNTIF(子, 额<THIS.数)", 2),
    ("MINIF(子.额, ISBLANK(额))", None),
    ("SUMIF(子.额, 1/额>0)", ERROR),
    ("ISBLANK(无子)", True),
    ("ISBLANK(子.额)", False),
    ("ISBLANK(0)", False),
    ("COUNTUNIQUE('a', 'b', 'a')", 2),
]


@pytest.mark.parametrize(("text", "wanted"), MEANINGS)
def test_a_formula_means_what_the_language_says(text: str, wanted: object) -> None:
    answer = evaluate_line({"formula": text, "fields": FIELDS, "now": "2024-06-01"})
    assert answer == wanted if isinstance(wanted, dict) else answer.get("value", answer) == wanted


@pytest.mark.parametrize("text", [text for text, _ in MEANINGS])
def test_sqlite_means_the_same(text: str) -> None:
    line = {"formula": text, "fields": FIELDS, "now": "2024-06-01"}
    assert evaluate_line(line, "sqlite") == evaluate_line(line)


def test_postgresql_means_the_same(postgres_server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TANGRAM_DATABASE_URL", postgres_server)
    for text, _ in MEANINGS:
        line = {"formula": text, "fields": FIELDS, "now": "2024-06-01"}
        assert evaluate_line(line, "postgresql") == evaluate_line(line), text


class Crm(NoRecords):
    """One customer with two leads, and one follow-up of the first."""

    rows: Mapping[str, Mapping[int, Row]] = {
        "crm.customer": {1: {"id": 1, "name": "甲"}},
        "crm.lead": {
            10: {"id": 10, "customer": 1, "due": datetime.date(2024, 1, 10), "cost": Decimal(5)},
            11: {"id": 11, "customer": 1, "due": None, "cost": Decimal(7)},
        },
        "crm.follow_up": {100: {"id": 100, "lead": 10, "amount": Decimal(3)}},
    }

    def record(self, table: str, id: int) -> Row | None:
        return self.rows[table].get(id)

    def children(self, table: str, back: str, id: int) -> Sequence[Row]:
        return [row for row in self.rows[table].values() if row[back] == id]


@pytest.fixture
def with_volatile() -> Scope:
    """The scope with a volatile field 剩余天数 of a lead, which has no column."""
    typed = check("IF(ISBLANK(到期日), -1, DAYS(到期日-TODAY()))", SCOPE, Use.FIELD).require()
    left = FieldName("left", ("left", "剩余天数"), typed.type, definition=typed)
    text = "COUNTIF(跟进记录, 金额<THIS.成本 AND TODAY()>#2023-01-01#)"
    typed = check(text, SCOPE, Use.FIELD).require()
    cheap = FieldName("cheap", ("cheap", "低价跟进"), typed.type, definition=typed)
    lead = replace(LEAD, fields={**LEAD.fields, "left": left, "cheap": cheap})
    return replace(SCOPE, tables={**SCOPE.tables, LEAD.name: lead})


VOLATILE = [
    (LEAD.name, 10, "剩余天数+1", 10),
    (LEAD.name, 11, "剩余天数", -1),
    (FOLLOW_UP.name, 100, "线索.剩余天数", 9),
    (FOLLOW_UP.name, 0, "线索.剩余天数", None),
    (CUSTOMER.name, 1, "MAX(线索.剩余天数)", 9),
    (CUSTOMER.name, 1, "COUNTIF(线索, 剩余天数<0 AND 成本>1)", 1),
    (LEAD.name, 10, "COUNTIF(跟进记录, 金额<THIS.剩余天数)", 1),
    (LEAD.name, 10, "COUNTIF(跟进记录, 金额>THIS.低价跟进)", 1),
    (FOLLOW_UP.name, 100, "线索.低价跟进", 1),
    (CUSTOMER.name, 1, "SUM(线索.低价跟进)", 1),
    (LEAD.name, 10, "COUNTIF(客户.线索, 剩余天数<THIS.剩余天数)", 1),
]


@pytest.mark.parametrize(("table", "id_", "text", "wanted"), VOLATILE)
def test_a_volatile_field_is_computed_where_it_is_read(
    with_volatile: Scope, table: str, id_: int, text: str, wanted: object
) -> None:
    scope = replace(with_volatile, table=table)
    typed = check(text, scope, Use.FIELD).require()
    assert typed.volatile
    now = datetime.datetime(2024, 1, 1, 4, tzinfo=datetime.UTC)
    row = Crm.rows[table].get(id_, {})
    assert evaluate(typed, row, Context(now=now, records=Crm())) == wanted


def test_a_volatile_field_is_read_through_to_its_columns(with_volatile: Scope) -> None:
    scope = replace(with_volatile, table=FOLLOW_UP.name)
    lead = Step("to_one", "crm.follow_up", "lead", "crm.lead")
    assert list(reads(check("线索.剩余天数", scope, Use.FIELD).require())) == [
        Dependency((), "crm.follow_up", "lead"),
        Dependency((lead,), "crm.lead", "due"),
    ]


def test_written_times_are_local_to_the_application() -> None:
    line = {"formula": "#2024-01-31 09:30#", "time_zone": "Europe/Paris"}
    assert evaluate_line(line)["value"] == "2024-01-31T09:30:00+01:00"
