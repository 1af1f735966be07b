"""A filter as people click it together: formula text ⇄ a flat list of conditions.

Every condition has one way to be written. Reading looks at the typed formula, so that it takes
any text of the same meaning; what is more than one flat list stays a formula.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.reading.grouping import shower_of_type
from formula import typed as t
from formula.check import check
from formula.errors import Span
from formula.scope import Scope, Use
from formula.tree import ParenNode
from formula.types import MultiSelect

MOST_CONDITIONS = 100
CALLS = {"CONTAINS": "contains", "STARTSWITH": "starts_with", "ENDSWITH": "ends_with"}
NEGATED = {"contains": "not_contains", "blank": "not_blank", "in": "not_in", "me": "not_me"}
TRUTH = {"=": True, "<>": False}


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition on a field. `value` is JSON as records have it: a list for operators that take
    several, whole days for `last_days`, None where the operator takes nothing. `text` is how the
    formula says it."""

    field: str
    operator: str
    value: object = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Conditions:
    """Conditions that all hold (`and`), or of which one does (`or`)."""

    join: str
    conditions: tuple[Condition, ...]


def read_conditions(text: str, scope: Scope) -> Conditions | None:
    """The conditions that the formula is; None where it is more than a flat list of them.

    Raises InvalidFormula. A blank text is no condition at all.
    """
    if not text.strip():
        return Conditions("and", ())
    checked = check(text, scope, Use.FILTER)
    typed = checked.require()
    join = "and"
    parts: tuple[t.Typed, ...] = (typed,)
    if is_joined(typed) and not isinstance(checked.tree, ParenNode):
        assert isinstance(typed, t.Logic)
        join, parts = typed.operator.lower(), typed.operands
    if len(parts) > MOST_CONDITIONS:
        return None
    found = [condition_of(part, checked.text) for part in parts]
    known = tuple(each for each in found if each is not None)
    return Conditions(join, known) if len(known) == len(found) else None


def is_joined(node: t.Typed) -> bool:
    """Whether several conditions are joined by AND or by OR."""
    return isinstance(node, t.Logic) and node.operator in {"AND", "OR"}


def condition_of(node: t.Typed, source: str) -> Condition | None:
    """The one condition that the part is, with its own text; None where it is none."""
    for read in READERS:
        for key, operator, value in read(plain(node)):
            return Condition(key, operator, value, text_at(source, node.span))
    return None


def text_at(source: str, span: Span) -> str:
    """The text of a part."""
    return source[span.start : span.end].strip()


def plain(node: t.Typed) -> t.Typed:
    """The node without what the language puts around it by itself."""
    if isinstance(node, t.Coalesce) and len(node.operands) > 1:
        last = node.operands[-1]
        if isinstance(last, t.Literal) and last.value is False:
            return plain(node.operands[0])
    return plain(node.operand) if isinstance(node, t.Coerce) else node


Found = Iterator[tuple[str, str, object]]


def read_flag(node: t.Typed) -> Found:
    """A boolean field by itself, or NOT of it."""
    if isinstance(node, t.FieldValue) and node.depth == 0:
        yield node.key, "=", True
    elif isinstance(node, t.Not):
        inner = plain(node.operand)
        if isinstance(inner, t.FieldValue) and inner.depth == 0:
            yield inner.key, "=", False


def read_negated(node: t.Typed) -> Found:
    """NOT of a condition that has an opposite."""
    if not isinstance(node, t.Not):
        return
    for read in (read_call, read_blank):
        for key, operator, value in read(plain(node.operand)):
            if operator in NEGATED:
                yield key, NEGATED[operator], value


def read_call(node: t.Typed) -> Found:
    """CONTAINS, STARTSWITH, ENDSWITH."""
    if isinstance(node, t.Call) and node.function in CALLS and len(node.arguments) == 2:
        field, value = map(plain, node.arguments)
        if isinstance(value, t.Literal) and value.value is not None:
            for key in own_field(field):
                yield key, CALLS[node.function], value.value


def read_blank(node: t.Typed) -> Found:
    """ISBLANK, of related records that there are none."""
    if isinstance(node, t.IsBlank):
        for key in own_field(plain(node.operand)):
            yield key, "blank", None
    elif isinstance(node, t.Compare) and node.operator == "=" and is_number(node.right, 0):
        for key in counted(node.left):
            yield key, "blank", None


def read_count(node: t.Typed) -> Found:
    """At least so many related records."""
    if isinstance(node, t.Compare) and node.operator == ">=":
        value = plain(node.right)
        if isinstance(value, t.Literal):
            for key in counted(node.left):
                yield key, "count", shown(value)


def counted(node: t.Typed) -> Iterator[str]:
    """The field whose related records are counted, all of them."""
    if isinstance(node, t.Aggregate) and node.function == "count" and node.condition is None:
        yield from related_field(node.source)


def related_field(node: t.Typed) -> Iterator[str]:
    """The own field whose related records these are."""
    if isinstance(node, t.Related) and isinstance(node.record, t.RecordId):
        yield node.key


def read_comparison(node: t.Typed) -> Found:
    """A field beside a value, or beside who is asking."""
    if not isinstance(node, t.Compare):
        return
    value = plain(node.right)
    for key in own_field(plain(node.left)):
        if isinstance(value, t.Literal):
            is_blank = value.value is None
            if is_blank and node.operator in TRUTH:
                yield key, "blank" if TRUTH[node.operator] else "not_blank", None
            elif not is_blank:
                yield key, node.operator, shown(value)
        elif is_me(value) and node.operator in TRUTH:
            yield key, "me" if TRUTH[node.operator] else "not_me", None
        elif node.operator == ">=" and (days := days_from_today(value, "-")) is not None:
            yield key, "last_days", days


def read_range(node: t.Typed) -> Found:
    """Two ends of one field: between two values, or the days to come."""
    if not (isinstance(node, t.Logic) and node.operator == "AND" and len(node.operands) == 2):
        return
    low, high = map(plain, node.operands)
    if not (isinstance(low, t.Compare) and isinstance(high, t.Compare) and low.operator == ">="):
        return
    keys = [*own_field(plain(low.left)), *own_field(plain(high.left))]
    if len(keys) != 2 or keys[0] != keys[1]:
        return
    ends = plain(low.right), plain(high.right)
    if high.operator == "<=" and all(map(is_value, ends)):
        yield keys[0], "between", [shown(end) for end in ends]
    elif high.operator == "<" and days_from_today(ends[0], "+") == 0:
        days = days_from_today(ends[1], "+")
        if days:
            yield keys[0], "next_days", days - 1


def read_in(node: t.Typed) -> Found:
    """A field IN several values, a value IN a field of several."""
    if isinstance(node, t.In):
        operand, first = plain(node.operand), plain(node.items[0])
        items = [plain(item) for item in node.items]
        if all(map(is_value, items)):
            for key in own_field(operand):
                yield key, "not_in" if node.negated else "in", [shown(item) for item in items]
        elif isinstance(first.type, MultiSelect) and is_value(operand) and not node.negated:
            for key in own_field(first):
                yield key, "has", shown(operand)
    elif isinstance(node, t.Aggregate) and node.function == "any":
        yield from read_member(node)


def read_member(node: t.Aggregate) -> Found:
    """A record, or who is asking, IN the related records."""
    same = node.condition
    if not (isinstance(same, t.Compare) and same.operator == "="):
        return
    if not isinstance(same.left, t.RecordId) or same.left.depth != 0:
        return
    value = plain(same.right)
    for key in related_field(node.source):
        if is_me(value):
            yield key, "has_me", None
        elif is_value(value):
            yield key, "has", shown(value)


def read_several(node: t.Typed) -> Found:
    """Several values IN one field of several: any of them, or all."""
    if not is_joined(node):
        return
    assert isinstance(node, t.Logic)
    found = [next(read_in(plain(part)), None) for part in node.operands]
    known = [each for each in found if each is not None and each[1] == "has"]
    if len(known) == len(found) and len({key for key, _, _ in known}) == 1:
        operator = "has_all" if node.operator == "AND" else "has_any"
        yield known[0][0], operator, [value for _, _, value in known]


READERS: Sequence[Callable[[t.Typed], Found]] = (
    read_flag,
    read_negated,
    read_call,
    read_blank,
    read_count,
    read_comparison,
    read_range,
    read_several,
    read_in,
)


def own_field(node: t.Typed) -> Iterator[str]:
    """The field of the record itself, also by the amount of its money."""
    if isinstance(node, t.MemberOf) and node.part == "amount":
        node = node.value
    if isinstance(node, t.FieldValue) and node.depth == 0:
        yield node.key


def is_value(node: t.Typed) -> bool:
    """Whether the node is a constant that is not blank."""
    return isinstance(node, t.Literal) and node.value is not None


def is_number(node: t.Typed, number: int) -> bool:
    """Whether the node is this number."""
    return isinstance(node, t.Literal) and node.value == number


def is_me(node: t.Typed) -> bool:
    """Whether the node is the person who is asking."""
    return isinstance(node, t.ContextValue) and node.name == "user"


def days_from_today(node: t.Typed, sign: str) -> int | None:
    """How many days the node is before (`-`) or after (`+`) today; None where it is no such day."""
    if isinstance(node, t.ContextValue) and node.name == "today":
        return 0
    if not (isinstance(node, t.Arithmetic) and node.operator == sign):
        return None
    start, days = node.left, node.right
    if not (isinstance(start, t.ContextValue) and start.name == "today"):
        return None
    if not (isinstance(days, t.Literal) and isinstance(days.value, Decimal | int)):
        return None
    return int(days.value) if days.value == int(days.value) else None


def shown(node: t.Typed) -> object:
    """A constant as JSON."""
    assert isinstance(node, t.Literal)
    return shower_of_type(node.type)(node.value)
