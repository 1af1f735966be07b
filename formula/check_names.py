"""Names, members and paths: what a text like `客户.负责人.部门` reads (formula.md 2.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from formula.check_state import Checking
from formula.errors import Span, Suggestion
from formula.nearest import nearest
from formula.scope import FieldName, TableNames, Use
from formula.tree import MemberNode, NameNode, Node
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
OWN = frozenset({"THIS", "本记录"})
OUTER = frozenset({"OUTER", "外层"})
OLD = frozenset({"OLD", "原值"})
PARAMETER = frozenset({"PARAM", "参数"})
VARIABLE = frozenset({"STEP", "步骤"})
SPECIAL = OWN | OUTER | OLD | PARAMETER | VARIABLE
_AMOUNT = {"amount", "金额"}
_CURRENCY = {"currency", "币种"}


def check_name(checking: Checking, node: NameNode, _: Type | None) -> Typed | None:
    """A bare name: a constant, or a field of the innermost record."""
    if not node.braced:
        word = node.name.upper()
        if word in {"TRUE", "FALSE"}:
            return Literal(type=Boolean(), value=word == "TRUE", span=node.span)
        if word in OWN and _field_named(checking, node.name) is None:
            return _record(checking, node, len(checking.records) - 1)
    if not checking.records:
        if checking.use is Use.MEASURE and _in_table(checking, checking.scope.table, node.name):
            source = checking.source(node.span)
            suggestion = Suggestion(f"SUM({source})", node.span)
            checking.problem("F108", node.span, suggestion, found="list", name=source)
        else:
            _unknown(checking, node, None)
        return None
    return _field_of(checking, node, checking.records[-1], 0)


def check_member(checking: Checking, node: MemberNode, _: Type | None) -> Typed | None:
    """`target.name`: a field of another record, of a list of records, or a part of a value."""
    target = node.target
    word = _special_word(checking, target)
    if isinstance(target, NameNode) and word is not None:
        return _special(checking, target, node.name, word)
    part = _part_of_step(checking, node)
    if part is not None:
        return part
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
        return _variable(checking, target, name)
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
        _unknown_name(checking, name, close)
        return None
    checking.names(name.span, "parameter", name.name)
    return ContextValue(type=type_, nullable=True, span=name.span, name="param", key=name.name)


def _special_word(checking: Checking, node: Node) -> str | None:
    """THIS, OUTER, OLD, PARAM or STEP, where no field has that name."""
    if not isinstance(node, NameNode) or node.braced:
        return None
    word = node.name.upper()
    is_special = word in SPECIAL and _field_named(checking, node.name) is None
    return word if is_special else None


def _variable(checking: Checking, target: NameNode, name: NameNode) -> Typed | None:
    """`STEP.key`: what the step gave."""
    known = checking.scope.variables
    if name.name in known:
        return _variable_value(checking, name, name.name)
    parts = [key for key in known if key.startswith(f"{name.name}.")]
    if parts:
        suggested = [Suggestion(f"{target.name}.{key}", _over(target, name)) for key in parts]
        checking.problem("F127", name.span, *suggested, name=name.name, parts=", ".join(parts))
        return None
    steps = {key.partition(".")[0] for key in known}
    _unknown_name(checking, name, nearest(name.name, sorted(steps)))
    return None


def _part_of_step(checking: Checking, node: MemberNode) -> Typed | None:
    """`STEP.key.part`, where the step gives such a part."""
    step = node.target
    if not isinstance(step, MemberNode):
        return None
    word = _special_word(checking, step.target)
    key = f"{step.name.name}.{node.name.name}"
    if word not in VARIABLE or key not in checking.scope.variables:
        return None
    return _variable_value(checking, node.name, key)


def _variable_value(checking: Checking, name: NameNode, key: str) -> Typed:
    checking.names(name.span, "variable", key)
    return ContextValue(
        type=checking.scope.variables[key],
        nullable=True,
        span=name.span,
        name="variable",
        key=key,
    )


def _over(first: NameNode, last: NameNode) -> Span:
    return Span(first.span.start, last.span.end)


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
        _unknown(checking, node, None)
        return None
    field = find_field(checking, table, node)
    if field is None:
        return None
    if checking.use is Use.ID and (not isinstance(record, int) or _is_elsewhere(field)):
        checking.problem("F112", node.span, name=node.name, use=checking.use.value)
        return None
    return field_value(checking, field, table, record, node)


def _is_elsewhere(field: FieldName) -> bool:
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
            _unknown(checking, node, table)
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
        _unknown_name(checking, name, ["金额", "币种"])
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


def _field_named(checking: Checking, name: str) -> FieldName | None:
    """A field of the innermost record with a name that is also a word of the language."""
    return _in_table(checking, checking.records[-1], name) if checking.records else None


def _in_table(checking: Checking, table_name: str | None, name: str) -> FieldName | None:
    table = checking.table(table_name or "")
    if table is None:
        return None
    if name in table.fields:
        return table.fields[name]
    return next((field for field in table.fields.values() if name in field.names), None)


def _unknown(checking: Checking, node: NameNode, table: TableNames | None) -> None:
    """F101 with the nearest names, then where else the name exists."""
    fields = list(table.fields.values()) if table else []
    close = nearest(node.name, (name for field in fields for name in field.names))
    elsewhere = list(_elsewhere(checking, node, table))
    _unknown_name(checking, node, elsewhere + [as_name(name) for name in close])


def _unknown_name(checking: Checking, node: NameNode, suggested: list[str]) -> None:
    checking.problem(
        "F101",
        node.span,
        *(Suggestion(text, node.span) for text in suggested),
        name=node.name,
        nearest=suggested[0] if suggested else "",
    )


def _elsewhere(checking: Checking, node: NameNode, table: TableNames | None) -> Iterator[str]:
    """`THIS.x` where the outer record has it, `客户.x` where a record it points at has it."""
    name = as_name(node.name)
    outer = checking.records[:-1]
    if outer and _in_table(checking, outer[0], node.name):
        yield f"THIS.{name}"
    elif outer and _in_table(checking, outer[-1], node.name):
        yield f"OUTER.{name}"
    if table is None:
        return
    for field in table.fields.values():
        if isinstance(field.type, Ref) and _in_table(checking, field.type.table, node.name):
            yield f"{as_name(label_of(field))}.{name}"


def label_of(field: FieldName) -> str:
    """What people call the field: the first of its names that is not the key."""
    return next((name for name in field.names if name != field.key), field.key)


_BARE = re.compile(r"[^\W\d]\w*")
_KEYWORDS = frozenset({"AND", "OR", "NOT", "IN", "TRUE", "FALSE"})


def as_name(name: str) -> str:
    """`name` as it is written in a formula, in braces where it must be."""
    if _BARE.fullmatch(name) and name.upper() not in _KEYWORDS | SPECIAL:
        return name
    return "{" + name.replace("}", "}}") + "}"
