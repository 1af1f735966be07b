"""Words for people, and the errors that they are about."""

import ast
import re
from collections.abc import Iterator, Mapping
from types import ModuleType

from tests.architecture.source import Source, classes

LANGUAGES = ("zh", "en")


def words_of(module: ModuleType) -> dict[str, dict[str, str]]:
    """Return all words of a `messages.py` by table and code.

    A table is a public constant that maps codes to `{"zh": …, "en": …}` or to a pair (zh, en).
    """
    words = {}
    for name, table in vars(module).items():
        if name.isupper() and not name.startswith("_") and isinstance(table, Mapping):
            for code, texts in table.items():
                by_language = (
                    texts if isinstance(texts, Mapping) else zip(LANGUAGES, texts, strict=True)
                )
                words[f"{name}.{code}"] = dict(by_language)
    return words


def word_findings(place: str, words: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """Yield each message that lacks a language, or says less in one than in another."""
    for code, texts in words.items():
        missing = [language for language in LANGUAGES if not texts.get(language)]
        if missing:
            yield f"{place}: {code} has no words in {', '.join(missing)}"
        elif len({placeholders(text) for text in texts.values()}) > 1:
            yield f"{place}: {code} has other placeholders in another language"


def placeholders(text: str) -> frozenset[str]:
    """Return the names in braces."""
    return frozenset(re.findall(r"\{(\w+)", text))


def error_findings(source: Source) -> Iterator[str]:
    """Yield each error of an `errors.py` that the tree in its docstring does not show."""
    drawn = ast.get_docstring(source.tree) or ""
    for owner in classes(source.tree):
        if is_error(owner) and owner.name not in drawn:
            yield source.finding(owner, f"{owner.name} is not in the tree above")


def is_error(owner: ast.ClassDef) -> bool:
    """Whether the class can be raised: it has a base, and the base is no mere value."""
    return any(
        ast.unparse(base).split(".")[-1] not in {"StrEnum", "Protocol"} for base in owner.bases
    )
