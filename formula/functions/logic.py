"""Forms of choice and logic: 1-15 of formula.md 2.8."""

from __future__ import annotations

from decimal import Decimal

from formula.check_operators import compare, logic, pair
from formula.check_state import Checking
from formula.coerce import boolean, scalar
from formula.forms import blank, choose, is_blank, items_of, results
from formula.functions.signature import Example, Function, Parameter
from formula.tree import CallNode, Node
from formula.typed import (
    Aggregate,
    Coalesce,
    Compare,
    IfError,
    IsError,
    Literal,
    Not,
    Related,
    RelatedList,
    Typed,
)
from formula.typed_walk import carrying
from formula.types import Blank, Boolean, Number, Type

_TEST = Parameter("condition", Boolean())
_VALUE = Parameter("value", None)
_ELSE = Parameter("else", None, optional=True)


def _if(checking: Checking, call: CallNode, wanted: Type | None) -> Typed | None:
    condition = boolean(checking, call.arguments[0])
    values = results(checking, call.arguments[1:], wanted)
    if condition is None or values is None:
        return None
    chosen, type_ = values
    if isinstance(condition, Literal):
        unused = call.arguments[2:] if condition.value else call.arguments[1:2]
        for node in unused:
            checking.warning("W205", node.span, name=checking.source(node.span))
    otherwise = chosen[1] if len(chosen) > 1 else blank(type_, call.span)
    return choose([(condition, chosen[0])], otherwise, type_, call.span)


def _ifs(checking: Checking, call: CallNode, wanted: Type | None) -> Typed | None:
    count = len(call.arguments) // 2 * 2
    tests = [boolean(checking, node) for node in call.arguments[:count:2]]
    nodes = [*call.arguments[1:count:2], *call.arguments[count:]]
    values = results(checking, nodes, wanted)
    known = [test for test in tests if test is not None]
    if len(known) < len(tests) or values is None:
        return None
    chosen, type_ = values
    otherwise = chosen[-1] if len(chosen) > len(known) else blank(type_, call.span)
    return choose(zip(known, chosen, strict=False), otherwise, type_, call.span)


def _switch(checking: Checking, call: CallNode, wanted: Type | None) -> Typed | None:
    node, *rest = call.arguments
    count = len(rest) // 2 * 2
    tests: list[Typed] = []
    for value_node in rest[:count:2]:
        test = _equal(checking, node, value_node)
        if test is not None:
            tests.append(test)
    values = results(checking, [*rest[1:count:2], *rest[count:]], wanted)
    if len(tests) < count // 2 or values is None:
        return None
    chosen, type_ = values
    otherwise = chosen[-1] if len(chosen) > len(tests) else blank(type_, call.span)
    return choose(zip(tests, chosen, strict=False), otherwise, type_, call.span)


def _equal(checking: Checking, left: Node, right: Node) -> Typed | None:
    sides = pair(checking, left, right)
    if sides is None:
        return None
    return compare(checking, "=", (sides[0], left), (sides[1], right))


def _and(checking: Checking, call: CallNode, _: Type | None) -> Typed | None:
    return _joined(checking, call, "AND")


def _or(checking: Checking, call: CallNode, _: Type | None) -> Typed | None:
    return _joined(checking, call, "OR")


def _xor(checking: Checking, call: CallNode, _: Type | None) -> Typed | None:
    return _joined(checking, call, "XOR")


def _joined(checking: Checking, call: CallNode, operator: str) -> Typed | None:
    operands = [boolean(checking, node) for node in call.arguments]
    known = tuple(operand for operand in operands if operand is not None)
    return logic(operator, known, call) if len(known) == len(operands) else None


def _not(checking: Checking, call: CallNode, _: Type | None) -> Typed | None:
    operand = boolean(checking, call.arguments[0])
    if operand is None:
        return None
    return carrying(Not(type=Boolean(), operand=operand, span=call.span), (operand,))


def _iferror(checking: Checking, call: CallNode, wanted: Type | None) -> Typed | None:
    values = results(checking, call.arguments, wanted)
    if values is None:
        return None
    (value, otherwise), type_ = values
    made = IfError(
        type=type_,
        nullable=value.nullable or otherwise.nullable,
        operand=value,
        otherwise=otherwise,
        volatile=value.volatile or otherwise.volatile,
        contextual=value.contextual or otherwise.contextual,
        span=call.span,
    )
    return carrying(made, (otherwise,))


def _iserror(checking: Checking, call: CallNode, _: Type | None) -> Typed | None:
    value = scalar(checking, call.arguments[0])
    if value is None:
        return None
    return IsError(
        type=Boolean(),
        operand=value,
        volatile=value.volatile,
        contextual=value.contextual,
        span=call.span,
    )


def _coalesce(checking: Checking, call: CallNode, wanted: Type | None) -> Typed | None:
    values = results(checking, call.arguments, wanted)
    if values is None:
        return None
    operands, type_ = tuple(values[0]), values[1]
    nullable = all(operand.nullable for operand in operands)
    made = Coalesce(type=type_, nullable=nullable, operands=operands, span=call.span)
    return carrying(made, operands)


def _isblank(checking: Checking, call: CallNode, _: Type | None) -> Typed | None:
    node = call.arguments[0]
    value = checking.value(node)
    if value is None:
        return None
    if not isinstance(value, Related | RelatedList):
        return is_blank(value, call.span)
    items = items_of(checking, node, value)
    assert items is not None
    count = Aggregate(type=Number(0), function="count", source=items.source, span=call.span)
    none = Literal(type=Number(0), value=Decimal(0), span=call.span)
    empty = Compare(type=Boolean(), operator="=", left=count, right=none, span=call.span)
    return carrying(empty, (items.source,))


def _blank(_: Checking, call: CallNode, wanted: Type | None) -> Typed | None:
    return blank(Blank(), call.span)


def _between(checking: Checking, call: CallNode, _: Type | None) -> Typed | None:
    node, low, high = call.arguments
    tests: list[Typed] = []
    for operator, bound in ((">=", low), ("<=", high)):
        sides = pair(checking, node, bound)
        if sides is None:
            continue
        test = compare(checking, operator, (sides[0], node), (sides[1], bound))
        if test is not None:
            tests.append(test)
    return logic("AND", tuple(tests), call) if len(tests) == 2 else None


def _blankif(checking: Checking, call: CallNode, wanted: Type | None) -> Typed | None:
    node, unwanted = call.arguments
    test = _equal(checking, node, unwanted)
    value = scalar(checking, node, wanted)
    if test is None or value is None:
        return None
    return choose([(test, blank(value.type, call.span))], value, value.type, call.span)


FUNCTIONS = (
    Function(
        name="IF",
        number="1",
        aliases=("如果",),
        parameters=(_TEST, Parameter("then", None), _ELSE),
        result=Blank(),
        zh="条件成立时取第二个值，否则取第三个值；不写第三个值则为空",
        en="The second value where the condition holds, else the third; blank without a third",
        examples=(Example("IF(1<2, 'a', 'b')", "a"), Example("IF(1>2, 'a')", "")),
        lower=_if,
        foreign_names=("IIF", "CASE"),
    ),
    Function(
        name="IFS",
        number="2",
        aliases=("多条件",),
        parameters=(_TEST, Parameter("value", None, repeats=True)),
        result=Blank(),
        zh="依次看条件，取第一个成立的条件后面的值；末尾可以多写一个其余情况的值",
        en="The value after the first condition that holds; one more value at the end is the rest",
        examples=(Example("IFS(1>2, 'a', 2>1, 'b')", "b"), Example("IFS(1>2, 'a', 'c')", "c")),
        lower=_ifs,
    ),
    Function(
        name="SWITCH",
        number="3",
        aliases=("匹配",),
        parameters=(_VALUE, Parameter("case", None), Parameter("result", None, repeats=True)),
        result=Blank(),
        zh="等于哪个值就取它后面的结果；末尾可以多写一个其余情况的结果",
        en="The result after the value it equals; one more result at the end is the rest",
        examples=(Example("SWITCH(2, 1, 'a', 2, 'b', 'c')", "b"),),
        lower=_switch,
        foreign_names=("CHOOSE", "DECODE"),
    ),
    Function(
        name="AND",
        number="4",
        aliases=("并且", "与"),
        parameters=(Parameter("condition", Boolean(), repeats=True),),
        result=Boolean(),
        zh="所有条件都成立",
        en="All conditions hold",
        examples=(Example("AND(1<2, 2<3)", "TRUE"),),
        lower=_and,
    ),
    Function(
        name="OR",
        number="5",
        aliases=("或者", "或"),
        parameters=(Parameter("condition", Boolean(), repeats=True),),
        result=Boolean(),
        zh="至少一个条件成立",
        en="At least one condition holds",
        examples=(Example("OR(1>2, 2<3)", "TRUE"),),
        lower=_or,
    ),
    Function(
        name="NOT",
        number="6",
        aliases=("非", "不是"),
        parameters=(_TEST,),
        result=Boolean(),
        zh="条件不成立",
        en="The condition does not hold",
        examples=(Example("NOT(1>2)", "TRUE"),),
        lower=_not,
    ),
    Function(
        name="XOR",
        number="7",
        aliases=("异或",),
        parameters=(Parameter("condition", Boolean(), repeats=True),),
        result=Boolean(),
        zh="成立的条件为奇数个",
        en="An odd number of the conditions hold",
        examples=(Example("XOR(1<2, 2<3)", "FALSE"),),
        lower=_xor,
    ),
    Function(
        name="IFERROR",
        number="8",
        aliases=("如果错误",),
        parameters=(_VALUE, Parameter("otherwise", None)),
        result=Blank(),
        zh="第一个值出错时取第二个值",
        en="The second value where the first is an error",
        examples=(Example("IFERROR(1/0, 5)", "5"),),
        lower=_iferror,
    ),
    Function(
        name="ISERROR",
        number="9",
        aliases=("是否错误",),
        parameters=(_VALUE,),
        result=Boolean(),
        zh="值是否出错",
        en="Whether the value is an error",
        examples=(Example("ISERROR(1/0)", "TRUE"),),
        lower=_iserror,
        foreign_names=("IS_ERROR", "ISERR", "ISNA"),
    ),
    Function(
        name="IFBLANK",
        number="10",
        aliases=("如果为空",),
        parameters=(_VALUE, Parameter("otherwise", None)),
        result=Blank(),
        zh="第一个值为空时取第二个值",
        en="The second value where the first is blank",
        examples=(Example("IFBLANK(BLANK(), 5)", "5"),),
        lower=_coalesce,
        foreign_names=("IFNULL", "NVL", "ISNULL", "IFEMPTY"),
    ),
    Function(
        name="ISBLANK",
        number="11",
        aliases=("为空", "是否为空"),
        parameters=(_VALUE,),
        result=Boolean(),
        zh="值为空，或列表没有内容；0 和 FALSE 不算空",
        en="Whether the value is blank or an empty list; never for 0 or FALSE",
        examples=(Example("ISBLANK('')", "TRUE"), Example("ISBLANK(0)", "FALSE")),
        lower=_isblank,
        foreign_names=("ISEMPTY", "EMPTY", "ISNULLOREMPTY"),
    ),
    Function(
        name="BLANK",
        number="12",
        aliases=("空", "空值"),
        parameters=(),
        result=Blank(),
        zh="空值",
        en="The blank value",
        examples=(Example("BLANK()", ""),),
        lower=_blank,
        foreign_names=("NULL", "NA", "NONE"),
    ),
    Function(
        name="COALESCE",
        number="13",
        aliases=("首个非空",),
        parameters=(Parameter("value", None, repeats=True),),
        result=Blank(),
        zh="第一个不为空的值",
        en="The first value that is not blank",
        examples=(Example("COALESCE(BLANK(), 3)", "3"),),
        lower=_coalesce,
    ),
    Function(
        name="BETWEEN",
        number="14",
        aliases=("介于",),
        parameters=(_VALUE, Parameter("low", None), Parameter("high", None)),
        result=Boolean(),
        zh="值在两个界限之间，含界限",
        en="Whether the value lies between the two bounds, bounds included",
        examples=(Example("BETWEEN(5, 1, 5)", "TRUE"),),
        lower=_between,
    ),
    Function(
        name="BLANKIF",
        number="15",
        aliases=("等于则空",),
        parameters=(_VALUE, Parameter("unwanted", None)),
        result=Blank(),
        zh="等于第二个值时为空，否则为第一个值",
        en="Blank where the value equals the second, else the value",
        examples=(Example("BLANKIF(0, 0)", ""), Example("BLANKIF(3, 0)", "3")),
        lower=_blankif,
        foreign_names=("NULLIF",),
    ),
)
