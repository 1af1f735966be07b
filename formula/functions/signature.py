"""How a function is declared. One declaration says everything about it; nothing is told twice.

A function is either *plain* (`python` is given: it becomes a `typed.Call`) or a *form* (`lower` is
given: `formula.check` replaces the call by other typed nodes: IF, AND, SUM, COUNTIF …).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from formula.typed import Literal, Typed
from formula.types import Type


class BlankRule(StrEnum):
    """What a plain function does with blank arguments (formula.md 2.5)."""

    SPREADS = "spreads"  # any blank argument makes the result blank; python never sees None
    EMPTY_TEXT = "empty_text"  # a blank text counts as ''; a result of '' is blank
    SEES = "sees"  # python gets None itself


@dataclass(frozen=True, slots=True)
class Parameter:
    """`type` is the wanted type, a tuple of acceptable ones, or None for any scalar.
    `default` (a Python value) makes it optional; `repeats` lets the last one come again."""

    name: str
    type: Type | tuple[Type, ...] | None
    optional: bool = False
    default: object = None
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """A formula and the canonical text of its value; run on all back ends by a test."""

    text: str
    result: str


@dataclass(frozen=True, slots=True)
class Function:
    """One row of formula.md 2.8.

    `python(*arguments)` works on Python values (formula.types); with `needs_context` its first
    argument is the `formula.evaluate.Context`. It raises FormulaValueError for error values.
    `sql` maps a dialect name (`sqlite`, `postgresql`) to `(emitter, call, arguments) → SqlValue`
    (see formula.sql); where a dialect is absent SQLite runs `python` as a registered function and
    PostgreSQL refuses with NotCompilable.
    `lower(checking, call, wanted) → Typed | None` makes a form into other nodes: `checking` is a
    formula.check_state.Checking, `call` the CallNode, `wanted` the type beside it.
    `result` is a type, or a function of the tuple of typed arguments.
    """

    name: str
    number: str
    parameters: tuple[Parameter, ...]
    result: Type | Callable[..., Type]
    zh: str
    en: str
    aliases: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    blank: BlankRule = BlankRule.SPREADS
    may_error: bool = False
    domains: Mapping[int, Callable[[int | Decimal], bool]] = field(default_factory=dict)
    """Where given, only these arguments (by position) can make the function fail, and only for
    values that do not pass the test."""
    nullable: bool | None = None
    """None: nullable where an argument is (SPREADS), or always (EMPTY_TEXT, SEES)."""
    volatile: bool = False
    contextual: bool = False
    needs_context: bool = False
    python: Callable[..., object] | None = None
    sql: Mapping[str, Callable[..., object]] = field(default_factory=dict)
    lower: Callable[..., object] | None = None
    foreign_names: tuple[str, ...] = ()
    """Names other products use; suggested by F103, never accepted."""

    def may_fail(self, arguments: Sequence[Typed]) -> bool:
        """Whether a call with these arguments can fail by itself: LEFT(名称, 6) cannot."""
        if not self.may_error or not self.domains:
            return self.may_error
        given = [arguments[position] for position in self.domains if position < len(arguments)]
        tests = list(self.domains.values())
        return not all(
            isinstance(argument, Literal)
            and isinstance(argument.value, int | Decimal)
            and test(argument.value)
            for argument, test in zip(given, tests, strict=False)
        )
