"""What a step is to the runtime: a function from a bound step to its outcome.

An outcome is data; `workflow.advance` decides from it what comes next, and touches nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from engine.actor import Actor
from engine.database import Connection
from engine.workspace import Workspace
from engine.writing.change import Change, Outcome
from formula.context import Context, Row
from metadata.resolved_workflow import Automation, Step

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Done:
    """The step did what it had to. `branch` names the block that follows (a key of
    `Step.blocks`), None goes on after the step. `values` are what `STEP.key.part` is from now on,
    by part ("" is `STEP.key` itself), as Python values of the step's `results`. `note` is what the
    trace tells beside: which rule, with which values, and why not the others."""

    branch: str | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    note: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WaitFor:
    """The run waits until one of `topics` is woken, or until `until`; then the same step is
    performed again with `BoundStep.woken` set."""

    topics: tuple[str, ...] = ()
    until: datetime | None = None
    note: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GoTo:
    """On with the step of that key."""

    step: str


@dataclass(frozen=True, slots=True)
class Stop:
    """The run is over."""

    note: Mapping[str, object] = field(default_factory=dict)


ANSWER, FAILED = "answer", "failed"
"""What wakes a step after an Outside outcome holds one of these: what came back, or why nothing did
(`{"code", "parameters"}`)."""


@dataclass(frozen=True, slots=True)
class Outside:
    """What must be done outside the database: `workflow.outside` does it between transactions, and
    the step is performed again with `BoundStep.woken` holding the answer. `key` is sent as the
    idempotency key."""

    kind: str
    request: Mapping[str, object]
    note: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Failed:
    """It cannot be done. `code` and `parameters` are words of `workflow.messages`; `passes` where
    another try may help."""

    code: str
    parameters: Mapping[str, str | int] = field(default_factory=dict)
    passes: bool = False
    problems: Sequence[Mapping[str, object]] = ()


StepOutcome = Done | WaitFor | GoTo | Stop | Outside | Failed


@dataclass(frozen=True, slots=True)
class Woken:
    """Why a waiting run goes on: the topic that was woken with what it brought, or `timed_out`."""

    topic: str | None
    payload: Mapping[str, object]

    @property
    def timed_out(self) -> bool:
        """Whether the moment came before anything else."""
        return self.topic is None


class BoundStep(Protocol):
    """A step with everything it may look at and use, in the run's transaction."""

    @property
    def work(self) -> Workspace: ...
    @property
    def connection(self) -> Connection: ...
    @property
    def actor(self) -> Actor: ...
    @property
    def automation(self) -> Automation: ...
    @property
    def step(self) -> Step: ...
    @property
    def run(self) -> int:
        """The id of the run."""

    @property
    def number(self) -> int:
        """How many steps the run had performed before: the visit, the same in every attempt."""

    @property
    def table(self) -> str | None:
        """The table of the run's own record."""

    @property
    def record(self) -> int | None:
        """The run's own record; None where it runs for none, or that is gone."""

    @property
    def now(self) -> datetime: ...
    @property
    def row(self) -> Row | None:
        """The run's own record as it is now; None as for `record`."""

    @property
    def context(self) -> Context:
        """What the step's formulas know besides the record."""

    @property
    def woken(self) -> Woken | None:
        """What ended the waiting; None at the first performance of this visit."""

    @property
    def memory(self) -> Json:
        """What the step keeps between its visits in this run (who declined; where a loop is)."""

    def effect_key(self, part: str = "") -> str:
        """Give the idempotency key of an effect: run, visit and `part`, no attempt in it."""

    def value(self, pointer: str) -> object:
        """Give the value of the step's formula there, as a Python value; blank where it has none.
        Raises FormulaValueError."""

    def holds(self, pointer: str) -> bool:
        """Whether the formula there is true; blank and an error are not."""

    def values(self, pointer: str) -> Mapping[str, object]:
        """Give the values of all formulas below `pointer`, by the rest of their pointers."""

    def text(self, pointer: str, reader: int | None = None) -> str:
        """Give the text there in the reader's language, its formulas with the reader's rights."""

    def people(self, pointer: str) -> Sequence[int]:
        """Give the present people that the `who` there means, each once, disabled ones left
        out."""

    def told(self, make: Callable[[], object]) -> object:
        """Give what the trace keeps of it: made at once, or, of a run that is only foreseen, once
        somebody reads it."""

    def write(self, changes: Sequence[Change]) -> Sequence[Outcome]:
        """Write them in the run's transaction, through the write path. Raises WriteRefused."""

    def start(self, automation: str, record: int | None) -> int | None:
        """Start another automation (`app.key`) in the run's transaction; give its run, None where
        its own conditions or the loop protection keep it from starting."""


Perform = Callable[[BoundStep], StepOutcome]
