"""number, integer, percent: exact numbers (formula.md 2.4; decisions 8, 9 and 12)."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from formula.errors import FormulaValueError
from formula.types import Number, Type
from formula.values import number_text, round_number, store_number
from metadata.documents.field import (
    FieldDocument,
    FormulaField,
    IntegerField,
    MoneyField,
    NumberField,
    PercentField,
)
from metadata.fields.field_type import (
    ORDER,
    FieldType,
    Reader,
    Reading,
    Shower,
    Showing,
    Teller,
    TypeContext,
    Unreadable,
    shorten,
)
from metadata.resolved import Field

PLAIN_NUMBER = re.compile(r"[+-]?(\d{1,40}(\.\d{0,40})?|\.\d{1,40})([eE][+-]?\d{1,3})?", re.ASCII)
SHORT_NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,10})?", re.ASCII)
WRITTEN_NUMBER = re.compile(
    r"(?P<sign>[+-]?)(?P<digits>\d{1,3}(,\d{3})+(\.\d*)?|\d{1,40}(\.\d{0,40})?|\.\d{1,40})"
    r"(?P<unit>[万亿]?)(?P<percent>%?)",
    re.ASCII,
)
UNITS = {"": 1, "万": 10_000, "亿": 100_000_000}
SIGNIFICANT_DIGITS = 15
LARGEST_EXACT = 10**SIGNIFICANT_DIGITS


def number_type(document: FieldDocument, context: TypeContext) -> Type:
    """A number with the scale it is stored with."""
    return Number(stored_decimals(document))


def stored_decimals(document: FieldDocument) -> int | None:
    """How many decimals the field's column holds; None where it is no number."""
    match document:
        case PercentField():
            return document.decimals + 2
        case NumberField() | MoneyField() | FormulaField():
            return document.decimals
        case IntegerField():
            return 0
    return None


def number_reader(field: Field, reading: Reading) -> Reader:
    """Numbers rounded to the field's decimals, within its bounds."""
    document = field.document
    assert isinstance(document, NumberField | IntegerField | PercentField)
    decimals = stored_decimals(document) or 0
    low, high = bounds(document)
    whole = isinstance(document, IntegerField)
    lenient, is_open = reading.lenient, low is None and high is None

    def read(value: object) -> object:
        number: int | Decimal | Unreadable | None
        if type(value) is str and decimals and SHORT_NUMBER.fullmatch(value):
            # The way programs write them, and never out of a column's range.
            number = round_number(Decimal(value), decimals)
        elif type(value) is int and not decimals and -LARGEST_EXACT < value < LARGEST_EXACT:
            number = value
        else:
            number = read_number(value, 6 if whole else decimals, lenient)
        if number is None or isinstance(number, Unreadable):
            return number
        if whole and type(number) is not int:
            if number != int(number):
                return Unreadable("not_whole", {"value": shorten(value)})
            number = int(number)
        return number if is_open else check_bounds(number, low, high)

    return read


def bounds(
    document: NumberField | IntegerField | PercentField | MoneyField,
) -> tuple[Decimal | None, Decimal | None]:
    """The field's `min` and `max` as exact numbers."""
    low, high = document.min, document.max
    return (
        None if low is None else Decimal(repr(low)),
        None if high is None else Decimal(repr(high)),
    )


def check_bounds(
    number: int | Decimal, low: Decimal | None, high: Decimal | None
) -> int | Decimal | Unreadable:
    """The number, or what is wrong with it."""
    if low is not None and number < low:
        return Unreadable("too_small", {"value": number_text(number), "min": number_text(low)})
    if high is not None and number > high:
        return Unreadable("too_large", {"value": number_text(number), "max": number_text(high)})
    return number


def read_number(
    value: object, decimals: int, lenient: bool = False
) -> int | Decimal | Unreadable | None:
    """A JSON number, or a text holding one, as an exact number of at most `decimals` places."""
    if value is None:
        return None
    exact = exact_number(value, lenient)
    if exact is None or isinstance(exact, Unreadable):
        return exact
    try:
        stored = store_number(exact, decimals)
    except FormulaValueError:
        return Unreadable("number_range", {"value": shorten(value)})
    return stored if decimals else int(stored)


def exact_number(value: object, lenient: bool) -> int | Decimal | Unreadable | None:
    """The number that a JSON value says, not rounded."""
    if isinstance(value, str):
        found = number_from_text(value, lenient)
        if not isinstance(found, Decimal):
            return found
        value = found
    elif isinstance(value, bool):
        return Unreadable("not_number", {"value": shorten(value)})
    elif isinstance(value, int):
        return value if abs(value) < 10**40 else Unreadable("number_range", {"value": "10^40"})
    elif isinstance(value, float):
        value = Decimal(repr(value))
    if not isinstance(value, Decimal):
        return Unreadable("not_number", {"value": shorten(value)})
    # Far beyond every column, and before a power of ten fills the memory.
    if value.is_finite() and abs(value.adjusted()) < 100:
        return value
    return Unreadable("number_range", {"value": shorten(str(value))})


def number_from_text(text: str, lenient: bool) -> Decimal | Unreadable | None:
    """`1234.5`; where lenient also `1,234.5`, `8万`, `91%`, `１２`."""
    stripped = text.strip()
    if not stripped:
        return None
    if PLAIN_NUMBER.fullmatch(stripped):
        return Decimal(stripped)
    if lenient:
        plain = unicodedata.normalize("NFKC", stripped).replace(" ", "")
        found = WRITTEN_NUMBER.fullmatch(plain)
        if found:
            number = Decimal(found["sign"] + found["digits"].replace(",", ""))
            number *= UNITS[found["unit"]]
            return number / 100 if found["percent"] else number
    return Unreadable("not_number", {"value": shorten(text)})


def show_number(value: object) -> object:
    """A JSON number up to 15 significant digits, a string beyond (decision 12)."""
    if value is None:
        return None
    if isinstance(value, int):
        return value if -LARGEST_EXACT < value < LARGEST_EXACT else str(value)
    assert isinstance(value, Decimal)
    if len(value.as_tuple().digits) <= 15:
        return int(value) if value == value.to_integral_value() else float(value)
    text = number_text(value)
    digits = text.lstrip("-").replace(".", "").lstrip("0")
    if len(digits) > 15:
        return text
    return float(text) if "." in text else int(text)


def number_shower(field: Field) -> Shower:
    """Numbers of the field's decimals; a float says exactly what up to 15 digits say."""
    decimals = field.decimals
    if not decimals:
        return show_number
    limit = 10.0 ** (SIGNIFICANT_DIGITS - decimals)

    def show(value: object) -> object:
        if isinstance(value, Decimal):
            number = float(value)
            if -limit < number < limit:
                return int(number) if number.is_integer() else number
        return show_number(value)

    return show


def tell_number(value: object) -> str:
    """`1234.5`."""
    return number_text(value) if isinstance(value, int | Decimal) else ""


def tell_percent(value: object) -> str:
    """`91.5%`."""
    return f"{number_text(Decimal(value) * 100)}%" if isinstance(value, int | Decimal) else ""


def number_teller(field: Field, showing: Showing) -> Teller:
    """Numbers are told by `tell_number`."""
    return tell_number


def percent_teller(field: Field, showing: Showing) -> Teller:
    """Fractions are told by `tell_percent`."""
    return tell_percent


NUMBER = FieldType(
    name="number",
    labels={"zh": "数字", "en": "Number"},
    value_type=number_type,
    reader=number_reader,
    shower=number_shower,
    teller=number_teller,
    operators=ORDER,
    decimals=stored_decimals,
)
INTEGER = FieldType(
    name="integer",
    labels={"zh": "整数", "en": "Integer"},
    value_type=number_type,
    reader=number_reader,
    shower=number_shower,
    teller=number_teller,
    operators=ORDER,
    decimals=stored_decimals,
)
PERCENT = FieldType(
    name="percent",
    labels={"zh": "百分比", "en": "Percent"},
    value_type=number_type,
    reader=number_reader,
    shower=number_shower,
    teller=percent_teller,
    operators=ORDER,
    decimals=stored_decimals,
)
