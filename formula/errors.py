"""What can go wrong with a formula.

FormulaError
├── InvalidFormula        the text cannot be used; carries every Problem, not the first
├── NotCompilable         a part has no meaning in SQL of this database (F113)
└── FormulaValueError     a value that is an error: DIV0 VALUE NUM DATE LIMIT REF (formula.md 2.5)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the source text in code points, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A text that would mend the problem when put in place of `span`."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong (or, with severity "warning", doubtful) in a formula.

    `code` is that of formula.md 2.9 (F101 … W207); `parameters` fill the words of
    `formula.messages` for it.
    """

    code: str
    span: Span
    parameters: Mapping[str, str | int] = field(default_factory=dict)
    severity: str = "error"
    suggestions: tuple[Suggestion, ...] = ()


class FormulaError(Exception):
    """The base of what this package raises."""


class InvalidFormula(FormulaError):
    """The formula cannot be used; `problems` says everything that is wrong with it."""

    def __init__(self, text: str, problems: Sequence[Problem]) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.text = text
        self.problems = tuple(problems)


class NotCompilable(FormulaError):
    """A part of the formula has no SQL form on this database; the value must be stored first."""

    def __init__(self, name: str, span: Span) -> None:
        super().__init__(name)
        self.name = name
        self.span = span


class FormulaValueError(FormulaError):
    """A value that is an error. `code` is one of DIV0 VALUE NUM DATE LIMIT REF."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
