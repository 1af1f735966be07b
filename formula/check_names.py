"""Names, members and paths: what a text like `客户.负责人.部门` reads (formula.md 2.2)."""

from __future__ import annotations

from formula.check_state import Checking
from formula.check_steps import check_part_of_step, check_variable, is_part_of_step
from formula.errors import Suggestion
from formula.names import (
    OLD,
    OWN,
    PARAMETER,
    VARIABLE,
    field_named,
    in_table,
    special_word,
    unknown,
    unknown_name,
)
from formula.nearest import nearest
from formula.scope import FieldName, TableNames, Use
from formula.tree import MemberNode, NameNode
from formula.typed import (
    ContextValue,
    FieldValue,
    Follow,
    Literal,
    MemberOf,
    OldValue,
    RecordId,
    Related,
    RelatedList,
    Typed,
)
from formula.typed_walk import carrying, of_record, parts_of
from formula.types import Boolean, ListOf, Money, Number, RecordSet, Ref, Text, Type

MAX_HOPS = 5
_AMOUNT = {"amount", "金额"}
_CURRENCY = {"currency", "币种"}


def check_name(checking: Checking, node: NameNode, _: Type | None) -> Typed | None:
    """A bare name: a constant, or a field of the innermost record."""
    if not node.braced:
        word = node.name.upper()
        if word in {"TRUE", "FALSE"}:
            return Literal(type=Boolean(), value=word == "TRUE", span=node.span)
        if word in OWN and field_named(checking, node.name) is None:
            return _record(checking, node, len(checking.records) - 1)
    if not checking.records:
        if checking.use is Use.MEASURE and in_table(checking, checking.scope.table, node.name):
            source = checking.source(node.span)
            suggestion = Suggestion(f"SUM({source})", node.span)
            checking.problem("F108", node.span, suggestion, found="list", name=source)
        else:
            unknown(checking, node, None)
        return None
    return _field_of(checking, node, checking.records[-1], 0)


def check_member(checking: Checking, node: MemberNode, _: Type | None) -> Typed | None:
    """`target.name`: a field of another record, of a list of records, or a part of a value."""
    target = node.target
    word = special_word(checking, target)
    if isinstance(target, NameNode) and word is not None:
        return _special(checking, target, node.name, word)
    if is_part_of_step(checking, node):
        return check_part_of_step(checking, node)
    value = checking.value(target)
    if value is None:
        return None
    match value.type:
        case Ref(table=table):
            return _field_of(checking, node.name, table, value)
        case RecordSet(table=table) if isinstance(value, Related):
            return _of_each(checking, node.name, table, value)
        case ListOf(item=Ref(table=table)) if isinstance(value, RelatedList):
            return _longer(checking, node.name, table, value)
        case Money():
            return _part_of_money(checking, node.name, value)
        case _:
            checking.problem("F116", node.name.span, name=checking.source(target.span))
            return None


def own_record(checking: Checking, node_span_of: NameNode) -> Typed | None:
    """The formula's own record as a reference."""
    return _record(checking, node_span_of, len(checking.records) - 1)


def field_value(
    checking: Checking, field: FieldName, table: TableNames, record: Typed | int, node: NameNode
) -> Typed | None:
    """The value of `field` of the record in scope at depth `record`, or of what it points at."""
    if isinstance(field.definition, Typed):
        return of_record(field.definition, record)
    if isinstance(field.type, RecordSet):
        return _related(field, table, record, node)
    if isinstance(record, int):
        return FieldValue(
            type=field.type,
            nullable=field.nullable,
            may_error=field.may_error,
            span=node.span,
            table=table.name,
            key=field.key,
            depth=record,
        )
    if _hops(record) >= MAX_HOPS:
        checking.problem("F114", node.span, what="path", limit=MAX_HOPS)
        return None
    follow = Follow(
        type=field.type,
        nullable=True,
        may_error=field.may_error,
        span=node.span,
        record=record,
        table=table.name,
        key=field.key,
    )
    return carrying(follow, (record,))


def _special(checking: Checking, target: NameNode, name: NameNode, word: str) -> Typed | None:
    if word in PARAMETER:
        return _parameter(checking, name)
    if word in VARIABLE:
        return check_variable(checking, target, name)
    if word in OLD:
        return _old_value(checking, target, name)
    depth = len(checking.records) - 1 if word in OWN else 1
    if depth >= len(checking.records) or depth < 0:
        checking.problem("F112", target.span, name=target.name, use=checking.use.value)
        return None
    return _field_of(checking, name, checking.records[-1 - depth], depth)


def _parameter(checking: Checking, name: NameNode) -> Typed | None:
    type_ = checking.scope.parameters.get(name.name)
    if type_ is None:
        close = nearest(name.name, checking.scope.parameters)
        unknown_name(checking, name, close)
        return None
    checking.names(name.span, "parameter", name.name)
    return ContextValue(type=type_, nullable=True, span=name.span, name="param", key=name.name)


def _old_value(checking: Checking, target: NameNode, name: NameNode) -> Typed | None:
    table = checking.table(checking.scope.table or "")
    if not checking.knows_old or table is None:
        checking.problem("F112", target.span, name=target.name, use=checking.use.value)
        return None
    field = find_field(checking, table, name)
    if field is None:
        return None
    if isinstance(field.type, RecordSet) or field.definition is not None:
        checking.problem("F112", name.span, name=f"OLD.{name.name}", use=checking.use.value)
        return None
    return OldValue(
        type=field.type,
        nullable=True,
        may_error=field.may_error,
        span=name.span,
        table=table.name,
        key=field.key,
    )


def _record(checking: Checking, node: NameNode, depth: int) -> Typed | None:
    if depth < 0 or checking.use is Use.MEASURE:
        checking.problem("F112", node.span, name=node.name, use=checking.use.value)
        return None
    table = checking.records[-1 - depth]
    return RecordId(type=Ref(table), span=node.span, table=table, depth=depth)


def _field_of(
    checking: Checking, node: NameNode, table_name: str, record: Typed | int
) -> Typed | None:
    table = checking.table(table_name)
    if table is None:
        unknown(checking, node, None)
        return None
    field = find_field(checking, table, node)
    if field is None:
        return None
    if checking.use is Use.ID and (not isinstance(record, int) or _iselsewhere(field)):
        checking.problem("F112", node.span, name=node.name, use=checking.use.value)
        return None
    return field_value(checking, field, table, record, node)


def _iselsewhere(field: FieldName) -> bool:
    return isinstance(field.type, RecordSet) or field.definition is not None


def find_field(checking: Checking, table: TableNames, node: NameNode) -> FieldName | None:
    """The field of `table` that `node` names; F101 or F110 and None otherwise.

    A key wins over labels, so that there is always a way to say which one is meant.
    """
    meant = table.fields.get(node.name)
    if meant is None:
        fields = [field for field in table.fields.values() if node.name in field.names]
        if len(fields) > 1:
            keys = [field.key for field in fields]
            checking.problem(
                "F110",
                node.span,
                *(Suggestion(key, node.span) for key in keys),
                name=node.name,
                meanings=", ".join(keys),
            )
            return None
        if not fields:
            unknown(checking, node, table)
            return None
        meant = fields[0]
    checking.names(node.span, "field", meant.key, table.name)
    return meant


def _related(field: FieldName, table: TableNames, record: Typed | int, node: NameNode) -> Typed:
    assert isinstance(field.type, RecordSet)
    owner = (
        RecordId(type=Ref(table.name), span=node.span, table=table.name, depth=record)
        if isinstance(record, int)
        else record
    )
    related = Related(
        type=field.type,
        span=node.span,
        record=owner,
        table=field.type.table,
        owner_table=table.name,
        key=field.key,
        back=field.back,
    )
    return carrying(related, (owner,))


def _of_each(checking: Checking, name: NameNode, table_name: str, source: Related) -> Typed | None:
    argument = _field_of(checking, name, table_name, 0)
    return None if argument is None else _list(checking, name, source, argument)


def _longer(
    checking: Checking, name: NameNode, table_name: str, value: RelatedList
) -> Typed | None:
    argument = _field_of(checking, name, table_name, value.argument)
    if argument is None or not isinstance(value.source, Related):
        return None
    return _list(checking, name, value.source, argument)


def _list(checking: Checking, name: NameNode, source: Related, argument: Typed) -> Typed | None:
    if isinstance(argument.type, RecordSet | ListOf):
        checking.problem("F108", name.span, found="recordset", name=name.name)
        return None
    listed = RelatedList(
        type=ListOf(argument.type), span=source.span, source=source, argument=argument
    )
    return carrying(listed, (source, argument))


def _part_of_money(checking: Checking, name: NameNode, value: Typed) -> Typed | None:
    assert isinstance(value.type, Money)
    if name.name not in _AMOUNT | _CURRENCY:
        unknown_name(checking, name, ["金额", "币种"])
        return None
    is_amount = name.name in _AMOUNT
    part = MemberOf(
        type=Number(value.type.scale) if is_amount else Text(),
        nullable=value.nullable,
        span=name.span,
        value=value,
        part="amount" if is_amount else "currency",
    )
    return carrying(part, (value,))


def _hops(record: Typed) -> int:
    if isinstance(record, Follow):
        return 1 + _hops(record.record)
    return max((_hops(part) for part in parts_of(record)), default=0)
