"""Typed tree → Python function. Builds a Python `ast`, never source, so no text of a user is code.

>>> from formula.types import Number
>>> from formula.typed import Arithmetic, FieldValue, Literal
>>> price = FieldValue(type=Number(2), nullable=True, table="item", key="price")
>>> double = Arithmetic(
...     type=Number(2), operator="*", left=price, right=Literal(type=Number(0), value=2)
... )
>>> str(compile_python(double)({"price": Decimal("1.25")}, None))
'2.50'
>>> compile_python(double)({}, None)
Decimal('0')
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from decimal import Decimal

from formula import typed as t
from formula.context import Context, NoRecords, Records, Row
from formula.errors import FormulaValueError
from formula.evaluate_nodes import PythonEmitter

__all__ = [
    "Compiled",
    "Context",
    "Decimal",
    "NoRecords",
    "Records",
    "Row",
    "compile_python",
    "evaluate",
]

Compiled = Callable[[Row, Context], object]


def compile_python(typed: t.Typed) -> Compiled:
    """Give a function of (row, context) that computes the value in Python's form (formula.types).

    It returns None for blank and raises FormulaValueError for a value that is an error.
    """
    return assemble(typed, PythonEmitter())


def evaluate(typed: t.Typed, row: Row, context: Context) -> object:
    """Give the value of a formula for one row; FormulaValueError where it is an error."""
    return compile_python(typed)(row, context)


def assemble(typed: t.Typed, emitter: PythonEmitter) -> Compiled:
    """Give the function whose body is the emitter's expression for the tree."""
    body = ast.Return(emitter.expression(typed))
    overflow = ast.ExceptHandler(
        type=ast.Name("ArithmeticError", ast.Load()),
        name=None,
        body=[
            ast.Raise(emitter.call("FormulaValueError", ast.Constant("NUM")), ast.Constant(None))
        ],
    )
    function = ast.FunctionDef(
        name="formula",
        args=ast.arguments(
            posonlyargs=[ast.arg("row"), ast.arg("context")],
            args=[],
            kwonlyargs=[],
            kw_defaults=[],
            defaults=[],
        ),
        body=[ast.Try(body=[body], handlers=[overflow], orelse=[], finalbody=[])],
        decorator_list=[],
    )
    module = ast.fix_missing_locations(ast.Module(body=[function], type_ignores=[]))
    namespace: dict[str, object] = {
        **emitter.names,
        "FormulaValueError": FormulaValueError,
        "ArithmeticError": ArithmeticError,
        "__builtins__": {},
    }
    exec(compile(module, "<formula>", "exec"), namespace)  # the tree is ours
    compiled: Compiled = namespace["formula"]  # type: ignore[assignment]  # just made
    return compiled
