"""Every message has its words in both languages; every error stands in its package's tree."""

import importlib
from collections.abc import Mapping
from types import ModuleType

import pytest

from tests.architecture.messages import error_findings, word_findings, words_of
from tests.architecture.source import PACKAGES, ROOT, source, sources

PACKAGES_WITH_WORDS = [name for name in PACKAGES if (ROOT / name / "messages.py").exists()]
GOOD = {"gone": {"zh": "{name} 不存在", "en": "{name} is gone"}}


@pytest.mark.parametrize("package", PACKAGES_WITH_WORDS)
def test_every_message_speaks_both_languages(package: str) -> None:
    words = words_of(importlib.import_module(f"{package}.messages"))
    assert words
    findings = list(word_findings(f"{package}/messages.py", words))
    assert not findings, "\n".join(findings)


def test_every_error_stands_in_its_tree() -> None:
    trees = [each for each in sources(*PACKAGES) if each.path.endswith("/errors.py")]
    findings = [
        found for each in trees if "http" not in each.path for found in error_findings(each)
    ]
    assert not findings, "\n".join(findings)


def test_words_stand_in_tables_of_either_shape() -> None:
    module = ModuleType("messages")
    tables = {"WORDS": GOOD, "TYPES": {"text": ("文本", "text")}, "_ODD": {1: 2}, "words": {1: 2}}
    vars(module).update(tables)
    assert words_of(module) == {
        "WORDS.gone": GOOD["gone"],
        "TYPES.text": {"zh": "文本", "en": "text"},
    }


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
