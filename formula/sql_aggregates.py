"""Aggregates: correlated subqueries over related rows, plain functions over the rows of a group."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.sql.selectable import FromClause

from formula import typed as t
from formula.sql_functions import GREATEST, LEAST, SUM
from formula.sql_nodes import Emit, SqlEmitter, first_error, negated, unless_failed, zero
from formula.sql_operators import divided
from formula.sql_types import POSTGRESQL, SQLITE, Column, SqlSource, SqlValue, column_type
from formula.types import Duration, ListOf, MultiSelect, Number, Text

Where = tuple[Column, ...]
HALF = 1_000_000_000
"""SQLite's SUM refuses to outgrow 64 bits: halves are added apart and put together."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows that an aggregate reads: where they stand and which belong."""

    source: SqlSource
    tables: tuple[FromClause, ...]
    conditions: tuple[Column, ...]
    error: Column | None

    def read(self, column: Column, *conditions: Column) -> Column:
        """Give a scalar subquery of one column over the rows."""
        inner = sa.select(column).select_from(self.tables[0])
        inner = inner.where(*self.conditions, *conditions)
        return inner.correlate_except(*self.tables).scalar_subquery()

    def aggregate(
        self, columns: Sequence[Column], make: Callable[[list[Column]], Column], where: Where
    ) -> Column:
        """Give a scalar subquery of what `make` gives for columns, an aggregate of them.

        Columns that name records further out are made by a derived table first: SQLite allows
        them in no aggregate within WHERE, and one of them alone would make it the outer query's.
        """
        if all(self._is_own(column) for column in columns):
            return self.read(make(list(columns)), *where)
        labelled = [column.label(f"c{place}") for place, column in enumerate(columns)]
        inner = sa.select(*labelled).select_from(self.tables[0])
        kept = inner.where(*self.conditions, *where)
        derived = kept.correlate_except(*self.tables).subquery()
        return sa.select(make(list(derived.c))).scalar_subquery()

    def _is_own(self, column: Column) -> bool:
        return all(
            part.table is None or part.table is self.source.table
            for part in sa.sql.visitors.iterate(column)
            if isinstance(part, sa.ColumnClause)
        )

    def exist(self, condition: Column) -> Column:
        """Give the condition that there is such a row."""
        one = sa.literal_column("1", sa.Integer())
        inner = sa.select(one).select_from(self.tables[0])
        inner = inner.where(*self.conditions, condition)
        return inner.correlate_except(*self.tables).exists()


def related_rows(emitter: SqlEmitter, node: t.Related) -> Rows:
    """Give the rows of children or links of a record."""
    record = emitter.emit(node.record)
    source = emitter.tables.source(node.table)
    conditions: list[Column] = [] if source.alive is None else [source.alive]
    if node.back is not None:
        conditions.append(source.field(node.back).value == record.value)
        return Rows(source, (source.table,), tuple(conditions), record.error)
    link = emitter.tables.link(node.owner_table, node.key)
    conditions += [link.record == record.value, link.target == source.id]
    return Rows(source, (source.table, link.table), tuple(conditions), record.error)


def _aggregate(emitter: SqlEmitter, node: t.Aggregate) -> SqlValue:
    match node.source:
        case t.GroupRows():
            return _over_group(emitter, node)
        case t.Related():
            return _over_rows(emitter, node, node.source)
        case t.RelatedList():
            inner = t.Aggregate(
                type=node.type,
                nullable=node.nullable,
                may_error=node.may_error,
                function="count_values" if node.function == "count" else node.function,
                source=node.source.source,
                argument=node.source.argument,
            )
            return emitter.emit(inner)
        case t.ListValue():
            return _over_list(emitter, node, node.source)
        case _:
            return _over_value(emitter, node)


def _over_group(emitter: SqlEmitter, node: t.Aggregate) -> SqlValue:
    emitter.frames.append(emitter.frames[0])
    try:
        if node.function in ("any", "every"):
            return _search_group(emitter, node)
        return _computed(emitter, node, None)
    finally:
        emitter.frames.pop()


def _search_group(emitter: SqlEmitter, node: t.Aggregate) -> SqlValue:
    if node.condition is None:
        raise emitter.refuse(node, node.function)
    test = emitter.truth(node.condition)
    number = sa.case((test.value, sa.literal_column("1")), else_=sa.literal_column("0"))
    if node.function == "any":
        value = sa.func.coalesce(sa.func.max(number), 0) == 1
    else:
        value = sa.func.coalesce(sa.func.min(number), 1) == 1
    error = None if test.error is None else sa.func.min(test.error)
    return SqlValue(unless_failed(value, error), error)


def _over_rows(emitter: SqlEmitter, node: t.Aggregate, source: t.Related) -> SqlValue:
    rows = related_rows(emitter, source)
    emitter.frames.append(rows.source)
    try:
        if node.function in ("any", "every"):
            return _search(emitter, node, rows)
        return _computed(emitter, node, rows)
    finally:
        emitter.frames.pop()


def _search(emitter: SqlEmitter, node: t.Aggregate, rows: Rows) -> SqlValue:
    if node.condition is None:
        raise emitter.refuse(node, node.function)
    wanted = node.function == "any"
    test = emitter.truth(node.condition)
    found = rows.exist(test.value if wanted else negated(test.value))
    if test.error is None:
        return SqlValue(found if wanted else negated(found), rows.error)
    failed = rows.exist(test.error.is_not(None))
    decided, open_ = (sa.true(), sa.false()) if wanted else (sa.false(), sa.true())
    value = sa.case((found, decided), (failed, sa.cast(sa.null(), sa.Boolean())), else_=open_)
    least = rows.aggregate([test.error], _least, ())
    error = sa.case((found, sa.null()), else_=least)
    return SqlValue(value, first_error(rows.error, error))


def _computed(emitter: SqlEmitter, node: t.Aggregate, rows: Rows | None) -> SqlValue:
    """The value over rows (a subquery) or over the group (plain functions)."""
    argument = None if node.argument is None else emitter.emit(node.argument)
    test = None if node.condition is None else emitter.truth(node.condition)
    item = sa.literal_column("1") if argument is None else argument.value
    scale = None if argument is None else argument.scale
    error = None if argument is None else argument.error
    conditions: tuple[Column, ...] = ()
    if test is not None and test.error is None and rows is not None:
        conditions = (test.value,)
    elif test is not None:
        item = sa.case((test.value, item))
        error = None if error is None else sa.case((test.value, error))
        error = first_error(test.error, error)
    result_scale = aggregated(emitter, node, item, scale)[1]

    def make(columns: list[Column]) -> Column:
        value = aggregated(emitter, node, columns[0], scale)[0]
        return unless_failed(value, _least(columns[1:]) if columns[1:] else None)

    columns = [item] if error is None else [item, error]
    if rows is None:
        least = None if error is None else _least([error])
        return SqlValue(make(columns), least, result_scale)
    failed = None if error is None else rows.aggregate([error], _least, conditions)
    value = rows.aggregate(columns, make, conditions)
    return SqlValue(value, first_error(rows.error, failed), result_scale)


def _least(columns: list[Column]) -> Column:
    return sa.func.min(columns[0], type_=sa.Text())


def aggregated(
    emitter: SqlEmitter, node: t.Aggregate, item: Column, scale: int | None
) -> tuple[Column, int | None]:
    """Give the aggregate of a column, and the scale of the result on SQLite."""
    number = isinstance(node.type, Number | Duration)
    on_texts = emitter.dialect == SQLITE and number and scale is None
    kind = column_type(node.type, emitter.dialect, scale)
    whole = 0 if emitter.dialect == SQLITE else None
    match node.function:
        case "count" | "count_values":
            return _whole(emitter, sa.func.count(item)), whole
        case "count_unique":
            return _whole(emitter, sa.func.count(sa.distinct(item))), whole
        case "sum":
            return _total(emitter, node, item, on_texts=on_texts), scale
        case "average":
            return divided(sa.func.sum(item), sa.func.count(item)), None
        case "min" | "max":
            names = {"min": LEAST, "max": GREATEST} if on_texts else {}
            if emitter.dialect == POSTGRESQL and isinstance(node.type, Text):
                item = sa.collate(item, "C")
            name = names.get(node.function, node.function)
            return getattr(sa.func, name)(item, type_=kind), scale
        case _:
            raise emitter.refuse(node, node.function)


def _whole(emitter: SqlEmitter, count: Column) -> Column:
    """A count as the number type: of a bigint PostgreSQL's sign() or floor() is a double."""
    if emitter.dialect == POSTGRESQL:
        return sa.cast(count, sa.Numeric())
    return sa.type_coerce(count, sa.BigInteger())


def _total(emitter: SqlEmitter, node: t.Aggregate, item: Column, *, on_texts: bool) -> Column:
    kind = column_type(node.type, emitter.dialect, None if on_texts else 0)
    if on_texts:
        total = getattr(sa.func, SUM)(item, type_=kind)
        return sa.func.coalesce(total, sa.literal_column("'0'"), type_=kind)
    if emitter.dialect == SQLITE:
        size = sa.literal_column(str(HALF), sa.BigInteger())
        high = item.op("/", return_type=sa.BigInteger())(size)
        low = item.op("%", return_type=sa.BigInteger())(size)
        total = sa.func.sum(high, type_=kind) * size + sa.func.sum(low, type_=kind)
    else:
        total = sa.func.sum(item, type_=kind)
    return sa.func.coalesce(total, zero(node.type, emitter.dialect), type_=kind)


def _over_list(emitter: SqlEmitter, node: t.Aggregate, source: t.ListValue) -> SqlValue:
    """PostgreSQL only: SQLite computes lists written out in Python."""
    items = [emitter.emit_as(item, source.items[0].type, None) for item in source.items]
    error = first_error(*(item.error for item in items))
    kind = column_type(node.type, emitter.dialect)
    parts = [item.value for item in items]
    total = _sum_of(parts)
    count = _count_of(parts)
    match node.function:
        case "count" | "count_values":
            value: Column = sa.cast(count, sa.Numeric())
        case "sum":
            value = total
        case "average":
            value = divided(total, count)
        case "min" | "max":
            name = "least" if node.function == "min" else "greatest"
            if isinstance(node.type, Text):
                parts[0] = sa.collate(parts[0], "C")
            value = getattr(sa.func, name)(*parts, type_=kind)
        case _:
            array = sa.func.array_remove(_array(parts), sa.null())
            distinct = sa.func.unnest(array).column_valued("item")
            counted = sa.cast(sa.func.count(sa.distinct(distinct)), sa.Numeric())
            value = sa.select(counted).scalar_subquery()
    return SqlValue(unless_failed(value, error), error)


def _array(parts: list[Column]) -> Column:
    from_parts: Callable[..., Column] = sa.dialects.postgresql.array
    return from_parts(parts)


def _sum_of(parts: list[Column]) -> Column:
    nothing = sa.literal_column("0", sa.Numeric())
    total: Column = sa.func.coalesce(parts[0], nothing, type_=sa.Numeric())
    for part in parts[1:]:
        total = total + sa.func.coalesce(part, nothing, type_=sa.Numeric())
    return total


def _count_of(parts: list[Column]) -> Column:
    return sa.func.num_nonnulls(*parts, type_=sa.Numeric())


def _over_value(emitter: SqlEmitter, node: t.Aggregate) -> SqlValue:
    """A list that is one value: the options of a multi-select field."""
    found = emitter.emit(node.source)
    if not isinstance(node.source.type, MultiSelect | ListOf):
        raise emitter.refuse(node, node.function)
    items: Column
    if emitter.dialect == POSTGRESQL:
        items = sa.func.unnest(found.value).column_valued("item")
    else:
        items = sa.func.json_each(found.value).table_valued("value").c.value
    counted = sa.distinct(items) if node.function == "count_unique" else items
    if not node.function.startswith("count"):
        raise emitter.refuse(node, node.function)
    value = sa.select(_whole(emitter, sa.func.count(counted))).scalar_subquery()
    whole = 0 if emitter.dialect == SQLITE else None
    return SqlValue(unless_failed(value, found.error), found.error, whole)


AGGREGATES: dict[type[t.Typed], Emit] = {t.Aggregate: _aggregate}
