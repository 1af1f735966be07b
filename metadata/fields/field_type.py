"""What every field type must answer.

A field type is a row of functions. Those that take a field return a function of the value, so that
everything the field's document says is looked at once per table revision and not per value.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from formula.types import Option, Type
from metadata.documents.field import FieldDocument
from metadata.resolved import Field

DEFAULT_TIME_ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What stands in place of a value that cannot be read. `code` finds the words in
    `metadata.messages`."""

    code: str
    parameters: Mapping[str, str | int] = field(default_factory=dict)
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How values are read. `lenient` is for files and pasted text: labels stand for options, and
    the spellings people use are understood. Times without an offset are in `time_zone`."""

    time_zone: ZoneInfo = DEFAULT_TIME_ZONE
    lenient: bool = False


@dataclass(frozen=True, slots=True)
class Showing:
    """For whom a text is written."""

    language: str = "zh"
    time_zone: ZoneInfo = DEFAULT_TIME_ZONE


@dataclass(frozen=True, slots=True)
class TypeContext:
    """What a field's document alone does not say about its type in formulas.

    `set_key` names the options: of a shared set, or the field's own (`crm.lead.source`). `target`
    is the full name of the table pointed at. `result` is the type of the field's formula.
    """

    set_key: str = ""
    options: tuple[Option, ...] = ()
    target: str = ""
    result: Type | None = None


Reader = Callable[[object], object]
"""JSON value → the Python value of formula.types (None is blank) or Unreadable."""

Shower = Callable[[object], object]
"""Python value → JSON value."""

Teller = Callable[[object], str]
"""Python value → text for people and files; blank is ''."""


@dataclass(frozen=True, slots=True)
class FieldType:
    """One field type.

    `writable` is False where only the engine gives values. `operators` are what a filter offers.
    `decimals` is the scale its numbers are stored with, None where they are no numbers.
    """

    name: str
    labels: Mapping[str, str]
    value_type: Callable[[FieldDocument, TypeContext], Type]
    reader: Callable[[Field, Reading], Reader]
    shower: Callable[[Field], Shower]
    teller: Callable[[Field, Showing], Teller]
    operators: tuple[str, ...]
    writable: bool = True
    nullable: bool = True
    decimals: Callable[[FieldDocument], int | None] = lambda document: None


EQUALITY = ("=", "<>", "blank", "not_blank")
ORDER = ("=", "<>", "<", "<=", ">", ">=", "between", "blank", "not_blank")
TEXTS = ("contains", "not_contains", "=", "<>", "starts_with", "ends_with", "blank", "not_blank")
DATES = (*ORDER, "last_days", "next_days")
CHOICE = ("=", "<>", "in", "not_in", "blank", "not_blank")
PERSON = ("me", "not_me", *CHOICE)
MANY = ("has", "has_any", "has_all", "blank", "not_blank")
PEOPLE = ("has_me", *MANY)
PRESENCE = ("blank", "not_blank")
RELATED = ("count", "blank", "not_blank")


def tidy_text(value: object) -> str | Unreadable | None:
    """A JSON text in its one form: NFC, without white space around; blank is None."""
    if value is None:
        return None
    if not isinstance(value, str):
        return Unreadable("not_text", {"value": shorten(value)})
    if "\x00" in value:
        return Unreadable("nul")
    text = value.strip()
    if not text:
        return None
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return Unreadable("broken_text")
    return unicodedata.normalize("NFC", text)


def shorten(value: object) -> str:
    """The value as a short text for a message."""
    text = value if isinstance(value, str) else repr(value)
    text = text.encode(errors="replace").decode().replace("\x00", "�")
    return text if len(text) <= 60 else f"{text[:57]}…"


def show_as_is(field: Field) -> Shower:
    """Values that are JSON already."""
    return as_is


def as_is(value: object) -> object:
    """The value itself."""
    return value


def tell_as_text(field: Field, showing: Showing) -> Teller:
    """Values whose text is their own."""
    return plain_text


def plain_text(value: object) -> str:
    """The text of the value."""
    return "" if value is None else str(value)


def refuse_reader(field: Field, reading: Reading) -> Reader:
    """A field that only the engine gives values."""
    return refuse_value


def refuse_value(value: object) -> object:
    """Whatever is written is refused."""
    return Unreadable("not_writable")
