"""Which column of a file is which field: by label in any language, by key, by what people call such
fields, or as the caller says."""

from __future__ import annotations

import importlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from engine.access import TableAccess
from engine.errors import ImportRefused
from engine.importing.files import Line, Sheet, is_filled
from engine.importing.report import Warned
from formula.nearest import nearest
from metadata.fields import FIELD_TYPES, SYSTEM_FIELDS
from metadata.plan_columns import FILES
from metadata.resolved import Field, Table

CURRENCY = "currency"
"""The part of a money field that may stand in a column of its own: `price.currency`."""

CURRENCY_NAMES = ("币种", "币别", "货币", "货币种类", "currency", "ccy")
SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "phone": ("手机", "电话", "联系方式", "mobile", "phone", "tel"),
    "email": ("邮箱", "邮件", "email", "e-mail", "mail"),
    "url": ("网址", "网站", "主页", "website", "url", "homepage"),
    "address": ("地址", "address"),
    "region": ("地区", "省份", "省市", "区域", "所在地", "region", "province"),
}
"""What stands in headings of columns that hold such values, whatever the field is called."""

GIVEN = "given"
"""Said by the caller, not guessed."""

TITLE_LINES = 20
"""So many lines are looked at for the headings; what stands above them is a title."""

LEAST_LETTERS = 2
DECORATION = re.compile(r"[\s*:_\-]+|\(.*?\)|\[.*?\]")
BESIDE = re.compile(r"[\s*:_\-]+")


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is imported. `part` is "" for the field itself; `how` says what told that the
    column is the field."""

    index: int
    heading: str
    key: str
    part: str = ""
    how: str = GIVEN

    @property
    def target(self) -> str:
        """The field, and the part of it, in one word."""
        return f"{self.key}.{self.part}" if self.part else self.key


@dataclass(frozen=True, slots=True)
class Mapped:
    """The columns of a sheet, and the lines below its headings. Several columns may be one field:
    the first that is filled counts. A line has `least` cells, up to the last heading, and
    none beyond `width`."""

    columns: tuple[Column, ...]
    width: int
    least: int
    lines: tuple[Line, ...]
    warnings: tuple[Warned, ...]
    headings: tuple[str, ...] = ()

    @property
    def as_json(self) -> dict[str, str]:
        """Field by heading."""
        return {column.heading: column.target for column in self.columns}


@dataclass(slots=True)
class Names:
    """What headings may say. `fields` may be imported; `others` are shown to the actor, but
    computed or not theirs to fill."""

    fields: dict[str, Field]
    others: dict[str, str]
    exact: dict[str, str] = field(default_factory=dict)
    loose: dict[str, str] = field(default_factory=dict)


def map_sheet(
    table: Table, mask: TableAccess, sheet: Sheet, given: Mapping[str, str] | None = None
) -> Mapped:
    """The sheet's columns as fields of the table. `given` maps headings to fields (key or label,
    `price.currency` for the currency of an amount); "" leaves a column out. What is hidden from
    the actor is unknown here too. Raises ImportRefused where `given` names what is not there, or
    where no column is known."""
    names = names_of(table, mask)
    wanted = {fold(heading): target for heading, target in (given or {}).items()}
    header = find_header(names, sheet.lines, wanted)
    headings = [heading_text(cell) for cell in header.cells]
    columns, left = match_columns(names, headings, wanted)
    missing = [
        heading for heading in given or {} if fold(heading) not in {fold(text) for text in headings}
    ]
    if missing:
        known = ", ".join(text for text in headings if text)
        raise ImportRefused("import_unknown_column", {"name": missing[0], "columns": known})
    if not columns:
        shown = ", ".join(text for text in headings if text)[:200]
        raise ImportRefused("import_columns_unknown", {"columns": shown})
    below = sheet.lines[sheet.lines.index(header) + 1 :]
    nameless = [index for index, heading in enumerate(headings) if not heading]
    warnings = [warn(names, headings[index], index, below) for index in left]
    warnings += [warn(names, f"#{index + 1}", index, below) for index in nameless]
    told = tuple(warned for warned in warnings if warned.parameters["count"])
    least = max(index for index, heading in enumerate(headings) if heading) + 1
    return Mapped(columns, len(headings), least, below, told, tuple(headings))


def names_of(table: Table, mask: TableAccess) -> Names:
    """Labels and keys of the table's fields, as headings may write them."""
    names = Names({}, {})
    fillable = mask.creatable if mask.create else mask.editable.keys()
    for key, found in table.fields.items():
        if key in fillable and FIELD_TYPES[found.type].writable and found.type not in FILES:
            names.fields[key] = found
        elif key in mask.visible and found.type in FILES:
            names.others.update(dict.fromkeys(map(fold, spellings(found)), "column_of_files"))
        elif key in mask.visible:
            is_computed = not FIELD_TYPES[found.type].writable
            code = "column_computed" if is_computed else "column_forbidden"
            names.others.update(dict.fromkeys(map(fold, spellings(found)), code))
    for system in SYSTEM_FIELDS.values():
        spelled = map(fold, (system.key, *system.labels.values()))
        names.others.update(dict.fromkeys(spelled, "column_computed"))
    for key, found in names.fields.items():
        for text in spellings(found):
            names.exact.setdefault(fold(text), key)
            names.loose.setdefault(strip(text), key)
    return names


def spellings(found: Field) -> Iterable[str]:
    """A field's key and labels."""
    return (found.key, *found.labels.values())


def fold(text: str) -> str:
    """A heading without differences of width, case, white space and marks around it.

    >>> fold(" 公司 名称 *"), fold("Time_on pages")
    ('公司名称', 'timeonpages')
    """
    return BESIDE.sub("", unicodedata.normalize("NFKC", text).casefold())


def strip(text: str) -> str:
    """The same without what stands in brackets.

    >>> strip("停留时长（秒）"), strip("Name [required]")
    ('停留时长', 'name')
    """
    return DECORATION.sub("", unicodedata.normalize("NFKC", text).casefold())


def heading_text(cell: object) -> str:
    """A heading as text, on one line."""
    return "" if cell is None else " ".join(str(cell).split())


def find_header(names: Names, lines: Sequence[Line], wanted: Mapping[str, str]) -> Line:
    """The line with the most columns that are known; the first line where none are."""
    candidates = lines[:TITLE_LINES]

    def known(line: Line) -> int:
        headings = [heading_text(cell) for cell in line.cells]
        named = sum(fold(heading) in wanted for heading in headings)
        exact = sum(fold(heading) in names.exact for heading in headings)
        loose = sum(strip(heading) in names.loose for heading in headings if heading)
        return 2 * named + exact + loose

    return max(candidates, key=known)


def match_columns(
    names: Names, headings: Sequence[str], wanted: Mapping[str, str]
) -> tuple[tuple[Column, ...], list[int]]:
    """The columns that are fields, and the indexes of those that are not. The surest names are
    taken first; no two columns become one field unless the caller says so."""
    found: dict[int, Column] = {}
    left = {index: heading for index, heading in enumerate(headings) if heading}
    for index, heading in list(left.items()):
        if fold(heading) in wanted:
            del left[index]
            target = wanted[fold(heading)]
            if target:
                key, part = given_target(names, target)
                found[index] = Column(index, heading, key, part)
    taken = {column.target for column in found.values()}
    for how, guess in GUESSES.items():
        for index, heading in list(left.items()):
            guessed = guess(names, heading, taken)
            if guessed is not None and guessed not in taken:
                taken.add(guessed)
                key, _, part = guessed.partition(".")
                found[index] = Column(index, heading, key, part, how)
                del left[index]
    return tuple(found[index] for index in sorted(found)), sorted(left)


def given_target(names: Names, target: str) -> tuple[str, str]:
    """The field that the caller names."""
    name, _, part = target.partition(".")
    key = name if name in names.fields else names.exact.get(fold(name))
    if key is None or (part and (part != CURRENCY or not has_currencies(names.fields[key]))):
        raise ImportRefused("import_unknown_field", {"name": target})
    return key, part


def guess_exact(names: Names, heading: str, taken: set[str]) -> str | None:
    """The field of that label or key."""
    return names.exact.get(fold(heading))


def guess_loose(names: Names, heading: str, taken: set[str]) -> str | None:
    """The field of that label, units and remarks in brackets aside."""
    if fold(heading) in names.others:
        return None
    return names.loose.get(strip(heading))


def guess_currency(names: Names, heading: str, taken: set[str]) -> str | None:
    """The currency of the amount that the heading names, or of the only amount there is."""
    text = strip(heading)
    amounts = [key for key, found in names.fields.items() if has_currencies(found)]
    present = [key for key in amounts if key in taken]
    if text in CURRENCY_NAMES:
        only = present if present else amounts
        return f"{only[0]}.{CURRENCY}" if len(only) == 1 else None
    for key in amounts:
        for name in spellings(names.fields[key]):
            if text in {strip(name) + end for end in CURRENCY_NAMES}:
                return f"{key}.{CURRENCY}"
    return None


def guess_synonym(names: Names, heading: str, taken: set[str]) -> str | None:
    """The only field of a type that people call so, where it is not taken yet."""
    text = strip(heading)
    if fold(heading) in names.others:
        return None
    for kind, words in SYNONYMS.items():
        if any(word in text for word in words):
            keys = [key for key, found in names.fields.items() if found.type == kind]
            return keys[0] if len(keys) == 1 and keys[0] not in taken else None
    return None


def guess_pinyin(names: Names, heading: str, taken: set[str]) -> str | None:
    """The only field whose label is read so, in whole syllables or by their first letters."""
    text = fold(heading)
    if len(text) < LEAST_LETTERS or not text.isascii() or text in names.others:
        return None
    keys = {
        key
        for key, found in names.fields.items()
        if any(text in readings_of(label) for label in found.labels.values())
    }
    return keys.pop() if len(keys) == 1 else None


def readings_of(label: str) -> set[str]:
    """How a Chinese label may be written in letters.

    >>> sorted(readings_of("手机"))
    ['shouji', 'sj']
    """
    if label.isascii():
        return set()
    # Its dictionaries take 55 MB of every process that imports it: only who imports files pays.
    syllables = importlib.import_module("pypinyin").lazy_pinyin(strip(label))
    return {"".join(syllables), "".join(syllable[:1] for syllable in syllables)}


Guess = Callable[[Names, str, set[str]], str | None]
GUESSES: Mapping[str, Guess] = {
    "exact": guess_exact,
    "loose": guess_loose,
    "currency": guess_currency,
    "synonym": guess_synonym,
    "pinyin": guess_pinyin,
}
"""In the order of their sureness."""


def has_currencies(found: Field) -> bool:
    """Whether the field's amounts each have a currency."""
    return found.type == "money" and getattr(found.document, "currencies", None) is not None


def warn(names: Names, heading: str, index: int, below: Sequence[Line]) -> Warned:
    """A column that is not imported, how many values stand in it, and what was perhaps meant."""
    filled = sum(
        index < len(line.cells) and is_filled(line.cells[index])
        for line in below
        if not line.broken
    )
    code = names.others.get(fold(heading))
    if code is None:
        repeated = names.exact.get(fold(heading)) or names.loose.get(strip(heading))
        code = "column_repeated" if repeated else "column_unknown"
    texts = [text for found in names.fields.values() for text in found.labels.values()]
    suggestion = next(iter(nearest(heading, texts)), None) if code == "column_unknown" else None
    return Warned(code, {"column": heading, "count": filled}, suggestion)
