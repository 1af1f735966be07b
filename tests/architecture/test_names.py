"""Names are words of the user's world."""

import pytest

from tests.architecture.names import name_findings
from tests.architecture.source import PACKAGES, source, sources


def test_no_name_is_empty() -> None:
    findings = [found for each in sources(*PACKAGES, "tests") for found in name_findings(each)]
    assert not findings, "\n".join(findings)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("engine/utils.py", "x = 1"),
        ("engine/date_helpers.py", "x = 1"),
        ("engine/base/__init__.py", "x = 1"),
        ("engine/records.py", "class RecordManager: ..."),
        ("engine/records.py", "class HTTPHandlers: ..."),
        ("engine/records.py", "def process(): ..."),
        ("engine/records.py", "class Record:\n    def _do(self): ..."),
        ("engine/records.py", "def date_helper(): ..."),
    ],
)
def test_a_planted_name_is_found(path: str, text: str) -> None:
    assert len(list(name_findings(source(path, text)))) == 1


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("runtime/process.py", "def build_process(): ..."),
        ("engine/database.py", "class Database: ..."),
        ("engine/commonality.py", "class Utility: ..."),
    ],
)
def test_a_good_name_is_not(path: str, text: str) -> None:
    assert list(name_findings(source(path, text))) == []
