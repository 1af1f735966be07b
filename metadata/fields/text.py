"""text, long_text, rich_text, address, barcode."""

from __future__ import annotations

from formula.types import Text, Type
from metadata.documents.field import (
    FieldDocument,
    LongTextField,
    RichTextField,
    TextField,
)
from metadata.fields.field_type import (
    TEXTS,
    FieldType,
    Reader,
    Reading,
    TypeContext,
    Unreadable,
    show_as_is,
    tell_as_text,
    tidy_text,
)
from metadata.resolved import Field

SHORT = 1_000


def text_type(document: FieldDocument, context: TypeContext) -> Type:
    """All these fields are texts in formulas."""
    return Text()


def line_reader(field: Field, reading: Reading) -> Reader:
    """One line of text: line breaks become spaces."""
    longest = field.document.max_length if isinstance(field.document, TextField) else SHORT

    def read(value: object) -> object:
        text = tidy_text(value)
        if not isinstance(text, str):
            return text
        if "\n" in text or "\r" in text:
            text = " ".join(text.split())
        if len(text) > longest:
            return Unreadable("too_long", {"length": len(text), "max": longest})
        return text

    return read


def lines_reader(field: Field, reading: Reading) -> Reader:
    """Text of any number of lines, ended by line feeds."""
    document = field.document
    assert isinstance(document, LongTextField | RichTextField)
    longest = document.max_length

    def read(value: object) -> object:
        text = tidy_text(value)
        if not isinstance(text, str):
            return text
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if len(text) > longest:
            return Unreadable("too_long", {"length": len(text), "max": longest})
        return text

    return read


TEXT = FieldType(
    name="text",
    labels={"zh": "文本", "en": "Text"},
    value_type=text_type,
    reader=line_reader,
    shower=show_as_is,
    teller=tell_as_text,
    operators=TEXTS,
)
LONG_TEXT = FieldType(
    name="long_text",
    labels={"zh": "多行文本", "en": "Long text"},
    value_type=text_type,
    reader=lines_reader,
    shower=show_as_is,
    teller=tell_as_text,
    operators=TEXTS,
)
RICH_TEXT = FieldType(
    name="rich_text",
    labels={"zh": "富文本", "en": "Rich text"},
    value_type=text_type,
    reader=lines_reader,
    shower=show_as_is,
    teller=tell_as_text,
    operators=TEXTS,
)
ADDRESS = FieldType(
    name="address",
    labels={"zh": "地址", "en": "Address"},
    value_type=text_type,
    reader=line_reader,
    shower=show_as_is,
    teller=tell_as_text,
    operators=TEXTS,
)
BARCODE = FieldType(
    name="barcode",
    labels={"zh": "条码", "en": "Barcode"},
    value_type=text_type,
    reader=line_reader,
    shower=show_as_is,
    teller=tell_as_text,
    operators=TEXTS,
)
