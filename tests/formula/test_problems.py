"""What is said about a formula that cannot be used: code, place, words, suggestion."""

from collections.abc import Callable
from pathlib import Path

import pytest

from formula.check import check
from formula.errors import InvalidFormula, Problem
from formula.messages import PROBLEMS, SYNTAX, say, say_error_value, say_in_place, type_words
from formula.mistakes import EXAMPLES
from formula.places import excerpt, place_of
from formula.scope import Use
from formula.syntax import parse
from tests.formula.scopes import SCOPE

GOLDEN = Path(__file__).parents[1] / "golden" / "formula_problems.txt"

MALFORMED = [
    # Text and syntax.
    "",
    "成本 +",
    "a<b<c",
    "成本>50w",
    "NOW()-最近跟进>30m",
    "时限>2h30min",
    "已完成 且 成本>1",
    "成本 名称",
    "IF(已完成,,1)",
    "()",
    "成本 = > 1",
    "IF(已完成; 1; 2)",
    "客户.",
    "IF(已完成, 1",
    "(成本]",
    "成本)",
    "名称='抖音",
    "名称=”抖音”",
    "3月成本",
    "成本 @ 2",
    "#2024-02-30#",
    "成本, 1",
    "'x'(1)",
    "a IN b IN c",
    # Names.
    "来源渠到='展会'",
    "莱源渠道='展会'",
    "莱园渠道='展会'",
    "等级='A'",
    "COUNTIF(跟进记录, 成本>1)",
    "金额（元）*2",
    "客户.名字",
    "名称.长度",
    "客户.负责人.部门.上级部门.上级部门.上级部门.上级部门",
    "PARAM.day",
    "ROUD(成本)",
    "IFNULL(成本, 0)",
    # Types.
    "IF(成本, 1)",
    "成本='5'",
    "名称+1",
    "名称*2",
    "签约日期>='2024-13-01'",
    "创建时间+3",
    "来源渠道='抖音'",
    "来源渠道='重名'",
    "来源渠道<'展会'",
    "名称=来源渠道",
    "客户='某某'",
    "报价+1",
    "时限*2",
    "标签 & ''",
    "标签='展会'",
    "报价>报价",
    "IF(1)",
    "跟进记录.金额+1",
    "COUNTIF(跟进记录, '>5')",
    "ANY(成本, 成本>1)",
    "SUM(名称)",
    "SUM(跟进记录)",
    "HASROLE(名称)",
    "CURRENT_USER()",
    # Doubts.
    "表单字段完整率>90",
    "NOW()-最近跟进>72h",
    "1=1",
    "成本/2=1",
    "IF(TRUE, 1, 2)",
    "BUCKET(成本, 60, 'a', 30, 'b', 'c')",
]


@pytest.fixture
def told() -> Callable[[str], str]:
    """All that is said about a formula, in both languages, marked in its text."""

    def tell(text: str) -> str:
        checked = check(text, SCOPE, Use.FIELD)
        lines = []
        for problem in checked.problems:
            lines.append(f"{problem.code} {say_in_place(problem, checked.text)}")
            lines.append(say(problem, "en"))
            lines += [f"→ {suggestion.text}" for suggestion in problem.suggestions]
        return "\n".join(lines)

    return tell


def test_each_malformed_formula_is_answered_in_words(
    told: Callable[[str], str], check_golden: Callable[[Path, str], None]
) -> None:
    answers = [told(text) for text in MALFORMED]
    assert all(answers), MALFORMED[answers.index("")]
    check_golden(GOLDEN, "\n\n".join(answers) + "\n")


def test_every_problem_is_reported_at_once() -> None:
    checked = check("来源渠到='x' AND 成本='y' AND FOO(1) AND 客户.无", SCOPE, Use.CONDITION)
    assert [problem.code for problem in checked.problems] == ["F101", "F105", "F103", "F101"]
    with pytest.raises(InvalidFormula) as raised:
        checked.require()
    assert raised.value.problems == checked.problems


@pytest.mark.parametrize(
    "text",
    [
        "来源渠到='展会'",
        "IF(成本, 1)",
        "成本='5'",
        "名称+1",
        "创建时间+3",
        "金额（元）*2",
        "成本>50w",
    ],
)
def test_the_first_suggestion_mends(text: str) -> None:
    checked = check(text, SCOPE, Use.FIELD)
    suggestion = checked.problems[0].suggestions[0]
    mended = text[: suggestion.span.start] + suggestion.text + text[suggestion.span.end :]
    assert check(mended, SCOPE, Use.FIELD).typed is not None, mended


@pytest.mark.parametrize("label", EXAMPLES)
def test_every_example_of_a_mistake_is_one(label: str) -> None:
    for text in EXAMPLES[label]:
        with pytest.raises(InvalidFormula):
            parse(text)
    assert label in SYNTAX or label == "chained_comparison"


@pytest.mark.parametrize("code", PROBLEMS)
def test_words_address_nobody(code: str) -> None:
    zh, en = PROBLEMS[code]
    assert "您" not in zh
    assert "你" not in zh
    assert " you" not in en.lower()


def test_places_count_as_people_and_editors_do() -> None:
    text = "𝒜 +\n  来源渠到"
    problem = check(text, SCOPE, Use.FIELD).problems[-1]
    place = place_of(text, problem.span)
    assert (place.line, place.column, place.length, place.utf16) == (2, 3, 4, 7)
    assert excerpt(text, problem.span) == "  来源渠到\n  ^^^^^^^^"


def test_types_and_error_values_have_words() -> None:
    assert type_words("list<ref<crm.lead>>") == "关联记录列表"
    assert say_error_value("DIV0") == "#除零 #DIV0"
    cycle = Problem("F111", parse("a").span, {"path": "商机.得分 → 客户.等级 → 商机.得分"})
    assert say(cycle) == "公式循环引用：商机.得分 → 客户.等级 → 商机.得分"
