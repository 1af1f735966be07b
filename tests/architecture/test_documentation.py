"""What others call is documented and typed."""

import pytest

from tests.architecture.documentation import any_findings, documentation_findings
from tests.architecture.source import PACKAGES, source, sources


def test_public_functions_have_docstrings() -> None:
    findings = [found for each in sources(*PACKAGES) for found in documentation_findings(each)]
    assert not findings, "\n".join(findings)


def test_no_signature_says_any() -> None:
    findings = [found for each in sources(*PACKAGES, "tests") for found in any_findings(each)]
    assert not findings, "\n".join(findings)


@pytest.mark.parametrize(
    "text",
    [
        "x = 1",
        '"""M."""\ndef plan_changes(): ...',
        '"""M."""\nclass Plan:\n    """P."""\n    def apply(self): ...',
        '"""M."""\nclass Store(Protocol):\n    def read(self): ...',
    ],
)
def test_a_planted_silence_is_found(text: str) -> None:
    assert len(list(documentation_findings(source("engine/x.py", text)))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        '"""M."""\ndef _part(): ...',
        '"""M."""\ndef outer():\n    """O."""\n    def inner(): ...',
        '"""M."""\nclass Sqlite(Store):\n    def read(self): ...',
        '"""M."""\nclass Plan:\n    @property\n    def name(self): return 1',
    ],
)
def test_what_needs_no_words_is_not(text: str) -> None:
    assert list(documentation_findings(source("engine/x.py", text))) == []


@pytest.mark.parametrize(
    "signature",
    ["(a: Any)", "(*a: dict[str, Any])", "(*, a: 't.Any')", "() -> list[Any]", "(a: 'list[Any]')"],
)
def test_a_planted_any_is_found(signature: str) -> None:
    text = f"def f{signature}: ..." if "->" in signature else f"def f{signature} -> None: ..."
    if "t.Any" in signature:
        text = text.replace("'t.Any'", "t.Any")
    assert len(list(any_findings(source("engine/x.py", text)))) == 1


def test_a_name_that_holds_the_letters_is_not() -> None:
    assert list(any_findings(source("engine/x.py", "def f(a: AnyField) -> 'AnyOf': ..."))) == []
