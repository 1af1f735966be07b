"""Which types go together, and the changes of type that the language makes by itself (2.4)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from zoneinfo import ZoneInfo

from formula.check_state import Checking
from formula.errors import Span, Suggestion
from formula.options import option_literal
from formula.syntax import read_date
from formula.tree import ListNode, Node, ParenNode, StringNode
from formula.typed import (
    Arithmetic,
    Coalesce,
    Coerce,
    FieldValue,
    Follow,
    ListValue,
    Literal,
    RecordId,
    RelatedList,
    Typed,
)
from formula.typed_walk import carrying
from formula.types import (
    Blank,
    Boolean,
    Date,
    DateTime,
    Duration,
    ListOf,
    Money,
    MultiSelect,
    Number,
    RecordSet,
    Ref,
    Select,
    Text,
    Type,
    type_name,
)

MAX_SCALE = 10
LARGEST_ID = 2**63 - 1
FALSE = Literal(type=Boolean(), value=False)
_CAN_BE_TEXT = Number | Boolean | Date | DateTime | Duration | Select | Ref


def is_written_text(node: Node) -> bool:
    """Whether `node` is a text literal (or a list of them), which takes its type from beside it."""
    if isinstance(node, ParenNode):
        return is_written_text(node.inner)
    if isinstance(node, ListNode):
        return bool(node.items) and all(is_written_text(item) for item in node.items)
    return isinstance(node, StringNode)


def text_literal(checking: Checking, node: StringNode, wanted: Type | None) -> Typed | None:
    """The literal that a written text is beside a value of type `wanted`."""
    match wanted:
        case Select() | MultiSelect():
            return option_literal(checking, node, Select(wanted.set_key, wanted.options))
        case Date() | DateTime():
            return _date_literal(checking, node, wanted)
        case Ref() if (record := record_id(node.value)) is not None:
            return Literal(type=wanted, value=record, span=node.span)
        case ListOf(item=Select() | Date() | DateTime() as item):
            return text_literal(checking, node, item)
        case _:
            return plain_text(node.value, node.span)


def record_id(text: str) -> int | None:
    """The record that a text of digits names beside a reference; None for any other text."""
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST_ID))):
        return None
    return int(text) if 0 < int(text) <= LARGEST_ID else None


def plain_text(value: str, span: Span) -> Literal:
    """A text constant; '' is blank (2.5)."""
    return Literal(type=Text(), value=value or None, nullable=not value, span=span)


def instant(checking: Checking, local: datetime.datetime) -> datetime.datetime:
    """The instant, in UTC, of a time written in the application's zone."""
    return local.replace(tzinfo=ZoneInfo(checking.scope.time_zone)).astimezone(datetime.UTC)


def _date_literal(checking: Checking, node: StringNode, wanted: Date | DateTime) -> Typed | None:
    value = read_date(node.value.replace("/", "-"))
    if value is None or (isinstance(wanted, Date) and isinstance(value, datetime.datetime)):
        checking.problem("F115", node.span, found=node.value, type=type_name(wanted))
        return None
    if isinstance(value, datetime.datetime):
        return Literal(type=DateTime(), value=instant(checking, value), span=node.span)
    # A date beside a datetime stays a date here: the coercion to local midnight is a node.
    return Literal(type=Date(), value=value, span=node.span)


def common_type(types: Iterable[Type]) -> Type | None:
    """The type that values of all `types` have together; None where they do not go together."""
    result: Type = Blank()
    for type_ in types:
        merged = _common(result, type_)
        if merged is None:
            return None
        result = merged
    return result


def _common(left: Type, right: Type) -> Type | None:
    match left, right:
        case (Blank(), _):
            return right
        case (_, Blank()):
            return left
        case (Number(scale=one), Number(scale=other)):
            return Number(None if one is None or other is None else max(one, other))
        case (Date(), DateTime()) | (DateTime(), Date()):
            return DateTime()
        case (ListOf(item=one_item), ListOf(item=other_item)):
            item = _common(one_item, other_item)
            return None if item is None else ListOf(item)
        case (Money(), Money()):
            return Money(tuple(dict.fromkeys(left.currencies + right.currencies)), left.scale)
        case _:
            return left if left == right else None


def as_type(value: Typed, wanted: Type) -> Typed:
    """`value`, of a type that goes with `wanted`, as a `wanted`."""
    if isinstance(wanted, DateTime) and isinstance(value.type, Date):
        return carrying(
            Coerce(type=wanted, operand=value, nullable=value.nullable, span=value.span), (value,)
        )
    if isinstance(value, Literal) and isinstance(value.type, Blank):
        return replace(value, type=wanted)
    return value


def unified(
    checking: Checking, values: list[tuple[Typed, Node]]
) -> tuple[list[Typed], Type] | None:
    """The values with one type; a problem and None where they have no type in common."""
    first = next((value for value, _ in values if not isinstance(value.type, Blank)), None)
    wanted = common_type(value.type for value, _ in values)
    if wanted is None:
        assert first is not None
        for value, node in values:
            if _common(first.type, value.type) is None:
                mismatch(checking, node, value.type, first.type)
                return None
        wanted = first.type
    return [as_type(value, wanted) for value, _ in values], wanted


def mismatch(checking: Checking, node: Node, found: Type, wanted: Type) -> None:
    """Records F105 with the change that would mend it, where there is a plain one."""
    source = checking.source(node.span)
    text: str | None = None
    match found, wanted:
        case (Text(), Number()):
            unquoted = node.value.strip() if isinstance(node, StringNode) else ""
            text = unquoted if _is_number(unquoted) else f"VALUE({source})"
        case (MultiSelect(), Text()):
            text = f"JOIN({source}, '、')"
        case (DateTime(), Date()):
            text = f"TODATE({source})"
        case (_, Text()) if isinstance(found, _CAN_BE_TEXT):
            text = f"TEXT({source})"
        case (Number(), Boolean()):
            text = f"{source}<>0"
        case (Number(), Duration()) if source.isdigit():
            text = f"{source}d"
        case (Duration(), Number()):
            text = f"DAYS({source})"
        case (Money(), Number()):
            text = f"{source}.金额"
        case (_, Boolean()):
            text = f"NOT ISBLANK({source})"
        case _:
            pass
    suggestions = () if text is None else (Suggestion(text, node.span),)
    checking.problem(
        "F105", node.span, *suggestions, found=type_name(found), wanted=type_name(wanted)
    )


def _is_number(text: str) -> bool:
    return text.isascii() and text.replace(".", "", 1).isdigit()


def scalar(checking: Checking, node: Node, wanted: Type | None = None) -> Typed | None:
    """The typed form of `node`, which must be one value (F108)."""
    value = checking.value(node, wanted)
    if value is None or not isinstance(value.type, ListOf | RecordSet):
        return value
    source = checking.source(node.span)
    names = ("COUNT",)
    if isinstance(value.type, ListOf) and isinstance(value.type.item, Number):
        names = ("SUM",)
    elif isinstance(value.type, ListOf) and isinstance(value.type.item, Date | DateTime):
        names = ("MAX",)
    elif isinstance(value.type, ListOf):
        names = ("JOIN",)
    texts = [f"{name}({source})" if name != "JOIN" else f"JOIN({source}, '、')" for name in names]
    checking.problem(
        "F108",
        node.span,
        *(Suggestion(text, node.span) for text in texts),
        found=type_name(value.type),
        name=source,
    )
    return None


def number(checking: Checking, node: Node) -> Typed | None:
    """The typed form of `node`, which must be a number."""
    value = scalar(checking, node)
    if value is None or isinstance(value.type, Number):
        return value
    if isinstance(value.type, Blank):
        return as_type(value, Number(0))
    mismatch(checking, node, value.type, Number())
    return None


def boolean(checking: Checking, node: Node) -> Typed | None:
    """The typed form of `node`, which must be TRUE or FALSE; where it can be blank, FALSE."""
    value = scalar(checking, node)
    if value is None:
        return None
    if not isinstance(value.type, Boolean | Blank):
        mismatch(checking, node, value.type, Boolean())
        return None
    return never_blank(as_type(value, Boolean()))


def never_blank(value: Typed) -> Typed:
    """A boolean with FALSE in place of a blank (a boolean is never blank, 2.4)."""
    if not value.nullable:
        return value
    return carrying(Coalesce(type=Boolean(), operands=(value, FALSE), span=value.span), (value,))


def to_text(checking: Checking, value: Typed, node: Node) -> Typed | None:
    """`value` as a text, as `&` and TEXT make it; a problem and None for what has no text."""
    if isinstance(value.type, Text):
        return value
    if isinstance(value.type, Blank):
        return as_type(value, Text())
    if isinstance(value.type, Ref):
        value = _named(checking, value)
        if isinstance(value.type, Text):
            return value
    if not isinstance(value.type, _CAN_BE_TEXT):
        mismatch(checking, node, value.type, Text())
        return None
    return carrying(
        Coerce(type=Text(), operand=value, nullable=value.nullable, span=value.span), (value,)
    )


def _named(checking: Checking, value: Typed) -> Typed:
    """The field that names the record `value` points at; the id itself stays an id."""
    is_id = isinstance(value, RecordId) or (
        isinstance(value, FieldValue | Follow) and value.key == "id"
    )
    assert isinstance(value.type, Ref)
    table = checking.table(value.type.table)
    if is_id or table is None or table.title is None or table.title not in table.fields:
        return value
    title = table.fields[table.title]
    if not isinstance(title.type, Text | Number | Date | DateTime | Select):
        return value
    return carrying(
        Follow(
            type=title.type,
            nullable=True,
            may_error=title.may_error,
            span=value.span,
            record=value,
            table=table.name,
            key=title.key,
        ),
        (value,),
    )


def texts(checking: Checking, value: Typed, node: Node) -> Typed | None:
    """A list with every item as a text."""
    match value:
        case RelatedList():
            argument = to_text(checking, value.argument, node)
            if argument is None:
                return None
            return replace(value, type=ListOf(Text()), argument=argument)
        case ListValue():
            items = [to_text(checking, item, node) for item in value.items]
            known = tuple(item for item in items if item is not None)
            if len(known) < len(items):
                return None
            return replace(value, type=ListOf(Text()), items=known)
        case _ if isinstance(value.type, MultiSelect):
            coerced = Coerce(type=ListOf(Text()), operand=value, nullable=value.nullable)
            return carrying(replace(coerced, span=value.span), (value,))
        case _:
            return value


def fitting(checking: Checking, value: Typed, node: Node, wanted: Type) -> Typed | None:
    """`value` where a `wanted` is stored or passed; a problem and None where it does not fit."""
    found = value.type
    match wanted, found:
        case (_, Blank()):
            return as_type(value, wanted)
        case (Number(), Number()) | (Boolean(), Boolean()) | (Money(), Money()):
            return value
        case (DateTime(), Date()):
            return as_type(value, wanted)
        case (ListOf(item=Text()), MultiSelect() | ListOf()):
            return texts(checking, value, node)
        case (ListOf(item=item), ListOf(item=found_item)) if _common(item, found_item) is not None:
            return value
        case (RecordSet(table=table), ListOf(item=Ref(table=other))) if table == other:
            return value
        case (MultiSelect(set_key=key), ListOf(item=Select(set_key=other_key))) if key == other_key:
            return value
        case (MultiSelect(set_key=key), Select(set_key=other_key)) if key == other_key:
            return listed((value,), found)
        case (RecordSet(table=table), Ref(table=other)) if table == other:
            return listed((value,), found)
        case (ListOf(item=item), _) if not isinstance(found, ListOf | RecordSet | MultiSelect):
            one = fitting(checking, value, node, item)
            return None if one is None else listed((one,), item)
        case _ if wanted == found:
            return value
        case _:
            mismatch(checking, node, found, wanted)
            return None


def listed(items: tuple[Typed, ...], item_type: Type) -> ListValue:
    """The items as one list."""
    return carrying(ListValue(type=ListOf(item_type), items=items, span=items[0].span), items)


def is_day_difference(value: Typed) -> bool:
    """Whether `value` is `date - date`, which compares with a number of days."""
    return (
        isinstance(value, Arithmetic)
        and value.operator == "-"
        and isinstance(value.left.type, Date)
        and isinstance(value.right.type, Date)
    )


def number_literal(value: Decimal, span: Span) -> Literal:
    """A number constant with its own scale."""
    text = format(value, "f")
    whole, _, fraction = text.partition(".")
    fraction = fraction.rstrip("0")
    exact = Decimal(f"{whole}.{fraction}" if fraction else whole)
    return Literal(type=Number(len(fraction)), value=exact, span=span)
