"""duration: a span of time in milliseconds, written `72h`, `30min`, `1.5小时`."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from formula.types import Duration, Type
from formula.values import number_text
from metadata.documents.field import FieldDocument
from metadata.fields.field_type import (
    ORDER,
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

LARGEST = 10**15
MILLISECONDS = {
    **dict.fromkeys(("ms", "毫秒"), 1),
    **dict.fromkeys(("s", "sec", "secs", "秒"), 1_000),
    **dict.fromkeys(("min", "分钟"), 60_000),
    **dict.fromkeys(("h", "hour", "hours", "小时"), 3_600_000),
    **dict.fromkeys(("d", "day", "days", "天"), 86_400_000),
    **dict.fromkeys(("week", "weeks", "周"), 604_800_000),
}
PIECE = re.compile(
    rf"(\d{{1,15}}(?:\.\d{{1,6}})?)\s*({'|'.join(sorted(MILLISECONDS, key=len, reverse=True))})"
)
WHOLE = re.compile(rf"-?({PIECE.pattern}\s*)+")
WORDS = {
    "zh": (("天", 86_400_000), ("小时", 3_600_000), ("分钟", 60_000), ("秒", 1_000)),
    "en": (("d", 86_400_000), ("h", 3_600_000), ("min", 60_000), ("s", 1_000)),
}


def duration_type(document: FieldDocument, context: TypeContext) -> Type:
    """A span of time."""
    return Duration()


def duration_reader(field: Field, reading: Reading) -> Reader:
    """Whole milliseconds, or a text such as `72h` or `1h 30min`."""

    def read(value: object) -> object:
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        length = read_duration(value)
        if length is None:
            return Unreadable("not_duration", {"value": shorten(value)})
        if abs(length) >= LARGEST:
            return Unreadable("number_range", {"value": shorten(value)})
        return length

    return read


def read_duration(value: object) -> int | None:
    """Milliseconds of a JSON number or text; None where it is no duration."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if not isinstance(value, str):
        return None
    text = unicodedata.normalize("NFKC", value.strip()).lower()
    if WHOLE.fullmatch(text) is None:
        return None
    length = sum(
        (Decimal(number) * MILLISECONDS[unit] for number, unit in PIECE.findall(text)), Decimal(0)
    )
    return int(-length if text.startswith("-") else length)


def duration_teller(field: Field, showing: Showing) -> Teller:
    """`3天 2小时`; the largest units first, those that are nothing left out."""
    units = WORDS.get(showing.language, WORDS["zh"])

    def tell(value: object) -> str:
        if not isinstance(value, int):
            return ""
        left, parts = abs(value), []
        for word, size in units[:-1]:
            count, left = divmod(left, size)
            if count:
                parts.append(f"{count}{word}")
        if left or not parts:
            parts.append(f"{number_text(Decimal(left) / 1000)}{units[-1][0]}")
        return ("-" if value < 0 else "") + " ".join(parts)

    return tell


DURATION = FieldType(
    name="duration",
    labels={"zh": "时长", "en": "Duration"},
    value_type=duration_type,
    reader=duration_reader,
    shower=show_as_is,
    teller=duration_teller,
    operators=ORDER,
)
