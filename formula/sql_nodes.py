"""Typed tree → SQLAlchemy Core, node by node: fields, paths, choice, logic, blanks, errors.

The rules are formula.md 3.1: a value is NULL where it is blank or an error, the error has its own
expression, and an operand is made 0, '' or FALSE only where it is blank, never where it failed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.sql.elements import Grouping

from formula import typed as t
from formula.errors import NotCompilable
from formula.sql_shapes import Exact, Shapes
from formula.sql_size import Sizes
from formula.sql_types import (
    POSTGRESQL,
    SQLITE,
    Column,
    SqlContext,
    SqlSource,
    SqlTables,
    SqlValue,
    column_type,
    to_storage,
)
from formula.types import (
    Blank,
    Duration,
    MultiSelect,
    Number,
    RecordSet,
    Text,
    Type,
)

Emit = Callable[..., SqlValue]


@dataclass(frozen=True, slots=True)
class PythonParts:
    """What SQLite leaves to Python (formula.sql_sqlite): the call that a node needs, if any;
    whether a node can be left to Python at all; and the call that does so."""

    needed: Callable[[SqlEmitter, t.Typed], SqlValue | None]
    can_take: Callable[[t.Typed], bool]
    take: Callable[[SqlEmitter, t.Typed], SqlValue]


class SqlEmitter:
    """The state of one compilation: the tables, the records in scope, the rules by node."""

    def __init__(
        self,
        tables: SqlTables,
        own: SqlSource | None,
        context: SqlContext,
        rules: dict[type[t.Typed], Emit],
        python_parts: PythonParts,
    ) -> None:
        self.tables = tables
        self.dialect = tables.dialect
        self.context = context
        self.frames: list[SqlSource] = [] if own is None else [own]
        self.shapes = Shapes()
        self.hard: dict[int, tuple[t.Typed, bool]] = {}
        self.exact: dict[int, tuple[t.Typed, Exact | None]] = {}
        self._rules = rules
        self._python_parts = python_parts
        self._sizes = Sizes()

    def emit(self, node: t.Typed) -> SqlValue:
        """Give the SQL of a node."""
        if self.dialect == SQLITE:
            part = self._python_parts.needed(self, node)
            if part is not None:
                return part
        found = self._rules[type(node)](self, node)
        if self.is_fair(found):
            return found
        if self.dialect == SQLITE and self._python_parts.can_take(node):
            return self._python_parts.take(self, node)
        raise self.refuse(node, type(node).__name__)

    def is_fair(self, found: SqlValue) -> bool:
        """Say whether a database can be asked to read a value and its error."""
        parts = (found.value,) if found.error is None else (found.value, found.error)
        return all(self._sizes.of(part).is_fair for part in parts)

    def emit_as(self, node: t.Typed, kind: Type, scale: int | None) -> SqlValue:
        """Give the SQL of a node in the form of another type: NULL typed, numbers rescaled."""
        if isinstance(node, t.Literal):
            target = kind if isinstance(node.type, Blank) else node.type
            return self.constant(node.value, target, scale)
        found = self.emit(node)
        if found.scale is None or scale is None or found.scale == scale:
            return found
        factor = sa.literal_column(str(10 ** (scale - found.scale)), sa.BigInteger())
        return SqlValue(found.value * factor, found.error, scale)

    def constant(self, value: object, kind: Type, scale: int | None = None) -> SqlValue:
        """Give a constant as a typed bound parameter, or a typed NULL."""
        is_number = isinstance(kind, Number | Duration)
        used = scale if self.dialect == SQLITE and is_number else None
        if isinstance(kind, Duration) and self.dialect == SQLITE:
            used = 0
        form = column_type(kind, self.dialect, used)
        if value is None:
            null = sa.null() if self.dialect == SQLITE else sa.cast(sa.null(), form)
            return SqlValue(sa.type_coerce(null, form), None, used)
        if isinstance(value, bool):
            return SqlValue(sa.true() if value else sa.false())
        stored = to_storage(value, kind, self.dialect, used)
        return SqlValue(sa.literal(stored, form), None, used)

    def number_scale(self, node: t.Typed) -> int | None:
        """Give the scale of SQLite's integer for a node; None where it has none."""
        if self.dialect != SQLITE or not isinstance(node.type, Number | Duration):
            return None
        shape = self.shapes.of(node)
        return shape.scale if shape.fits else None

    def typed(self, value: Column, kind: Type, scale: int | None = None) -> Column:
        """Give a column read as the storage type of a formula type."""
        if isinstance(kind, Duration) and self.dialect == POSTGRESQL:
            return sa.cast(value, sa.Numeric())
        return sa.type_coerce(value, column_type(kind, self.dialect, scale))

    def truth(self, node: t.Typed) -> SqlValue:
        """Give a condition: FALSE where it is blank, NULL only where it fails."""
        found = self.emit(node)
        if not node.nullable:
            return found
        return SqlValue(filled(found, sa.false()), found.error)

    def refuse(self, node: t.Typed, name: str) -> NotCompilable:
        """Give the refusal of a node that this database cannot compute."""
        return NotCompilable(name, node.span)


def filled(found: SqlValue, empty: Column) -> Column:
    """Give the value with blank read as `empty`, still NULL where it is an error."""
    return unless_failed(sa.func.coalesce(found.value, empty, type_=found.value.type), found.error)


def negated(value: Column) -> Column:
    """Give NOT in parentheses: SQLAlchemy leaves them out before IS NULL."""
    return Grouping(sa.not_(value))


def unless_failed(value: Column, error: Column | None) -> Column:
    """Give the value, NULL where there is an error."""
    return value if error is None else sa.case((error.is_(None), value))


def first_error(*errors: Column | None) -> Column | None:
    """Give the first error code that is there."""
    found = [error for error in errors if error is not None]
    if len(found) < 2:
        return found[0] if found else None
    return sa.func.coalesce(*found, type_=sa.Text())


def code(name: str) -> Column:
    """Give an error code as a constant."""
    return sa.literal_column(f"'{name}'", sa.Text())


def zero(kind: Type, dialect: str) -> Column:
    """Give the 0 of a number type."""
    return sa.literal_column("0", column_type(kind, dialect, 0))


def _literal(emitter: SqlEmitter, node: t.Literal) -> SqlValue:
    return emitter.constant(node.value, node.type, emitter.number_scale(node))


def _field_value(emitter: SqlEmitter, node: t.FieldValue) -> SqlValue:
    return read_field(emitter, emitter.frames[-1 - node.depth], node.key, node)


def read_field(emitter: SqlEmitter, source: SqlSource, key: str, node: t.Typed) -> SqlValue:
    """Give a field of a record as the node's type."""
    column = source.id if key == "id" else None
    error = None
    if column is None:
        field = source.field(key)
        column, error = field.value, field.error if node.may_error else None
    scale = emitter.number_scale(node)
    return SqlValue(emitter.typed(column, node.type, scale), error, scale)


def _follow(emitter: SqlEmitter, node: t.Follow) -> SqlValue:
    record = emitter.emit(node.record)
    source = emitter.tables.source(node.table)
    found = read_field(emitter, source, node.key, node)
    conditions = [source.id == record.value]
    if source.alive is not None:
        conditions.append(source.alive)

    def read(column: Column) -> Column:
        inner = sa.select(column).select_from(source.table).where(*conditions)
        return inner.correlate_except(source.table).scalar_subquery()

    error = None if found.error is None else read(found.error)
    return SqlValue(read(found.value), first_error(record.error, error), found.scale)


def _member(emitter: SqlEmitter, node: t.MemberOf) -> SqlValue:
    money = node.value
    if isinstance(money, t.FieldValue):
        key = f"{money.key}.{node.part}"
        return read_field(emitter, emitter.frames[-1 - money.depth], key, node)
    if isinstance(money, t.Follow):
        part = t.Follow(
            type=node.type,
            nullable=True,
            record=money.record,
            table=money.table,
            key=f"{money.key}.{node.part}",
        )
        return emitter.emit(part)
    raise emitter.refuse(node, node.part)


def _record_id(emitter: SqlEmitter, node: t.RecordId) -> SqlValue:
    return SqlValue(emitter.typed(emitter.frames[-1 - node.depth].id, node.type))


def _case(emitter: SqlEmitter, node: t.Case) -> SqlValue:
    scale = emitter.number_scale(node)
    return choose(emitter, node, scale, lambda part: emitter.emit_as(part, node.type, scale))


def choose(
    emitter: SqlEmitter, node: t.Case, scale: int | None, emit: Callable[[t.Typed], SqlValue]
) -> SqlValue:
    """Give the value of the branch that is taken; `emit` gives that of a branch."""
    values: list[tuple[Column, Column]] = []
    errors: list[tuple[Column, Column]] = []
    fails = False
    for condition, result in node.branches:
        test = emitter.truth(condition)
        branch = emit(result)
        values.append((test.value, branch.value))
        if test.error is not None:
            values.append((test.value.is_(None), sa.null()))
            errors.append((test.error.is_not(None), test.error))
        errors.append((test.value, sa.null() if branch.error is None else branch.error))
        fails = fails or test.error is not None or branch.error is not None
    last = emit(node.otherwise)
    value = _choice(values, last.value, column_type(node.type, emitter.dialect, scale))
    if not fails and last.error is None:
        return SqlValue(value, None, scale)
    rest = sa.null() if last.error is None else last.error
    return SqlValue(value, _choice(errors, rest, sa.Text()), scale)


def _choice(branches: list[tuple[Column, Column]], otherwise: Column, kind: object) -> Column:
    return sa.type_coerce(sa.case(*branches, else_=otherwise), kind)  # type: ignore[arg-type]


def _logic(emitter: SqlEmitter, node: t.Logic) -> SqlValue:
    operands = [emitter.truth(part) for part in node.operands]
    parts = [operand.value for operand in operands]
    if node.operator == "XOR":
        value: Column = parts[0]
        for part in parts[1:]:
            value = value != part
    else:
        value = sa.and_(*parts) if node.operator == "AND" else sa.or_(*parts)
    error = first_error(*(operand.error for operand in operands))
    if error is not None:
        error = sa.case((value.is_(None), error))
    return SqlValue(value, error)


def _not(emitter: SqlEmitter, node: t.Not) -> SqlValue:
    operand = emitter.truth(node.operand)
    return SqlValue(negated(operand.value), operand.error)


def _if_error(emitter: SqlEmitter, node: t.IfError) -> SqlValue:
    scale = emitter.number_scale(node)
    operand = emitter.emit_as(node.operand, node.type, scale)
    if operand.error is None:
        return operand
    other = emitter.emit_as(node.otherwise, node.type, scale)
    failed = operand.error.is_not(None)
    value = sa.case((failed, other.value), else_=operand.value)
    error = None if other.error is None else sa.case((failed, other.error))
    return SqlValue(value, error, scale)


def _is_error(emitter: SqlEmitter, node: t.IsError) -> SqlValue:
    error = emitter.emit(node.operand).error
    return SqlValue(sa.false() if error is None else error.is_not(None))


def _is_blank(emitter: SqlEmitter, node: t.IsBlank) -> SqlValue:
    if isinstance(node.operand.type, RecordSet):
        raise emitter.refuse(node, "ISBLANK")
    operand = emitter.emit(node.operand)
    value: Column = operand.value.is_(None)
    if isinstance(node.operand.type, MultiSelect):
        none = "{}" if emitter.dialect == POSTGRESQL else "[]"
        empty = sa.cast(operand.value, sa.Text()) == sa.literal_column(f"'{none}'", sa.Text())
        value = sa.or_(value, empty)
    return SqlValue(unless_failed(value, operand.error), operand.error)


def _coalesce(emitter: SqlEmitter, node: t.Coalesce) -> SqlValue:
    scale = emitter.number_scale(node)
    operands = [emitter.emit_as(part, node.type, scale) for part in node.operands]
    if all(operand.error is None for operand in operands):
        value: Column = sa.func.coalesce(
            *(operand.value for operand in operands),
            type_=column_type(node.type, emitter.dialect, scale),
        )
        return SqlValue(value, None, scale)
    values: list[tuple[Column, Column]] = []
    errors: list[tuple[Column, Column]] = []
    for operand in operands:
        if operand.error is not None:
            values.append((operand.error.is_not(None), sa.null()))
            errors.append((operand.error.is_not(None), operand.error))
        values.append((operand.value.is_not(None), operand.value))
        errors.append((operand.value.is_not(None), sa.null()))
    kind = column_type(node.type, emitter.dialect, scale)
    value = _choice(values, sa.null(), kind)
    return SqlValue(value, _choice(errors, sa.null(), sa.Text()), scale)


def _concat(emitter: SqlEmitter, node: t.Concat) -> SqlValue:
    empty = sa.literal_column("''", sa.Text())
    parts = [emitter.emit(part) for part in node.parts]
    texts = [
        filled(found, empty) if part.nullable else found.value
        for part, found in zip(node.parts, parts, strict=True)
    ]
    total = texts[0]
    for text in texts[1:]:
        total = total.concat(text)
    return SqlValue(blank_if_empty(total), first_error(*(part.error for part in parts)))


def blank_if_empty(text: Column) -> Column:
    """Give the text, NULL where it is ''."""
    return sa.func.nullif(text, sa.literal_column("''", sa.Text()), type_=sa.Text())


def _refused(emitter: SqlEmitter, node: t.Typed) -> SqlValue:
    raise emitter.refuse(node, type(node).__name__)


def is_text(nodes: Iterable[t.Typed]) -> bool:
    """Say whether a side of a comparison is text, so that it needs the code point order."""
    return any(isinstance(node.type, Text) for node in nodes)


NODES: dict[type[t.Typed], Emit] = {
    t.Literal: _literal,
    t.FieldValue: _field_value,
    t.Follow: _follow,
    t.MemberOf: _member,
    t.RecordId: _record_id,
    t.Case: _case,
    t.Logic: _logic,
    t.Not: _not,
    t.IfError: _if_error,
    t.IsError: _is_error,
    t.IsBlank: _is_blank,
    t.Coalesce: _coalesce,
    t.Concat: _concat,
    t.OldValue: _refused,
    t.Changed: _refused,
    t.ListValue: _refused,
    t.RelatedList: _refused,
    t.Related: _refused,
    t.GroupRows: _refused,
}
