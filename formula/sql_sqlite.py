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
from formula.sql_exact import compared, contained, exact, fitted, is_hard
from formula.sql_functions import CALL, CALL_ERROR, Body, Stored
from formula.sql_integers import half_away, integer, rescaled, shortened
from formula.sql_leaves import as_quotient, children, is_leaf
from formula.sql_nodes import SqlEmitter, code, first_error, negated
from formula.sql_operators import compare_values, in_values
from formula.sql_types import Column, SqlValue, column_type, from_storage, to_storage
from formula.types import Number, Type

Finish = Callable[[object], Stored]
MOST_LEAVES = 50
OPEN = t.Logic | t.Not
"""Nodes that stay SQL although a part of them is hard, so that their other parts are cheap."""


def sqlite_part(emitter: SqlEmitter, node: t.Typed) -> SqlValue | None:
    """Give the call of a registered function for a node that needs one, else None."""
    average = as_quotient(node)
    if average is not None:
        return emitter.emit(average)
    if is_leaf(node) or isinstance(node, OPEN) or not is_hard(emitter, node):
        return None
    return guarded(emitter, node) or registered_call(emitter, node)


def guarded(emitter: SqlEmitter, node: t.Typed) -> SqlValue | None:
    """Give a hard node in SQLite's own arithmetic, with the call for the rows where that is not
    exact; None where it has no such form or this would be too large."""
    match node:
        case t.Compare():
            numbers = compared(emitter, node) or []
        case t.In():
            numbers = contained(emitter, node) or []
        case _:
            found = fitted(emitter, node)
            numbers = [] if found is None else [found]
    if not numbers:
        return None
    first, *rest = [number.emit() for number in numbers]
    match node:
        case t.Compare():
            native = compare_values(emitter, node, first, rest[0])
        case t.In():
            native = in_values(node, first, [item.value for item in rest])
        case _:
            native = first
    doubtful = [
        is_real(sql.value)
        for number, sql in zip(numbers, (first, *rest), strict=True)
        if not number.certain
    ]
    if doubtful:
        python = registered_call(emitter, node)
        value = sa.case((sa.or_(*doubtful), python.value), else_=native.value)
        kind = column_type(node.type, emitter.dialect, native.scale)
        native = dataclasses.replace(native, value=sa.type_coerce(value, kind))
    return native if emitter.is_fair(native) else None


def is_real(value: Column) -> Column:
    """Give the condition that a number outgrew 64 bits."""
    return sa.func.typeof(value, type_=sa.Text()) == sa.literal_column("'real'", sa.Text())


def stored_exactly(
    emitter: SqlEmitter, node: t.Typed, form: tuple[Number, int], *, once: bool
) -> SqlValue | None:
    """Give a number in SQLite's own arithmetic as a column with so many decimals holds it, with
    the call for the rows where that is not exact; None as `guarded`. With `once`, it is computed
    in a derived table, to which the statement must give the rows."""
    kind, scale = form
    found = exact(emitter, node)
    if found is None:
        return None
    computed = found.emit()
    number, put = computed_once(computed.value) if once else (computed.value, as_it_is)
    again = dataclasses.replace(found, emit=lambda: SqlValue(number, None, found.scale))
    short = shortened(again, scale, half_away)
    fitting = None if short is None else rescaled(short, scale)
    if fitting is None:
        return None
    value = fitting.emit().value
    last = integer(int(values.number_limit(scale)) * 10**scale - 1)
    inside: Column = value.between(-last, last)
    kept = [(inside, value)]
    failed: list[tuple[Column, Column]] = [(negated(inside), code("NUM"))]
    if not found.certain:
        python = stored_call(emitter, node, kind, scale)
        kept.insert(0, (is_real(number), python.value))
        failed.insert(0, (is_real(number), sa.null() if python.error is None else python.error))
    result = sa.type_coerce(put(sa.case(*kept)), column_type(kind, emitter.dialect, scale))
    stored = SqlValue(result, first_error(computed.error, put(sa.case(*failed))), scale, cheap=True)
    return stored if emitter.is_fair(stored) else None


def computed_once(value: Column) -> tuple[Column, Callable[[Column], Column]]:
    """Give a name for a value, and what makes a value of an expression that uses the name.

    By itself SQLite computes an expression once for each place where it stands; a derived table
    with a limit is not merged into what reads it.
    """
    labelled = sa.select(value.label("n")).limit(sa.literal_column("1"))
    table = labelled.correlate_except(None).subquery()

    def put(expression: Column) -> Column:
        return sa.select(expression).select_from(table).correlate_except(table).scalar_subquery()

    return table.c.n, put


def as_it_is(expression: Column) -> Column:
    """Give the expression."""
    return expression


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
        quotient = as_quotient(node)
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
        quotient = as_quotient(part)
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
