"""rating: a whole number from 0 to the field's `max`."""

from __future__ import annotations

from decimal import Decimal

from formula.types import Number, Type
from metadata.documents.field import FieldDocument, RatingField
from metadata.fields.field_type import (
    ORDER,
    FieldType,
    Reader,
    Reading,
    TypeContext,
    Unreadable,
    shorten,
)
from metadata.fields.number import check_bounds, number_shower, number_teller, read_number
from metadata.resolved import Field

ZERO = Decimal(0)


def rating_type(document: FieldDocument, context: TypeContext) -> Type:
    """A whole number."""
    return Number(0)


def rating_reader(field: Field, reading: Reading) -> Reader:
    """Whole numbers between 0 and `max`."""
    assert isinstance(field.document, RatingField)
    high = Decimal(field.document.max)
    lenient = reading.lenient

    def read(value: object) -> object:
        number = read_number(value, 6, lenient)
        if number is None or isinstance(number, Unreadable):
            return number
        if number != int(number):
            return Unreadable("not_whole", {"value": shorten(value)})
        return check_bounds(int(number), ZERO, high)

    return read


RATING = FieldType(
    name="rating",
    labels={"zh": "评分", "en": "Rating"},
    value_type=rating_type,
    reader=rating_reader,
    shower=number_shower,
    teller=number_teller,
    operators=ORDER,
    decimals=lambda document: 0,
)
