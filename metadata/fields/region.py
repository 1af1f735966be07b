"""region: the six digits of GB/T 2260, whatever was written (decision 11)."""

from __future__ import annotations

from formula.functions.geography import read_region, region_name
from formula.types import Select, Type
from formula.values import REGION_SET
from metadata.documents.field import FieldDocument
from metadata.fields.field_type import (
    CHOICE,
    FieldType,
    Reader,
    Reading,
    Showing,
    Teller,
    TypeContext,
    Unreadable,
    shorten,
    show_as_is,
    tidy_text,
)
from metadata.resolved import Field


def region_type(document: FieldDocument, context: TypeContext) -> Type:
    """A choice out of all regions; their texts are known to formula.functions.geography."""
    return Select(REGION_SET)


def region_reader(field: Field, reading: Reading) -> Reader:
    """上海市, 上海, shanghai, CN-SH and 310000 are one region."""

    def read(value: object) -> object:
        if isinstance(value, int) and not isinstance(value, bool) and reading.lenient:
            value = str(value)
        text = tidy_text(value)
        if not isinstance(text, str):
            return text
        return read_region(text) or Unreadable("not_region", {"value": shorten(text)})

    return read


def region_teller(field: Field, showing: Showing) -> Teller:
    """The region's name."""
    return lambda value: (region_name(value) or value) if isinstance(value, str) else ""


REGION = FieldType(
    name="region",
    labels={"zh": "地区", "en": "Region"},
    value_type=region_type,
    reader=region_reader,
    shower=show_as_is,
    teller=region_teller,
    operators=CHOICE,
)
