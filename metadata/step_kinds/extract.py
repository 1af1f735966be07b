"""`extract`: contact data, times and keywords out of a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Literal

from pydantic import Field

from formula.types import DateTime, ListOf, Text, Type
from metadata.documents.label import Document, FieldKey, Formula, Key, TableName
from metadata.step_kinds.step_kind import FormulaPart, Known, StepBase, StepKind

Wanted = Literal["phone", "email", "url", "person", "company", "moment", "keywords"]
TYPES: Mapping[str, Type] = {"moment": DateTime(), "keywords": ListOf(Text())}


class LexiconDocument(Document):
    """An ordinary table whose `word` field is looked for in the text; `value` (a field of the same
    record) is what it stands for, the word itself where it is not named."""

    table: TableName
    word: FieldKey
    value: FieldKey | None = None


class ExtractStep(StepBase):
    """`parts` says what is wanted under which name: `STEP.key.name`; blank where the text has
    none. `keywords` are found by the lexicon, each once, in the order of the text."""

    do: Literal["extract"]
    text: Formula
    parts: Annotated[dict[Key, Wanted], Field(min_length=1, max_length=20)]
    lexicon: LexiconDocument | None = None


def formulas(step: ExtractStep) -> Iterable[FormulaPart]:
    """The text."""
    yield FormulaPart(("text",), step.text, expected=Text())


def results(step: ExtractStep, _: Known) -> Mapping[str, Type]:
    """What was wanted, by name."""
    return {name: TYPES.get(wanted, Text()) for name, wanted in step.parts.items()}


EXTRACT = StepKind("extract", ExtractStep, formulas, results=results)
