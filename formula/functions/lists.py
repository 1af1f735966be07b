"""Forms over many values: 34-35, 113-117, 124-128, 130-131 of formula.md 2.8."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from formula.check_state import Checking
from formula.forms import (
    Items,
    aggregate,
    conditions,
    group_items,
    group_rows,
    items_of,
    list_items,
    measures_group,
    of_types,
)
from formula.functions.signature import Example, Function, Parameter
from formula.tree import CallNode, Node
from formula.typed import Related, Typed
from formula.types import (
    Boolean,
    Date,
    DateTime,
    Duration,
    Number,
    RecordSet,
    Type,
)

_ORDERED = (Number, Date, DateTime, Duration)
_LIST = Parameter("list", None, repeats=True)


def _result(function: str, items: Items) -> Type:
    """The type of the aggregate: that of the items, but for counts and averages."""
    if function.startswith("count"):
        return Number(0)
    if function == "average":
        return Number(10)
    return items.type


def _over(
    function: str, allowed: tuple[type, ...], checking: Checking, call: CallNode, _: Type | None
) -> Typed | None:
    items = list_items(checking, call)
    items = None if items is None else of_types(checking, items, allowed)
    return None if items is None else aggregate(function, items, _result(function, items), call)


def _count(function: str, checking: Checking, call: CallNode, _: Type | None) -> Typed | None:
    if not call.arguments:
        if measures_group(checking):
            assert checking.scope.table is not None
            rows = group_rows(checking.scope.table, call.span)
            return aggregate("count", Items(rows, None, call), Number(0), call)
        checking.problem(
            "F104", call.span, name="COUNT", count=0, least=1, most=-1, signature="COUNT(list…)"
        )
        return None
    items = list_items(checking, call)
    if items is None:
        return None
    is_rows = isinstance(items.source.type, RecordSet) and items.argument is None
    if is_rows and function == "count_unique":
        function = "count"
    return aggregate("count" if is_rows else function, items, Number(0), call)


def _over_if(
    function: str, allowed: tuple[type, ...], checking: Checking, call: CallNode, _: Type | None
) -> Typed | None:
    """SUMIF(list, condition…): the items that meet every condition."""
    node, *tests = call.arguments
    items = _path(checking, node)
    items = None if items is None else of_types(checking, items, allowed)
    table = None if items is None else _table(items)
    if items is None or table is None:
        return None
    condition = conditions(checking, table, tests)
    if condition is None:
        return None
    return aggregate(function, items, _result(function, items), call, condition)


def _count_if(checking: Checking, call: CallNode, _: Type | None) -> Typed | None:
    return _records(checking, call, "count")


def _any(checking: Checking, call: CallNode, _: Type | None) -> Typed | None:
    return _records(checking, call, "any")


def _every(checking: Checking, call: CallNode, _: Type | None) -> Typed | None:
    return _records(checking, call, "every")


def _records(checking: Checking, call: CallNode, function: str) -> Typed | None:
    """COUNTIF(records, condition…); in a measure the records are the group's."""
    if measures_group(checking):
        assert checking.scope.table is not None
        items = Items(group_rows(checking.scope.table, call.span), None, call)
        return _with_conditions(checking, call, items, call.arguments, function)
    node, *tests = call.arguments
    value = checking.value(node)
    if value is None:
        return None
    found = items_of(checking, node, value)
    if found is None or not isinstance(found.source, Related):
        checking.problem("F121", node.span, name=checking.source(node.span))
        return None
    if not tests:
        checking.problem(
            "F104",
            call.span,
            name=call.name.name.upper(),
            count=1,
            least=2,
            most=-1,
            signature=f"{call.name.name.upper()}(records, condition…)",
        )
        return None
    items = Items(found.source, None, node)
    return _with_conditions(checking, call, items, tests, function)


def _with_conditions(
    checking: Checking,
    call: CallNode,
    items: Items,
    tests: Sequence[Node],
    function: str,
) -> Typed | None:
    table = _table(items)
    assert table is not None
    condition = conditions(checking, table, tests)
    if condition is None:
        return None
    type_ = Number(0) if function == "count" else Boolean()
    return aggregate(function, items, type_, call, condition)


def _path(checking: Checking, node: Node) -> Items | None:
    """The values of related records (`跟进记录.金额`), or of the group's rows in a measure."""
    if measures_group(checking):
        return group_items(checking, node)
    value = checking.value(node)
    if value is None:
        return None
    items = items_of(checking, node, value)
    if items is None or not isinstance(items.source, Related):
        checking.problem("F121", node.span, name=checking.source(node.span))
        return None
    return items


def _table(items: Items) -> str | None:
    return items.source.type.table if isinstance(items.source.type, RecordSet) else None


def _aggregate(
    name: str, number: str, aliases: tuple[str, ...], words: tuple[str, str], example: Example
) -> Function:
    """SUM and its kin: over one list, or over the arguments themselves."""
    function, allowed = _KINDS[name]
    lower = partial(_over, function, allowed) if allowed else partial(_count, function)
    return Function(
        name=name,
        number=number,
        aliases=aliases,
        parameters=(Parameter("list", None, optional=not allowed, repeats=True),),
        result=Number(),
        zh=words[0],
        en=words[1],
        examples=(example,),
        lower=lower,
        foreign_names=_FOREIGN.get(name, ()),
    )


def _conditional(
    name: str, number: str, aliases: tuple[str, ...], words: tuple[str, str]
) -> list[Function]:
    """SUMIF with one condition, and SUMIFS with several."""
    lower: Callable[..., object] = (
        partial(_over_if, *_CONDITIONAL[name]) if name in _CONDITIONAL else _count_if
    )
    one = Function(
        name=name,
        number=number,
        aliases=aliases,
        parameters=(
            Parameter("list", None),
            Parameter("condition", Boolean(), optional=name == "COUNTIF"),
        ),
        result=Number(),
        zh=words[0],
        en=words[1],
        lower=lower,
    )
    several = replace(
        one,
        name=f"{name}S",
        aliases=tuple(f"多{alias}" for alias in aliases),
        parameters=(one.parameters[0], replace(one.parameters[1], repeats=True)),
        zh=f"{words[0]}；可写多个条件，都要成立",
        en=f"{words[1]}; several conditions, all of which must hold",
    )
    return [one, several]


_KINDS: dict[str, tuple[str, tuple[type, ...]]] = {
    "MAX": ("max", _ORDERED),
    "MIN": ("min", _ORDERED),
    "SUM": ("sum", (Number, Duration)),
    "AVERAGE": ("average", (Number,)),
    "COUNT": ("count_values", ()),
    "COUNTA": ("count_values", ()),
    "COUNTUNIQUE": ("count_unique", ()),
}
_CONDITIONAL: dict[str, tuple[str, tuple[type, ...]]] = {
    "SUMIF": ("sum", (Number, Duration)),
    "AVERAGEIF": ("average", (Number,)),
    "MINIF": ("min", _ORDERED),
    "MAXIF": ("max", _ORDERED),
}
_FOREIGN = {
    "AVERAGE": ("AVG", "MEAN"),
    "COUNTUNIQUE": ("COUNTDISTINCT", "DISTINCT"),
    "SUM": ("TOTAL", "ROLLUP"),
}

FUNCTIONS: tuple[Function, ...] = (
    _aggregate(
        "MAX",
        "34",
        ("最大值", "最大"),
        (
            "最大的数、日期或时间；空值略过，没有则为空",
            "The largest number, date or time; blanks are skipped, blank of nothing",
        ),
        Example("MAX(3, 5)", "5"),
    ),
    _aggregate(
        "MIN",
        "35",
        ("最小值", "最小"),
        (
            "最小的数、日期或时间；空值略过，没有则为空",
            "The smallest number, date or time; blanks are skipped, blank of nothing",
        ),
        Example("MIN(3, 5)", "3"),
    ),
    _aggregate(
        "COUNT",
        "113",
        ("计数",),
        ("记录数，或不为空的值的个数", "How many records there are, or values that are not blank"),
        Example("COUNT(3, BLANK(), 5)", "2"),
    ),
    _aggregate(
        "COUNTA",
        "114",
        ("非空计数",),
        ("不为空的值的个数", "How many values are not blank"),
        Example("COUNTA('a', '', 'b')", "2"),
    ),
    _aggregate(
        "COUNTUNIQUE",
        "115",
        ("去重计数",),
        ("不同的值的个数，空值不算", "How many different values there are; blanks do not count"),
        Example("COUNTUNIQUE(1, 2, 1)", "2"),
    ),
    _aggregate(
        "SUM",
        "116",
        ("求和", "合计"),
        ("各数之和；空值略过，没有则为 0", "The sum; blanks are skipped, 0 of nothing"),
        Example("SUM(1, 2, 3)", "6"),
    ),
    _aggregate(
        "AVERAGE",
        "117",
        ("平均值", "平均"),
        ("平均数；空值略过，没有则为空", "The mean; blanks are skipped, blank of nothing"),
        Example("AVERAGE(1, 2)", "1.5"),
    ),
    *_conditional(
        "SUMIF",
        "124",
        ("条件求和",),
        ("符合条件的数之和", "The sum of those that meet the condition"),
    ),
    *_conditional(
        "COUNTIF",
        "125",
        ("条件计数",),
        ("符合条件的记录数", "How many records meet the condition"),
    ),
    *_conditional(
        "AVERAGEIF",
        "126",
        ("条件平均",),
        ("符合条件的数的平均", "The mean of those that meet the condition"),
    ),
    *_conditional(
        "MINIF",
        "127",
        ("条件最小",),
        ("符合条件的最小值", "The smallest of those that meet the condition"),
    ),
    *_conditional(
        "MAXIF",
        "128",
        ("条件最大",),
        ("符合条件的最大值", "The largest of those that meet the condition"),
    ),
    Function(
        name="ANY",
        number="130",
        aliases=("任一",),
        parameters=(
            Parameter("records", None),
            Parameter("condition", Boolean(), optional=True, repeats=True),
        ),
        result=Boolean(),
        zh="至少一条记录符合条件",
        en="Whether at least one record meets the condition",
        lower=_any,
        foreign_names=("EXISTS", "SOME"),
    ),
    Function(
        name="EVERY",
        number="131",
        aliases=("全部",),
        parameters=(
            Parameter("records", None),
            Parameter("condition", Boolean(), optional=True, repeats=True),
        ),
        result=Boolean(),
        zh="每条记录都符合条件；没有记录时成立",
        en="Whether every record meets the condition; TRUE for none",
        lower=_every,
        foreign_names=("ALL",),
    ),
)
