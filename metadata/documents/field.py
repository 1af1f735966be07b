"""The fields of a table: one model for each field type, told apart by `type`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from metadata.documents.label import (
    Document,
    FieldKey,
    Formula,
    Label,
    TableName,
)
from metadata.documents.option_set import OptionDocument
from metadata.file_kinds import Kind

CurrencyCode = Annotated[str, StringConstraints(pattern="^[A-Z]{3}$")]
Unit = Annotated[str, StringConstraints(min_length=1, max_length=20)]
Bound = int | float
Pixels = Annotated[int, Field(ge=1, le=20_000)]


class FieldBase(Document):
    """What every field has; `type` says which model it is. `history` keeps every value it had,
    `indexed` makes searching by it fast, `renamed_from` is the key it had before (decision 3)."""

    key: FieldKey
    label: Label
    type: str
    renamed_from: FieldKey | None = None
    help: Label | None = None
    indexed: bool = False
    history: bool = False


class WritableField(FieldBase):
    """A field that people fill in. `default` is a formula (decision 16); `placeholder` is shown in
    the empty field."""

    default: Formula | None = None
    placeholder: Label | None = None


class TextField(WritableField):
    type: Literal["text"]
    max_length: int = Field(default=1_000, ge=1, le=10_000)


class LongTextField(WritableField):
    type: Literal["long_text"]
    max_length: int = Field(default=100_000, ge=1, le=1_000_000)


class RichTextField(WritableField):
    """Formatted text; formulas read it as plain text."""

    type: Literal["rich_text"]
    max_length: int = Field(default=100_000, ge=1, le=1_000_000)


class NumberField(WritableField):
    """An exact decimal number."""

    type: Literal["number"]
    decimals: int = Field(default=2, ge=0, le=6)
    unit: Unit | None = None
    min: Bound | None = None
    max: Bound | None = None


class IntegerField(WritableField):
    type: Literal["integer"]
    unit: Unit | None = None
    min: Bound | None = None
    max: Bound | None = None


class PercentField(WritableField):
    """A fraction shown as a percentage with `decimals` places: 0.05 is 5 %. `min` and `max` are
    fractions too."""

    type: Literal["percent"]
    decimals: int = Field(default=2, ge=0, le=4)
    min: Bound | None = None
    max: Bound | None = None


class MoneyField(WritableField):
    """An amount in one `currency`, or in one of several `currencies` (decision 8)."""

    type: Literal["money"]
    currency: CurrencyCode | None = None
    currencies: tuple[CurrencyCode, ...] | None = Field(default=None, min_length=1, max_length=200)
    decimals: int = Field(default=2, ge=0, le=6)
    min: Bound | None = None
    max: Bound | None = None


class BooleanField(WritableField):
    type: Literal["boolean"]


class DateField(WritableField):
    type: Literal["date"]


class DatetimeField(WritableField):
    type: Literal["datetime"]


class DurationField(WritableField):
    type: Literal["duration"]


class OptionsOfSet(Document):
    """The options of a shared option set, of another app as `app.set`."""

    set: TableName


Options = Annotated[tuple[OptionDocument, ...], Field(max_length=1_000)] | OptionsOfSet


class SelectField(WritableField):
    type: Literal["select"]
    options: Options


class MultiSelectField(WritableField):
    type: Literal["multi_select"]
    options: Options


class StateField(FieldBase):
    """Moved only by the transitions of its state machine."""

    type: Literal["state"]


class UserField(WritableField):
    type: Literal["user"]


class UsersField(WritableField):
    type: Literal["users"]


class DepartmentField(WritableField):
    type: Literal["department"]


class ReferenceField(WritableField):
    """One record of `table`; `on_delete` says what happens here when that record is deleted."""

    type: Literal["reference"]
    table: TableName
    on_delete: Literal["restrict", "clear", "cascade"] = "restrict"


class ReferencesField(WritableField):
    type: Literal["references"]
    table: TableName


class ChildrenField(FieldBase):
    """The records of `table` whose reference field `field` points here."""

    type: Literal["children"]
    table: TableName
    field: FieldKey


class FileField(FieldBase):
    """Uploaded files. `accept` says which kinds, told by their content; none: all. No file is
    larger than `max_mb`, or than the server takes."""

    type: Literal["file"]
    accept: Annotated[tuple[Kind, ...], Field(max_length=30)] = ()
    max_mb: float | None = Field(default=None, gt=0, le=1_000)
    max_files: int = Field(default=20, ge=1, le=100)


class ImageField(FieldBase):
    """Uploaded pictures, with limits of their width and height in pixels."""

    type: Literal["image"]
    accept: Annotated[
        tuple[Literal["png", "jpg", "gif", "webp", "heic"], ...], Field(max_length=5)
    ] = ()
    max_mb: float | None = Field(default=None, gt=0, le=1_000)
    max_files: int = Field(default=20, ge=1, le=100)
    min_width: Pixels | None = None
    min_height: Pixels | None = None
    max_width: Pixels | None = None
    max_height: Pixels | None = None


class SignatureField(FieldBase):
    """A signature drawn by hand: one picture of at most 1 MB."""

    type: Literal["signature"]


class PhoneField(WritableField):
    type: Literal["phone"]


class EmailField(WritableField):
    type: Literal["email"]


class UrlField(WritableField):
    type: Literal["url"]


class RegionField(WritableField):
    """A province, city or county by GB/T 2260."""

    type: Literal["region"]


class AddressField(WritableField):
    type: Literal["address"]


class LocationField(WritableField):
    """A point: latitude and longitude in degrees (WGS 84)."""

    type: Literal["location"]


class AutoNumberField(FieldBase):
    """A number counted up for each new record, written with `prefix` and at least `digits`."""

    type: Literal["auto_number"]
    prefix: Annotated[str, StringConstraints(max_length=20)] = ""
    digits: int = Field(default=1, ge=1, le=12)


class GeneratedField(FieldBase):
    """A formula evaluated once, as soon as all it reads is there, then frozen and unique."""

    type: Literal["generated"]
    formula: Formula


class FormulaField(FieldBase):
    """A value computed from others. `decimals` rounds a number when it is stored."""

    type: Literal["formula"]
    formula: Formula
    decimals: int | None = Field(default=None, ge=0, le=6)
    unit: Unit | None = None
    format: Literal["number", "percent", "money"] | None = None
    currency: CurrencyCode | None = None


class RatingField(WritableField):
    """A whole number from 0 to `max`."""

    type: Literal["rating"]
    max: int = Field(default=5, ge=1, le=10)


class JsonField(WritableField):
    type: Literal["json"]


class BarcodeField(WritableField):
    type: Literal["barcode"]


FieldDocument = Annotated[
    TextField
    | LongTextField
    | RichTextField
    | NumberField
    | IntegerField
    | PercentField
    | MoneyField
    | BooleanField
    | DateField
    | DatetimeField
    | DurationField
    | SelectField
    | MultiSelectField
    | StateField
    | UserField
    | UsersField
    | DepartmentField
    | ReferenceField
    | ReferencesField
    | ChildrenField
    | FileField
    | ImageField
    | SignatureField
    | PhoneField
    | EmailField
    | UrlField
    | RegionField
    | AddressField
    | LocationField
    | AutoNumberField
    | GeneratedField
    | FormulaField
    | RatingField
    | JsonField
    | BarcodeField,
    Field(discriminator="type"),
]
