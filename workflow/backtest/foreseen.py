"""A foreseen run and its present step: a record of the past as the steps would leave it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from engine.catalog_table import Values
from engine.writing.change import Change, Outcome
from formula.context import Context, Row
from metadata.resolved_workflow import Automation
from workflow.backtest.sides import Side
from workflow.backtest.trail import Later, Trail
from workflow.backtest.vantage import Beside
from workflow.bound import Bound, Scene
from workflow.formulas import context_for
from workflow.past import Past, values_of


@dataclass(frozen=True, slots=True)
class Begin:
    """What begins in a replay: the record with its values at that moment (None where it runs for
    none), who caused it, and a number that both sides give the same run."""

    automation: Automation
    record: int | None
    row: Values | None
    number: int
    past: Past | None = None
    user: int | None = None
    causes: tuple[tuple[str, int | None], ...] = ()


@dataclass(slots=True, eq=False)
class Course:
    """A run on its way: the record as its steps have left it, and what they came to."""

    side: Side
    begin: Begin
    beside: Beside
    scene: Scene
    trail: Trail
    call: Callable[[Foreseen, str, int | None], int | None]
    """What foresees another automation as a part of this run."""

    @property
    def row(self) -> Values | None:
        """The run's own record as it would be now."""
        return self.beside.row

    def overlay(self, values: Values | None) -> None:
        """The record would have these values from now on; None: it would be gone."""
        row = None if values is None else {**(self.row or {}), **values}
        self.beside = self.beside.at(self.beside.own, row)

    def read(self, table: str, values: Mapping[str, object]) -> Values:
        """What the JSON of these fields stands for."""
        return values_of(self.side.catalog.tables[table], values, self.side.vantage.time_zone)

    def write(self, table: str, record: int, values: Mapping[str, object]) -> None:
        """The steps that follow see what this one would have written (JSON by field)."""
        if (table, record) == self.beside.own and self.row is not None:
            self.overlay(self.read(table, values))


@dataclass(slots=True, eq=False)
class Foreseen(Bound):
    """The present step of a foreseen run."""

    course: Course = field(kw_only=True)
    seen: Beside = field(kw_only=True)
    _context: Context | None = field(default=None, repr=False)

    @property
    def row(self) -> Row | None:  # type: ignore[override] # it is only read
        """The run's own record as the steps before have left it."""
        return self.seen.row

    @property
    def present(self) -> Values | None:
        """The same."""
        return self.seen.row

    @property
    def context(self) -> Context:
        """What the step's formulas know besides the record."""
        if self._context is None:
            past = self.scene.past
            self._context = context_for(
                self.work,
                self.scene.catalog,
                self.seen,
                self.automation.app,
                user=self.current.user,
                variables=self.variables,
                old=None if past is None else past.old,
                changed=frozenset() if past is None else past.changed,
            )
        return self._context

    def text(self, pointer: str, reader: int | None = None) -> str:
        """Nobody reads it."""
        return ""

    def told(self, make: Callable[[], object]) -> object:
        """What the trace tells of it, when somebody reads it."""
        return Later(make)

    def write(self, changes: Sequence[Change]) -> Sequence[Outcome]:
        """A replay writes nothing: who asks for it is to be foreseen otherwise."""
        raise AssertionError(f"{self.step.do} writes in a replay")

    def start(self, automation: str, record: int | None) -> int | None:
        """The other automation is foreseen at once, as a part of this run."""
        return self.course.call(self, automation, record)
