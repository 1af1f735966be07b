"""Why a formula gives what it gives: the value of each of its parts for one record.

The same generated code as `formula.evaluate`, with a probe around every part of the source text.
Parts inside the condition or argument of an aggregate belong to many records and are left out.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass

from formula import typed as t
from formula.context import Context, Row
from formula.errors import FormulaValueError, Span
from formula.evaluate import assemble
from formula.evaluate_nodes import PythonEmitter
from formula.evaluate_steps import error_code
from formula.types import RecordSet, Type

LIMIT = 200
"""Parts told at most; a formula of 2,000 nodes is not read part by part."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the source, the type of its value, and the value or the code of its error."""

    span: Span
    type: Type
    value: object
    error: str | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """The outcome of a formula for one record, and that of each part that was looked at, in the
    order of the text, an outer part before those within it."""

    value: object
    error: str | None
    parts: tuple[Part, ...]


def explain(typed: t.Typed, row: Row, context: Context) -> Explanation:
    """Give the value of a formula and of all its parts; a part not looked at is not among them."""
    found: dict[Span, Part] = {}

    def probe(emitter: PythonEmitter, node: t.Typed, emitted: ast.expr) -> ast.expr:
        if len(emitter.frames) > 1 or node.span == t.NO_SPAN or not _is_shown(node):
            return emitted
        name = emitter.named(_recorder(node, found))
        thunk = ast.Lambda(
            ast.arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[]),
            emitted,
        )
        return ast.Call(name, [thunk], [])

    value, error = None, None
    try:
        value = assemble(typed, PythonEmitter(probe=probe))(row, context)
    except FormulaValueError as failure:
        error = failure.code
    parts = sorted(found.values(), key=lambda part: (part.span.start, -part.span.end))
    return Explanation(value, error, tuple(parts[:LIMIT]))


def _is_shown(node: t.Typed) -> bool:
    return not isinstance(node, t.Literal) and not isinstance(node.type, RecordSet)


def _recorder(node: t.Typed, found: dict[Span, Part]) -> Callable[[Callable[[], object]], object]:
    """Two nodes of one span are the same words, the outer one (a coercion) coming last."""

    def record(thunk: Callable[[], object]) -> object:
        try:
            value = thunk()
        except (FormulaValueError, ArithmeticError) as failure:
            found[node.span] = Part(node.span, node.type, None, error_code(failure))
            raise
        found[node.span] = Part(node.span, node.type, value, None)
        return value

    return record
