"""What may stand at the cursor of a formula: fields, functions, options; visible ones only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from engine.search_terms import HAN, letters_of
from formula.check_calls import signature
from formula.functions import FUNCTIONS
from formula.messages import type_words
from formula.names import VARIABLE, as_name
from formula.scope import FieldName, Scope, TableNames
from formula.types import MultiSelect, Option, RecordSet, Ref, Select, type_name

Json = dict[str, object]

MOST = 100
BEFORE = 2_000
"""Characters before the cursor that are looked at."""

WORD = re.compile(r"[^\s()+\-*/^&=<>,;'\"{}%，（）、！＝＜＞“”‘’]*$")
OPEN_TEXT = re.compile(r"""(['"‘“])([^'"’”]*)$""")
COMPARED = re.compile(
    r"([^\s()=<>,;'\"+*/&]+)\s*(?:=|<>|!=|＝|\bIN\b\s*\((?:[^()]*,)?)\s*$", re.IGNORECASE
)
QUOTES = {"'": "'", '"': '"', "‘": "’", "“": "”"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where the completion would go: `start` to the cursor is replaced."""

    start: int
    typed: str


def complete(text: str, cursor: int, scope: Scope, language: str) -> list[Json]:
    """Completions, the best first: `text` goes in place of `start` to `end` (code points)."""
    before = text[max(0, cursor - BEFORE) : cursor]
    shift = cursor - len(before)
    opened = OPEN_TEXT.search(before)
    if opened is not None and is_inside_text(before):
        compared = COMPARED.search(before[: opened.start()])
        place = Place(shift + opened.start(), opened.group(2))
        found = [] if compared is None else list(options(compared.group(1), scope, place))
    else:
        word = WORD.search(before)
        written = word.group() if word else ""
        found = list(names(written, scope, cursor, language))
    return [{**each, "end": cursor} for each in found[:MOST]]


def is_inside_text(before: str) -> bool:
    """Whether the cursor is between quotes."""
    closing: str | None = None
    for char in before:
        if closing is not None:
            closing = None if char == closing else closing
        elif char in QUOTES:
            closing = QUOTES[char]
    return closing is not None


def options(name: str, scope: Scope, place: Place) -> Iterator[Json]:
    """The options of the field that is compared."""
    *path, last = name.split(".")
    table = follow(path, scope)
    field = None if table is None else field_named(table, last)
    if field is None or not isinstance(field.type, Select | MultiSelect):
        return
    for option in field.type.options:
        if any(place.typed in text for text in option.texts()):
            yield {
                "kind": "option",
                "text": f"'{label_of(option)}'",
                "label": label_of(option),
                "start": place.start,
                "detail": option.value,
            }


def label_of(option: Option) -> str:
    """What people write for the option."""
    return next((text for text in option.texts() if text != option.value), option.value)


def names(written: str, scope: Scope, cursor: int, language: str) -> Iterator[Json]:
    """Fields at the end of a path, or fields and functions at its beginning."""
    *path, last = written.split(".")
    start = cursor - len(last)
    if path and is_step_word(path[0], scope):
        yield from steps_like(path[1:], last, scope, start)
    table = follow(path, scope)
    if table is not None:
        yield from fields_like(table, last, start, language)
    if path:
        return
    wanted = last.lower()
    for function in FUNCTIONS.values():
        spelled = (function.name, *function.aliases)
        sounds = (initials(alias) for alias in function.aliases)
        if wanted and any(each.lower().startswith(wanted) for each in (*spelled, *sounds)):
            yield {
                "kind": "function",
                "text": f"{function.name}(",
                "label": function.name,
                "key": function.name,
                "pinyin": next((initials(alias) for alias in function.aliases), ""),
                "start": start,
                "detail": function.zh if language == "zh" else function.en,
                "signature": signature(function),
            }


def is_step_word(word: str, scope: Scope) -> bool:
    """Whether the word leads to what steps gave."""
    return bool(scope.variables) and word.upper() in VARIABLE


def steps_like(path: list[str], written: str, scope: Scope, start: int) -> Iterator[Json]:
    """The steps, or the parts of one, that begin with what is written."""
    before = "".join(f"{step}." for step in path)
    told: set[str] = set()
    for key, kind in scope.variables.items():
        name = key.removeprefix(before).partition(".")[0]
        if not key.startswith(before + written) or name in told:
            continue
        told.add(name)
        whole = scope.variables.get(before + name, kind)
        yield {
            "kind": "variable",
            "text": name,
            "label": name,
            "key": before + name,
            "start": start,
            "detail": type_name(whole),
        }


def fields_like(table: TableNames, written: str, start: int, language: str) -> Iterator[Json]:
    """The fields one of whose names holds what is written, or sounds so: those that begin with it
    first, then those whose initials do."""
    lower = written.lower()
    hits = []
    for field in table.fields.values():
        rank = rank_of(field, lower)
        if rank is not None:
            hits.append((rank, field))
    for _, field in sorted(hits, key=lambda hit: hit[0]):
        label = next((name for name in field.names if name != field.key), field.key)
        yield {
            "kind": "field",
            "text": as_name(label),
            "label": label,
            "key": field.key,
            "pinyin": initials(label),
            "start": start,
            "detail": type_name(field.type),
            "type": type_words(type_name(field.type), language),
        }


def rank_of(field: FieldName, written: str) -> int | None:
    """How well the field answers to what is written; the smaller the better, None: not at all."""
    names = [name.lower() for name in field.names]
    if any(name.startswith(written) for name in names):
        return 0
    if any(initials(name).startswith(written) for name in names):
        return 1
    return 2 if any(written in name for name in names) else None


def initials(name: str) -> str:
    """The first letters of the pinyin of a Chinese name; '' of any other."""
    return letters_of(name.lower()) if HAN.search(name) else ""


def follow(path: list[str], scope: Scope) -> TableNames | None:
    """The table that a path of relations leads to."""
    table = None if scope.table is None else scope.tables.get(scope.table)
    if path and is_step_word(path[0], scope):
        found = scope.variables.get(path[1]) if len(path) > 1 else None
        table = scope.tables.get(found.table) if isinstance(found, Ref) else None
        path = path[2:]
    for step in path:
        field = None if table is None else field_named(table, step)
        if field is None or not isinstance(field.type, Ref | RecordSet):
            return None
        table = scope.tables.get(field.type.table)
    return table


def field_named(table: TableNames, name: str) -> FieldName | None:
    """The field that answers to the name."""
    bare = name.strip("{}")
    return next((field for field in table.fields.values() if bare in field.names), None)
