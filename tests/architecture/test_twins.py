"""Nothing is written twice."""

import pytest

from tests.architecture.source import PACKAGES, source, sources
from tests.architecture.twins import twin_findings

ORIGINAL = """
def total(rows):
    total = 0
    for row in rows:
        if row.amount is None:
            continue
        total += row.amount
    return total
"""


def test_no_two_functions_share_a_body() -> None:
    findings = list(twin_findings(sources(*PACKAGES)))
    assert not findings, "\n".join(findings)


@pytest.mark.parametrize(
    "copy",
    [
        pytest.param(ORIGINAL.replace("total", "sum_of"), id="other names"),
        pytest.param(ORIGINAL.replace(":\n    total", ':\n    """S."""\n    total', 1), id="words"),
    ],
)
def test_a_planted_copy_is_found(copy: str) -> None:
    files = [source("engine/a.py", ORIGINAL), source("metadata/b.py", copy)]
    assert len(list(twin_findings(files))) == 1


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(ORIGINAL.replace("amount", "price"), id="another attribute"),
        pytest.param(ORIGINAL.replace("0", "1"), id="another constant"),
        pytest.param("\n".join(ORIGINAL.splitlines()[:3]), id="too short"),
    ],
)
def test_a_likeness_is_not(other: str) -> None:
    files = [source("engine/a.py", ORIGINAL), source("metadata/b.py", other)]
    assert list(twin_findings(files)) == []
