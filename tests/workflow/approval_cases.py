"""Small approvals to decide about, without a database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from metadata.documents.approval import ApprovalNodeDocument
from workflow.approvals.case import Asked, Case, CaseState, Task
from workflow.approvals.decide import Event, Vote, decide
from workflow.errors import ApprovalRefused

APPLICANT = 1
BOSS = 90
ADMIN = 99


def node(key: str = "n", **properties: object) -> ApprovalNodeDocument:
    """A node; whom it asks is told when it is entered."""
    given = {"key": key, "label": key, "who": "负责人", "empty": "ask", **properties}
    return ApprovalNodeDocument.model_validate(given)


def case_of(*nodes: ApprovalNodeDocument) -> Case:
    """An approval asked for by APPLICANT."""
    return Case(nodes=nodes, applicant=APPLICANT)


def asked(*people: int) -> Asked:
    """Whom a node asks."""
    return Asked(people=people, stand_ins=(BOSS,), fallback=(ADMIN,))


def entered(case: Case, people: Sequence[Sequence[int]]) -> Case:
    """The case with every node entered that wants to be; `people` by node."""
    while case.state is CaseState.ENTERING:
        case = decide(case, asked(*people[case.node]))
    return case


def task_of(case: Case, person: int) -> Task:
    """The person's pending task."""
    return next(task for task in case.pending if task.person == person)


def voted(case: Case, person: int, *, agrees: bool = True) -> Case:
    """The case after the person's vote."""
    return decide(case, Vote(task_of(case, person).number, agrees))


def refused(case: Case, event: Event) -> str:
    """The code of the refusal; empty where there was none."""
    try:
        decide(case, event)
    except ApprovalRefused as error:
        return error.code
    return ""


def states(case: Case) -> list[tuple[int, str]]:
    """The people asked and what became of it, in order."""
    return [(task.person, task.state.value) for task in case.tasks]


def told(case: Case) -> list[str]:
    """What happened by itself."""
    return [note.what for note in case.notes]


def expected_verdict(votes: str, share: float, answers: Iterable[bool], seats: int) -> bool | None:
    """What the rule of a node says of answers in their order: the oracle, counting on fingers."""
    given = list(answers)
    if votes == "any":
        return given[0] if given else None
    wanted = seats
    if votes == "share":
        wanted = next(n for n in range(1, seats + 1) if n * 100 >= round(share * 100) * seats)
    for said in range(len(given) + 1):
        so_far = given[:said]
        if so_far.count(True) == wanted:
            return True
        if so_far.count(False) > seats - wanted:
            return False
    return None


THREE = [(2,), (3, 4), (5,)]


def three() -> Case:
    """An approval of three nodes, in its second."""
    case = entered(case_of(node("a"), node("b"), node("c")), THREE)
    return entered(voted(case, 2), THREE)
