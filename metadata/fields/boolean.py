"""boolean: true or false; a stored boolean is never blank."""

from __future__ import annotations

from formula.types import Boolean, Type
from metadata.documents.field import FieldDocument
from metadata.fields.field_type import (
    FieldType,
    Reader,
    Reading,
    Showing,
    Teller,
    TypeContext,
    Unreadable,
    shorten,
    show_as_is,
)
from metadata.resolved import Field

WORDS = {
    **dict.fromkeys(("true", "yes", "y", "1", "是", "有", "对", "√", "✓"), True),
    **dict.fromkeys(("false", "no", "n", "0", "否", "无", "错", "×", ""), False),
}
TEXTS = {"zh": {True: "是", False: "否"}, "en": {True: "yes", False: "no"}}


def boolean_type(document: FieldDocument, context: TypeContext) -> Type:
    """A boolean."""
    return Boolean()


def boolean_reader(field: Field, reading: Reading) -> Reader:
    """true or false, null is false; where lenient also words."""
    lenient = reading.lenient

    def read(value: object) -> object:
        if isinstance(value, bool):
            return value
        if value is None:
            return False
        if lenient and isinstance(value, str):
            found = WORDS.get(value.strip().lower())
            if found is not None:
                return found
        return Unreadable("not_boolean", {"value": shorten(value)})

    return read


def boolean_teller(field: Field, showing: Showing) -> Teller:
    """是 and 否, yes and no."""
    words = TEXTS.get(showing.language, TEXTS["zh"])
    return lambda value: words[bool(value)]


BOOLEAN = FieldType(
    name="boolean",
    labels={"zh": "是否", "en": "Yes or no"},
    value_type=boolean_type,
    reader=boolean_reader,
    shower=show_as_is,
    teller=boolean_teller,
    operators=("=",),
    nullable=False,
)
