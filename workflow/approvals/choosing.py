"""The people whom an applicant names, for the nodes that leave that to them (`chosen`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.database import Connection
from engine.workspace import Workspace
from engine.writing.change import Change
from engine.writing.moves import find_transition
from metadata.documents.approval import ChosenByApplicant
from metadata.documents.label import text_in
from metadata.resolved_workflow import Approval, ApprovalNode
from workflow.approvals.definition import present_approval
from workflow.approvals.whom import Ground, applies, ground_of
from workflow.errors import ApprovalRefused
from workflow.people import everybody

Chosen = Mapping[str, Sequence[int]]
"""People by node."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A node for which the applicant names at most `most` people, of these (`among`: id and name),
    or of everybody."""

    node: ApprovalNode
    most: int
    among: tuple[tuple[int, str], ...] | None


def has_choices(definition: Approval) -> bool:
    """Whether any node leaves it to the applicant who decides."""
    return any(isinstance(node.document.who, ChosenByApplicant) for node in definition.nodes)


def choices_of(
    work: Workspace, definition: Approval, record: int, applicant: int | None
) -> list[Choice]:
    """For which nodes the applicant would name people, as the record is now."""
    if not has_choices(definition):
        return []

    def find(connection: Connection) -> list[Choice]:
        ground = ground_of(connection, work, definition, record, (applicant, {}))
        return [choice_of(ground, node, who) for node, who in chosen_nodes(ground)]

    return work.database.read(find)


def choice_of(ground: Ground, node: ApprovalNode, who: ChosenByApplicant) -> Choice:
    """What the node leaves to the applicant."""
    among = may_be_chosen(ground, node, who)
    if among is None:
        return Choice(node, who.most, None)
    users = everybody(ground.work, ground.connection).users
    return Choice(node, who.most, tuple((person, users[person].name) for person in among))


def chosen_nodes(ground: Ground) -> list[tuple[ApprovalNode, ChosenByApplicant]]:
    """The nodes that count for the record and leave it to the applicant who decides."""
    return [
        (node, node.document.who)
        for node in ground.definition.nodes
        if isinstance(node.document.who, ChosenByApplicant) and applies(ground, node)
    ]


def may_be_chosen(ground: Ground, node: ApprovalNode, who: ChosenByApplicant) -> list[int] | None:
    """Among whom the applicant chooses; None: among everybody."""
    return None if who.among is None else ground.people(node.formulas, "who/among", who.among)


def check_chosen(ground: Ground, chosen: Chosen, *, in_person: bool) -> None:
    """The people are named for nodes that want it, as many and such as these take; whoever asks in
    person has named some for each. Raises ApprovalRefused."""
    nodes = {node.key: node for node in ground.definition.nodes}
    for key in chosen:
        if key not in nodes or not isinstance(nodes[key].document.who, ChosenByApplicant):
            raise ApprovalRefused({"node": key[:50]}, code="node_unknown")
    for node, who in chosen_nodes(ground):
        if not in_person and node.key not in chosen:
            continue
        people = set(chosen.get(node.key, ()))
        label = text_in(node.labels, "zh")
        if not 1 <= len(people) <= who.most:
            raise ApprovalRefused({"node": label, "most": who.most}, code="choose_people")
        among = may_be_chosen(ground, node, who)
        if among is not None and not people <= set(among):
            raise ApprovalRefused({"node": label}, code="chosen_unfit")


def check_move(
    connection: Connection, work: Workspace, change: Change, applicant: int | None, *, waits: bool
) -> None:
    """Whoever has made the move, which `waits` for an approval or does not, has named the people
    that its approval leaves to them. Raises ApprovalRefused."""
    if not waits:
        for key in change.approvers:
            raise ApprovalRefused({"node": key[:50]}, code="node_unknown")
        return
    found = find_transition(work.resolved.tables[change.table], change.transition)
    name = None if found is None else found[1].approval
    definition = None if name is None else present_approval(work, name)
    # One that is gone meanwhile is told of when the approval begins.
    if definition is None or not (change.approvers or has_choices(definition)):
        return
    asked = applicant, change.approvers
    ground = ground_of(connection, work, definition, change.id or 0, asked)
    check_chosen(ground, change.approvers, in_person=True)
