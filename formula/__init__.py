"""The formula language (公式). Imports nothing of ours; SQL is loaded only when asked for.

    text ──parse──▶ tree.Node ──check──▶ typed.Typed ──compile_python──▶ callable
                                              │
                                              ├──to_sql──▶ SqlValue (SQLite or PostgreSQL)
                                              └──references──▶ what it reads

==============  ========================================  ===========================
stage           from → to                                 module
==============  ========================================  ===========================
parse           text → tree, spans                        formula.syntax
check           tree + Scope → typed tree, problems       formula.check
compile_python  typed tree → f(row, context)              formula.evaluate
to_sql          typed tree + SqlTables → SqlValue         formula.sql
Lifting         parts about steps → bound parameters      formula.lifting
explain         evaluation with the value of every part   formula.explain
references      fields read; rename in the text           formula.references
render          tree → canonical text                     formula.render
==============  ========================================  ===========================
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from formula.check import Checked, Resolution, check
from formula.errors import (
    FormulaError,
    FormulaValueError,
    InvalidFormula,
    NotCompilable,
    Problem,
    Span,
    Suggestion,
)
from formula.evaluate import Context, compile_python, evaluate
from formula.explain import Explanation, Part, explain
from formula.messages import say, say_error_value, say_in_place
from formula.references import Dependency, Step, reads, rename, rename_option
from formula.render import render
from formula.scope import FieldName, Scope, TableNames, Use
from formula.syntax import parse

if TYPE_CHECKING:
    from formula.sql import to_sql

__all__ = [
    "Checked",
    "Context",
    "Dependency",
    "Explanation",
    "FieldName",
    "FormulaError",
    "FormulaValueError",
    "InvalidFormula",
    "NotCompilable",
    "Part",
    "Problem",
    "Resolution",
    "Scope",
    "Span",
    "Step",
    "Suggestion",
    "TableNames",
    "Use",
    "check",
    "compile_python",
    "evaluate",
    "explain",
    "parse",
    "reads",
    "rename",
    "rename_option",
    "render",
    "say",
    "say_error_value",
    "say_in_place",
    "to_sql",
]


def __getattr__(name: str) -> object:
    """`to_sql`, without which SQLAlchemy is not loaded."""
    if name == "to_sql":
        return importlib.import_module("formula.sql").to_sql
    raise AttributeError(name)
