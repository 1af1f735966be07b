"""One method per kind of node: typed tree → Python expression tree.

Generated code names only what `names` holds: the steps of `formula.evaluate_steps`, the exact
arithmetic of `formula.values`, constants and the functions of the language.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from decimal import Decimal

from formula import evaluate_steps as steps
from formula import typed as t
from formula.evaluate_operators import OPERATORS, emit_coercion, operand
from formula.functions import find_function
from formula.functions.signature import BlankRule
from formula.types import Boolean, Date, DateTime, Duration, ListOf, MultiSelect, RecordSet, Text

Leaf = Callable[["PythonEmitter", t.Typed], ast.expr | None]
"""Gives the expression for a node that the caller computes elsewhere, else None."""
Probe = Callable[["PythonEmitter", t.Typed, ast.expr], ast.expr]

AGGREGATES: dict[str, Callable[..., object]] = {
    "count": steps.count_values,
    "count_values": steps.count_values,
    "count_unique": steps.count_unique,
    "sum": steps.sum_values,
    "average": steps.average,
    "min": steps.least,
    "max": steps.greatest,
}
DURATION_AGGREGATES = {"sum": steps.sum_durations}


class PythonEmitter:
    """The state of one compilation: the names that the code uses and the records in scope."""

    def __init__(self, leaf: Leaf | None = None, probe: Probe | None = None) -> None:
        self.names: dict[str, object] = {}
        self.frames = ["row"]
        self._leaf = leaf
        self._probe = probe
        self._count = 0

    def expression(self, node: t.Typed) -> ast.expr:
        """Give the expression that computes the node."""
        found = self._leaf(self, node) if self._leaf else None
        if found is None:
            found = EMITTERS[type(node)](self, node)
        return self._probe(self, node, found) if self._probe else found

    def truth(self, node: t.Typed) -> ast.expr:
        """Give the expression of a condition as a bool: blank counts as FALSE."""
        emitted = self.expression(node)
        return _same(emitted, value=True) if node.nullable else emitted

    def step(self, function: Callable[..., object], *arguments: ast.expr) -> ast.expr:
        """Give a call of one of our functions."""
        name = f"{getattr(function, '__name__', 'f').strip('<>')}_{id(function)}"
        self.names[name] = function
        return self.call(name, *arguments)

    def call(self, name: str, *arguments: ast.expr) -> ast.expr:
        """Give a call by name."""
        return ast.Call(ast.Name(name, ast.Load()), list(arguments), [])

    def constant(self, value: object) -> ast.expr:
        """Give a constant; what Python code cannot spell becomes a name."""
        if value is None or isinstance(value, bool | str | int):
            return ast.Constant(value)
        if isinstance(value, Decimal) and value == value.to_integral_value():
            return ast.Constant(int(value))
        return self.named(value)

    def named(self, value: object) -> ast.expr:
        """Give a name for an object."""
        name = self.fresh("c")
        self.names[name] = value
        return ast.Name(name, ast.Load())

    def fresh(self, prefix: str) -> str:
        """Give a name that is used nowhere else."""
        self._count += 1
        return f"{prefix}{self._count}"

    def kept(self, emitted: ast.expr) -> tuple[ast.expr, ast.expr]:
        """Give the expression that keeps its value under a name, and that name."""
        name = self.fresh("t")
        return ast.NamedExpr(ast.Name(name, ast.Store()), emitted), ast.Name(name, ast.Load())

    def record(self, depth: int) -> ast.expr:
        """Give the name of the record at a depth."""
        return ast.Name(self.frames[-1 - depth], ast.Load())

    def item_rule(self, node: t.Typed | None) -> ast.expr:
        """Give `lambda item: node`, with the item as the innermost record."""
        if node is None:
            return ast.Constant(None)
        name = self.fresh("r")
        self.frames.append(name)
        body = self.expression(node)
        self.frames.pop()
        return _lambda(body, name)

    def thunk(self, node: t.Typed) -> ast.expr:
        """Give `lambda: node`."""
        return _lambda(self.expression(node))


CONTEXT = ast.Name("context", ast.Load())


def _lambda(body: ast.expr, *parameters: str) -> ast.expr:
    arguments = ast.arguments(
        posonlyargs=[ast.arg(name) for name in parameters],
        args=[],
        kwonlyargs=[],
        kw_defaults=[],
        defaults=[],
    )
    return ast.Lambda(arguments, body)


def _same(emitted: ast.expr, *, value: bool | None) -> ast.expr:
    if isinstance(emitted, ast.Constant):
        return ast.Constant(emitted.value is value)
    return ast.Compare(emitted, [ast.Is()], [ast.Constant(value)])


def _get(target: ast.expr, key: str) -> ast.expr:
    return ast.Call(ast.Attribute(target, "get", ast.Load()), [ast.Constant(key)], [])


def _literal(emitter: PythonEmitter, node: t.Literal) -> ast.expr:
    return emitter.constant(node.value)


def _field_value(emitter: PythonEmitter, node: t.FieldValue) -> ast.expr:
    read = _get(emitter.record(node.depth), node.key)
    if node.may_error:
        return emitter.step(steps.fallible, read)
    if isinstance(node.type, Boolean) and not node.nullable:
        return ast.BoolOp(ast.Or(), [read, ast.Constant(False)])
    return read


def _follow(emitter: PythonEmitter, node: t.Follow) -> ast.expr:
    record = emitter.expression(node.record)
    names = (ast.Constant(node.table), record, ast.Constant(node.key))
    return emitter.step(steps.follow, CONTEXT, *names)


def _member(emitter: PythonEmitter, node: t.MemberOf) -> ast.expr:
    position = 0 if node.part == "amount" else 1
    return emitter.step(steps.part, emitter.expression(node.value), ast.Constant(position))


def _related(emitter: PythonEmitter, node: t.Related) -> ast.expr:
    record = emitter.expression(node.record)
    if node.back is not None:
        names = (ast.Constant(node.table), ast.Constant(node.back))
        return emitter.step(steps.children, CONTEXT, *names, record)
    names = (ast.Constant(node.owner_table), ast.Constant(node.key))
    return emitter.step(steps.links, CONTEXT, *names, record)


def _record_id(emitter: PythonEmitter, node: t.RecordId) -> ast.expr:
    return _get(emitter.record(node.depth), "id")


def _group_rows(emitter: PythonEmitter, node: t.GroupRows) -> ast.expr:
    return ast.Attribute(CONTEXT, "group", ast.Load())


def _list_value(emitter: PythonEmitter, node: t.ListValue) -> ast.expr:
    return ast.Tuple([emitter.expression(item) for item in node.items], ast.Load())


def _related_list(emitter: PythonEmitter, node: t.RelatedList) -> ast.expr:
    rows = emitter.expression(node.source)
    rule = emitter.item_rule(node.argument)
    return emitter.step(steps.gather, rows, ast.Constant(None), rule)


def _aggregate(emitter: PythonEmitter, node: t.Aggregate) -> ast.expr:
    source = emitter.expression(node.source)
    if isinstance(node.source.type, RecordSet):
        condition = emitter.item_rule(node.condition)
        if node.function in ("any", "every"):
            search = steps.any_of if node.function == "any" else steps.every_of
            return emitter.step(search, source, condition)
        source = emitter.step(steps.gather, source, condition, emitter.item_rule(node.argument))
    function = AGGREGATES[node.function]
    if isinstance(node.type, Duration):
        function = DURATION_AGGREGATES.get(node.function, function)
    return emitter.step(function, source)


def _case(emitter: PythonEmitter, node: t.Case) -> ast.expr:
    result = emitter.expression(node.otherwise)
    for condition, value in reversed(node.branches):
        result = ast.IfExp(emitter.expression(condition), emitter.expression(value), result)
    return result


def _logic(emitter: PythonEmitter, node: t.Logic) -> ast.expr:
    if node.operator == "XOR":
        return emitter.step(steps.xor, *map(emitter.truth, node.operands))
    is_and = node.operator == "AND"
    # What cannot fail comes first: if it decides, an error in the others does not matter.
    emitted = [emitter.truth(part) for part in node.operands if not part.may_error]
    failing = [part for part in node.operands if part.may_error]
    if len(failing) == 1:
        emitted.append(emitter.truth(failing[0]))
    elif failing:
        decide = steps.all_true if is_and else steps.some_true
        emitted.append(emitter.step(decide, *map(emitter.thunk, failing)))
    if len(emitted) == 1:
        return emitted[0]
    return ast.BoolOp(ast.And() if is_and else ast.Or(), emitted)


def _not(emitter: PythonEmitter, node: t.Not) -> ast.expr:
    return ast.UnaryOp(ast.Not(), emitter.expression(node.operand))


def _concat(emitter: PythonEmitter, node: t.Concat) -> ast.expr:
    parts = [operand(emitter, part, "") for part in node.parts]
    total = parts[0]
    for part in parts[1:]:
        total = ast.BinOp(total, ast.Add(), part)
    return ast.BoolOp(ast.Or(), [total, ast.Constant(None)])


def _if_error(emitter: PythonEmitter, node: t.IfError) -> ast.expr:
    if not node.operand.may_error:
        return emitter.expression(node.operand)
    thunks = (emitter.thunk(node.operand), emitter.thunk(node.otherwise))
    return emitter.step(steps.if_error, *thunks)


def _is_error(emitter: PythonEmitter, node: t.IsError) -> ast.expr:
    return emitter.step(steps.is_error, emitter.thunk(node.operand))


def _is_blank(emitter: PythonEmitter, node: t.IsBlank) -> ast.expr:
    emitted = emitter.expression(node.operand)
    if isinstance(node.operand.type, ListOf | MultiSelect | RecordSet):
        return emitter.step(steps.is_blank, emitted)
    return _same(emitted, value=None)


def _coalesce(emitter: PythonEmitter, node: t.Coalesce) -> ast.expr:
    result = emitter.expression(node.operands[-1])
    for part in reversed(node.operands[:-1]):
        keep, kept = emitter.kept(emitter.expression(part))
        filled = ast.Compare(keep, [ast.IsNot()], [ast.Constant(None)])
        result = ast.IfExp(filled, kept, result)
    return result


def _context_value(emitter: PythonEmitter, node: t.ContextValue) -> ast.expr:
    if node.name == "param":
        return _get(ast.Attribute(CONTEXT, "parameters", ast.Load()), node.key or "")
    if node.name == "variable":
        return _get(ast.Attribute(CONTEXT, "variables", ast.Load()), node.key or "")
    name = {"my_departments": "departments"}.get(node.name, node.name)
    return ast.Attribute(CONTEXT, name, ast.Load())


def _old_value(emitter: PythonEmitter, node: t.OldValue) -> ast.expr:
    old = ast.BoolOp(ast.Or(), [ast.Attribute(CONTEXT, "old", ast.Load()), ast.Dict([], [])])
    return emitter.step(steps.fallible, _get(old, node.key))


def _changed(emitter: PythonEmitter, node: t.Changed) -> ast.expr:
    changed = ast.Attribute(CONTEXT, "changed", ast.Load())
    return ast.Compare(ast.Constant(node.key), [ast.In()], [changed])


def _call(emitter: PythonEmitter, node: t.Call) -> ast.expr:
    function = find_function(node.function)
    if function is None or function.python is None:
        raise KeyError(node.function)
    first = [CONTEXT] if function.needs_context else []
    if function.blank is BlankRule.SEES:
        given = [emitter.expression(argument) for argument in node.arguments]
        return emitter.step(function.python, *first, *given)
    if any(argument.may_error for argument in node.arguments):
        # A blank argument must not hide the error of another: all are looked at.
        given = [_argument(emitter, part, function.blank) for part in node.arguments]
        name = emitter.named(function.python)
        return _in_form(emitter, node, emitter.step(steps.spread, name, *first, *given))
    given = []
    guards: list[ast.expr] = []
    for argument in node.arguments:
        emitted = _argument(emitter, argument, function.blank)
        if argument.nullable and not _counts_as_empty(argument, function.blank):
            kept, emitted = emitter.kept(emitted)
            guards.append(ast.Compare(kept, [ast.IsNot()], [ast.Constant(None)]))
        given.append(emitted)
    called = _in_form(emitter, node, emitter.step(function.python, *first, *given))
    if not guards:
        return called
    test = guards[0] if len(guards) == 1 else ast.BoolOp(ast.And(), guards)
    return ast.IfExp(test, called, ast.Constant(None))


def _argument(emitter: PythonEmitter, argument: t.Typed, rule: BlankRule) -> ast.expr:
    emitted = emitter.expression(argument)
    if argument.nullable and _counts_as_empty(argument, rule):
        return ast.BoolOp(ast.Or(), [emitted, ast.Constant("")])
    return emitted


def _counts_as_empty(argument: t.Typed, rule: BlankRule) -> bool:
    return rule is BlankRule.EMPTY_TEXT and isinstance(argument.type, Text)


def _in_form(emitter: PythonEmitter, node: t.Call, called: ast.expr) -> ast.expr:
    if isinstance(node.type, Text):
        return ast.BoolOp(ast.Or(), [called, ast.Constant(None)])
    if isinstance(node.type, DateTime) and isinstance(node.arguments[0].type, Date):
        return emitter.step(steps.as_instant, called, CONTEXT)
    return called


EMITTERS: dict[type[t.Typed], Callable[..., ast.expr]] = {
    **OPERATORS,
    t.Literal: _literal,
    t.FieldValue: _field_value,
    t.Follow: _follow,
    t.MemberOf: _member,
    t.Related: _related,
    t.RecordId: _record_id,
    t.GroupRows: _group_rows,
    t.ListValue: _list_value,
    t.RelatedList: _related_list,
    t.Aggregate: _aggregate,
    t.Case: _case,
    t.Logic: _logic,
    t.Not: _not,
    t.Concat: _concat,
    t.Coerce: emit_coercion,
    t.IfError: _if_error,
    t.IsError: _is_error,
    t.IsBlank: _is_blank,
    t.Coalesce: _coalesce,
    t.ContextValue: _context_value,
    t.OldValue: _old_value,
    t.Changed: _changed,
    t.Call: _call,
}
