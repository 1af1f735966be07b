"""The words for changes, plans and dangers, in Chinese and English, looked up by code."""

from __future__ import annotations

import json
from collections.abc import Mapping

from metadata.changes.words import PROPERTIES, SENTENCES, VALUES
from metadata.pieces import ABSENT, identity_of, is_list

LONGEST_VALUE = 120
MOST_ITEMS = 8

NOTHING = {"zh": "无", "en": "none"}
BLANK = {"zh": "空", "en": "null"}
YES = {"zh": "是", "en": "yes"}
NO = {"zh": "否", "en": "no"}
WHOLE = {"zh": "定义", "en": "definition"}


def sentence_of(code: str, language: str, parameters: Mapping[str, str]) -> str:
    """The sentence of `code` with its parameters filled in."""
    return SENTENCES[code][language].format_map(parameters)


def property_words(path: tuple[str, ...], language: str) -> str:
    """What the property at `path` is called; the keys on the way stay as they are."""
    if not path:
        return WHOLE[language]
    return ".".join(one_property(step, language) for step in path)


def one_property(name: str, language: str) -> str:
    """What one property is called: words of its own, else its name with spaces."""
    words = PROPERTIES.get(name)
    if words is None:
        return name
    return words if language == "zh" else name.replace("_", " ")


def value_words(value: object, language: str | None, name: str = "") -> str:
    """A JSON value for a person. `name` is the property it belongs to: some have words for their
    values. Without a language, a text is shown in all that it has."""
    known = VALUES.get(name, {}).get(value) if isinstance(value, str) else None
    if known is not None and language is not None:
        return known[language]
    spoken = language or "en"
    if value is ABSENT:
        return NOTHING[spoken]
    if value is None:
        return BLANK[spoken]
    if isinstance(value, bool):
        return (YES if value else NO)[spoken]
    if isinstance(value, Mapping):
        return shortened(object_words(value, language))
    if is_list(value):
        shown = [value_words(item, language, name) for item in value[:MOST_ITEMS]]
        more = [f"… ({len(value)})"] if len(value) > MOST_ITEMS else []
        return shortened(", ".join([*shown, *more]) or NOTHING[spoken])
    return shortened(str(value))


def object_words(value: Mapping[str, object], language: str | None) -> str:
    """An object for a person: a text in several languages, a piece by its label, else its JSON."""
    if value and value.keys() <= {"zh", "en"}:
        if language is None:
            return ", ".join(f"{name}: {text}" for name, text in value.items())
        return str(value.get(language) or next(iter(value.values())))
    if language is not None and "label" in value:
        return value_words(value["label"], language)
    if language is not None and identity_of(value):
        return str(identity_of(value))
    return json.dumps(value, ensure_ascii=False)


def shortened(text: str) -> str:
    """The text, cut where it is too long for a sentence."""
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…"
