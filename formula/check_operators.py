"""Operators: which types they take and what they give (formula.md 2.4, 2.5)."""

from __future__ import annotations

from decimal import Decimal

from formula.check_doubts import doubts_about
from formula.check_state import Checking
from formula.coerce import (
    MAX_SCALE,
    as_type,
    boolean,
    common_type,
    is_day_difference,
    is_written_text,
    mismatch,
    number,
    number_literal,
    scalar,
    to_text,
)
from formula.errors import Span, Suggestion
from formula.tree import BinaryNode, Node, ParenNode, UnaryNode
from formula.typed import (
    Arithmetic,
    Coerce,
    Compare,
    Concat,
    Literal,
    Logic,
    Negate,
    Not,
    Typed,
)
from formula.typed_walk import carrying
from formula.types import (
    Blank,
    Boolean,
    Date,
    DateTime,
    Duration,
    Json,
    Money,
    MultiSelect,
    Number,
    Ref,
    Select,
    Text,
    Type,
    type_name,
)

DAY = 86_400_000
HUNDREDTH = Decimal("0.01")
_ORDERED = Number | Text | Date | DateTime | Duration


def check_binary(checking: Checking, node: BinaryNode, wanted: Type | None) -> Typed | None:
    """Any infix operator but IN."""
    match node.operator:
        case "AND" | "OR":
            return _logic(checking, node)
        case "&":
            return _concat(checking, node)
        case "+" | "-" | "*" | "/" | "^":
            return _arithmetic(checking, node)
        case _:
            return _comparison(checking, node)


def check_unary(checking: Checking, node: UnaryNode, _: Type | None) -> Typed | None:
    """NOT, a sign, or a percent."""
    match node.operator:
        case "NOT":
            operand = boolean(checking, node.operand)
            if operand is None:
                return None
            return carrying(Not(type=Boolean(), operand=operand, span=node.span), (operand,))
        case "%":
            return _percent(checking, node)
        case sign:
            return _signed(checking, node, sign)


def chain(node: BinaryNode) -> list[Node]:
    """The operands of a chain of one operator, from left to right, however long."""
    operands: list[Node] = []
    current: Node = node
    while isinstance(current, BinaryNode) and current.operator == node.operator:
        operands.append(current.right)
        current = current.left
    operands.append(current)
    return operands[::-1]


def logic(operator: str, operands: tuple[Typed, ...], node: Node) -> Typed:
    """The operands joined by AND, OR or XOR."""
    joined = Logic(type=Boolean(), operator=operator, operands=operands, span=node.span)
    return carrying(joined, operands)


def concat(parts: tuple[Typed, ...], node: Node) -> Typed:
    """The texts in one; blank where all of them are (2.5)."""
    nullable = all(part.nullable for part in parts)
    return carrying(Concat(type=Text(), nullable=nullable, parts=parts, span=node.span), parts)


def compare(
    checking: Checking, operator: str, left: tuple[Typed, Node], right: tuple[Typed, Node]
) -> Typed | None:
    """The comparison of two values whose types go together; a problem and None otherwise."""
    left_value, right_value = left[0], right[0]
    if is_day_difference(left_value) and isinstance(right_value.type, Number):
        left_value = _in_days(left_value)
    elif is_day_difference(right_value) and isinstance(left_value.type, Number):
        right_value = _in_days(right_value)
    wanted = common_type((left_value.type, right_value.type))
    if wanted is None:
        _not_comparable(checking, left, right)
        return None
    if isinstance(wanted, Money):
        mismatch(checking, left[1], wanted, Number())
        return None
    has_order = isinstance(wanted, _ORDERED | Blank)
    if isinstance(wanted, MultiSelect | Json) or (operator not in {"=", "<>"} and not has_order):
        checking.problem("F117", left[1].span, found=type_name(wanted), operator=operator)
        return None
    sides = (as_type(left_value, wanted), as_type(right_value, wanted))
    compared = Compare(type=Boolean(), operator=operator, left=sides[0], right=sides[1])
    return carrying(compared, sides)


def pair(checking: Checking, left: Node, right: Node) -> tuple[Typed, Typed] | None:
    """Both typed; a written text on one side takes its type from the other."""
    if is_written_text(left) and not is_written_text(right):
        swapped = pair(checking, right, left)
        return None if swapped is None else (swapped[1], swapped[0])
    first = scalar(checking, left)
    second = scalar(checking, right, first.type if first else None)
    return None if first is None or second is None else (first, second)


def negated(operand: Typed, node: Node) -> Typed:
    """The operand with the other sign."""
    if isinstance(operand, Literal) and isinstance(operand.value, Decimal):
        return Literal(type=operand.type, value=-operand.value, span=node.span)
    return carrying(Negate(type=operand.type, operand=operand, span=node.span), (operand,))


def _logic(checking: Checking, node: BinaryNode) -> Typed | None:
    operands = [boolean(checking, operand) for operand in chain(node)]
    known = tuple(operand for operand in operands if operand is not None)
    return None if len(known) < len(operands) else logic(node.operator, known, node)


def _concat(checking: Checking, node: BinaryNode) -> Typed | None:
    parts: list[Typed] = []
    nodes = chain(node)
    for part in nodes:
        value = scalar(checking, part)
        text = None if value is None else to_text(checking, value, part)
        if text is not None:
            parts.append(text)
    return None if len(parts) < len(nodes) else concat(tuple(parts), node)


def _comparison(checking: Checking, node: BinaryNode) -> Typed | None:
    sides = pair(checking, node.left, node.right)
    if sides is None:
        return None
    left, right = sides
    compared = compare(checking, node.operator, (left, node.left), (right, node.right))
    if isinstance(compared, Compare):
        doubts_about(checking, node, compared)
        return carrying(
            Compare(
                type=Boolean(),
                operator=node.operator,
                left=compared.left,
                right=compared.right,
                span=node.span,
            ),
            (compared,),
        )
    return None


def _in_days(value: Typed) -> Typed:
    days = Coerce(type=Number(0), operand=value, nullable=value.nullable, span=value.span)
    return carrying(days, (value,))


def _not_comparable(
    checking: Checking, left: tuple[Typed, Node], right: tuple[Typed, Node]
) -> None:
    (left_value, left_node), (right_value, right_node) = left, right
    if isinstance(left_value.type, MultiSelect):
        span = Span(left_node.span.start, right_node.span.end)
        one, many = checking.source(right_node.span), checking.source(left_node.span)
        suggestion = Suggestion(f"{one} IN {many}", span)
        checking.problem("F117", span, suggestion, found="multiselect", operator="=")
        return
    if isinstance(left_value.type, Text) and isinstance(right_value.type, Select | Ref):
        mismatch(checking, right_node, right_value.type, left_value.type)
        return
    # The side that is written out, or the text, is the one to mend.
    is_left = isinstance(left_value, Literal) or isinstance(left_value.type, Text)
    if is_left and not isinstance(right_value, Literal):
        mismatch(checking, left_node, left_value.type, right_value.type)
    else:
        mismatch(checking, right_node, right_value.type, left_value.type)


def _percent(checking: Checking, node: UnaryNode) -> Typed | None:
    operand = number(checking, node.operand)
    if operand is None:
        return None
    if isinstance(operand, Literal) and isinstance(operand.value, Decimal):
        sign, digits, exponent = operand.value.as_tuple()
        return number_literal(Decimal((sign, digits, int(exponent) - 2)), node.span)
    return _of_numbers("*", operand, number_literal(HUNDREDTH, node.span), node)


def _signed(checking: Checking, node: UnaryNode, sign: str) -> Typed | None:
    operand = scalar(checking, node.operand)
    if operand is None:
        return None
    operand = as_type(operand, Number(0))
    if not isinstance(operand.type, Number | Duration):
        mismatch(checking, node.operand, operand.type, Number())
        return None
    if sign == "+":
        # A blank number counts as 0 here too, so that +x and x-0 agree.
        zero = Literal(type=Duration(), value=0, span=node.span)
        if isinstance(operand.type, Number):
            zero = number_literal(Decimal(0), node.span)
        plus = Arithmetic(type=operand.type, operator="+", left=zero, right=operand)
        return carrying(plus, (operand,)) if operand.nullable else operand
    return negated(operand, node)


def _arithmetic(checking: Checking, node: BinaryNode) -> Typed | None:
    sides = pair(checking, node.left, node.right)
    if sides is None:
        return None
    left, right = sides
    if isinstance(left.type, Blank):
        left = as_type(left, Number(0) if isinstance(right.type, Blank) else right.type)
    if isinstance(right.type, Blank):
        right = as_type(right, _neutral(left.type))
    match node.operator, left.type, right.type:
        case (_, Number(), Number()):
            return _of_numbers(node.operator, left, right, node)
        case ("+", Text(), Text()):
            return concat((left, right), node)
        case ("+" | "-", Duration(), Duration()):
            return _result(Duration(), node, left, right)
        case ("-", Date() | DateTime(), Date() | DateTime()):
            both = common_type((left.type, right.type))
            assert both is not None
            left, right = as_type(left, both), as_type(right, both)
            return _result(Duration(), node, left, right, left.nullable or right.nullable)
        case ("+", Number() | Duration(), Date() | DateTime()):
            return _moved(checking, node, (right, node.right), (left, node.left))
        case ("+" | "-", Date() | DateTime(), Number() | Duration()):
            return _moved(checking, node, (left, node.left), (right, node.right))
        case _:
            _no_arithmetic(checking, node, left, right)
            return None


def _neutral(other: Type) -> Type:
    return Number(0) if isinstance(other, Date | DateTime) else other


def _of_numbers(operator: str, left: Typed, right: Typed, node: Node) -> Typed:
    assert isinstance(left.type, Number)
    assert isinstance(right.type, Number)
    scale = _scale(operator, left.type.scale, right.type.scale)
    divides = operator == "/" and not (isinstance(right, Literal) and right.value)
    result = Arithmetic(
        type=Number(scale),
        may_error=divides or operator == "^",
        operator=operator,
        left=left,
        right=right,
        span=node.span,
    )
    return carrying(result, (left, right))


def _scale(operator: str, left: int | None, right: int | None) -> int | None:
    if operator == "/":
        return MAX_SCALE
    if left is None or right is None or operator == "^":
        return None
    return max(left, right) if operator in "+-" else min(MAX_SCALE, left + right)


def _result(
    type_: Type, node: BinaryNode, left: Typed, right: Typed, nullable: bool = False
) -> Typed:
    result = Arithmetic(
        type=type_,
        nullable=nullable,
        operator=node.operator,
        left=left,
        right=right,
        span=node.span,
    )
    return carrying(result, (left, right))


def _moved(
    checking: Checking, node: BinaryNode, moment: tuple[Typed, Node], by: tuple[Typed, Node]
) -> Typed | None:
    """A date or instant, some time earlier or later."""
    value, amount = moment[0], by[0]
    if isinstance(amount.type, Number) and isinstance(value.type, DateTime):
        source = checking.source(by[1].span)
        text = f"{source}d" if source.isdigit() else f"DURATION({source}, 'd')"
        suggestion = Suggestion(text, by[1].span)
        checking.problem("F105", by[1].span, suggestion, found="number", wanted="duration")
        return None
    if isinstance(amount.type, Duration) and not _is_whole_days(amount):
        value = as_type(value, DateTime())
    result = Arithmetic(
        type=value.type,
        nullable=value.nullable,
        may_error=True,
        operator=node.operator,
        left=value,
        right=amount,
        span=node.span,
    )
    return carrying(result, (value, amount))


def _is_whole_days(value: Typed) -> bool:
    if isinstance(value, Literal):
        return isinstance(value.value, int) and value.value % DAY == 0
    return is_day_difference(value)


def _no_arithmetic(checking: Checking, node: BinaryNode, left: Typed, right: Typed) -> None:
    inner = node.left.inner if isinstance(node.left, ParenNode) else node.left
    if node.operator == "+" and (isinstance(left.type, Text) or isinstance(right.type, Text)):
        text = f"{checking.source(node.left.span)} & {checking.source(node.right.span)}"
        suggestion = Suggestion(text, node.span)
        found, wanted = type_name(left.type), type_name(right.type)
        checking.problem("F118", node.span, suggestion, left=found, right=wanted, operator="+")
        return
    for value, side in ((left, inner), (right, node.right)):
        if isinstance(value.type, Text | Boolean | Select | Ref | Money):
            mismatch(checking, side, value.type, Number())
            return
    checking.problem(
        "F118",
        node.span,
        left=type_name(left.type),
        right=type_name(right.type),
        operator=node.operator,
    )
