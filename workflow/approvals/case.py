"""An approval on its way, as a value: the nodes, and who was asked in each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Literal

from metadata.documents.approval import ApprovalNodeDocument

Withdraw = Literal["until_first", "until_end", "never"]
How = Literal["asked", "before", "after", "beside"]


class TaskState(StrEnum):
    """What became of asking one person. A `waiting` task has not come to its turn; `skipped` ones
    were settled by others, `cancelled` ones ended with the whole or by a return."""

    WAITING = "waiting"
    PENDING = "pending"
    AGREED = "agreed"
    REJECTED = "rejected"
    TRANSFERRED = "transferred"
    SKIPPED = "skipped"
    RETURNED = "returned"
    CANCELLED = "cancelled"


class CaseState(StrEnum):
    """Where an approval is: a node is to be `entering` (its people are not known yet), people are
    `deciding`, or it is back with the applicant (`returned`). The others are final."""

    ENTERING = "entering"
    DECIDING = "deciding"
    RETURNED = "returned"
    AGREED = "agreed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


OPEN_TASK = frozenset({TaskState.WAITING, TaskState.PENDING})
OVER = frozenset({CaseState.AGREED, CaseState.REJECTED, CaseState.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Task:
    """One person asked. `number` counts from 1 in the approval; `seat` is the vote it is about,
    which transfers and added people share; `place` its turn where people decide in sequence.
    `behalf` is whose delegate the person is. What `is_void` is no sign any more that the person
    has agreed, as it was asked for anew."""

    number: int
    node: int
    visit: int
    seat: int
    place: int
    person: int
    behalf: int | None = None
    how: How = "asked"
    source: int | None = None
    state: TaskState = TaskState.WAITING
    is_automatic: bool = False
    is_void: bool = False

    @property
    def is_open(self) -> bool:
        """Whether the person may still be asked, or is."""
        return self.state in OPEN_TASK


@dataclass(frozen=True, slots=True)
class Note:
    """What happened by itself: `node_entered`, `not_needed` (its `when` does not hold),
    `nobody_asked`, `applicant_skips`, `repeated`, `node_agreed`, `node_rejected`, `nobody_left`."""

    what: str
    node: int
    person: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom the present node asks, as people are now: `stand_ins` in the applicant's place,
    `fallback` where there is nobody; `delegates` by whom they stand for."""

    people: tuple[int, ...] = ()
    applies: bool = True
    stand_ins: tuple[int, ...] = ()
    fallback: tuple[int, ...] = ()
    delegates: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """An approval. `node` and `visit` say where it is: each entering of a node is a visit of its
    own. `resume` are the visits to go straight back to, the next one last. In a node that
    `asks_all` nobody agrees by having agreed before: it was sent back there. `notes` are what
    happened by itself since it was read."""

    nodes: tuple[ApprovalNodeDocument, ...]
    applicant: int | None = None
    withdraw: Withdraw = "until_first"
    state: CaseState = CaseState.ENTERING
    node: int = 0
    visit: int = 0
    visits: int = 0
    resume: tuple[tuple[int, int], ...] = ()
    asks_all: bool = False
    tasks: tuple[Task, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def is_over(self) -> bool:
        """Whether there is a verdict, or will never be one."""
        return self.state in OVER

    @property
    def rule(self) -> ApprovalNodeDocument:
        """The present node."""
        return self.nodes[self.node]

    @property
    def present(self) -> tuple[Task, ...]:
        """The tasks of the present visit."""
        return tuple(task for task in self.tasks if task.visit == self.visit)

    @property
    def pending(self) -> tuple[Task, ...]:
        """The tasks that somebody can decide now."""
        return tuple(task for task in self.tasks if task.state is TaskState.PENDING)

    def task(self, number: int) -> Task | None:
        """The task of that number."""
        return next((task for task in self.tasks if task.number == number), None)

    def noting(self, what: str, person: int | None = None) -> Case:
        """The case with a note about its present node."""
        return replace(self, notes=(*self.notes, Note(what, self.node, person)))

    def having(self, changed: Iterator[Task] | tuple[Task, ...]) -> Case:
        """The case with these tasks in place of those of the same numbers, new ones at the end."""
        by_number = {task.number: task for task in self.tasks}
        by_number.update({task.number: task for task in changed})
        return replace(self, tasks=tuple(by_number.values()))
