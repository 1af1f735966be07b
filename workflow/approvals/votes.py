"""What the votes of a node come to (会签, 或签, 比例, 依次)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import ceil

from metadata.documents.approval import ApprovalNodeDocument, SupervisorChain, Votes
from workflow.approvals.case import OPEN_TASK, Task, TaskState

ALL = Fraction(1)


def verdict_of(rule: ApprovalNodeDocument, tasks: Sequence[Task]) -> bool | None:
    """Whether the node agrees, None while that is open. `tasks` are those of one visit.

    A seat is one vote: it agrees when everybody on it has agreed, and rejects with the first
    rejection. All (and in sequence): the first rejection ends it. Any: the first decided seat.
    A share: agreed as soon as enough seats agree, rejected once they no longer can.
    """
    seats = seats_of(tasks)
    agreed = seats.count(True)
    rejected = seats.count(False)
    if rule.votes == "any":
        # A race is decided by the row lock: there is one decided seat at most.
        return True if agreed else False if rejected else None
    needed = needed_of(rule, len(seats))
    if agreed >= needed:
        return True
    return False if len(seats) - rejected < needed else None


def votes_of(rule: ApprovalNodeDocument) -> Votes:
    """How the node decides; a chain of supervisors is asked one after the other."""
    if isinstance(rule.who, SupervisorChain) and rule.votes == "all":
        return "sequence"
    return rule.votes


def needed_of(rule: ApprovalNodeDocument, seats: int) -> int:
    """How many seats must agree; one at least."""
    share = ALL if rule.votes != "share" or rule.share is None else Fraction(str(rule.share))
    return max(1, ceil(share * seats))


def seats_of(tasks: Iterable[Task]) -> list[bool | None]:
    """What each seat says."""
    by_seat: dict[int, set[TaskState]] = {}
    for task in tasks:
        by_seat.setdefault(task.seat, set()).add(task.state)
    return [seat_says(states) for states in by_seat.values()]


def seat_says(states: set[TaskState]) -> bool | None:
    """What the people on one seat come to."""
    if TaskState.REJECTED in states:
        return False
    if states & OPEN_TASK or TaskState.AGREED not in states:
        return None
    return True
