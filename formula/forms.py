"""What the forms (IF, SUM, COUNTIF …) are made with: branches, lists, and items with conditions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from formula.check_operators import logic
from formula.check_state import Checking
from formula.coerce import boolean, is_written_text, listed, mismatch, scalar, unified
from formula.errors import Span, Suggestion
from formula.names import as_name, label_of
from formula.scope import Use
from formula.tree import CallNode, Node, StringNode
from formula.typed import (
    Aggregate,
    Case,
    GroupRows,
    IsBlank,
    Literal,
    Related,
    RelatedList,
    Typed,
)
from formula.typed_walk import carrying
from formula.types import Blank, Boolean, ListOf, MultiSelect, Number, RecordSet, Type


@dataclass(frozen=True, slots=True)
class Items:
    """What an aggregate goes over: `source`, and the value of each item where there is one."""

    source: Typed
    argument: Typed | None
    node: Node

    @property
    def type(self) -> Type:
        """The type of one item; Blank where only records are counted."""
        if self.argument is not None:
            return self.argument.type
        match self.source.type:
            case ListOf(item=item):
                return item
            case _:
                return Blank()


def blank(type_: Type, span: Span) -> Literal:
    """The absent value."""
    return Literal(type=type_, nullable=True, value=None, span=span)


def results(
    checking: Checking, nodes: Sequence[Node], wanted: Type | None
) -> tuple[list[Typed], Type] | None:
    """The possible results of a form, made one type; written texts take it from the others."""
    if wanted is None:
        found = (checking.value(node) for node in nodes if not is_written_text(node))
        types = (value.type for value in found if value is not None)
        wanted = next((type_ for type_ in types if not isinstance(type_, Blank)), None)
    values = [(scalar(checking, node, wanted), node) for node in nodes]
    known = [(value, node) for value, node in values if value is not None]
    return unified(checking, known) if len(known) == len(values) else None


def choose(
    branches: Iterable[tuple[Typed, Typed]], otherwise: Typed, type_: Type, span: Span
) -> Typed:
    """The value of the first branch whose condition holds."""
    branches = tuple(branches)
    values = [value for _, value in branches] + [otherwise]
    case = Case(
        type=type_,
        nullable=any(value.nullable for value in values),
        branches=branches,
        otherwise=otherwise,
        span=span,
    )
    conditions = [condition for condition, _ in branches]
    return carrying(case, [*conditions, *values])


def is_blank(operand: Typed, span: Span) -> Typed:
    """Whether `operand` is blank."""
    return carrying(IsBlank(type=Boolean(), operand=operand, span=span), (operand,))


def items_of(checking: Checking, node: Node, value: Typed) -> Items | None:
    """What a list or recordset consists of; None for a single value."""
    match value:
        case RelatedList():
            return Items(value.source, value.argument, node)
        case Related():
            return Items(value, None, node)
        case _ if isinstance(value.type, ListOf | MultiSelect):
            return Items(value, None, node)
        case _:
            return None


def group_items(checking: Checking, node: Node) -> Items | None:
    """In a measure outside of any record: the rows of the group with the value of `node` each."""
    table = checking.scope.table
    assert table is not None
    with checking.item_of(table, node.span):
        argument = scalar(checking, node)
    return None if argument is None else Items(group_rows(table, node.span), argument, node)


def group_rows(table: str, span: Span) -> GroupRows:
    """The rows of the group being measured."""
    return GroupRows(type=RecordSet(table), table=table, span=span)


def measures_group(checking: Checking) -> bool:
    """Whether names in an aggregate here are those of the group's rows (2.2, measures)."""
    return checking.use is Use.MEASURE and not checking.records and checking.scope.table is not None


def conditions(checking: Checking, table: str, nodes: Sequence[Node]) -> Typed | None:
    """The conditions on an item of `table`, all of which must hold."""
    checked = []
    for node in nodes:
        if isinstance(node, StringNode):
            # Excel's criterion '>5' is a condition in words here.
            checking.problem("F119", node.span, found=node.value)
            continue
        with checking.item_of(table, node.span):
            condition = boolean(checking, node)
        if condition is not None:
            checked.append(condition)
    if len(checked) < len(nodes):
        return None
    return checked[0] if len(checked) == 1 else logic("AND", tuple(checked), nodes[0])


def aggregate(
    function: str, items: Items, type_: Type, call: CallNode, condition: Typed | None = None
) -> Typed:
    """One value over the items that meet `condition`."""
    parts = [part for part in (items.source, items.argument, condition) if part is not None]
    made = Aggregate(
        type=type_,
        nullable=function in {"average", "min", "max"} and not _is_never_empty(items),
        function=function,
        source=items.source,
        argument=items.argument,
        condition=condition,
        span=call.span,
    )
    return carrying(made, parts)


def _is_never_empty(items: Items) -> bool:
    """Whether there is always an item that is not blank: a list written out with such a one."""
    written = getattr(items.source, "items", ())
    return any(not item.nullable for item in written)


def scalars(checking: Checking, nodes: Sequence[Node]) -> Items | None:
    """Several single values as one list."""
    values = [(scalar(checking, node), node) for node in nodes]
    known = [(value, node) for value, node in values if value is not None]
    if len(known) < len(values):
        return None
    same = unified(checking, known)
    return None if same is None else Items(listed(tuple(same[0]), same[1]), None, nodes[0])


def list_items(checking: Checking, call: CallNode) -> Items | None:
    """What SUM, MAX, COUNT … go over: the group's rows, one list, or the arguments themselves."""
    if measures_group(checking):
        if len(call.arguments) == 1:
            return group_items(checking, call.arguments[0])
        checking.problem("F120", call.span, name=call.name.name)
        return None
    if len(call.arguments) == 1:
        node = call.arguments[0]
        value = checking.value(node)
        if value is None:
            return None
        return items_of(checking, node, value) or scalars(checking, call.arguments)
    return scalars(checking, call.arguments)


def of_types(checking: Checking, items: Items, allowed: tuple[type, ...]) -> Items | None:
    """The items, where their type is one of `allowed`; F105 and None otherwise."""
    type_ = items.type
    if isinstance(type_, allowed):
        return items
    if isinstance(items.source, Related) and items.argument is None:
        _needs_field(checking, items, allowed)
        return None
    if isinstance(type_, Blank) and isinstance(items.source.type, ListOf):
        return replace(items, source=replace(items.source, type=ListOf(Number(0))))
    mismatch(checking, items.node, type_, Number())
    return None


def _needs_field(checking: Checking, items: Items, allowed: tuple[type, ...]) -> None:
    """SUM(跟进记录) does not say of which field."""
    assert isinstance(items.source.type, RecordSet)
    source = checking.source(items.node.span)
    table = checking.table(items.source.type.table)
    fields = list(table.fields.values()) if table else []
    texts = [label_of(field) for field in fields if isinstance(field.type, allowed)]
    checking.problem(
        "F125",
        items.node.span,
        *(Suggestion(f"{source}.{as_name(text)}", items.node.span) for text in texts[:3]),
        name=source,
    )
