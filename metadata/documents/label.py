"""Texts that people read, and the texts that name things in documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

KEY_PATTERN = "^[a-z][a-z0-9]*(_[a-z0-9]+)*$"
"""Lower snake case without `__`, which separates the parts of physical names (decision 2)."""

LANGUAGES = ("zh", "en")


class Document(BaseModel):
    """What all models share: unknown properties are errors, values are never changed."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, serialize_by_alias=True, allow_inf_nan=False
    )


AppKey = Annotated[str, StringConstraints(pattern=KEY_PATTERN, max_length=20)]
TableKey = Annotated[str, StringConstraints(pattern=KEY_PATTERN, max_length=20)]
FieldKey = Annotated[str, StringConstraints(pattern=KEY_PATTERN, max_length=40)]
Key = Annotated[str, StringConstraints(pattern=KEY_PATTERN, max_length=40)]
"""The key of anything that has no physical name: a rule, a view, a role, a transition."""

OptionValue = Annotated[
    str, StringConstraints(pattern="^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$", max_length=40)
]

TableName = Annotated[
    str,
    StringConstraints(
        pattern=r"^([a-z][a-z0-9]*(_[a-z0-9]+)*\.)?[a-z][a-z0-9]*(_[a-z0-9]+)*$", max_length=41
    ),
]
"""A table of the same app by its key, of another app as `app.table`, or `user`, `department`."""

Words = Annotated[str, StringConstraints(min_length=1, max_length=500)]
Formula = Annotated[str, StringConstraints(min_length=1, max_length=10_000)]

Label = Words | Annotated[dict[Literal["zh", "en"], Words], Field(min_length=1)]
"""One text for all languages, or a text for each: `"线索"`, `{"zh": "线索", "en": "Lead"}`."""

Color = Literal[
    "grey", "red", "orange", "yellow", "green", "teal", "blue", "indigo", "purple", "pink"
]


def label_texts(label: Label | None, key: str) -> Mapping[str, str]:
    """The texts of a label by language; a single text stands for all languages, and without a
    label the key does.

    >>> label_texts({"zh": "线索"}, "lead")
    {'zh': '线索'}
    >>> label_texts("Lead", "lead")
    {'zh': 'Lead', 'en': 'Lead'}
    """
    if label is None:
        return dict.fromkeys(LANGUAGES, key)
    if isinstance(label, str):
        return dict.fromkeys(LANGUAGES, label)
    return {language: label[language] for language in ("zh", "en") if language in label}


def text_in(texts: Mapping[str, str], language: str) -> str:
    """The text in `language`, else in any language there is; '' where there is none."""
    return texts.get(language) or next(iter(texts.values()), "")
