"""The engine knows no business: a CRM is a package like any other."""

import pytest

from tests.architecture.business_words import code_findings, text_findings, words_in
from tests.architecture.source import source, sources

# `serve --demo` installs a package by its name; nothing else may know one.
NAMES_THE_DEMO = "DEMO_PACKAGE"


def test_the_engine_says_no_word_of_a_business() -> None:
    findings = [found for each in sources("engine") for found in text_findings(each)]
    assert not findings, "\n".join(findings)


def test_names_and_texts_below_and_above_it_neither() -> None:
    files = sources("metadata", "workflow", "runtime")
    findings = [
        found
        for each in files
        for found in code_findings(each, strings=True)
        if NAMES_THE_DEMO not in each.text.splitlines()[int(found.split(":")[1]) - 1]
    ]
    assert not findings, "\n".join(findings)


def test_the_language_has_such_words_in_examples_only() -> None:
    findings = [f for each in sources("formula") for f in code_findings(each, strings=False)]
    assert not findings, "\n".join(findings)


@pytest.mark.parametrize(
    "text", ["lead_id", "CRM", "newCustomer", "the customer's", "客户名称", "Leads", "a lead"]
)
def test_a_business_word_is_found(text: str) -> None:
    assert words_in(text)


@pytest.mark.parametrize(
    "text", ["leading zeros", "misleading", "this leads to a cycle", "pleads", "scrm2", "contract"]
)
def test_an_ordinary_word_is_not(text: str) -> None:
    assert words_in(text) == []


def test_a_docstring_may_give_an_example_where_a_text_may_not() -> None:
    text = 'def f(customer):\n    """As in 客户.地区."""\n    return "客户"\n'
    assert len(list(code_findings(source("metadata/x.py", text), strings=True))) == 2
    assert len(list(code_findings(source("formula/x.py", text), strings=False))) == 1
