"""Tests are short, assert something, and hide nothing."""

import pytest

from tests.architecture.shape_of_tests import shape_findings
from tests.architecture.source import source, sources


def test_every_test_has_the_shape_of_one() -> None:
    findings = [found for each in sources("tests") for found in shape_findings(each)]
    assert not findings, "\n".join(findings)


@pytest.mark.parametrize(
    "text",
    [
        "def test_a():\n    x = 1",
        "class TestA:\n    def test_a(self):\n        x = 1",
        "def test_a(page):\n    expect(page.locator(x))",
        "def _prepare(): ...",
        "def prepare(): ...",
        "def test_a():\n" + "    x = 1\n" * 40 + "    assert x",
        "from unittest import mock",
        "from unittest.mock import patch",
    ],
)
def test_a_planted_fault_is_found(text: str) -> None:
    assert len(list(shape_findings(source("tests/test_x.py", text)))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "def test_a():\n    assert x",
        "def test_a():\n    with pytest.raises(ValueError):\n        x()",
        "def test_a(check_golden):\n    check_golden(path, text)",
        "def test_a(page):\n    expect(page.locator(x)).not_to_be_visible()",
        "@pytest.fixture\ndef prepared(): ...",
        "@st.composite\ndef formulas(draw): ...",
    ],
)
def test_a_good_test_is_not(text: str) -> None:
    assert list(shape_findings(source("tests/test_x.py", text))) == []
