"""An ad-hoc formula on one record, evaluated as its reader sees it, with the value of every part.

Rows outside the reader's scope count as blank at every hop of a path, and so do fields in rows
where they are hidden (decision 43); fields hidden everywhere are not in the reader's scope.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.catalog_table import Values
from engine.errors import UnknownTable
from engine.reading.grouping import shower_of_type
from engine.writing.references import allows
from engine.writing.transaction import Transaction
from formula.context import Context, Row
from formula.errors import FormulaValueError, Span
from formula.evaluate import compile_python
from formula.tree import Node, ParenNode, children_of
from formula.typed import Literal, RecordId, Typed
from formula.typed_walk import binds_record, parts_of
from formula.types import ListOf, RecordSet, Type, type_name
from metadata.fields.built_in import BUILT_IN_TABLES

Json = dict[str, object]

MOST_PARTS = 200


@dataclass(frozen=True, slots=True)
class SeenRecords:
    """The related records as their reader sees them (formula.context.Records)."""

    transaction: Transaction

    def record(self, table: str, id: int) -> Row | None:
        """The record, None where it is not there for the reader."""
        values = self.transaction.rows.record(table, id)
        return None if values is None else self.seen(table, values)

    def children(self, table: str, back: str, id: int) -> Sequence[Row]:
        """The children that the reader sees."""
        return self._all_seen(table, self.transaction.rows.children(table, back, id))

    def links(self, owner_table: str, key: str, id: int) -> Sequence[Row]:
        """The linked records that the reader sees."""
        field = self.transaction.catalog.tables[owner_table].table.fields[key]
        found = self.transaction.rows.links(owner_table, key, id)
        return self._all_seen(str(field.target), found)

    def departments_of(self, user: int, deep: bool) -> Sequence[int]:
        """People are seen by everybody."""
        return self.transaction.rows.departments_of(user, deep)

    def department_id(self, code: str) -> int | None:
        """People are seen by everybody."""
        return self.transaction.rows.department_id(code)

    def seen(self, table: str, values: Values) -> Row | None:
        """The record without the fields that are hidden in this row; None outside the scope."""
        if table in BUILT_IN_TABLES:
            return values
        try:
            mask = self.transaction.access.table(table)
        except UnknownTable:
            return None
        if not allows(self.transaction, mask.read, mask, values):
            return None
        hidden = [
            key
            for key, condition in mask.visible.items()
            if condition is not True and not allows(self.transaction, condition, mask, values)
        ]
        return {key: value for key, value in values.items() if key not in hidden}

    def _all_seen(self, table: str, found: Sequence[Values]) -> Sequence[Row]:
        seen = (self.seen(table, values) for values in found)
        return [values for values in seen if values is not None]


def explain(
    typed: Typed, text: str, spans: frozenset[Span], surroundings: tuple[Row, Context]
) -> Iterator[Json]:
    """The parts of the formula that stand in its own text, with their values."""
    row, context = surroundings
    told: set[Span] = {typed.span}
    waiting = [typed]
    while waiting and len(told) <= MOST_PARTS:
        node = waiting.pop()
        if node.span in spans and node.span not in told and is_telling(node):
            told.add(node.span)
            value, error = value_of(node, row, context)
            span = node.span
            yield {
                "span": {"start": span.start, "end": span.end},
                "text": text[span.start : span.end],
                "type": type_name(node.type),
                **({"value": value} if error is None else {"error": {"code": error}}),
            }
        # Below what a name stands for there may be another formula's text: its spans are not ours.
        inner = [part for part in parts_of(node) if not binds_record(node, part)]
        waiting.extend(part for part in reversed(inner) if is_below(part, node))


def is_below(part: Typed, node: Typed) -> bool:
    """Whether the part stands inside the node in the same text."""
    return node.span.start <= part.span.start and part.span.end <= node.span.end


def is_telling(node: Typed) -> bool:
    """Whether the value of the part says anything that its text does not."""
    return not isinstance(node, Literal | RecordId) and not isinstance(node.type, RecordSet)


def spans_of(tree: Node) -> Iterator[Span]:
    """The spans of everything in the text that has a value."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, ParenNode):
            yield node.span
        waiting.extend(children_of(node))


def value_of(typed: Typed, row: Row, context: Context) -> tuple[object, str | None]:
    """The value as JSON, or the code of the error that it is."""
    try:
        return show(typed.type, compile_python(typed)(row, context)), None
    except FormulaValueError as error:
        return None, error.code


def show(type_: Type, value: object) -> object:
    """A value of the type as JSON."""
    if value is None:
        return None
    if isinstance(value, tuple | list):
        item = type_.item if isinstance(type_, ListOf) else None
        return [str(each) if item is None else show(item, each) for each in value]
    return shower_of_type(type_)(value)
