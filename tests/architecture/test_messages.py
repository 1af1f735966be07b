"""Every message has its words in both languages; every error stands in its package's tree."""

import importlib
from collections.abc import Mapping

import pytest

from tests.architecture.messages import error_findings, word_findings
from tests.architecture.source import PACKAGES, ROOT, source, sources

PACKAGES_WITH_WORDS = [name for name in PACKAGES if (ROOT / name / "messages.py").exists()]
GOOD = {"gone": {"zh": "{name} 不存在", "en": "{name} is gone"}}


@pytest.mark.parametrize("package", PACKAGES_WITH_WORDS)
def test_every_message_speaks_both_languages(package: str) -> None:
    words: Mapping[str, Mapping[str, str]] = importlib.import_module(f"{package}.messages").WORDS
    findings = list(word_findings(f"{package}/messages.py", words))
    assert not findings, "\n".join(findings)


def test_every_error_stands_in_its_tree() -> None:
    trees = [each for each in sources(*PACKAGES) if each.path.endswith("/errors.py")]
    findings = [
        found for each in trees if "http" not in each.path for found in error_findings(each)
    ]
    assert not findings, "\n".join(findings)


@pytest.mark.parametrize(
    "texts",
    [
        {"zh": "没有了"},
        {"zh": "", "en": "gone"},
        {"zh": "没有了", "en": "{name} is gone"},
    ],
)
def test_a_planted_silence_is_found(texts: Mapping[str, str]) -> None:
    assert len(list(word_findings("x", {"gone": texts}))) == 1


def test_good_words_and_drawn_errors_are_not() -> None:
    assert list(word_findings("x", GOOD)) == []
    text = '"""Tree.\n\nA\n└── Gone\n"""\nclass A(Exception): ...\nclass Gone(A): ...\nclass P: ...'
    assert list(error_findings(source("engine/errors.py", text))) == []
    assert len(list(error_findings(source("engine/errors.py", text.replace("Gone\n", "B\n"))))) == 1
