"""What a foreseen run would have done: its effects, and the lines of its trace."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from workflow.advance import PassedOver
from workflow.jobs import Json
from workflow.run_step import OUTCOMES, shortened
from workflow.steps.step import Done, StepOutcome
from workflow.variables import shown_json, variables_json


@dataclass(frozen=True, slots=True)
class Assigned:
    """The step `step` gave the field of the record to these people."""

    step: str
    table: str
    field: str
    people: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """The step would have written, made, moved or deleted a record, or sent something."""

    step: str
    do: str
    table: str | None
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Refused:
    """The step could not have done it."""

    step: str
    do: str
    code: str
    field: str | None
    parameters: Mapping[str, str | int]
    message: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Later:
    """A part of a note that is made when somebody reads it: most notes are read by nobody."""

    make: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Line:
    """A step that was performed, and what came of it."""

    step: str
    do: str
    outcome: StepOutcome | PassedOver


@dataclass(slots=True, eq=False)
class Trail:
    """The effects of one foreseen run. `told` and `asked` are (person, by what); `doubts` are codes
    of what nobody can know of it."""

    assigned: list[Assigned] = field(default_factory=list)
    told: list[tuple[int, str]] = field(default_factory=list)
    asked: list[tuple[int, str]] = field(default_factory=list)
    written: list[Written] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    branches: list[tuple[str, str]] = field(default_factory=list)
    doubts: set[str] = field(default_factory=set)
    lines: list[Line] = field(default_factory=list)

    def comes_to(self) -> tuple[object, ...]:
        """What it comes to, whatever its steps are called: two runs that come to the same are
        equal here."""
        return (
            [(it.table, it.field, it.people) for it in self.assigned],
            sorted(self.told),
            sorted(self.asked),
            [(it.do, it.table, it.values) for it in self.written],
            [(it.do, it.code, it.field) for it in self.refused],
        )


def trace_of(trail: Trail) -> list[Json]:
    """The lines as a reader of traces knows them."""
    return [line_of(line) for line in trail.lines]


def line_of(line: Line) -> Json:
    """One line of the trace."""
    outcome = line.outcome
    values = variables_json(outcome.values) if isinstance(outcome, Done) else None
    note = plain(getattr(outcome, "note", None) or None)
    return {
        "step": line.step,
        "do": line.do,
        "outcome": OUTCOMES[type(outcome)],
        "branch": outcome.branch if isinstance(outcome, Done) else None,
        "values": shown_json(shortened(values)),
        "note": shown_json(shortened(note if isinstance(note, dict) else None)),
    }


def plain(value: object) -> object:
    """The value with everything made that was left for later."""
    if isinstance(value, Later):
        return plain(value.make())
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value
