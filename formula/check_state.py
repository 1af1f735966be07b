"""What one check knows while it walks the tree: the scope, the records in scope, what it found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from formula.errors import Problem, Span, Suggestion
from formula.scope import Scope, TableNames, Use
from formula.tree import Node
from formula.typed import Typed
from formula.typed_walk import size_of
from formula.types import Type

MAX_RECORDS = 3
"""Records that may be in scope at once: the formula's own and two levels of items."""

MAX_PROBLEMS = 50
"""Told at once; a text with more is not looked at further."""

MAX_SIZE = 20_000
"""Nodes of a typed tree, shared parts counted each time: what a back end may have to write."""

VOLATILE_USES = frozenset(Use) - {Use.ID}
CONTEXTUAL_USES = frozenset(Use) - {Use.FIELD, Use.ID}
OLD_USES = frozenset({Use.VALIDATE})
BOOLEAN_USES = frozenset({Use.VALIDATE, Use.CONDITION, Use.SCOPE, Use.FILTER})


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a piece of the text names.

    `kind` is field, table, option, role, parameter, variable or function. `owner` is the table of
    a field (full name) and the option set of an option, else None; `key` is what documents call it.
    """

    span: Span
    kind: str
    key: str
    owner: str | None = None


@dataclass(slots=True)
class Checking:
    """`records` are the tables of the records in scope, the innermost last."""

    text: str
    scope: Scope
    use: Use
    check_node: Callable[[Checking, Node, Type | None], Typed | None]
    records: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    resolutions: dict[Resolution, None] = field(default_factory=dict)
    known: dict[tuple[int, Type | None, tuple[str, ...]], Typed | None] = field(
        default_factory=dict
    )
    errors: int = 0
    sizes: dict[int, tuple[Typed, int]] = field(default_factory=dict)

    def value(self, node: Node, wanted: Type | None = None) -> Typed | None:
        """The typed form of `node`, a list or recordset among them; None where it has a problem.

        `wanted` is what stands beside it: written texts become literals of that type.
        """
        if self.errors >= MAX_PROBLEMS:
            return None
        # Forms look at an argument more than once; nested ones would double the work each time.
        key = (id(node), wanted, tuple(self.records))
        if key not in self.known:
            self.known[key] = self._small_enough(self.check_node(self, node, wanted))
        return self.known[key]

    def problem(
        self, code: str, span: Span, *suggestions: Suggestion, **parameters: str | int
    ) -> None:
        """Records an error."""
        self._add(Problem(code, span, parameters, suggestions=suggestions))

    def warning(
        self, code: str, span: Span, *suggestions: Suggestion, **parameters: str | int
    ) -> None:
        """Records a doubt."""
        self._add(Problem(code, span, parameters, "warning", suggestions))

    def names(self, span: Span, kind: str, key: str, owner: str | None = None) -> None:
        """Records what the text at `span` means."""
        self.resolutions[Resolution(span, kind, key, owner)] = None

    def source(self, span: Span) -> str:
        """The text at `span`."""
        return self.text[span.start : span.end]

    def table(self, name: str) -> TableNames | None:
        """The table of that full name, where the scope shows it."""
        return self.scope.tables.get(name)

    @property
    def knows_old(self) -> bool:
        """Whether the formula may ask for values before the write."""
        return self.use in OLD_USES or self.scope.remembers

    @contextmanager
    def item_of(self, table: str, span: Span) -> Iterator[None]:
        """Inside, bare names are fields of an item of `table`."""
        if len(self.records) >= MAX_RECORDS:
            self.problem("F114", span, what="records", limit=MAX_RECORDS)
        self.records.append(table)
        try:
            yield
        finally:
            self.records.pop()

    def _small_enough(self, typed: Typed | None) -> Typed | None:
        if typed is None or size_of(typed, self.sizes) <= MAX_SIZE:
            return typed
        self.problem("F114", typed.span, what="size", limit=MAX_SIZE)
        return None

    def _add(self, problem: Problem) -> None:
        is_error = problem.severity == "error"
        if problem in self.problems or (len(self.problems) >= MAX_PROBLEMS and not is_error):
            return
        self.problems.append(problem)
        self.errors += is_error
