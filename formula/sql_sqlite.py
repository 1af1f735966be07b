"""SQLite: which nodes it computes by itself, and the registered function for those it cannot.

A part of a formula that holds an operation without an exact SQLite form becomes one call
`fx(key, leaf, …)`: its leaves (fields, paths, aggregates, parameters) are SQL, the rest is the
Python of `formula.evaluate`, compiled once under a key made of the part's structure.
"""

from __future__ import annotations

import ast
import dataclasses
import datetime
import hashlib
from collections.abc import Callable
from decimal import Decimal

import sqlalchemy as sa

from formula import typed as t
from formula import values
from formula.context import Context
from formula.errors import FormulaValueError
from formula.evaluate import assemble
from formula.evaluate_nodes import PythonEmitter
from formula.functions import find_function
from formula.sql_functions import CALL, CALL_ERROR, Body, Stored
from formula.sql_nodes import SqlEmitter
from formula.sql_types import Column, SqlValue, column_type, from_storage, to_storage
from formula.types import (
    Boolean,
    Date,
    Duration,
    ListOf,
    MultiSelect,
    Number,
    Ref,
    Select,
    Text,
    Type,
)

Finish = Callable[[object], Stored]
MOST_LEAVES = 50
MOST_LABELS = 60
OPEN = t.Logic | t.Not
"""Nodes that stay SQL although a part of them is hard, so that their other parts are cheap."""


def sqlite_part(emitter: SqlEmitter, node: t.Typed) -> SqlValue | None:
    """Give the call of a registered function for a node that needs one, else None."""
    average = _as_quotient(node)
    if average is not None:
        return emitter.emit(average)
    if is_leaf(node) or isinstance(node, OPEN) or not is_hard(emitter, node):
        return None
    return registered_call(emitter, node)


def _as_quotient(node: t.Typed) -> t.Typed | None:
    """AVERAGE over rows as SUM / COUNT, which divides exactly."""
    if not isinstance(node, t.Aggregate) or node.function != "average":
        return None
    if isinstance(node.source, t.ListValue):
        return None
    kind = node.argument.type if node.argument is not None else node.type
    total = dataclasses.replace(node, function="sum", type=kind, nullable=False)
    count = dataclasses.replace(node, function="count_values", type=Number(0), nullable=False)
    zero = t.Literal(type=Number(0), value=0)
    none = t.Compare(type=Boolean(), operator="=", left=count, right=zero, may_error=node.may_error)
    blank = t.Literal(type=node.type, value=None, nullable=True)
    quotient = t.Arithmetic(
        type=node.type, operator="/", left=total, right=count, may_error=node.may_error
    )
    return t.Case(
        type=node.type,
        nullable=True,
        may_error=node.may_error,
        branches=((none, blank),),
        otherwise=quotient,
    )


def is_leaf(node: t.Typed) -> bool:
    """Say whether a registered function gets the node as an argument."""
    if isinstance(node, t.Aggregate):
        return not isinstance(node.source, t.ListValue)
    if isinstance(node, t.In):
        items = node.items[0]
        lists = isinstance(items.type, ListOf | MultiSelect)
        return len(node.items) == 1 and lists and not isinstance(items, t.ListValue)
    if isinstance(node, t.Call):
        rows = node.arguments and isinstance(node.arguments[0], t.RelatedList)
        return bool(rows) or (node.contextual and not _has_hard_context(node))
    return isinstance(
        node, t.FieldValue | t.Follow | t.MemberOf | t.RecordId | t.ContextValue | t.RelatedList
    )


def _has_hard_context(node: t.Call) -> bool:
    function = find_function(node.function)
    return function is None or "sqlite" not in function.sql


def children(node: t.Typed) -> tuple[t.Typed, ...]:
    """Give the nodes directly below a node."""
    found: list[t.Typed] = []
    for field in dataclasses.fields(node):
        found.extend(_nodes(getattr(node, field.name)))
    return tuple(found)


def _nodes(value: object) -> list[t.Typed]:
    if isinstance(value, t.Typed):
        return [value]
    if isinstance(value, tuple):
        return [node for item in value for node in _nodes(item)]
    return []


def is_hard(emitter: SqlEmitter, node: t.Typed) -> bool:
    """Say whether a node or a part of it has no exact form in SQLite's own SQL."""
    known = emitter.hard.get(id(node))
    if known is None:
        if is_leaf(node):
            found = _as_quotient(node) is not None
        else:
            found = _is_hard_itself(emitter, node) or any(
                is_hard(emitter, child) for child in children(node)
            )
        known = (node, found)
        emitter.hard[id(node)] = known
    return known[1]


def _is_hard_itself(emitter: SqlEmitter, node: t.Typed) -> bool:
    if isinstance(node.type, Number | Duration) and not emitter.shapes.of(node).fits:
        return True
    match node:
        case t.Arithmetic():
            return _is_hard_arithmetic(emitter, node)
        case t.Compare():
            return not _fit_together(emitter, node.left, node.right)
        case t.In():
            return not _fit_together(emitter, node.operand, *node.items)
        case t.Coerce():
            return _is_hard_coercion(node.operand.type, node.type)
        case t.Call():
            function = find_function(node.function)
            return function is None or "sqlite" not in function.sql
        case t.Aggregate() | t.ListValue() | t.OldValue() | t.Changed():
            return True
        case _:
            return False


def _fit_together(emitter: SqlEmitter, *nodes: t.Typed) -> bool:
    if not isinstance(nodes[0].type, Number | Duration):
        return True
    return emitter.shapes.widest(*nodes).fits


def _is_hard_arithmetic(emitter: SqlEmitter, node: t.Arithmetic) -> bool:
    left, right = node.left.type, node.right.type
    if isinstance(node.type, Number):
        return node.operator not in ("+", "-") or not _fit_together(emitter, node.left, node.right)
    if isinstance(node.type, Duration):
        return node.operator not in ("+", "-")
    return isinstance(left, Date) or isinstance(right, Date)


def _is_hard_coercion(source: Type, target: Type) -> bool:
    match source, target:
        case ((Date() | Boolean() | Ref() | Text()), Text()):
            return False
        case Select(), Text():
            return len(source.options) > MOST_LABELS or source.set_key == "region"
        case _:
            return type(source) is not type(target)


def stored_call(emitter: SqlEmitter, node: t.Typed, kind: Number, scale: int) -> SqlValue:
    """Give the call that computes a number and rounds it into a column with so many decimals."""
    found = _called(emitter, node, (kind, scale), rounded=True)
    return SqlValue(found.value, found.error, scale)


def registered_call(emitter: SqlEmitter, node: t.Typed) -> SqlValue:
    """Give the call that computes a node in Python; its result has the node's storage form."""
    return _called(emitter, node, (node.type, emitter.number_scale(node)), rounded=False)


def _called(
    emitter: SqlEmitter, node: t.Typed, form: tuple[Type, int | None], *, rounded: bool
) -> SqlValue:
    kind, scale = form
    functions = emitter.context.functions
    leaves = list(dict.fromkeys(_leaves(node)))
    if functions is None or len(leaves) > MOST_LEAVES:
        raise emitter.refuse(node, type(node).__name__)
    emitted = [emitter.emit(leaf) for leaf in leaves]
    slots = dict(zip(leaves, _slots(leaves, emitted), strict=True))
    zone = emitter.context.time_zone
    language = emitter.context.language
    described = (_structure(node, slots), kind, scale, rounded, str(zone), language)
    key = hashlib.sha256(repr(described).encode()).hexdigest()[:20]
    if key not in functions:
        context = Context(
            now=datetime.datetime.fromtimestamp(0, datetime.UTC),
            time_zone=zone,
            language=language,
        )
        finish = _store(scale) if rounded and scale is not None else _to_form(kind, scale)
        functions.add(key, _body(node, slots, context, finish))
    arguments: list[Column] = [sa.literal_column(f"'{key}'")]
    for found in emitted:
        arguments.append(found.value)
        if found.error is not None:
            arguments.append(found.error)
    result = column_type(kind, emitter.dialect, scale)
    value = getattr(sa.func, CALL)(*arguments, type_=result)
    if not (node.may_error or rounded):
        return SqlValue(value, None, scale)
    return SqlValue(value, getattr(sa.func, CALL_ERROR)(*arguments, type_=sa.Text()), scale)


def _leaves(node: t.Typed) -> list[t.Typed]:
    if is_leaf(node):
        quotient = _as_quotient(node)
        return [node] if quotient is None else _leaves(quotient)
    return [leaf for child in children(node) for leaf in _leaves(child)]


@dataclasses.dataclass(frozen=True, slots=True)
class Slot:
    """Where the value of a leaf stands among the arguments, its error after it; and the facts on
    which the code that reads it depends."""

    position: int
    kind: Type
    scale: int | None
    nullable: bool
    fails: bool


def _slots(leaves: list[t.Typed], emitted: list[SqlValue]) -> list[Slot]:
    found: list[Slot] = []
    position = 0
    for leaf, sql in zip(leaves, emitted, strict=True):
        fails = sql.error is not None
        found.append(Slot(position, leaf.type, sql.scale, leaf.nullable, fails))
        position += 2 if fails else 1
    return found


def _structure(value: object, slots: dict[t.Typed, Slot]) -> object:
    """What the compiled code depends on: everything but spans."""
    if isinstance(value, t.Typed):
        if value in slots:
            return slots[value]
        parts = [
            (field.name, _structure(getattr(value, field.name), slots))
            for field in dataclasses.fields(value)
            if field.name != "span"
        ]
        return (type(value).__name__, parts)
    if isinstance(value, tuple):
        return [_structure(item, slots) for item in value]
    return value


def _body(node: t.Typed, slots: dict[t.Typed, Slot], context: Context, finish: Finish) -> Body:
    def leaf(emitter: PythonEmitter, part: t.Typed) -> ast.expr | None:
        slot = slots.get(part)
        if slot is not None:
            return emitter.step(_reader(slot), ast.Name("row", ast.Load()))
        quotient = _as_quotient(part)
        return None if quotient is None else emitter.expression(quotient)

    compiled = assemble(node, PythonEmitter(leaf))

    def body(arguments: tuple[Stored, ...]) -> Stored:
        return finish(compiled(arguments, context))  # type: ignore[arg-type]  # row = arguments

    return body


def _to_form(kind: Type, scale: int | None) -> Finish:
    def finish(found: object) -> Stored:
        stored = to_storage(found, kind, "sqlite", scale)
        return int(stored) if isinstance(stored, bool) else stored  # type: ignore[return-value]

    return finish


def _store(scale: int) -> Finish:
    def finish(found: object) -> Stored:
        if not isinstance(found, int | Decimal):
            return None
        return values.scaled(values.store_number(found, scale), scale)

    return finish


def _reader(slot: Slot) -> Callable[[tuple[Stored, ...]], object]:
    position, kind, scale = slot.position, slot.kind, slot.scale

    def read(arguments: tuple[Stored, ...]) -> object:
        return from_storage(arguments[position], kind, scale)

    def read_or_fail(arguments: tuple[Stored, ...]) -> object:
        error = arguments[position + 1]
        if error is not None:
            raise FormulaValueError(str(error))
        return from_storage(arguments[position], kind, scale)

    return read_or_fail if slot.fails else read
