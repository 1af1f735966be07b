"""Lists and IN (formula.md 2.3, 2.5)."""

from __future__ import annotations

from formula.check_operators import compare
from formula.check_state import Checking
from formula.coerce import (
    as_type,
    common_type,
    is_written_text,
    listed,
    mismatch,
    scalar,
    unified,
)
from formula.tree import InNode, ListNode, Node
from formula.typed import Aggregate, Compare, In, ListValue, Not, RecordId, Related, Typed
from formula.typed_walk import carrying, shifted
from formula.types import Blank, Boolean, ListOf, MultiSelect, RecordSet, Ref, Select, Type


def check_list(checking: Checking, node: ListNode, wanted: Type | None) -> Typed | None:
    """`[a, b]`: a list of one type."""
    item_type = wanted.item if isinstance(wanted, ListOf) else None
    if isinstance(wanted, MultiSelect):
        item_type = Select(wanted.set_key, wanted.options)
    if isinstance(wanted, RecordSet):
        item_type = Ref(wanted.table)
    values = _values(checking, node.items, item_type)
    if values is None:
        return None
    if not values:
        return ListValue(type=ListOf(item_type or Blank()), items=(), span=node.span)
    same = unified(checking, values)
    return None if same is None else listed(tuple(same[0]), same[1])


def check_in(checking: Checking, node: InNode, _: Type | None) -> Typed | None:
    """`operand IN (a, b)`, IN a list, IN the options or records of a field."""
    if not node.is_tuple and not isinstance(node.items[0], ListNode):
        return _in_many(checking, node, node.items[0])
    items = node.items
    if not node.is_tuple:
        assert isinstance(items[0], ListNode)
        items = items[0].items
    elif len(items) == 1 and not is_written_text(items[0]):
        many = checking.value(items[0])
        if many is not None and isinstance(many.type, ListOf | MultiSelect | RecordSet):
            return _in_many(checking, node, items[0])
    return _in_items(checking, node, items)


def _in_items(checking: Checking, node: InNode, items: tuple[Node, ...]) -> Typed | None:
    wanted: Type | None = None
    if is_written_text(node.operand):
        known = next((item for item in items if not is_written_text(item)), None)
        first = None if known is None else checking.value(known)
        wanted = first.type if first else None
    operand = scalar(checking, node.operand, wanted)
    if operand is None:
        return None
    values = _values(checking, items, operand.type)
    if values is None:
        return None
    same = unified(checking, [(operand, node.operand), *values])
    if same is None:
        return None
    first_value, *others = same[0]
    return _in(node, first_value, tuple(others))


def _in_many(checking: Checking, node: InNode, right: Node) -> Typed | None:
    many = checking.value(right)
    if many is None:
        return None
    item = _item_type(many.type)
    if item is None:
        mismatch(checking, right, many.type, ListOf(many.type))
        return None
    operand = scalar(checking, node.operand, item)
    if operand is None:
        return None
    if common_type((operand.type, item)) is None:
        mismatch(checking, node.operand, operand.type, item)
        return None
    if isinstance(many, Related):
        return _in_related(checking, node, operand, many)
    return _in(node, as_type(operand, item), (many,))


def _in(node: InNode, operand: Typed, items: tuple[Typed, ...]) -> Typed:
    found = In(type=Boolean(), operand=operand, items=items, negated=node.negated, span=node.span)
    return carrying(found, (operand, *items))


def _in_related(checking: Checking, node: InNode, operand: Typed, source: Related) -> Typed | None:
    """`user IN 参与人`: there is a related record that is the operand."""
    item = RecordId(type=Ref(source.table), span=source.span, table=source.table, depth=0)
    inner = shifted(operand, 1)
    condition = compare(checking, "=", (item, node), (inner, node))
    assert isinstance(condition, Compare)
    found = carrying(
        Aggregate(
            type=Boolean(), function="any", source=source, condition=condition, span=node.span
        ),
        (source, condition),
    )
    if not node.negated:
        return found
    return carrying(Not(type=Boolean(), operand=found, span=node.span), (found,))


def _item_type(type_: Type) -> Type | None:
    match type_:
        case ListOf(item=item):
            return item
        case MultiSelect(set_key=key, options=options):
            return Select(key, options)
        case RecordSet(table=table):
            return Ref(table)
        case _:
            return None


def _values(
    checking: Checking, items: tuple[Node, ...], wanted: Type | None
) -> list[tuple[Typed, Node]] | None:
    """Each item as a single value; written texts take their type from `wanted` or the others."""
    if wanted is None:
        known = next((item for item in items if not is_written_text(item)), None)
        value = None if known is None else checking.value(known)
        wanted = value.type if value else None
    values = [(scalar(checking, item, wanted), item) for item in items]
    found = [(value, item) for value, item in values if value is not None]
    return found if len(found) == len(values) else None
