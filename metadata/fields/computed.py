"""formula, generated, auto_number: values that the engine computes."""

from __future__ import annotations

from formula.types import (
    Blank,
    Boolean,
    Date,
    DateTime,
    Duration,
    ListOf,
    Money,
    MultiSelect,
    Number,
    RecordSet,
    Ref,
    Select,
    Text,
    Type,
)
from metadata.documents.field import FieldDocument, FormulaField
from metadata.fields.boolean import boolean_teller
from metadata.fields.date import (
    date_shower,
    date_teller,
    datetime_shower,
    datetime_teller,
)
from metadata.fields.duration import duration_teller
from metadata.fields.field_type import (
    ORDER,
    FieldType,
    Shower,
    Showing,
    Teller,
    TypeContext,
    refuse_reader,
    show_as_is,
    tell_as_text,
)
from metadata.fields.number import (
    number_shower,
    number_teller,
    percent_teller,
    show_number,
    stored_decimals,
)
from metadata.fields.reference import id_shower, ids_shower
from metadata.fields.region import region_teller
from metadata.fields.select import list_shower, multi_select_teller, select_teller
from metadata.fields.text import text_type
from metadata.resolved import Field


def result_type(document: FieldDocument, context: TypeContext) -> Type:
    """The type of the formula; a number has the field's own `decimals` where it says some."""
    result = context.result or Blank()
    if isinstance(result, Number) and isinstance(document, FormulaField):
        return Number(result_decimals(document, result))
    return result


def result_decimals(document: FormulaField, result: Number) -> int:
    """The scale a computed number is stored with: the document's, else what the formula can give,
    at most 6."""
    if document.decimals is not None:
        return document.decimals
    return 6 if result.scale is None else min(result.scale, 6)


def result_shower(field: Field) -> Shower:
    """Shown by the type of the result."""
    match field.value_type:
        case Number():
            return number_shower(field)
        case Date():
            return date_shower(field)
        case DateTime():
            return datetime_shower(field)
        case Ref():
            return id_shower(field)
        case RecordSet():
            return ids_shower(field)
        case MultiSelect() | ListOf():
            return list_shower(field)
        case Money():
            return show_money_pair
    return show_as_is(field)


def show_money_pair(value: object) -> object:
    """Amount and currency, as a formula gave them."""
    if not isinstance(value, tuple):
        return None
    amount, currency = value
    return {"amount": str(show_number(amount)), "currency": currency}


def result_teller(field: Field, showing: Showing) -> Teller:
    """Told by the type of the result."""
    document = field.document
    match field.value_type:
        case Number():
            is_percent = isinstance(document, FormulaField) and document.format == "percent"
            return (percent_teller if is_percent else number_teller)(field, showing)
        case Boolean():
            return boolean_teller(field, showing)
        case Date():
            return date_teller(field, showing)
        case DateTime():
            return datetime_teller(field, showing)
        case Duration():
            return duration_teller(field, showing)
        case Select("region"):
            return region_teller(field, showing)
        case Select():
            return select_teller(field, showing)
        case MultiSelect():
            return multi_select_teller(field, showing)
        case Text():
            return tell_as_text(field, showing)
    return tell_as_text(field, showing)


FORMULA = FieldType(
    name="formula",
    labels={"zh": "公式", "en": "Formula"},
    value_type=result_type,
    reader=refuse_reader,
    shower=result_shower,
    teller=result_teller,
    operators=ORDER,
    writable=False,
    decimals=stored_decimals,
)
GENERATED = FieldType(
    name="generated",
    labels={"zh": "自动生成", "en": "Generated"},
    value_type=result_type,
    reader=refuse_reader,
    shower=result_shower,
    teller=result_teller,
    operators=ORDER,
    writable=False,
)
AUTO_NUMBER = FieldType(
    name="auto_number",
    labels={"zh": "自动编号", "en": "Auto number"},
    value_type=text_type,
    reader=refuse_reader,
    shower=show_as_is,
    teller=tell_as_text,
    operators=ORDER,
    writable=False,
)
