"""Cells that are stored as something else than they look like: what somebody should look at before
a file goes in. A difference of spelling is none: `50,000` and 50000, `139-1234` and 1391234."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from engine.importing.cleaning import LINKED, Cleaner
from engine.importing.files import Line, is_filled
from engine.importing.mapping import Column
from engine.importing.messages import IMPORT_WORDS
from formula.errors import FormulaValueError
from metadata.documents.label import text_in
from metadata.fields import FIELD_TYPES
from metadata.fields.field_type import Showing, Teller, shorten
from metadata.resolved import Field, Table

READ_AS = "read_as"
NOT_LOOKED_AT = LINKED | {"boolean", "children", "file", "image", "signature", "json", "rich_text"}
"""Either the words are the value, or no text of it is like the cell."""

NUMBER = re.compile(r"[+-]?[0-9][0-9,]*(\.[0-9]+)?")
DIGITS = re.compile(r"[0-9]+")
MARKS = re.compile(r"[\W_]+")

Same = Callable[[str, object, str], bool]
"""Whether the cell, as it is written, says the value; the last is the value's own text."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A cell that becomes something else."""

    line: int
    column: str
    field: str
    written: str
    becomes: str

    def told(self, language: str) -> dict[str, object]:
        """The doubt as JSON."""
        words = IMPORT_WORDS[READ_AS].get(language, IMPORT_WORDS[READ_AS]["zh"])
        return {
            "line": self.line,
            "column": self.column,
            "field": self.field,
            "code": READ_AS,
            "written": self.written,
            "becomes": self.becomes,
            "message": words.format(value=self.written, becomes=self.becomes),
        }


@dataclass(frozen=True, slots=True)
class Looking:
    """How cells of one field are looked at."""

    key: str
    columns: tuple[Column, ...]
    tell: Teller
    same: Same

    def doubt(self, line: Line, value: object) -> Doubt | None:
        """The doubt about the first filled cell of the field, if there is one."""
        for column in self.columns:
            cell = line.cells[column.index] if column.index < len(line.cells) else None
            if not is_filled(cell):
                continue
            becomes = "" if isinstance(value, FormulaValueError) else self.tell(value)
            written = str(cell).strip()
            # A workbook's own dates and numbers say what they are; only percentages do not.
            is_plain = not isinstance(cell, str) and self.same is not same_percent
            if is_plain or self.same(unicodedata.normalize("NFKC", written), value, becomes):
                return None
            return Doubt(line.number, column.heading, self.key, shorten(written), shorten(becomes))
        return None


def looking_at(table: Table, cleaner: Cleaner, showing: Showing) -> tuple[Looking, ...]:
    """How the cells of each imported field are looked at."""
    return tuple(
        Looking(
            key,
            tuple(column for column in columns if not column.part),
            FIELD_TYPES[table.fields[key].type].teller(table.fields[key], showing),
            same_of(table.fields[key]),
        )
        for key, columns in cleaner.columns.items()
        if table.fields[key].type not in NOT_LOOKED_AT
    )


def doubts_of(looking: Sequence[Looking], line: Line, values: Mapping[str, object]) -> list[Doubt]:
    """What is doubtful about a line whose record would have these values."""
    found = (look.doubt(line, values.get(look.key)) for look in looking)
    return [doubt for doubt in found if doubt is not None]


def same_of(own: Field) -> Same:
    """How cells of the field are compared."""
    match own.type:
        case "percent":
            return same_percent
        case "number" | "integer" | "money" | "rating":
            return same_number
        case "duration":
            return same_duration
        case "date" | "datetime":
            return same_date
        case "phone":
            return same_phone
        case "region":
            return same_region
        case "select" | "multi_select" | "state":
            return same_option(own)
    return same_text


def same_text(written: str, value: object, told: str) -> bool:
    """The same letters and digits."""
    return bare(written) == bare(unicodedata.normalize("NFKC", told))


def bare(text: str) -> str:
    """The letters and digits of a text."""
    return MARKS.sub("", text.casefold())


def number_in(text: str) -> Decimal | None:
    """The number of a text that holds nothing else of weight: a currency may stand beside."""
    found = NUMBER.search(text)
    rest = text if found is None else text[: found.start()] + text[found.end() :]
    # 万, k and the like would make it another number; so would a second one.
    if found is None or DIGITS.search(rest) or re.search(r"[万亿千百kKwW%]", rest):
        return None
    try:
        return Decimal(found[0].replace(",", ""))
    except InvalidOperation:
        return None


def same_number(written: str, value: object, told: str) -> bool:
    """The same number."""
    amount = value[0] if isinstance(value, tuple) else value
    return number_in(written) == amount


def same_percent(written: str, value: object, told: str) -> bool:
    """`91%` or `0.91`; a bare 91 could mean either."""
    if not isinstance(value, int | Decimal):
        return False
    if written.endswith("%"):
        return number_in(written.rstrip("% ")) == value * 100
    return number_in(written) == value


def same_duration(written: str, value: object, told: str) -> bool:
    """The field says which unit a bare number has."""
    return number_in(written) is not None or same_text(written, value, told)


def same_date(written: str, value: object, told: str) -> bool:
    """Year, month, day and so on in this order; what is not written is nought."""
    wanted = [int(part) for part in DIGITS.findall(told)]
    found = [int(part) for part in DIGITS.findall(written)]
    return wanted[: len(found)] == found and not any(wanted[max(len(found), 3) :])


def same_phone(written: str, value: object, told: str) -> bool:
    """The same digits, but for the country's."""
    digits, stored = "".join(DIGITS.findall(written)), "".join(DIGITS.findall(told))
    return bool(digits) and (digits.endswith(stored) or stored.endswith(digits))


def same_region(written: str, value: object, told: str) -> bool:
    """The place's name is in the cell, or the cell in the place's whole name."""
    found, label = bare(written), bare(told)
    return found == bare(str(value)) or label in found or found in label


def same_option(own: Field) -> Same:
    """The values or labels of options, in any language."""
    known = {
        bare(unicodedata.normalize("NFKC", text)): option.value
        for option in own.options
        for text in (*option.labels.values(), text_in(option.labels, "zh"), option.value)
    }

    def same(written: str, value: object, told: str) -> bool:
        if isinstance(value, list | tuple):
            texts = re.split(r"[,;、，；|/\n]", written)
            return {known.get(bare(text)) for text in texts if text.strip()} == set(value)
        return known.get(bare(written)) == value

    return same
