"""What one check knows while it walks the tree: the scope, the records in scope, what it found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from formula.errors import Problem, Span, Suggestion
from formula.scope import Scope, TableNames, Use
from formula.tree import Node
from formula.typed import Typed
from formula.types import Type

MAX_RECORDS = 3
"""Records that may be in scope at once: the formula's own and two levels of items."""

VOLATILE_USES = frozenset(Use) - {Use.ID}
CONTEXTUAL_USES = frozenset(Use) - {Use.FIELD, Use.ID}
OLD_USES = frozenset({Use.VALIDATE})
BOOLEAN_USES = frozenset({Use.VALIDATE, Use.CONDITION, Use.SCOPE, Use.FILTER})


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a piece of the text names.

    `kind` is field, table, option, role, parameter or function. `owner` is the table of a field
    (full name) and the option set of an option, else None; `key` is what documents call it.
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
    resolutions: list[Resolution] = field(default_factory=list)

    def value(self, node: Node, wanted: Type | None = None) -> Typed | None:
        """The typed form of `node`, a list or recordset among them; None where it has a problem.

        `wanted` is what stands beside it: written texts become literals of that type.
        """
        return self.check_node(self, node, wanted)

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
        resolution = Resolution(span, kind, key, owner)
        if resolution not in self.resolutions:
            self.resolutions.append(resolution)

    def source(self, span: Span) -> str:
        """The text at `span`."""
        return self.text[span.start : span.end]

    def table(self, name: str) -> TableNames | None:
        """The table of that full name, where the scope shows it."""
        return self.scope.tables.get(name)

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

    def _add(self, problem: Problem) -> None:
        # A form may look at an argument twice; one fault is told once.
        if problem not in self.problems:
            self.problems.append(problem)
