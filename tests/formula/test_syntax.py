"""What a text says before any name has a meaning; bounded time for whatever it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formula.check import check
from formula.errors import InvalidFormula, Span
from formula.messages import say
from formula.render import render
from formula.scope import Use
from formula.syntax import parse
from formula.tree import BinaryNode, CallNode, NameNode, NumberNode
from tests.formula.scopes import LEAD_SCORE, SCOPE

CANONICAL = [
    ("=1+2", "1 + 2"),
    ("（1＋2）＊3", "(1 + 2) * 3"),
    ("如果（甲≥3，“是”，‘否’）", "IF(甲 >= 3, '是', '否')"),
    ("a==b", "a = b"),
    ("a!=b", "a <> b"),
    ("a≠b && !c || d", "a <> b AND NOT c OR d"),
    ("not a and b", "NOT a AND b"),
    ("NOT(a) AND b", "NOT(a) AND b"),
    ("!(a) = b", "NOT((a) = b)"),
    ("-2^2", "-2 ^ 2"),
    ("50万 + 1.5亿", "500000 + 150000000"),
    ("1e6", "1000000"),
    ("1.50", "1.5"),
    ("90%", "90%"),
    ("(a+b)%", "(a + b)%"),
    ("72h + 30min + 45秒 + 2周", "3d + 30min + 45s + 14d"),
    ("1.5小时", "90min"),
    ("#2024-1-31# + #2024-01-31 9:30#", "#2024-01-31# + #2024-01-31 09:30#"),
    ("'It''s' & \"a\"\"b\"", "'It''s' & 'a\"b'"),
    ("{金额（元）}*{a}}b}", "{金额（元）} * {a}}b}"),
    ("x in ('a','b')", "x IN ('a', 'b')"),
    ("x NOT IN ['a','b']", "x NOT IN ['a', 'b']"),
    ("x IN ('a')", "x IN ('a')"),
    ("COUNT()", "COUNT()"),
    ("IF(a,b,)", "IF(a, b)"),
    ("a // 注释 ) '\n + /* ( */ b", "a + b"),
    ("客户.{负责人 1}.部门", "客户.{负责人 1}.部门"),
    ("2×3÷4", "2 * 3 / 4"),
    ("AND(a,b) OR c", "AND(a, b) OR c"),
    ("orders + android", "orders + android"),
    ("'（，）'", "'（，）'"),
]


@pytest.mark.parametrize(("text", "canonical"), CANONICAL)
def test_a_text_has_one_canonical_form(text: str, canonical: str) -> None:
    assert render(parse(text)) == canonical
    assert render(parse(canonical)) == canonical


def test_the_lead_score_parses() -> None:
    assert isinstance(parse(LEAD_SCORE), CallNode)


@pytest.mark.parametrize(
    ("text", "left"),
    [("2^3^2", BinaryNode), ("-2^2", object), ("a-b-c", BinaryNode), ("a&b=c", BinaryNode)],
)
def test_chains_lean_to_the_left(text: str, left: type) -> None:
    node = parse(text)
    assert isinstance(node, BinaryNode)
    assert isinstance(node.left, left)


def test_spans_are_code_points_of_the_text() -> None:
    node = parse("=（𝒜b＋ 12）")
    inner = node.inner  # type: ignore[attr-defined]
    assert (node.span, inner.left.span, inner.right.span) == (Span(1, 9), Span(2, 4), Span(6, 8))
    assert isinstance(inner.left, NameNode)
    assert isinstance(inner.right, NumberNode)


LIMITS = {
    "brackets": "(" * 4_999 + "1" + ")" * 4_999,
    "beyond": "(" * 10_000 + "1" + ")" * 10_000,
    "calls": "IF(" * 3_000,
    "not": "NOT " * 2_400 + "a",
    "minus": "-" * 9_000 + "1",
    "sum": "a" + "+a" * 4_000,
    "path": "a" + ".b" * 3_000,
    "percent": "a" + "%" * 9_000,
    "arguments": "SUM(" + "1," * 4_900 + "1)",
    "exponent": "1e999999999",
    "digits": "9" * 9_000,
    "duration": "99999999999999999999d",
}


@pytest.mark.parametrize("name", LIMITS)
@pytest.mark.timeout(30)  # what grows with the square or worse takes minutes
def test_what_is_too_large_is_said_at_once(name: str) -> None:
    with pytest.raises(InvalidFormula) as raised:
        parse(LIMITS[name])
    assert {problem.code for problem in raised.value.problems} <= {"F114", "F107"}


def test_a_long_chain_of_conditions_is_one_level() -> None:
    assert isinstance(parse(" AND ".join(["a"] * 900)), BinaryNode)


PIECES = [*"aA金1.5'\"“”{}()[]（），＝=<>!&|+-*/%^#@ \n$天万d\0且", "成本", "IF(", "客户.", " AND "]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_text_is_a_formula_or_has_a_problem(text: str) -> None:
    checked = check(text, SCOPE, Use.FIELD)
    length = len(checked.text)
    assert all(0 <= each.span.start <= each.span.end <= length for each in checked.problems)
    assert all(say(each) for each in checked.problems)
    assert (checked.typed is None) == any(each.severity == "error" for each in checked.problems)
    if checked.tree is not None:
        canonical = render(checked.tree)
        assert render(parse(canonical)) == canonical


@given(st.text(max_size=200))
def test_any_unicode_is_a_formula_or_has_a_problem(text: str) -> None:
    checked = check(text, SCOPE, Use.FIELD)
    assert checked.typed is not None or checked.problems
