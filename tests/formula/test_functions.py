"""The table of functions: one name, one meaning, words for both languages, examples that check."""

import pytest

from formula.check import check
from formula.check_calls import signature
from formula.functions import FUNCTIONS, find_function
from formula.functions.signature import Function
from formula.scope import Scope, Use
from formula.typed import Call
from formula.typed_walk import parts_of

ALL = list(FUNCTIONS.values())


def test_no_text_means_two_functions() -> None:
    texts = [text.upper() for each in ALL for text in (each.name, *each.aliases)]
    assert sorted(texts) == sorted(set(texts))


def test_what_other_products_say_is_not_a_function_here() -> None:
    foreign = {name for each in ALL for name in each.foreign_names}
    assert not {name for name in foreign if find_function(name)}


@pytest.mark.parametrize("function", ALL, ids=lambda function: function.name)
def test_a_function_is_declared_wholly(function: Function) -> None:
    assert function.zh
    assert function.en
    assert any(not alias.isascii() for alias in function.aliases), "a Chinese alias"
    assert (function.python is None) != (function.lower is None)
    assert signature(function).startswith(function.name)
    optional = [parameter.optional for parameter in function.parameters]
    assert optional == sorted(optional), "optional parameters come last"


EXAMPLES = [(each.name, example.text) for each in ALL for example in each.examples]


@pytest.mark.parametrize(("name", "text"), EXAMPLES)
def test_an_example_is_a_formula(name: str, text: str) -> None:
    checked = check(text, Scope({}), Use.DEFAULT)
    assert checked.typed is not None, (name, checked.problems)


def test_a_name_is_found_in_any_case_and_by_alias() -> None:
    found = find_function("if")
    assert found is not None
    assert found is find_function("如果")
    assert find_function("没有") is None


def test_plain_functions_stay_calls() -> None:
    typed = check("ROUND(1.55, 1) + LEN('ab')", Scope({}), Use.DEFAULT).require()
    assert all(isinstance(part, Call) for part in parts_of(typed))
