"""SQLite: which nodes it computes by itself, by plain rules or exactly in integers.

A node is *hard* where the plain rules have no exact form of it. A hard node that `formula.
sql_integers` can compute as long as 64 bits are enough is *guarded*; the others are Python's.
"""

from __future__ import annotations

from decimal import Decimal

from formula import typed as t
from formula import values
from formula.functions import find_function
from formula.sql_integers import (
    ROUNDINGS,
    at_one_scale,
    negative,
    product,
    quotient,
    rescaled,
    shortened,
    total,
    zero_for_blank,
)
from formula.sql_leaves import as_quotient, children, is_leaf
from formula.sql_nodes import SqlEmitter, choose
from formula.sql_shapes import Exact
from formula.sql_types import SQLITE
from formula.types import Boolean, Date, Duration, Number, Ref, Select, Text, Type

MOST_LABELS = 60
MOST_WEIGHT = 40
"""A guard computes what it guards once more; what is longer than this is faster in Python."""
LARGEST = 10**290
"""Beyond a double's range there would be infinities, and NULL for their difference."""


def exact(emitter: SqlEmitter, node: t.Typed) -> Exact | None:
    """Give a number in SQLite's own arithmetic; None where that has no form or is no gain."""
    known = emitter.exact.get(id(node))
    if known is None:
        found = _find(emitter, node)
        if found is not None and (found.weight > MOST_WEIGHT or found.bound > LARGEST):
            found = None
        known = (node, found)
        emitter.exact[id(node)] = known
    return known[1]


def _find(emitter: SqlEmitter, node: t.Typed) -> Exact | None:
    if isinstance(node, t.Literal) and node.value is None:
        return Exact(0, 0, True, 1, lambda: emitter.constant(None, Number(0), 0))
    if not isinstance(node.type, Number):
        return None
    match node:
        case t.Arithmetic():
            return _arithmetic(emitter, node)
        case t.Negate():
            found = _operand(emitter, node.operand)
            return None if found is None else negative(found)
        case t.Case():
            return _choice(emitter, node)
        case t.Call(function=name) if name in ROUNDINGS:
            return _rounding(emitter, node)
        case _:
            return _leaf(emitter, node)


def _arithmetic(emitter: SqlEmitter, node: t.Arithmetic) -> Exact | None:
    left, right = _operand(emitter, node.left), _operand(emitter, node.right)
    if left is None or right is None:
        return None
    match node.operator:
        case "+" | "-":
            return total(left, right, node.operator)
        case "*":
            return product(left, right)
        case "/":
            divisor = node.right.value if isinstance(node.right, t.Literal) else None
            return quotient(left, right, never_zero=bool(divisor))
        case _:
            return None


def _leaf(emitter: SqlEmitter, node: t.Typed) -> Exact | None:
    scale = emitter.number_scale(node)
    if scale is None or is_hard(emitter, node):
        return None
    bound = emitter.shapes.of(node).bound * 10**scale
    if isinstance(node, t.Literal) and isinstance(node.value, int | Decimal):
        bound = abs(values.scaled(node.value, scale))
    return Exact(scale, bound, True, weight(node), lambda: emitter.emit_as(node, node.type, scale))


def _operand(emitter: SqlEmitter, node: t.Typed) -> Exact | None:
    found = exact(emitter, node)
    return zero_for_blank(found) if found is not None and node.nullable else found


def _choice(emitter: SqlEmitter, node: t.Case) -> Exact | None:
    tests = [condition for condition, _ in node.branches]
    if any(needs_python(emitter, condition) for condition in tests):
        return None
    results = (*(result for _, result in node.branches), node.otherwise)
    forms = at_one_scale([exact(emitter, result) for result in results])
    if forms is None:
        return None
    scale = forms[0].scale
    known = {id(result): form for result, form in zip(results, forms, strict=True)}
    return Exact(
        scale=scale,
        bound=max(form.bound for form in forms),
        certain=all(form.certain for form in forms),
        weight=sum(map(weight, tests)) + sum(form.weight for form in forms),
        emit=lambda: choose(emitter, node, scale, lambda result: known[id(result)].emit()),
    )


def _rounding(emitter: SqlEmitter, node: t.Call) -> Exact | None:
    found = exact(emitter, node.arguments[0])
    digits = _digits(node.arguments[1]) if len(node.arguments) > 1 else 0
    if found is None or digits is None:
        return None
    return shortened(found, digits, ROUNDINGS[node.function])


def _digits(node: t.Typed) -> int | None:
    match node:
        case t.Literal(value=int() | Decimal() as digits):
            return values.whole_count(digits)
        case t.Negate(operand=t.Literal(value=int() | Decimal() as digits)):
            return -values.whole_count(digits)
        case _:
            return None


def is_cheap(emitter: SqlEmitter, node: t.Typed) -> bool:
    """Say whether a database may well compute a node twice."""
    is_python = emitter.dialect == SQLITE and needs_python(emitter, node)
    return weight(node) <= MOST_WEIGHT and not is_python


def weight(node: t.Typed) -> int:
    """Give how much a node is to compute: a field counts 1, a record followed 5, rows too much."""
    if isinstance(node, t.Aggregate | t.Related | t.RelatedList):
        return MOST_WEIGHT + 1
    own = 5 if isinstance(node, t.Follow) or node.contextual else 1
    return own + sum(map(weight, children(node)))


def is_hard(emitter: SqlEmitter, node: t.Typed) -> bool:
    """Say whether a node or a part of it has no exact form in SQLite's plain rules."""
    known = emitter.hard.get(id(node))
    if known is None:
        if is_leaf(node):
            found = as_quotient(node) is not None
        else:
            found = _is_hard_itself(emitter, node) or any(
                needs_python(emitter, child) for child in children(node)
            )
        known = (node, found)
        emitter.hard[id(node)] = known
    return known[1]


def needs_python(emitter: SqlEmitter, node: t.Typed) -> bool:
    """Say whether Python computes a node for every row."""
    return is_hard(emitter, node) and not is_guarded(emitter, node)


def is_guarded(emitter: SqlEmitter, node: t.Typed) -> bool:
    """Say whether a hard node is SQLite's own arithmetic where 64 bits are enough."""
    match node:
        case t.Compare():
            return compared(emitter, node) is not None
        case t.In():
            return contained(emitter, node) is not None
        case _:
            return fitted(emitter, node) is not None


def compared(emitter: SqlEmitter, node: t.Compare) -> list[Exact] | None:
    """Give both sides of a comparison of numbers at one scale; None where one is not exact."""
    if not (isinstance(node.left.type, Number) and isinstance(node.right.type, Number)):
        return None
    return at_one_scale([exact(emitter, node.left), exact(emitter, node.right)])


def contained(emitter: SqlEmitter, node: t.In) -> list[Exact] | None:
    """Give the operand and the items, all constants, at one scale; None where one is not exact."""
    constants = [isinstance(item, t.Literal) and item.value is not None for item in node.items]
    if not (isinstance(node.operand.type, Number) and all(constants)):
        return None
    return at_one_scale([exact(emitter, part) for part in (node.operand, *node.items)])


def fitted(emitter: SqlEmitter, node: t.Typed) -> Exact | None:
    """Give a number at the scale that others expect of it; None where they expect a text."""
    scale = emitter.number_scale(node)
    found = None if scale is None else exact(emitter, node)
    if found is None or scale is None or found.scale > scale:
        return None
    return rescaled(found, scale)


def _is_hard_itself(emitter: SqlEmitter, node: t.Typed) -> bool:
    if isinstance(node.type, Number | Duration) and not emitter.shapes.of(node).fits:
        return True
    match node:
        case t.Arithmetic():
            return _is_hard_arithmetic(emitter, node)
        case t.Compare():
            return not _fit_together(emitter, node.left, node.right)
        case t.In():
            return not _fit_together(emitter, node.operand, *node.items)
        case t.Coerce():
            return _is_hard_coercion(node.operand.type, node.type)
        case t.Call():
            function = find_function(node.function)
            return function is None or "sqlite" not in function.sql
        case t.Aggregate() | t.ListValue() | t.OldValue() | t.Changed():
            return True
        case _:
            return False


def _fit_together(emitter: SqlEmitter, *nodes: t.Typed) -> bool:
    if not isinstance(nodes[0].type, Number | Duration):
        return True
    return emitter.shapes.widest(*nodes).fits


def _is_hard_arithmetic(emitter: SqlEmitter, node: t.Arithmetic) -> bool:
    left, right = node.left.type, node.right.type
    if isinstance(node.type, Number):
        return node.operator not in ("+", "-") or not _fit_together(emitter, node.left, node.right)
    if isinstance(node.type, Duration):
        return node.operator not in ("+", "-")
    return isinstance(left, Date) or isinstance(right, Date)


def _is_hard_coercion(source: Type, target: Type) -> bool:
    match source, target:
        case ((Date() | Boolean() | Ref() | Text()), Text()):
            return False
        case Select(), Text():
            return len(source.options) > MOST_LABELS or source.set_key == "region"
        case _:
            return type(source) is not type(target)
