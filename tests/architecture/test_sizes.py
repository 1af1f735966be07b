"""Modules, functions and classes stay small enough to be read."""

import pytest

from tests.architecture.sizes import size_findings
from tests.architecture.source import PACKAGES, source, sources


def test_nothing_is_too_large() -> None:
    findings = [found for each in sources(*PACKAGES, "tests") for found in size_findings(each)]
    assert not findings, "\n".join(findings)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x = 1\n" * 401, id="module"),
        pytest.param("def f():\n" + "    x = 1\n" * 50, id="function"),
        pytest.param("def f(a, b, c, d, e, g): ...", id="parameters"),
        pytest.param(
            "class C:\n" + "".join(f"    def m{n}(self): ...\n" for n in range(16)), id="class"
        ),
        pytest.param(
            "def f():\n if a:\n  for b in c:\n   with d:\n    while e:\n     x = 1", id="nesting"
        ),
    ],
)
def test_a_planted_giant_is_found(text: str) -> None:
    assert len(list(size_findings(source("engine/x.py", text)))) == 1


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('def f():\n    """One.\n' + "\n" * 60 + '    """\n    x = 1', id="docstring"),
        pytest.param("class C:\n def m(self, a, b, c, d, e, *, g=1, h=2): ...", id="keywords"),
        pytest.param("def f():\n" + " if a: ...\n" + " elif b: ...\n" * 9, id="elif"),
    ],
)
def test_what_only_looks_large_is_not(text: str) -> None:
    assert list(size_findings(source("engine/x.py", text))) == []
