"""A formula with its fields as one JSON object: what `tangram formula` reads and answers.

>>> evaluate_line({"formula": "数量*2", "fields": {"数量": {"type": "number", "value": 1.5}}})
{'value': 3, 'type': 'number'}
>>> evaluate_line({"formula": "1/0"})
{'error': {'code': 'DIV0'}}
"""

from __future__ import annotations

import datetime
import importlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from formula.check import Checked, check
from formula.context import Context, Row
from formula.errors import FormulaValueError, NotCompilable, Problem, Span
from formula.evaluate import evaluate
from formula.line_values import InvalidLine, read_type, read_value, scale_of, show_value
from formula.messages import say
from formula.places import place_of
from formula.scope import FieldName, Scope, TableNames, Use
from formula.typed import Typed
from formula.types import ListOf, Number, RecordSet, Type, type_name

BACKENDS = ("python", "sqlite", "postgresql")
OWN = "line"
OWN_ID = 1
LIMIT = 10**15


@dataclass(frozen=True, slots=True)
class LineRecords:
    """The children of the line's record, by table."""

    tables: Mapping[str, Sequence[Row]]

    def record(self, table: str, id: int) -> Row | None:
        """There is no record but the line's own."""
        return None

    def children(self, table: str, back: str, id: int) -> Sequence[Row]:
        """The rows of a children field."""
        return self.tables.get(table, ()) if id == OWN_ID else ()

    def links(self, owner_table: str, key: str, id: int) -> Sequence[Row]:
        """A line has no links."""
        return ()

    def departments_of(self, user: int, deep: bool) -> Sequence[int]:
        """A line knows no people."""
        return ()

    def department_id(self, code: str) -> int | None:
        """A line knows no departments."""
        return None


@dataclass(frozen=True, slots=True)
class Line:
    """A line, read: `row` and `tables` hold Python values by the keys of `scope`."""

    formula: str
    scope: Scope
    row: Row
    tables: Mapping[str, Sequence[Row]]
    context: Context


@dataclass(slots=True)
class _Tables:
    """The tables of a line while it is read."""

    names: dict[str, TableNames] = field(default_factory=dict)
    rows: dict[str, Sequence[Row]] = field(default_factory=dict)


def evaluate_line(line: Mapping[str, object], backend: str = "python") -> dict[str, object]:
    """The answer to a line: its value and type, an error value, or the problems of the formula.

    `backend` is one of BACKENDS; the answer is the same on all of them.
    """
    try:
        read = read_line(line)
    except InvalidLine as error:
        problem = Problem("F126", Span(0, 0), {"name": error.place, "reason": error.reason})
        return {"problems": [{"code": "F126", "message": say(problem), "pointer": error.place}]}
    checked = check(read.formula, read.scope, Use.DEFAULT)
    language = str(line.get("language", "zh"))
    if checked.typed is None:
        return {"problems": [_told(problem, checked, language) for problem in checked.problems]}
    try:
        value = _value(read, checked.typed, backend)
    except FormulaValueError as error:
        return {"error": {"code": error.code}}
    except NotCompilable as error:
        problem = Problem("F113", error.span, {"name": error.name})
        return {"problems": [_told(problem, checked, language)]}
    shown = show_value(checked.typed.type, value, read.context.time_zone)
    return {"value": shown, "type": type_name(checked.typed.type)}


def read_line(line: Mapping[str, object]) -> Line:
    """The line with its fields as a scope and a row. Raises InvalidLine."""
    formula = line.get("formula")
    if not isinstance(formula, str):
        raise InvalidLine("/formula", "formula")
    zone = _zone(line.get("time_zone"))
    declared = line.get("fields", {})
    if not isinstance(declared, dict):
        raise InvalidLine("/fields", "fields")
    tables = _Tables()
    fields: dict[str, FieldName] = {}
    row: dict[str, object] = {"id": OWN_ID}
    for position, (name, content) in enumerate(declared.items()):
        place = f"/fields/{name}"
        key = f"f{position}"
        if not isinstance(content, dict):
            raise InvalidLine(place, "field")
        if content.get("type") == "children":
            fields[key] = _children(key, name, content, tables, zone)
            continue
        named, (row[key],) = _column(key, name, content, [content.get("value")], zone)
        fields[key] = named
    tables.names[OWN] = TableNames(OWN, (), fields)
    scope = Scope(tables.names, OWN, time_zone=zone.key)
    now = _now(line.get("now"), zone)
    context = Context(now=now, time_zone=zone, records=LineRecords(tables.rows))
    return Line(formula, scope, row, tables.rows, context)


def _value(line: Line, typed: Typed, backend: str) -> object:
    if backend == "python":
        value = evaluate(typed, line.row, line.context)
    else:
        # SQLAlchemy (300 ms) is loaded only by who asks for a database.
        value = importlib.import_module("formula.sql_lines").evaluate_on(backend, typed, line)
    return _in_range(typed, value)


def _in_range(typed: Typed, value: object) -> object:
    """The value; a number's range is checked where it leaves the language (formula.md 2.4)."""
    if not isinstance(typed.type, Number) or not isinstance(value, int | Decimal):
        return value
    if not -LIMIT < value < LIMIT:
        raise FormulaValueError("NUM")
    return value


def _children(
    key: str, name: str, content: Mapping[str, object], tables: _Tables, zone: ZoneInfo
) -> FieldName:
    """A children field; its rows become a table of their own."""
    place = f"/fields/{name}"
    declared, rows = content.get("fields", {}), content.get("rows", [])
    if not isinstance(declared, dict) or not isinstance(rows, list):
        raise InvalidLine(place, "children")
    if not all(isinstance(row, dict) for row in rows):
        raise InvalidLine(f"{place}/rows", "children")
    table = f"line_{key}"
    fields: dict[str, FieldName] = {}
    read: list[dict[str, object]] = [
        {"id": number, "parent": OWN_ID} for number in range(1, len(rows) + 1)
    ]
    for position, (label, kind) in enumerate(declared.items()):
        column = f"c{position}"
        type_ = {"type": kind} if isinstance(kind, str) else kind
        if not isinstance(type_, dict):
            raise InvalidLine(f"{place}/fields/{label}", "field")
        values = [row.get(label) for row in rows]
        fields[column], found = _column(column, label, type_, values, zone)
        for target, value in zip(read, found, strict=True):
            target[column] = value
    tables.names[table] = TableNames(table, (name,), fields)
    tables.rows[table] = read
    return FieldName(key, (name,), RecordSet(table), nullable=False, back="parent")


def _column(
    key: str, name: str, content: Mapping[str, object], values: list[object], zone: ZoneInfo
) -> tuple[FieldName, list[object]]:
    """A field with its values; numbers get the scale that the values have."""
    place = f"/fields/{name}"
    type_ = read_type(content, place)
    found = [read_value(type_, value, zone, f"{place}/value") for value in values]
    named = FieldName(
        key, (name,), _with_scale(type_, found), percent=content.get("type") == "percent"
    )
    if all(isinstance(value, bool) for value in found) and found:
        named = replace(named, nullable=False)
    return named, found


def _with_scale(type_: Type, values: Sequence[object]) -> Type:
    if isinstance(type_, Number):
        return Number(scale_of(values))
    if isinstance(type_, ListOf):
        items = [item for value in values if isinstance(value, tuple) for item in value]
        return ListOf(_with_scale(type_.item, items))
    return type_


def _zone(name: object) -> ZoneInfo:
    try:
        return ZoneInfo("Asia/Shanghai" if name is None else str(name))
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InvalidLine("/time_zone", "time_zone") from error


def _now(value: object, zone: ZoneInfo) -> datetime.datetime:
    if value is None:
        return datetime.datetime.now(datetime.UTC)
    try:
        moment = datetime.datetime.fromisoformat(str(value))
    except ValueError as error:
        raise InvalidLine("/now", "value") from error
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(datetime.UTC)


def _told(problem: Problem, checked: Checked, language: str) -> dict[str, object]:
    place = asdict(place_of(checked.text, problem.span))
    return {
        "code": problem.code,
        "message": say(problem, language),
        "span": {"start": problem.span.start, "end": problem.span.end, **place},
        "severity": problem.severity,
        "suggestions": [suggestion.text for suggestion in problem.suggestions],
    }
