"""date and datetime: days without a time, and instants in whole milliseconds (formula.md 2.4)."""

from __future__ import annotations

import datetime
import re
import unicodedata

from formula.types import Date, DateTime, Type
from formula.values import MAX_INSTANT, MIN_INSTANT, from_milliseconds
from metadata.documents.field import FieldDocument
from metadata.fields.field_type import (
    DATES,
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

EARLIEST, LATEST = from_milliseconds(MIN_INSTANT), from_milliseconds(MAX_INSTANT)
PLAIN_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
PLAIN_INSTANT = re.compile(
    r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?", re.ASCII
)
WRITTEN_DATE = re.compile(
    r"(?P<year>\d{4})[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?|"
    r"(?P<packed>\d{8})",
    re.ASCII,
)
WRITTEN_TIME = re.compile(
    r"(?P<hour>\d{1,2})[:时](?P<minute>\d{1,2})分?(:?(?P<second>\d{1,2})(\.\d+)?秒?)?", re.ASCII
)


def date_type(document: FieldDocument, context: TypeContext) -> Type:
    """A day."""
    return Date()


def datetime_type(document: FieldDocument, context: TypeContext) -> Type:
    """An instant."""
    return DateTime()


def date_reader(field: Field, reading: Reading) -> Reader:
    """`2026-01-05`; where lenient also `2026/1/5`, `2026年1月5日`, `20260105`."""
    lenient = reading.lenient

    def read(value: object) -> object:
        if value is None:
            return None
        if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
            return value
        if not isinstance(value, str):
            return Unreadable("not_date", {"value": shorten(value)})
        text = value.strip()
        if not text:
            return None
        if PLAIN_DATE.fullmatch(text) or lenient:
            found = date_from_text(text, lenient)
            if found is not None:
                return found
        return Unreadable("not_date", {"value": shorten(value)})

    return read


def date_from_text(text: str, lenient: bool) -> datetime.date | None:
    """The day a text names, None where it names none."""
    try:
        if not lenient or PLAIN_DATE.fullmatch(text):
            return datetime.date.fromisoformat(text)
        found = WRITTEN_DATE.fullmatch(unicodedata.normalize("NFKC", text).replace(" ", ""))
        if found is None:
            return None
        if found["packed"]:
            return datetime.date.fromisoformat(found["packed"])
        return datetime.date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def datetime_reader(field: Field, reading: Reading) -> Reader:
    """ISO 8601; without an offset it is local to the workspace. Lenient: the ways people write."""
    zone, lenient = reading.time_zone, reading.lenient

    def read(value: object) -> object:
        if value is None:
            return None
        found: datetime.datetime | None = None
        if isinstance(value, datetime.datetime):
            found = value
        elif isinstance(value, str):
            text = value.strip()
            if not text:
                return None
            found = datetime_from_text(text, lenient)
        if found is None:
            return Unreadable("not_datetime", {"value": shorten(value)})
        try:
            local = found if found.tzinfo else found.replace(tzinfo=zone)
            instant = local.astimezone(datetime.UTC)
        except (OverflowError, ValueError):
            return Unreadable("not_datetime", {"value": shorten(value)})
        if not EARLIEST <= instant <= LATEST:
            return Unreadable("not_datetime", {"value": shorten(value)})
        return instant.replace(microsecond=instant.microsecond // 1000 * 1000)

    return read


def datetime_from_text(text: str, lenient: bool) -> datetime.datetime | None:
    """The moment a text names, without a zone where it names none."""
    try:
        if PLAIN_INSTANT.fullmatch(text):
            return datetime.datetime.fromisoformat(text)
        if not lenient:
            return None
        return written_datetime(unicodedata.normalize("NFKC", text))
    except ValueError:
        return None


def written_datetime(text: str) -> datetime.datetime | None:
    """The moment of a text in one of the ways people write."""
    day_text, _, time_text = text.replace("日", "日 ").replace("T", " ").partition(" ")
    day = date_from_text(day_text.strip(), lenient=True)
    time_text = time_text.strip()
    if day is None:
        return None
    if not time_text:
        return datetime.datetime(day.year, day.month, day.day)
    found = WRITTEN_TIME.fullmatch(time_text)
    if found is None:
        return None
    time = datetime.time(int(found["hour"]), int(found["minute"]), int(found["second"] or 0))
    return datetime.datetime.combine(day, time)


def show_date(value: object) -> object:
    """`2026-01-05`."""
    return value.isoformat() if isinstance(value, datetime.date) else None


def show_datetime(value: object) -> object:
    """`2026-01-05T01:25:00.000Z`."""
    if not isinstance(value, datetime.datetime):
        return None
    if value.tzinfo is not datetime.UTC:
        value = value.astimezone(datetime.UTC)
    return value.isoformat(timespec="milliseconds")[:-6] + "Z"


def date_shower(field: Field) -> Shower:
    """Days are shown by `show_date`."""
    return show_date


def datetime_shower(field: Field) -> Shower:
    """Instants are shown by `show_datetime`."""
    return show_datetime


def date_teller(field: Field, showing: Showing) -> Teller:
    """`2026-01-05`."""
    return lambda value: value.isoformat() if isinstance(value, datetime.date) else ""


def datetime_teller(field: Field, showing: Showing) -> Teller:
    """`2026-01-05 09:25:00` in the reader's zone; milliseconds where there are some."""
    zone = showing.time_zone

    def tell(value: object) -> str:
        if not isinstance(value, datetime.datetime):
            return ""
        local = value.astimezone(zone).replace(tzinfo=None)
        return local.isoformat(" ", "milliseconds" if local.microsecond else "seconds")

    return tell


DATE = FieldType(
    name="date",
    labels={"zh": "日期", "en": "Date"},
    value_type=date_type,
    reader=date_reader,
    shower=date_shower,
    teller=date_teller,
    operators=DATES,
)
DATETIME = FieldType(
    name="datetime",
    labels={"zh": "日期时间", "en": "Date and time"},
    value_type=datetime_type,
    reader=datetime_reader,
    shower=datetime_shower,
    teller=datetime_teller,
    operators=DATES,
)
