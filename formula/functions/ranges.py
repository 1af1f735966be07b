"""Forms over numbers and texts: 41, 43, 47 of formula.md 2.8."""

from __future__ import annotations

from decimal import Decimal

from formula.check_operators import compare, concat
from formula.check_state import Checking
from formula.coerce import number, scalar, to_text, unified
from formula.forms import blank, choose, is_blank, results
from formula.functions.signature import Example, Function, Parameter
from formula.tree import CallNode, Node
from formula.typed import Literal, Typed
from formula.types import Blank, Number, Text, Type


def _clamp(checking: Checking, call: CallNode, _: Type | None) -> Typed | None:
    values = [(number(checking, node), node) for node in call.arguments]
    known = [(value, node) for value, node in values if value is not None]
    if len(known) < len(values):
        return None
    same = unified(checking, known)
    assert same is not None
    (value, low, high), type_ = same
    below = compare(checking, "<", (value, call), (low, call))
    above = compare(checking, ">", (value, call), (high, call))
    assert below is not None
    assert above is not None
    return choose([(below, low), (above, high)], value, type_, call.span)


def _bucket(checking: Checking, call: CallNode, wanted: Type | None) -> Typed | None:
    node, *rest = call.arguments
    if len(rest) % 2 == 0:
        count = len(call.arguments)
        checking.problem(
            "F104",
            call.span,
            name="BUCKET",
            count=count,
            least=4,
            most=-1,
            signature="BUCKET(number, bound, value, …, else)",
        )
        return None
    bounds = rest[:-1:2]
    tests = [_below(checking, node, bound) for bound in bounds]
    known = [test for test in tests if test is not None]
    values = results(checking, [*rest[1::2], rest[-1]], wanted)
    value = scalar(checking, node)
    if len(known) < len(tests) or values is None or value is None:
        return None
    _bounds_ascend(checking, bounds)
    chosen, type_ = values
    result = choose(zip(known, chosen, strict=False), chosen[-1], type_, call.span)
    if not value.nullable:
        return result
    absent = (is_blank(value, call.span), blank(type_, call.span))
    return choose([absent], result, type_, call.span)


def _below(checking: Checking, node: Node, bound: Node) -> Typed | None:
    value, limit = scalar(checking, node), scalar(checking, bound)
    if value is None or limit is None:
        return None
    return compare(checking, "<", (value, node), (limit, bound))


def _bounds_ascend(checking: Checking, bounds: list[Node]) -> None:
    before: Decimal | None = None
    for bound in bounds:
        value = scalar(checking, bound)
        if isinstance(value, Literal) and isinstance(value.value, Decimal):
            if before is not None and value.value <= before:
                checking.warning("W207", bound.span, name=checking.source(bound.span))
            before = value.value


def _concat(checking: Checking, call: CallNode, _: Type | None) -> Typed | None:
    parts: list[Typed] = []
    for node in call.arguments:
        value = scalar(checking, node)
        text = None if value is None else to_text(checking, value, node)
        if text is not None:
            parts.append(text)
    return concat(tuple(parts), call) if len(parts) == len(call.arguments) else None


FUNCTIONS = (
    Function(
        name="CLAMP",
        number="41",
        aliases=("限制范围",),
        parameters=(
            Parameter("number", Number()),
            Parameter("low", Number()),
            Parameter("high", Number()),
        ),
        result=Number(),
        zh="把数限制在两个界限之间",
        en="The number, held between the two bounds",
        examples=(Example("CLAMP(12, 0, 10)", "10"), Example("CLAMP(-1, 0, 10)", "0")),
        lower=_clamp,
    ),
    Function(
        name="BUCKET",
        number="43",
        aliases=("分档",),
        parameters=(
            Parameter("number", None),
            Parameter("bound", None),
            Parameter("value", None),
            Parameter("else", None, repeats=True),
        ),
        result=Blank(),
        zh="按从小到大的界限分档：小于第一个界限取第一个值，依此类推，其余取最后一个值；空值得空",
        en="The value of the first bound (ascending) that the number is below, else the last value;"
        " blank for a blank",
        examples=(
            Example("BUCKET(59, 60, '低', 80, '中', '高')", "低"),
            Example("BUCKET(80, 60, '低', 80, '中', '高')", "高"),
        ),
        lower=_bucket,
    ),
    Function(
        name="CONCAT",
        number="47",
        aliases=("CONCATENATE", "合并文本", "连接"),
        parameters=(Parameter("value", None, repeats=True),),
        result=Text(),
        zh="把各个值连成一段文本，空值略过",
        en="The values joined to one text; blanks add nothing",
        examples=(Example("CONCAT('a', 1, BLANK())", "a1"),),
        lower=_concat,
    ),
)
