"""The parts that the checks of automations are made of: conditions, texts, schedules, lengths."""

import pytest

from formula.check import check
from formula.scope import Use
from metadata.checks.conditions import verdict
from metadata.cron import wrong_part
from metadata.durations import milliseconds_in
from metadata.messages import say
from metadata.resolve import resolve_documents
from metadata.templates import pieces_of, unclosed
from tests.formula.world import SCOPE
from tests.metadata.shop_workflow import bent_workflow


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("金额>1", None),
        ("金额>1 AND 金额<1", False),
        ("金额>=1 AND 金额<=1", None),
        ("金额>1 AND 金额<=1", False),
        ("1<金额 AND 金额<0", False),
        ("金额>1 AND (数量>2 AND 金额<0)", False),
        ("金额>1 OR 金额<0", None),
        ("来源='expo' AND 来源='展会'", None),
        ("来源='expo' AND 来源='web'", False),
        ("来源='expo' AND 来源<>'expo'", False),
        ("来源 IN ('expo','web') AND 来源='douyin'", False),
        ("数量=3 AND 数量>5", False),
        ("ISBLANK(名称) AND 名称='a'", False),
        ("ISBLANK(名称) AND NOT ISBLANK(名称)", False),
        ("ISBLANK(名称) AND ISBLANK(备注)", None),
        ("客户.等级>5 AND 客户.等级<3", False),
        ("NOT 1=1", False),
        ("TRUE OR 金额>1", True),
        ("FALSE AND 金额>1", False),
        ("1/0>1", False),
        ("NOW()-时间>3d AND NOW()-时间<1d", False),
        ("HASROLE('sales')", None),
        ("COUNT(跟进)>0", None),
    ],
)
def test_a_condition_holds_always_never_or_sometimes(text: str, expected: bool | None) -> None:
    assert verdict(check(text, SCOPE, Use.CONDITION).require()) is expected


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("a {{ b }} c", ["a ", "<b>", " c"]),
        ("{{a}}{{b}}", ["<a>", "<b>"]),
        ("{{ {a} }}", ["<{a}>"]),
        ("{{{a}}}", ["<{a}>"]),
        ("{{ '}}' & a }}", ["<'}}' & a>"]),
        ('{{ "it\'s }}" }}!', ['<"it\'s }}">', "!"]),
        ("{{ “}}” }}", ["<“}}”>"]),
        ("{ a }", ["{ a }"]),
        ("{{ a", ["{{ a"]),
        ("{{ 'a }}", ["{{ 'a }}"]),
        ("", []),
    ],
)
def test_a_text_comes_apart(text: str, pieces: list[str]) -> None:
    found = list(pieces_of(text))
    assert [f"<{it.text.strip()}>" if it.is_formula else it.text for it in found] == pieces
    assert all(text[it.start : it.start + len(it.text)] == it.text for it in found)
    assert (unclosed(text) is None) == (not pieces or "{{" not in pieces[-1])


@pytest.mark.parametrize(
    ("cron", "part"),
    [
        ("0 9 * * *", None),
        ("*/15 8-18 * * mon-fri", None),
        ("0 0 1,15 jan,JUL *", None),
        ("0 0 29 2 *", None),
        ("0 0 30 2 *", "day"),
        ("0 0 31 4,6 *", "day"),
        ("0 0 31 4 mon", None),
        ("60 * * * *", "minute"),
        ("* 24 * * *", "hour"),
        ("* * 0 * *", "day"),
        ("* * * 13 *", "month"),
        ("* * * * 8", "weekday"),
        ("5-1 * * * *", "minute"),
        ("*/0 * * * *", "minute"),
        ("a * * * *", "minute"),
    ],
)
def test_a_schedule_has_moments(cron: str, part: str | None) -> None:
    assert wrong_part(cron) == part


def test_lengths_are_milliseconds() -> None:
    lengths = ["5ms", "2s", "3min", "1.5h", "-1d", "2w"]
    expected = [5, 2_000, 180_000, 5_400_000, -86_400_000, 1_209_600_000]
    assert [milliseconds_in(each) for each in lengths] == expected


def test_two_kinds_of_records_are_told_apart() -> None:
    step = {"do": "update", "table": "buyer", "record": "THIS", "values": {}}
    found = resolve_documents(bent_workflow({"automation spare /steps/-": step})).problems
    assert say(found[0]) == "这里需要关联记录 shop.buyer，而不是关联记录 shop.order"
